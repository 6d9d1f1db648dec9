"""The annotator's routes, below /api/v1/."""

from django.urls import path

from annotator import views

urlpatterns = [
    path(
        "masks/<int:mask_id>/interactions", views.Interactions.as_view(), name="mask-interactions"
    ),
    path("images/<int:image_id>/preview", views.Preview.as_view(), name="image-preview"),
]
