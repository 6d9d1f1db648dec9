"""What the backend tells the rooms above it, always after the commit."""

from django.dispatch import Signal

# revision: MaskRevision (with mask and image), patch: bytes (packed new values inside its bbox),
# image_revision: int
revision_created = Signal()

# job: Job, in one of its final states
job_ended = Signal()

# A server started, and its unfinished jobs are in the queues again.
jobs_resumed = Signal()
