"""The routes of the API; `rights.py` says who may use them."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from backend.api.views import auth, datasets, health, images, jobs, masks, people, pictures

urlpatterns = [
    path("health/live", health.Live.as_view(), name="health-live"),
    path("health/ready", health.Ready.as_view(), name="health-ready"),
    path("schema", SpectacularAPIView.as_view(), name="schema"),
    path("auth/tokens", auth.Tokens.as_view(), name="auth-tokens"),
    path("auth/login", auth.Login.as_view(), name="auth-login"),
    path("auth/logout", auth.Logout.as_view(), name="auth-logout"),
    path("auth/csrf", auth.Csrf.as_view(), name="auth-csrf"),
    path("auth/ticket", auth.Ticket.as_view(), name="auth-ticket"),
    path("me", people.Me.as_view(), name="me"),
    path("tokens", people.Tokens.as_view(), name="tokens"),
    path("tokens/<int:token_id>", people.OneToken.as_view(), name="token"),
    path("users", people.Users.as_view(), name="users"),
    path("users/<int:user_id>", people.OneUser.as_view(), name="user"),
    path("datasets", datasets.Datasets.as_view(), name="datasets"),
    path("datasets/<int:dataset_id>", datasets.OneDataset.as_view(), name="dataset"),
    path("datasets/<int:dataset_id>/members", datasets.Members.as_view(), name="members"),
    path("members/<int:member_id>", datasets.Member.as_view(), name="member"),
    path("datasets/<int:dataset_id>/imports", jobs.Imports.as_view(), name="imports"),
    path("jobs", jobs.Jobs.as_view(), name="jobs"),
    path("jobs/<int:job_id>", jobs.OneJob.as_view(), name="job"),
    path("jobs/<int:job_id>/report.csv", jobs.JobReport.as_view(), name="job-report"),
    path("exports", jobs.Exports.as_view(), name="exports"),
    path("exports/<int:job_id>/file", jobs.ExportFile.as_view(), name="export-file"),
    path("images", images.Images.as_view(), name="images"),
    path("images/ids", images.ImageIds.as_view(), name="image-ids"),
    path("images/<int:image_id>", images.OneImage.as_view(), name="image"),
    path("images/<int:image_id>/restore", images.Restore.as_view(), name="image-restore"),
    path("images/<int:image_id>/submit", images.Submit.as_view(), name="image-submit"),
    path("images/<int:image_id>/skip", images.Skip.as_view(), name="image-skip"),
    path("images/<int:image_id>/lease", images.Lease.as_view(), name="image-lease"),
    path("images/<int:image_id>/file", pictures.File.as_view(), name="image-file"),
    path("images/<int:image_id>/thumb", pictures.Thumb.as_view(), name="image-thumb"),
    path("images/<int:image_id>/overlay", pictures.Overlay.as_view(), name="image-overlay"),
    path("images/<int:image_id>/cutout", pictures.Cutout.as_view(), name="image-cutout"),
    path("images/<int:image_id>/level/<int:level>", pictures.Level.as_view(), name="image-level"),
    path(
        "images/<int:image_id>/superpixels",
        pictures.Superpixels.as_view(),
        name="image-superpixels",
    ),
    path("images/<int:image_id>/masks", masks.Masks.as_view(), name="masks"),
    path("masks/<int:mask_id>", masks.OneMask.as_view(), name="mask"),
    path("masks/<int:mask_id>/revisions", masks.Revisions.as_view(), name="mask-revisions"),
    path("masks/<int:mask_id>/restore", masks.Restore.as_view(), name="mask-restore"),
    path("queue/next", images.QueueNext.as_view(), name="queue-next"),
]
