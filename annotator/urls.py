"""The annotator's routes, below /api/v1/."""

from django.urls import path

from annotator import views

urlpatterns = [
    path(
        "masks/<int:mask_id>/interactions", views.Interactions.as_view(), name="mask-interactions"
    ),
]
