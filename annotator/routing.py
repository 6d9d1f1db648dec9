"""The annotator's sockets."""

from django.urls import path

from annotator.consumers import ImageConsumer

websocket_urlpatterns = [path("ws/v1/images/<int:image_id>", ImageConsumer.as_asgi())]
