"""Backups: a folder with every row and every blob, and the checksums of both.

    manifest.json        version, the migrations in force, how many rows, the checksum of rows.jsonl.gz,
                         and name and size of every blob (its name is its checksum)
    rows.jsonl.gz        the tables, a row a line, as of one moment
    blobs/ab/cd/...      the files

The rows are written in no database's own format: what was saved from SQLite is restored into PostgreSQL and the
other way round. Thumbnails, exports and uploads are made anew or were temporary, and are not in it.
"""

import gzip
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.utils import timezone

from backend import __version__, blobs
from backend.services import storage
from backend.services.storage import Name

FORMAT: Final = 1
MANIFEST, ROWS = "manifest.json", "rows.jsonl.gz"
ROOMS: Final = ("backend", "annotator", "reviewer")
# Sessions are of browsers, leases of minutes.
LEFT_OUT: Final = ("backend.session", "backend.lease")
BATCH: Final = 500
Step = Callable[[str], None]


class BackupError(Exception):
    """A backup cannot be made, or is not whole; the message says why."""


def quiet(_: str) -> None:
    """Tell nobody how far it is."""


def create(target: Path, *, tell: Step = quiet) -> dict[str, Any]:
    """Save everything into the folder `target`; answers the manifest. Blobs that are there already stay, so
    that a second backup into the same folder copies only what is new. The server may run meanwhile.

    Raises BackupError when a file is missing or damaged, or the folder holds something else.
    """
    target.mkdir(parents=True, exist_ok=True)
    _check_own(target)
    (target / MANIFEST).unlink(missing_ok=True)
    tell("rows")
    with _moment() as alias:
        counts = _write_rows(target / ROWS, alias)
        migrations = sorted(
            f"{app}.{name}"
            for app, name in MigrationRecorder(connections[alias]).applied_migrations()
        )
        # Named while the moment is held: a blob that is named now cannot be swept before it is copied.
        names = sorted(storage.names())
    tell(f"{len(names)} blobs")
    sizes = {kept.place: kept.size for kept in blobs.kept()}
    manifest: dict[str, Any] = {
        "format": FORMAT, "version": __version__, "created": timezone.now().isoformat(),
        "migrations": migrations, "rows": counts, "sha256": _hash(target / ROWS),
        "blobs": {".".join(name): _copy(target, name, sizes) for name in names},
    }  # fmt: skip
    for path in (target / "blobs").rglob("*"):
        if path.is_file() and path.name not in manifest["blobs"]:
            path.unlink()
    # Last, so that a folder with a manifest is a whole backup.
    blobs.write(target / MANIFEST, json.dumps(manifest, indent=1).encode())
    return manifest


