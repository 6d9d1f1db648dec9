"""Questions to the database per request, held to the numbers in queries.json: they may fall, never rise.

A request that got cheaper fails as well until its lower number is written down, so that the gain stays.
"""

import json
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from annotator import tasks
from backend.api.rights import ROUTES, Anyone
from backend.models import Dataset, Image, Mask, Membership, User
from backend.services import audit, jobs, masks, tokens, users
from tests import pictures
from tests.backend.conftest import routes
from tests.conftest import PASSWORD

FILE = Path(__file__).with_name("queries.json")
KEPT: dict[str, int] = json.loads(FILE.read_text())
FEW, MANY = 2, 12
READS = [name for name, methods in ROUTES.items() if "GET" in methods]
pytestmark = pytest.mark.django_db


class World:
    """A dataset in which there are `size` of everything that lists show."""

    def __init__(self, dataset: Dataset, admin: User, size: int) -> None:
        self.admin, self.dataset = admin, dataset
        people = [users.create(None, f"person{n}", PASSWORD) for n in range(size)]
        for number, user in enumerate(people):
            role = "reviewer" if number else "admin"
            Membership.objects.create(user=user, dataset=dataset, role=role)
        self.user = people[0]
        self.images = [pictures.stored(dataset, f"p{n:02}") for n in range(size)]
        for number, image in enumerate(self.images):
            masks.import_revision(image, "product", pictures.ellipse(), people[number])
        self.image = self.images[0]
        for number in range(1, size):
            author = people[number]
            self.image.state = Image.objects.get(id=self.image.id).state
            masks.import_revision(self.image, "shadow", pictures.ellipse(), author, number=number)
            audit.write(author, "image.mark", self.image)
            tokens.issue(self.user, f"key {number}")
            tokens.issue(admin, f"key {number}")
        self.mask = Mask.objects.filter(image=self.image).order_by("id")[0]
        for number in range(size):
            pixels = pictures.ellipse(shrink=0.5 + number / (3 * MANY))
            masks.import_revision(self.image, "product", pixels, people[number], replace=True)
        made = [jobs.create("export", user=person, dataset=dataset) for person in people]
        self.job = jobs.run_now(made[0])
        self.ids = {
            "dataset_id": dataset.id, "image_id": self.image.id, "mask_id": self.mask.id,
            "job_id": self.job.id, "level": 0, "column": 0, "row": 0,
        }  # fmt: skip

    def client(self, needed: object) -> APIClient:
        """A program with a key of an admin's of the dataset, or of the server's where the route wants one."""
        user = self.admin if needed is Anyone.SERVER_ADMIN else self.user
        client = APIClient(raise_request_exception=False)
        _, key = tokens.issue(user, "counted")
        client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
        return client

    def body(self, kind: str, **fields: Any) -> dict[str, Any]:
        """An interaction on the head as it is."""
        base = Mask.objects.get(id=self.mask.id).version
        return {"op_id": str(uuid.uuid4()), "base": base, "kind": kind, **fields}

    def work(self, body: dict[str, Any]) -> None:
        """What a worker does with an interaction."""
        tasks.interact(self.user.id, self.mask.id, body, "specific.nobody!x")


def count(act: Callable[[], Any]) -> int:
    """How many questions `act` asks, savepoints and the like left out."""
    with CaptureQueriesContext(connection) as captured:
        act()
    asked = [q["sql"] for q in captured.captured_queries]
    return sum(sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")) for sql in asked)


def hold(measured: dict[str, int]) -> None:
    """Compare with what is written down."""
    wrong = {
        name: f"{asked}, written down: {KEPT.get(name)}"
        for name, asked in measured.items()
        if asked != KEPT.get(name)
    }
    assert not wrong, json.dumps(wrong, indent=2)


def read(world: World, name: str) -> int:
    """The questions of a GET, nothing of it in the cache, all that is derived already made."""
    client = world.client(ROUTES[name]["GET"])
    wanted = routes()[name].pattern.converters
    address = reverse(name, kwargs={key: world.ids[key] for key in wanted})
    if name in ("images", "image-ids"):
        address += f"?dataset={world.dataset.id}"
    answers = [client.get(address)]
    cache.clear()
    asked = count(lambda: answers.append(client.get(address)))
    for answer in answers:
        assert answer.status_code == 200, (name, answer.content)
    return asked


@pytest.mark.parametrize("size", [MANY, FEW])
def test_reading_asks_as_much_as_it_did_however_long_the_lists(
    size: int, dataset: Dataset, admin: User
) -> None:
    world = World(dataset, admin, size)
    hold({f"GET {name}": read(world, name) for name in READS})


@pytest.fixture
def world(dataset: Dataset, admin: User) -> World:
    return World(dataset, admin, FEW)


def test_an_interaction_asks_as_much_as_it_did(world: World) -> None:
    # Each click is on another pixel that is not the object's yet: it always changes something.
    first = world.body("click", x=5.5, y=5.5, positive=True)
    measured = {"click, first": count(partial(world.work, first))}
    measured["click, repeated"] = count(partial(world.work, first))
    for name, kind, fields in (
        ("click", "click", {"x": 150.5, "y": 110.5, "positive": True}),
        ("brush", "brush", {"points": [[20, 110]], "radius": 6, "positive": True}),
        ("undo", "undo", {}),
    ):
        measured[name] = count(partial(world.work, world.body(kind, **fields)))
    world.dataset.settings = {"no_overlap": True}
    world.dataset.save()
    apart = world.body("click", x=150.5, y=5.5, positive=True)
    measured["click, no overlap"] = count(partial(world.work, apart))
    hold(measured)


def test_the_way_through_a_queue_asks_as_much_as_it_did(world: World) -> None:
    client = world.client(None)

    def ask(method: str, name: str, body: dict[str, Any], **where: int) -> None:
        answer = getattr(client, method)(reverse(name, kwargs=where), body, format="json")
        assert answer.status_code == 200, answer.content

    wish = {"dataset": world.dataset.id, "kind": "annotate"}
    at, second = {"image_id": world.image.id}, {"image_id": world.images[1].id}
    submit = {"op_id": str(uuid.uuid4())}
    hold({
        "POST queue-next, peek": count(partial(ask, "post", "queue-next", wish | {"peek": True})),
        "POST queue-next": count(partial(ask, "post", "queue-next", wish)),
        "POST image-submit": count(partial(ask, "post", "image-submit", submit, **at)),
        "PUT image-lease": count(partial(ask, "put", "image-lease", {}, **second)),
    })  # fmt: skip


def test_nothing_is_written_down_that_nobody_measures() -> None:
    reads = {name for name in KEPT if name.startswith("GET ")}
    assert reads == {f"GET {name}" for name in READS}
