"""python -m tests.bench.rows N: a dataset of N images in the database that the environment names; prints its id.

The rows are written in bulk, and are what an import of N photos with pre-labels leaves after some days of work:
states, scores, reasons and moments of change are spread, nine in ten have a mask with a revision. Ten pictures are
behind them; what is measured on these rows is the database, not the disk.
"""

import os
import random
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

import ml.codecs  # noqa: E402
from backend import blobs  # noqa: E402
from backend.models import Dataset, Image, Mask, MaskRevision, User  # noqa: E402
from backend.models.images import State  # noqa: E402
from backend.services import datasets, scores  # noqa: E402
from tests import pictures  # noqa: E402

STATES = {
    State.NEW: 55,
    State.IN_PROGRESS: 5,
    State.SUBMITTED: 15,
    State.ACCEPTED: 20,
    State.REJECTED: 5,
}
# Shares of the images; beside these one in a thousand is `cut`.
REASONS = {"hole": 0.08, "leak": 0.12, "ragged": 0.2, "fragments": 0.06}
RARE = 1000
PICTURES = 10
BATCH = 2000


def main(count: int) -> int:
    """Write them; answers the dataset's id."""
    rng = random.Random(count)
    author = User.objects.filter(is_superuser=True).order_by("id")[0]
    dataset = datasets.create(author, f"{count} images")
    files = [blobs.put(pictures.png(pictures.photo(160 + n)), "png") for n in range(PICTURES)]
    masks = [
        blobs.put(ml.codecs.encode_mask(pictures.ellipse(160 + n)), "png") for n in range(PICTURES)
    ]
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        with transaction.atomic():
            images = Image.objects.bulk_create([_image(dataset, rng, n, files) for n in numbers])
            masked = [image for image in images if image.has_mask]
            _masks(masked, masks, author)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return dataset.id


def _image(dataset: Dataset, rng: random.Random, number: int, files: list[str]) -> Image:
    name = files[number % PICTURES]
    has_mask = rng.random() < 0.9 or number % RARE == RARE // 2
    states, weights = zip(*STATES.items(), strict=True)
    state = rng.choices(states, weights)[0] if has_mask else State.NEW
    score = round(rng.betavariate(5, 1.5), 4) if has_mask else None
    edit = None if score is None else round(min(1.0, max(0.0, rng.gauss(1.2 - score, 0.15))), 4)
    found = [r for r, share in REASONS.items() if has_mask and rng.random() < share]
    found += ["cut"] if number % RARE == RARE // 2 else []
    reasons = [{"name": r, "value": 1, "box": [1, 1, 9, 9]} for r in found]
    return Image(
        dataset=dataset, key=f"shelf-{number % 97:02}/photo-{rng.getrandbits(40):010x}-{number}",
        sha256=name, extension="png", working=name, working_extension="png", bytes=30_000,
        width=160 + number % PICTURES, height=120, state=state, revision=int(has_mask),
        flagged=rng.random() < 0.02, skipped=rng.random() < 0.01, has_mask=has_mask, score=score,
        score_order=scores.UNSCORED if score is None else score, edit=edit,
        edit_order=scores.UNSCORED_EDIT if edit is None else edit, reasons=reasons,
        reason_names=scores.names(reasons),
        changed=timezone.now() - timedelta(seconds=rng.randrange(5 * 86400)),
    )  # fmt: skip


def _masks(images: list[Image], files: list[str], author: User) -> None:
    made = Mask.objects.bulk_create(
        [
            Mask(image=i, label="product", version=1, protected=True, score=i.score, edit=i.edit)
            for i in images
        ]
    )
    revisions = MaskRevision.objects.bulk_create([
        MaskRevision(mask=mask, number=1, blob=files[(mask.image.width - 160) % PICTURES],
                     bbox=[0, 0, 160, 120], changed_pixels=5000, area=5000, kind="import",
                     op_id=f"{mask.id:032x}", author=author)
        for mask in made
    ])  # fmt: skip
    for mask, revision in zip(made, revisions, strict=True):
        mask.head = revision
    Mask.objects.bulk_update(made, ["head"])


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