def verify(source: Path) -> dict[str, Any]:
    """The manifest of a backup, of which every checksum was computed anew. Raises BackupError."""
    try:
        manifest: dict[str, Any] = json.loads((source / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise BackupError(f"There is no backup in {source}, or it was not finished.") from None
    except (OSError, ValueError) as error:
        raise BackupError(f"{source} is no whole backup: {error}") from None
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{source} was written by another version of Koutu.")
    try:
        if _hash(source / ROWS) != manifest["sha256"]:
            raise BackupError(f"{ROWS} is not what was written.")
        for name, size in manifest["blobs"].items():
            path = _place(source, name)
            if path.stat().st_size != size or _hash(path) != path.stem:
                raise BackupError(f"{name} is not what was written.")
    except OSError as error:
        raise BackupError(f"The backup is not whole: {error}") from None
    return manifest


def read_rows(source: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row of a backup: the name of its model, its fields."""
    with gzip.open(source / ROWS, "rt", encoding="utf-8") as file:
        for line in file:
            name, fields = json.loads(line)
            yield name, fields


def put_rows(source: Path, registry: Any) -> dict[str, int]:
    """Write a backup's rows into the empty tables of these models, in one transaction; answers how many."""
    counts: dict[str, int] = {}
    models = {m._meta.label_lower: m for m in _models(registry)}
    with transaction.atomic():
        waiting: list[Model] = []
        for name, values in read_rows(source):
            if name not in models:
                raise BackupError(f"There is no table for {name}.")
            if waiting and (len(waiting) >= BATCH or not isinstance(waiting[0], models[name])):
                _insert(waiting)
            waiting.append(_row(models[name], values))
            counts[name] = counts.get(name, 0) + 1
        if waiting:
            _insert(waiting)
        _count_on(models.values())
    return counts


def put_blobs(source: Path, manifest: dict[str, Any]) -> None:
    """Copy a verified backup's files to where the server looks for them, also in place of damaged ones."""
    for name in manifest["blobs"]:
        _put_blob(_place(source, name))


def mend(source: Path, places: Iterable[str]) -> int:
    """Take those of the blobs at these places of the store that a backup has from it; answers how many.
    Nothing else changes: a blob's name is its content.
    """
    count = 0
    for place in places:
        path = _place(source, place.rpartition("/")[2])
        if path.is_file() and _hash(path) == path.stem:
            _put_blob(path)
            count += 1
    return count


def _put_blob(path: Path) -> None:
    """Keep a backup's file; what is kept already stays, unless it is damaged."""
    name = path.stem, path.suffix[1:]
    with suppress(FileNotFoundError):
        if blobs.stored_digest(*name) != path.stem:
            blobs.remove(blobs.place(*name))
    blobs.put_file(path, path.suffix[1:])


def _check_own(target: Path) -> None:
    """A backup removes what it has no row for, so its folder is its own: never that of the data, or of others."""
    strangers = sorted(
        path.name for path in target.iterdir()
        if path.name not in (MANIFEST, ROWS, "blobs", "lost+found") and not path.name.startswith(".")
    )  # fmt: skip
    if strangers or target.resolve() == Path(settings.KOUTU_DATA_DIR).resolve():
        names = ", ".join(strangers[:3]) or "the data"
        raise BackupError(f"{target} holds something else ({names}); name a folder of its own.")


@contextmanager
def _moment() -> Iterator[str]:
    """A connection that sees the database as it is now while others go on writing."""
    if connection.in_atomic_block:  # whoever called holds a moment already
        yield "default"
        return
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield "default"
        return
    copy = Path(settings.KOUTU_DATA_DIR) / f".backup-{timezone.now():%Y%m%d%H%M%S%f}.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    connections.databases["moment"] = {**connections.databases["default"], "NAME": str(copy)}
    try:
        yield "moment"
    finally:
        connections["moment"].close()
        del connections["moment"], connections.databases["moment"]
        for file in copy.parent.glob(f"{copy.name}*"):
            file.unlink()


def _models(registry: Any) -> list[type[Model]]:
    """The tables to save, in an order that is always the same."""
    found = [m for m in registry.get_models(include_auto_created=True)
             if m._meta.app_label in ROOMS and not m._meta.proxy
             and m._meta.label_lower not in LEFT_OUT]  # fmt: skip
    return sorted(found, key=lambda m: m._meta.label_lower)


def _write_rows(target: Path, alias: str) -> dict[str, int]:
    counts = {}
    # Without a name and a time in its head, so that the same rows have the same checksum.
    with (
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
        io.TextIOWrapper(packed, "utf-8") as file,
    ):
        for model in _models(apps):
            name, count = model._meta.label_lower, 0
            fields = model._meta.concrete_fields
            rows = model._base_manager.using(alias).order_by("pk")
            for row in rows.iterator(chunk_size=2000):
                values = {f.attname: _plain(f, row) for f in fields}
                file.write(json.dumps([name, values], ensure_ascii=False, sort_keys=True) + "\n")
                count += 1
            counts[name] = count
    return counts


def _plain(field: Any, row: Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if field.get_internal_type() == "JSONField":
        return value
    return field.value_to_string(row)


def _row(model: type[Model], values: dict[str, Any]) -> Model:
    fields: dict[str, Any] = {f.attname: f for f in model._meta.concrete_fields}
    if unknown := set(values) - set(fields):
        raise BackupError(f"{model._meta.label} has no {', '.join(sorted(unknown))}.")
    typed = {}
    for name, value in values.items():
        field = fields[name]
        target = field.target_field if field.is_relation else field
        plain = value is None or field.get_internal_type() == "JSONField"
        typed[name] = value if plain else target.to_python(value)
    return model(**typed)


def _insert(rows: list[Model]) -> None:
    """As they are: what a field would set by itself on saving is a value of the backup, too."""
    model = type(rows[0])
    with_moment: list[Any] = [f for f in model._meta.concrete_fields if getattr(f, "auto_now", False)
                   or getattr(f, "auto_now_add", False)]  # fmt: skip
    marks = [(f, f.auto_now, f.auto_now_add) for f in with_moment]
    try:
        for field in with_moment:
            field.auto_now = field.auto_now_add = False
        model._base_manager.bulk_create(rows, batch_size=BATCH)
    finally:
        for field, now, add in marks:
            field.auto_now, field.auto_now_add = now, add
    rows.clear()


def _count_on(models: Any) -> None:
    """Let new rows get numbers behind those that were restored."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _copy(target: Path, name: Name, sizes: Mapping[str, int]) -> int:
    copy, place = _place(target, ".".join(name)), blobs.place(*name)
    try:
        if not copy.is_file() or copy.stat().st_size != sizes[place]:
            copy.parent.mkdir(parents=True, exist_ok=True)
            part = copy.with_suffix(".part")
            if blobs.copy(*name, part) != name[0]:
                part.unlink()
                raise BackupError(f"{place} is damaged; `manage.py doctor --deep` tells more.")
            part.replace(copy)
    except (FileNotFoundError, KeyError):
        raise BackupError(f"{place} is missing; `manage.py doctor` tells more.") from None
    return copy.stat().st_size


def _place(folder: Path, name: str) -> Path:
    if "/" in name or name.startswith("."):
        raise BackupError(f"{name!r} is not the name of a blob.")
    return folder / "blobs" / name[:2] / name[2:4] / name


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
