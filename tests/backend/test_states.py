"""The states of an image: which moves exist, and whose they are."""

import pytest

from backend.errors import Refused
from backend.models import AuditEntry, Image
from backend.models.images import State
from backend.services import masks, states
from tests import pictures
from tests.backend.conftest import ROLES, api

ANYONE, REVIEWERS = {"annotator", "reviewer", "admin"}, {"reviewer", "admin"}
ALLOWED = {
    ("new", "in_progress"): ANYONE,
    ("in_progress", "submitted"): ANYONE,
    ("submitted", "accepted"): REVIEWERS,
    ("submitted", "rejected"): REVIEWERS,
    ("new", "accepted"): REVIEWERS,
    ("new", "rejected"): REVIEWERS,
    ("rejected", "in_progress"): ANYONE,
    ("submitted", "in_progress"): REVIEWERS,
    ("accepted", "in_progress"): REVIEWERS,
}


@pytest.mark.parametrize("role", ROLES)
def test_every_move_and_role(image: Image, person, role: str) -> None:
    user = person(role)
    image.has_mask = True
    for here in State:
        for there in State:
            Image.objects.filter(id=image.id).update(state=here, submitter=None)
            image.state, image.submitter_id = here, None
            expected = role in ALLOWED.get((here, there), set())
            try:
                states.move(image, there, user)
                moved = True
            except Refused as refused:
                assert (refused.code, refused.status) == ("image_state", 409)
                moved = False
            assert moved == expected, (here, there)
            assert Image.objects.get(id=image.id).state == (there if expected else here)
    assert AuditEntry.objects.filter(action="image.state", actor=user).count() == sum(
        role in who for who in ALLOWED.values()
    )


def test_who_submitted_takes_it_back(image: Image, person) -> None:
    ann, bob = person("annotator", "ann"), person("annotator", "bob")
    states.move(image, State.IN_PROGRESS, ann)
    states.move(image, State.SUBMITTED, ann)
    path = f"/api/v1/images/{image.id}"
    refused = api(bob).patch(path, {"state": "in_progress"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "image_state")
    taken = api(ann).patch(path, {"state": "in_progress"}, format="json")
    assert (taken.status_code, taken.json()["state"]) == (200, "in_progress")


def test_an_image_without_a_mask_gets_no_verdict(image: Image, person) -> None:
    with pytest.raises(Refused, match="cannot become"):
        states.move(image, State.ACCEPTED, person("reviewer"))


def test_a_verdict_cannot_be_patched_in(image: Image, admin) -> None:
    masks.import_revision(image, "product", pictures.ellipse(), admin)
    answer = api(admin).patch(f"/api/v1/images/{image.id}", {"state": "accepted"}, format="json")
    assert answer.status_code == 403
    assert Image.objects.get().state == "new"


def test_only_the_first_of_two_movers_moves(image: Image, person) -> None:
    ann, bob = person("annotator", "ann"), person("annotator", "bob")
    same = Image.objects.get(id=image.id)
    states.move(image, State.IN_PROGRESS, ann)
    with pytest.raises(Refused, match="a moment ago"):
        states.move(same, State.IN_PROGRESS, bob)
