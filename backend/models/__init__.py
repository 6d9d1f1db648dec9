"""The data. Read models anywhere; write them only in `services`."""

from backend.models.audit import AuditEntry
from backend.models.datasets import Dataset, Membership, Role
from backend.models.images import Image, Lease
from backend.models.jobs import Job
from backend.models.masks import Mask, MaskRevision, Operation
from backend.models.people import ApiToken, Session, User

__all__ = [
    "ApiToken",
    "AuditEntry",
    "Dataset",
    "Image",
    "Job",
    "Lease",
    "Mask",
    "MaskRevision",
    "Membership",
    "Operation",
    "Role",
    "Session",
    "User",
]
