"""Masks through HTTP: versions, preconditions, history, stored answers."""

import base64
import io
import uuid
import zlib

import numpy as np
import pytest
from PIL import Image as Pillow

from backend.models import Image, Mask, MaskRevision, Operation
from backend.services import masks
from tests import pictures
from tests.backend.conftest import api

BIG, SMALL = pictures.ellipse(), pictures.ellipse(shrink=0.6)


@pytest.fixture
def client(admin):
    return api(admin)


@pytest.fixture
def mask(client, image: Image) -> dict:
    answer = client.post(f"/api/v1/images/{image.id}/masks", {}, format="json")
    assert answer.status_code == 201
    return answer.json()


def put(client, mask: dict, pixels: np.ndarray, match: str | None, **headers):
    if match is not None:
        headers["HTTP_IF_MATCH"] = match
    return client.put(
        f"/api/v1/masks/{mask['id']}", pictures.png(pixels), content_type="image/png", **headers
    )


def shown(client, mask: dict) -> np.ndarray:
    answer = client.get(f"/api/v1/masks/{mask['id']}", HTTP_ACCEPT="image/png")
    picture = Pillow.open(io.BytesIO(answer.content))
    assert picture.mode == "L"
    values = np.asarray(picture)
    assert set(np.unique(values)) <= {0, 255}
    return values > 127


def test_a_new_mask_is_empty_and_at_version_0(client, mask, image) -> None:
    assert (mask["image"], mask["label"], mask["version"]) == (image.id, "product", 0)
    assert not shown(client, mask).any()


def test_a_mask_comes_packed_to_who_asks_for_it(client, mask) -> None:
    path = f"/api/v1/masks/{mask['id']}?packed="
    for pixels in (np.zeros_like(BIG), BIG):
        answer = client.get(path + "1", HTTP_ACCEPT="image/png")
        assert answer.headers["ETag"] == f'"v{int(pixels.any())}"'
        picture = Pillow.open(io.BytesIO(answer.content))
        assert picture.mode == "1" and np.array_equal(np.asarray(picture), pixels)
        put(client, mask, BIG, '"v0"')
    refused = client.get(path + "yes", HTTP_ACCEPT="image/png")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_packed")


def test_put_needs_the_version_that_was_seen(client, mask) -> None:
    without = put(client, mask, BIG, None)
    assert (without.status_code, without.json()["code"]) == (428, "precondition_required")
    good = put(client, mask, BIG, '"v0"')
    assert (good.status_code, good.headers["ETag"]) == (200, '"v1"')
    stale = put(client, mask, SMALL, '"v0"')
    assert (stale.status_code, stale.json()["code"], stale.json()["version"]) == (
        412, "stale_base", 1,
    )  # fmt: skip
    assert (shown(client, mask) == BIG).all()
    assert MaskRevision.objects.count() == 1


def test_the_answer_holds_the_changed_rectangle(client, mask) -> None:
    answer = put(client, mask, SMALL, '"v0"').json()
    x, y, width, height = answer["bbox"]
    rows = np.frombuffer(zlib.decompress(base64.b64decode(answer["patch"])), np.uint8)
    values = np.unpackbits(rows.reshape(height, -1), axis=1)[:, :width].astype(bool)
    ys, xs = np.nonzero(SMALL)
    assert (x, y) == (xs.min(), ys.min())
    assert (values == SMALL[y : y + height, x : x + width]).all()
    assert (answer["changed"], answer["version"]) == (SMALL.sum(), 1)


def test_a_repeated_key_puts_once(client, mask) -> None:
    key = str(uuid.uuid4())
    first = put(client, mask, BIG, '"v0"', HTTP_IDEMPOTENCY_KEY=key)
    again = put(client, mask, BIG, '"v0"', HTTP_IDEMPOTENCY_KEY=key)
    assert first.json() == again.json()
    other = put(client, mask, SMALL, '"v1"', HTTP_IDEMPOTENCY_KEY=key)
    assert (other.status_code, other.json()["code"]) == (409, "op_id_reused")
    assert MaskRevision.objects.count() == Operation.objects.count() == 1


