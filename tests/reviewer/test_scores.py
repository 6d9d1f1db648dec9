"""Scores of masks: kept with the revision, copied to mask and image, never better than they are."""

from datetime import timedelta

import numpy as np
import pytest

import ml.quality
from backend import blobs
from backend.models import Image, Job, Mask, User
from backend.models.images import REASONS
from backend.services import jobs, masks, recovery
from reviewer import bulk
from reviewer.models import QualityScore
from reviewer.services import scoring
from tests import pictures
from tests.backend.conftest import api

TRUTH = pictures.ellipse()


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Jobs that wait: no worker runs in these tests."""
    waiting: list[int] = []
    monkeypatch.setattr(jobs, "enqueue", lambda job_id, kind: waiting.append(job_id) is None)
    return waiting


def mask_of(image: Image, pixels: np.ndarray, user: User, label: str = "product") -> Mask:
    """A pre-label of the image."""
    revision = masks.import_revision(image, label, pixels, user)
    assert revision is not None
    return Mask.objects.select_related("head").get(id=revision.mask_id)


def scored(mask: Mask) -> Mask:
    """The mask after its head was scored."""
    assert scoring.score_head(mask.head_id)
    return Mask.objects.select_related("image").get(id=mask.id)


def test_a_score_reaches_mask_and_image(image: Image, admin: User) -> None:
    mask = scored(mask_of(image, TRUTH, admin))
    quality = ml.quality.score(pictures.photo(), TRUTH)
    assert (mask.score, mask.boundary_score) == (quality.score, quality.boundary_score)
    assert mask.edit == quality.edit
    image.refresh_from_db()
    assert image.score == image.score_order == mask.score
    assert image.edit == image.edit_order == mask.edit
    kept = QualityScore.objects.get(revision=mask.head_id)
    assert (kept.score, kept.error, kept.model) == (mask.score, "", ml.quality.judge().version)
    assert kept.edit == mask.edit


def test_a_new_revision_settles_before_it_is_judged(
    image: Image, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = mask_of(image, TRUTH, admin).head
    for age, expected in [
        (0, 0.25),
        (0.1, 0.15),
        (60, 0),
        (-60, 0.25),
    ]:  # the last: a clock set back
        now = head.created + timedelta(seconds=age)
        monkeypatch.setattr(scoring.timezone, "now", lambda now=now: now)
        assert scoring.unsettled(head.id) == pytest.approx(expected)
    assert scoring.unsettled(0) == 0


def test_the_worst_mask_is_the_images(image: Image, admin: User) -> None:
    good = scored(mask_of(image, TRUTH, admin))
    bad = scored(mask_of(image, np.roll(TRUTH, 45, axis=1), admin, "shadow"))
    assert bad.score < good.score and bad.edit > good.edit
    image.refresh_from_db()
    assert (image.score, image.edit) == (bad.score, bad.edit)
    assert {reason["mask"] for reason in image.reasons} == {bad.id}
    masks.remove(Mask.objects.select_related("image").get(id=bad.id), admin)
    image.refresh_from_db()
    assert (image.score, image.edit) == (good.score, good.edit)


def test_a_new_revision_is_unscored_until_it_is_judged(image: Image, admin: User) -> None:
    mask = scored(mask_of(image, TRUTH, admin))
    old = mask.head_id
    masks.import_revision(mask.image, "product", pictures.ellipse(shrink=0.5), admin)
    mask.refresh_from_db()
    image.refresh_from_db()
    assert mask.score is mask.edit is image.score is image.edit is None
    assert (image.score_order, image.edit_order) == (-1, 2)
    assert not scoring.score_head(old), "a revision that was overtaken is not judged"
    assert scored(mask).score is not None


def test_a_mask_without_a_score_leaves_its_image_without(image: Image, admin: User) -> None:
    scored(mask_of(image, TRUTH, admin))
    mask_of(image, pictures.ellipse(shrink=0.5), admin, "shadow")
    image.refresh_from_db()
    assert image.score is image.edit is None
    assert (image.score_order, image.edit_order) == (-1, 2)


def test_an_emptied_mask_is_the_worst(image: Image, admin: User) -> None:
    mask = scored(mask_of(image, np.zeros_like(TRUTH), admin))
    assert (mask.score, mask.edit) == (0, 1)
    assert [reason["name"] for reason in mask.reasons] == ["empty"]


def test_what_cannot_be_scored_says_so(image: Image, admin: User) -> None:
    mask = mask_of(image, TRUTH, admin)
    blobs.path(image.working, image.working_extension).unlink()
    mask = scored(mask)
    assert mask.score is None
    assert [reason["name"] for reason in mask.reasons] == ["unscored"]
    assert QualityScore.objects.get(revision=mask.head_id).error == "picture_unreadable"
    image.refresh_from_db()
    assert image.score is None and image.score_order == -1


def test_a_job_scores_what_is_unscored(image: Image, admin: User, queued: list[int]) -> None:
    dataset = image.dataset
    others = [pictures.stored(dataset, f"k{n}") for n in range(4)]
    done = scored(mask_of(image, TRUTH, admin))
    for other in others:
        mask_of(other, TRUTH, admin)
    blobs.path(others[0].working, others[0].working_extension)
    job = bulk.start(dataset, admin)
    assert job is not None
    job = jobs.run_now(job)
    assert (job.state, job.done, job.total) == ("done", 4, 4)
    assert job.report["scored"] == 4 and job.report["unscorable"] == 0
    assert not Mask.objects.filter(image__dataset=dataset, score__isnull=True).exists()
    assert QualityScore.objects.get(revision=done.head_id).created < job.started
    assert bulk.start(dataset, admin) is None, "nothing is left to score"


def test_a_job_that_was_cut_off_goes_on_with_what_is_left(
    image: Image, admin: User, queued: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        mask_of(pictures.stored(image.dataset, f"k{n}"), TRUTH, admin)
    job = bulk.start(image.dataset, admin)
    assert job is not None
    monkeypatch.setattr(bulk, "TOGETHER", 2)
    keep, calls = scoring.keep, []

    def power_cut(revision, verdict) -> None:
        if len(calls) == 3:
            raise SystemExit
        calls.append(revision.id)
        keep(revision, verdict)

    monkeypatch.setattr(scoring, "keep", power_cut)
    with pytest.raises(SystemExit):
        jobs.run(job.id)
    monkeypatch.setattr(scoring, "keep", keep)
    assert QualityScore.objects.count() == 2, "what was written together stays together"
    queued.clear()
    recovery.requeue_unfinished(alone=True)
    assert queued == [job.id]
    job = jobs.run_now(Job.objects.get(id=job.id))
    assert (job.state, job.total) == ("done", 3)
    assert QualityScore.objects.filter(score__isnull=False).count() == 5


def test_another_models_scores_are_made_again_when_asked(
    image: Image, admin: User, queued: list[int]
) -> None:
    mask = scored(mask_of(image, TRUTH, admin))
    QualityScore.objects.update(model="older", score=0.1)
    assert bulk.start(image.dataset, admin) is None
    job = bulk.start(image.dataset, admin, outdated=True)
    assert job is not None and jobs.run_now(job).total == 1
    assert QualityScore.objects.get(revision=mask.head_id).score == mask.score


def test_what_was_scored_before_chances_were_kept_is_scored_again(
    image: Image, admin: User, queued: list[int]
) -> None:
    mask = scored(mask_of(image, TRUTH, admin))
    QualityScore.objects.update(edit=None)
    [job] = bulk.start_everywhere()
    assert jobs.run_now(job).total == 1
    assert QualityScore.objects.get(revision=mask.head_id).edit == mask.edit
    assert bulk.start_everywhere() == []


def test_lists_are_filtered_by_reason_and_ordered_by_score(image: Image, admin: User) -> None:
    good, bad, none = image, *(pictures.stored(image.dataset, f"k{n}") for n in range(2))
    scored(mask_of(good, TRUTH, admin))
    scored(mask_of(bad, np.zeros_like(TRUTH), admin))
    client = api(admin)

    def ids(query: str) -> list[int]:
        return [row["id"] for row in client.get(f"/api/v1/images?{query}").json()["results"]]

    assert ids("ordering=score") == [none.id, bad.id, good.id]
    assert ids("ordering=-score") == [good.id, bad.id, none.id]
    assert ids("ordering=-edit") == [none.id, bad.id, good.id]
    assert ids("ordering=edit") == [good.id, bad.id, none.id]
    assert ids("edit_gte=0.5&ordering=id") == [bad.id]
    assert ids("edit_lt=0.5") == [good.id]
    assert ids("reason=empty") == [bad.id]
    assert ids("reason=hol") == []
    assert ids("score_lt=0.5") == [bad.id]
    assert ids("score_gte=0.5") == [good.id]
    assert client.get("/api/v1/images?reason=a|b").json()["code"] == "invalid_filter"


def test_every_reason_that_masks_get_has_its_index() -> None:
    assert set(ml.quality.NAMES) == set(REASONS)
