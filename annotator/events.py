"""Telling everybody who looks at an image what became of its masks."""

from typing import Any

from django.dispatch import receiver

from backend import realtime
from backend.models import MaskRevision
from backend.signals import revision_created


@receiver(revision_created)
def tell_viewers(revision: MaskRevision, patch: bytes, **_: Any) -> None:
    """Send the new revision, with its patch, to the image's sockets."""
    author = revision.author
    mask = revision.mask
    realtime.publish(
        f"image.{mask.image_id}",
        {
            "type": "revision",
            "image": mask.image_id,
            "mask": mask.id,
            "label": mask.label,
            "op_id": str(revision.op_id),
            "kind": revision.kind,
            "version": revision.number,
            "base": revision.number - 1,
            "bbox": revision.bbox,
            "changed": revision.changed_pixels,
            "protected": mask.protected,
            "author": {"id": author.id, "username": author.username, "name": author.name}
            if author
            else None,
            "created": revision.created.isoformat(),
            "patch": patch,
        },
    )
