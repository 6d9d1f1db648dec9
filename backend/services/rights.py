"""Who may do what: the one table of roles and actions, and the only functions that read it."""

from enum import StrEnum
from typing import Final

from django.db.models import QuerySet

from backend.errors import forbidden, not_found
from backend.models import Dataset, Image, Mask, Membership, Role, User


class Action(StrEnum):
    """What can be done in a dataset."""

    VIEW = "view"
    ANNOTATE = "annotate"
    REVIEW = "review"
    EXPORT = "export"
    IMPORT = "import"
    MANAGE = "manage"


LOOKING: Final = frozenset({Action.VIEW})
MAKING: Final = LOOKING | {Action.ANNOTATE}
CHECKING: Final = MAKING | {Action.REVIEW, Action.EXPORT}
ALLOWED: Final[dict[Role, frozenset[Action]]] = {
    Role.VIEWER: LOOKING,
    Role.ANNOTATOR: MAKING,
    Role.REVIEWER: CHECKING,
    Role.ADMIN: CHECKING | {Action.IMPORT, Action.MANAGE},
}


def role_of(user: User, dataset_id: int) -> Role | None:
    """The person's role in the dataset; a server administrator is admin everywhere."""
    if user.is_superuser:
        return Role.ADMIN
    role = (
        Membership.objects.filter(user=user, dataset_id=dataset_id)
        .values_list("role", flat=True)
        .first()
    )
    return Role(role) if role else None


def may(user: User, dataset_id: int, action: Action) -> bool:
    """Whether the person may do this in the dataset."""
    role = role_of(user, dataset_id)
    return role is not None and action in ALLOWED[role]


def require(user: User, dataset_id: int, action: Action) -> Role:
    """The person's role, which allows the action. Raises Refused: 404 to strangers, 403 to members."""
    role = role_of(user, dataset_id)
    if role is None:
        raise not_found()
    if action not in ALLOWED[role]:
        raise forbidden(f"Your role here, {role.value}, does not allow this.")
    return role


def datasets(user: User, action: Action = Action.VIEW) -> QuerySet[Dataset]:
    """The datasets in which the person may do this."""
    if user.is_superuser:
        return Dataset.objects.all()
    roles = [role for role, allowed in ALLOWED.items() if action in allowed]
    return Dataset.objects.filter(memberships__user=user, memberships__role__in=roles)


def dataset(user: User, dataset_id: int, action: Action) -> Dataset:
    """The dataset, if the person may do this in it. Raises Refused."""
    found = Dataset.objects.filter(id=dataset_id).first()
    if found is None:
        raise not_found("The dataset")
    require(user, found.id, action)
    return found


def image(user: User, image_id: int, action: Action, *, trashed: bool = False) -> Image:
    """The image (with its dataset), if the person may do this with it. Raises Refused."""
    found = (
        Image.objects.select_related("dataset")
        .filter(id=image_id, deleted__isnull=not trashed)
        .first()
    )
    if found is None:
        raise not_found("The image")
    require(user, found.dataset_id, action)
    return found


def mask(user: User, mask_id: int, action: Action) -> Mask:
    """The mask (with image, dataset and head), if the person may do this. Raises Refused.

    Every click begins with this: all that it needs in one question, and no order.
    """
    rows = Mask.objects.select_related("image__dataset", "head").order_by()
    found = list(rows.filter(id=mask_id, deleted__isnull=True, image__deleted__isnull=True))
    if not found:
        raise not_found("The mask")
    require(user, found[0].image.dataset_id, action)
    return found[0]
