"""The queue: the next image for each kind of work, and nobody gets somebody else's."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from backend.models import Dataset, Image, Lease, User
from backend.models.images import State
from backend.services import leases, masks, scores, states
from tests import pictures
from tests.backend.conftest import api, person  # noqa: F401
from tests.client import Client
from tests.server import Server


@pytest.fixture
def many(dataset: Dataset, admin: User) -> list[Image]:
    """Six images with pre-labels: c0 to c5."""
    images = [pictures.stored(dataset, f"c{n}", 40 + n, 30) for n in range(6)]
    for n, image in enumerate(images):
        masks.import_revision(image, "product", pictures.ellipse(40 + n, 30), admin)
    return images


def score(image: Image, value: float) -> None:
    """Score the image's mask."""
    revision = image.masks.get().head
    scores.keep(revision, score=value, boundary_score=value, edit=1 - value, reasons=[])


def move(image: Image, user: User, *path: State) -> None:
    """Lead the image through these states."""
    image.refresh_from_db()
    for state in path:
        states.move(image, state, user)


def ask(user: User, dataset: Dataset, **more):
    return api(user).post("/api/v1/queue/next", {"dataset": dataset.id, **more}, format="json")


def key(user: User, dataset: Dataset, **more) -> str | None:
    """The key of the next image."""
    answer = ask(user, dataset, **more)
    assert answer.status_code == 200, answer.json()
    image = answer.json()["image"]
    return image and image["key"]


@pytest.fixture
def ann(person) -> User:  # noqa: F811
    return person("annotator", "ann")


@pytest.fixture
def bob(person) -> User:  # noqa: F811
    return person("annotator", "bob")


@pytest.fixture
def rev(person) -> User:  # noqa: F811
    return person("reviewer", "rev")


def test_the_next_unfinished_image_comes_with_its_lease(many, dataset, ann, bob) -> None:
    mine = ask(ann, dataset, kind="annotate").json()["image"]
    assert (mine["key"], mine["lease"]["username"]) == ("c0", "ann")
    assert key(bob, dataset) == "c1"
    # One's own image comes again, until it is finished or left out.
    assert key(ann, dataset) == "c0"
    assert key(ann, dataset, after=mine["id"]) == "c2"


def test_a_peek_takes_nothing(many, dataset, ann, bob) -> None:
    assert ask(ann, dataset, peek=True).json()["image"]["lease"] is None
    assert not Lease.objects.exists()
    assert key(bob, dataset) == "c0"
    assert key(ann, dataset, peek=True) == "c1"


def test_the_worst_score_comes_first_and_the_skipped_last(many, dataset, ann) -> None:
    for image, value in zip(many, [0.9, 0.2, 0.5, 0.8, 0.7, 0.6], strict=True):
        score(image, value)
    assert key(ann, dataset, peek=True) == "c1"
    Image.objects.filter(key="c1").update(skipped=True)
    assert key(ann, dataset, peek=True) == "c2"
    assert key(ann, dataset, peek=True, score_lt=0.4) == "c1"
    assert key(ann, dataset, peek=True, score_lt=0.1) is None


def test_what_is_finished_does_not_come_again(many, dataset, ann, rev) -> None:
    move(many[0], ann, State.IN_PROGRESS, State.SUBMITTED)
    move(many[1], rev, State.ACCEPTED)
    Image.objects.filter(id=many[2].id).update(deleted=many[2].created)
    assert key(ann, dataset) == "c3"
    assert key(rev, dataset, kind="review") == "c0"
    assert key(rev, dataset, kind="review", score_lt=0.5) is None


def test_fixing_begins_with_what_was_rejected(many, dataset, ann, rev) -> None:
    for image, value in zip(many, [0.3, 0.2, 0.9, 0.95, 0.1, 0.05], strict=True):
        score(image, value)
    assert key(ann, dataset, kind="fix") is None
    move(many[2], rev, State.REJECTED)
    move(many[5], rev, State.ACCEPTED)  # whatever its score, it is done
    assert key(ann, dataset, kind="fix", peek=True) == "c2"
    left = many[2].id
    assert key(ann, dataset, kind="fix", peek=True, after=left) is None
    # Then, up to a score, what nobody has finished: the worst first.
    assert key(ann, dataset, kind="fix", peek=True, score_lt=0.5) == "c2"
    assert key(ann, dataset, kind="fix", peek=True, score_lt=0.5, after=left) == "c4"
    assert ask(ann, dataset, kind="fix", score_lt=0.5).json()["image"]["lease"]["username"] == "ann"


@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [("stranger", "annotate", 404), ("stranger", "review", 404), ("viewer", "annotate", 403),
     ("viewer", "fix", 403), ("viewer", "review", 403), ("annotator", "review", 403),
     ("annotator", "fix", 200), ("reviewer", "review", 200), ("admin", "review", 200)],
)  # fmt: skip
def test_everybody_gets_the_work_of_their_role(
    many, dataset, person, role, kind, status  # noqa: F811
) -> None:  # fmt: skip
    for peek in (True, False):
        assert ask(person(role, f"{role}{peek}"), dataset, kind=kind, peek=peek).status_code == (
            status
        )


@pytest.mark.parametrize(
    "body", [{"kind": "all"}, {"peek": 7}, {"score_lt": "low"}, {"after": "c0"}]
)
def test_a_wish_that_makes_no_sense_is_refused(many, dataset, ann, body) -> None:
    assert ask(ann, dataset, **body).status_code == 400
    assert not Lease.objects.exists()


def test_what_others_hold_comes_to_nobody_else(many, dataset, ann, bob) -> None:
    for image in many[:5]:
        leases.claim(image, ann)
    assert key(bob, dataset) == "c5"
    assert key(bob, dataset, peek=True, after=many[5].id) is None


def test_people_who_ask_at_once_get_different_images(server: Server) -> None:
    """Against a running server: five people, ten images, the same moment, twice over."""
    client = Client(server)
    files = {f"images/p{n}.png": pictures.png(pictures.photo(40, 30)) for n in range(10)}
    dataset = client.dataset(files)
    people = []
    for n in range(5):
        login = {"username": f"p{n}-{dataset['id']}", "password": "a long enough password"}
        client.post("users", login)
        role = {"username": login["username"], "role": "annotator"}
        client.post(f"datasets/{dataset['id']}/members", role)
        people.append(Client(server, **login))

    def take(one: Client) -> int:
        image = one.post("queue/next", {"dataset": dataset["id"]})["image"]
        one.post(f"images/{image['id']}/skip")
        again = one.post("queue/next", {"dataset": dataset["id"], "after": image["id"]})
        return again["image"]["id"]

    with ThreadPoolExecutor(5) as pool:
        got = list(pool.map(take, people))
    assert len(set(got)) == 5