def test_rle_goes_in_and_out(client, mask) -> None:
    put(client, mask, BIG, '"v0"')
    body = client.get(f"/api/v1/masks/{mask['id']}", HTTP_ACCEPT="application/json").json()
    assert body["rle"]["size"] == [pictures.HEIGHT, pictures.WIDTH]
    assert (body["version"], body["area"], body["protected"]) == (1, BIG.sum(), True)
    back = client.put(
        f"/api/v1/masks/{mask['id']}", {"rle": body["rle"]}, format="json", HTTP_IF_MATCH='"v1"'
    )
    assert (back.json()["changed"], back.json()["version"]) == (0, 1)


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"not a picture", "image/png", "mask_not_png"),
        (pictures.png(BIG)[:200], "image/png", "mask_broken"),
        (pictures.png(BIG[:50]), "image/png", "mask_size"),
        (b'{"rle": {"size": [120, 160], "counts": [1, 2]}}', "application/json", "rle_malformed"),
        (b'{"rle": "x"}', "application/json", "rle_malformed"),
        (b"[]", "application/json", "rle_malformed"),
    ],
)
def test_bad_pixels_change_nothing(client, mask, data, kind, code) -> None:
    path = f"/api/v1/masks/{mask['id']}"
    answer = client.put(path, data, content_type=kind, HTTP_IF_MATCH='"v0"')
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert Mask.objects.get().version == 0


def test_an_old_revision_comes_back_as_a_new_one(client, mask) -> None:
    put(client, mask, BIG, '"v0"')
    put(client, mask, SMALL, '"v1"')
    body = {"op_id": str(uuid.uuid4()), "number": 1}
    path = f"/api/v1/masks/{mask['id']}/restore"
    first, again = (client.post(path, body, format="json").json() for _ in range(2))
    assert first == again and first["version"] == 3
    assert (shown(client, mask) == BIG).all()
    history = client.get(f"/api/v1/masks/{mask['id']}/revisions").json()["results"]
    assert [(r["number"], r["kind"], r["parent"]) for r in history] == [
        (3, "restore", 2), (2, "put", 1), (1, "put", None),
    ]  # fmt: skip
    gone = client.post(path, {"op_id": str(uuid.uuid4()), "number": 9}, format="json")
    assert (gone.status_code, gone.json()["code"]) == (404, "no_such_revision")


def test_what_a_mask_was_becomes_an_object_of_its_own(client, mask) -> None:
    put(client, mask, BIG, '"v0"')
    put(client, mask, SMALL, '"v1"')
    path = f"/api/v1/masks/{mask['id']}/copy"
    made = client.post(path, {"number": 1}, format="json")
    assert made.status_code == 201 and made.json()["version"] == 1
    assert made.json()["label"] == mask["label"]
    assert (shown(client, made.json()) == BIG).all()
    assert (shown(client, mask) == SMALL).all()
    empty = client.post(path, {"number": 0}, format="json").json()
    assert empty["version"] == 0 and not shown(client, empty).any()
    gone = client.post(path, {"number": 9}, format="json")
    assert (gone.status_code, gone.json()["code"]) == (404, "no_such_revision")
    assert Mask.objects.count() == 3


def test_each_change_counts_in_the_image(client, mask, image) -> None:
    path = f"/api/v1/images/{image.id}"
    before = client.get(path).json()["revision"]
    put(client, mask, BIG, '"v0"')
    after = client.get(path).json()
    assert (after["revision"], after["state"], after["has_mask"]) == (
        before + 1, "in_progress", True,
    )  # fmt: skip


def test_labels_are_those_of_the_dataset(client, mask, image) -> None:
    path = f"/api/v1/masks/{mask['id']}"
    assert client.patch(path, {"label": "shadow"}, format="json").json()["label"] == "shadow"
    refused = client.patch(path, {"label": "hat"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (400, "unknown_label")
    new = client.post(f"/api/v1/images/{image.id}/masks", {"label": "hat"}, format="json")
    assert new.json()["code"] == "unknown_label"


def test_a_removed_mask_is_gone_from_the_image(client, mask, image) -> None:
    put(client, mask, BIG, '"v0"')
    assert client.delete(f"/api/v1/masks/{mask['id']}").status_code == 204
    assert client.get(f"/api/v1/images/{image.id}/masks").json()["results"] == []
    assert client.get(f"/api/v1/masks/{mask['id']}").status_code == 404
    assert client.get(f"/api/v1/images/{image.id}").json()["has_mask"] is False


def test_importing_again_never_overwrites_work(admin, image) -> None:
    assert masks.import_revision(image, "product", SMALL, admin) is not None
    assert masks.import_revision(image, "product", SMALL, admin) is None
    changed = masks.import_revision(image, "product", BIG, admin)
    assert changed is not None and changed.number == 2
    mask = Mask.objects.select_related("image", "head").get()
    masks.put(mask, SMALL, 2, admin, uuid.uuid4(), "d")
    assert masks.import_revision(image, "product", BIG, admin) is None
    assert masks.import_revision(image, "product", BIG, admin, replace=True) is not None


def test_an_import_leaves_the_image_new(admin, image) -> None:
    masks.import_revision(image, "product", SMALL, admin)
    image.refresh_from_db()
    assert (image.state, image.has_mask, image.revision) == ("new", True, 1)
