"""The reviewer's routes, below /api/v1/."""

from django.urls import path

from reviewer import queue_views

urlpatterns = [
    path("queue/next", queue_views.QueueNext.as_view(), name="queue-next"),
]
