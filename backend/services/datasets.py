"""Datasets and their members."""

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Case, QuerySet, Value, When

from backend import realtime
from backend.errors import Refused, forbidden
from backend.models import Dataset, Job, Mask, Membership, Role, User
from backend.models.jobs import JobState
from backend.services import audit, colours, jobs, networks, storage

KEEP_APART: Final = "no_overlap"


def create(user: User, name: str, labels: list[str] | None = None) -> Dataset:
    """A new dataset of which `user` is admin. Raises Refused `forbidden`, `invalid_labels`."""
    if not user.is_superuser:
        raise forbidden("Only an administrator of the server makes datasets.")
    with transaction.atomic():
        dataset = Dataset.objects.create(
            name=name,
            labels=checked(labels or ["product"]),
            settings={networks.SETTING: networks.chosen()},
        )
        Membership.objects.create(user=user, dataset=dataset, role=Role.ADMIN)
        audit.write(user, "dataset.create", dataset, after={"name": name})
    return dataset


def change(dataset: Dataset, user: User, changes: dict[str, Any]) -> Dataset:
    """Set `name`, `labels`, `colours` or some of the `settings` (None takes one away; the others stay), after
    labels got the names that `renames` has for them.

    Raises Refused `unknown_label`, `import_running`, `invalid_labels`, `label_in_use`, `invalid_colours`,
    `invalid_settings`.
    """
    renames = {old: new.strip() for old, new in changes.get("renames", {}).items()}
    fields = {name: value for name, value in changes.items() if name != "renames"}
    with transaction.atomic():
        if renames:
            _rename(dataset, user, renames)
        if fields or not renames:
            _set(dataset, user, fields)
    return dataset


def _set(dataset: Dataset, user: User, changes: dict[str, Any]) -> None:
    if "labels" in changes:
        changes["labels"] = checked(changes["labels"])
        _unused(dataset, set(dataset.labels) - set(changes["labels"]))
    if "colours" in changes:
        colours.check(changes["colours"], changes.get("labels", dataset.labels))
    elif "labels" in changes:
        changes["colours"] = {
            name: colour for name, colour in dataset.colours.items() if name in changes["labels"]
        }
    if "settings" in changes:
        dataset.settings = Dataset.objects.select_for_update().get(id=dataset.id).settings
        changes["settings"] = _merged(dataset.settings, changes["settings"])
    before = {name: getattr(dataset, name) for name in changes}
    for name, value in changes.items():
        setattr(dataset, name, value)
    dataset.save(update_fields=[*changes, "changed"])
    audit.write(user, "dataset.change", dataset, before=before, after=changes)


def _merged(held: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """The settings `held` with those of `wanted`. Raises Refused `invalid_settings`."""
    given = {name: value for name, value in wanted.items() if value is not None}
    if not isinstance(given.get(KEEP_APART, False), bool):
        raise Refused("invalid_settings", f"`{KEEP_APART}` is true or false.", field=KEEP_APART)
    networks.check(given.get(networks.SETTING, ""))
    return {name: value for name, value in held.items() if name not in wanted} | given


def _rename(dataset: Dataset, user: User, renames: dict[str, str]) -> None:
    """Give labels other names, and the masks that have them, in the trash too; no image counts as changed."""
    held = Dataset.objects.select_for_update().get(id=dataset.id)
    before = held.labels
    if unknown := sorted(renames.keys() - set(before)):
        raise Refused(
            "unknown_label", f"The dataset has no label {', '.join(unknown)}.", labels=before
        )
    # It took the names with it when it began, and would bring the old ones back.
    if any(not job.params.get("dry_run") for job in _imports(dataset)):
        raise Refused(
            "import_running", "An import brings masks with the old names: wait for it.", status=409
        )
    dataset.labels = checked([renames.get(name, name) for name in before])
    dataset.colours = {renames.get(name, name): value for name, value in held.colours.items()}
    dataset.save(update_fields=["labels", "colours", "changed"])
    # All in one statement, so that two labels can also swap their names.
    names = [When(label=old, then=Value(new)) for old, new in renames.items()]
    Mask.objects.filter(image__dataset=dataset, label__in=renames).update(label=Case(*names))
    audit.write(
        user, "dataset.change", dataset, before={"labels": before}, after={"labels": dataset.labels}
    )


def _imports(dataset: Dataset) -> QuerySet[Job]:
    active = [JobState.QUEUED, JobState.RUNNING]
    return Job.objects.filter(dataset=dataset, kind="import", state__in=active)


def keeps_apart(dataset: Dataset) -> bool:
    """Whether the objects of an image share no pixel: what one has, another cannot get."""
    return bool(dataset.settings.get(KEEP_APART, False))


def remove(dataset: Dataset, user: User) -> None:
    """Remove the dataset with all that is in it; a job then removes the files that nothing else names."""
    with transaction.atomic():
        files = sorted(storage.names(dataset))
        before = {"name": dataset.name, "images": dataset.images.count()}
        audit.write(user, "dataset.remove", dataset, before=before)
        dataset.delete()
        jobs.create("collect", user=None, params={"names": files})


def add_member(dataset: Dataset, user: User | None, new: User, role: str) -> Membership:
    """Make `new` a member. Raises Refused `already_member`."""
    try:
        with transaction.atomic():
            member = Membership.objects.create(user=new, dataset=dataset, role=role)
            audit.write(user, "member.add", member, after={"user": new.id, "role": role})
    except IntegrityError:
        raise Refused("already_member", f"{new.name} is a member.", status=409) from None
    return member


def change_member(member: Membership, user: User | None, role: str) -> Membership:
    """Give a member another role. Raises Refused `last_admin`."""
    with transaction.atomic():
        before, member.role = member.role, role
        member.save(update_fields=["role"])
        _keep_an_admin(member.dataset)
        _tell(member.user_id)
        audit.write(user, "member.role", member, before={"role": before}, after={"role": role})
    return member


def remove_member(member: Membership, user: User | None) -> None:
    """End a membership. Raises Refused `last_admin`."""
    with transaction.atomic():
        before = {"user": member.user_id, "role": member.role}
        audit.write(user, "member.remove", member, before=before)
        member.delete()
        _keep_an_admin(member.dataset)
        _tell(member.user_id)


def checked(labels: list[str]) -> list[str]:
    """The labels without blanks around them. Raises Refused `invalid_labels`."""
    clean = [label.strip() for label in labels]
    if (
        not clean
        or len(set(clean)) != len(clean)
        or not all(0 < len(name) <= 100 for name in clean)
    ):
        raise Refused("invalid_labels", "Labels are different names of 1 to 100 letters.")
    return clean


def _unused(dataset: Dataset, labels: set[str]) -> None:
    used = (
        Mask.objects.filter(image__dataset=dataset, label__in=labels, deleted__isnull=True)
        .values_list("label", flat=True)
        .distinct()
    )
    if names := sorted(used):
        raise Refused(
            "label_in_use", f"Masks have the label {', '.join(names)}.", status=409, labels=names
        )


def _tell(user_id: int) -> None:
    """Have the person's open sockets look again at what they may."""
    transaction.on_commit(lambda: realtime.publish(f"user.{user_id}", {"type": "rights"}))


def _keep_an_admin(dataset: Dataset) -> None:
    if not dataset.memberships.filter(role=Role.ADMIN).exists():
        raise Refused("last_admin", "A dataset needs an admin.", status=409)
