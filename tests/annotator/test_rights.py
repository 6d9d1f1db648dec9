"""Who may send which message: the table against the sockets' routes, and against what happens."""

import uuid

import pytest

from annotator import interactions, requests
from annotator.routing import websocket_urlpatterns
from backend.api.rights import MESSAGES, SOCKETS
from backend.errors import Refused
from backend.models import Image, Mask, Membership, User
from backend.services import users
from backend.services.rights import ALLOWED
from tests.conftest import PASSWORD

ROLES = ("viewer", "annotator", "reviewer", "admin")
FIELDS = {
    "op_id": str(uuid.UUID(int=1)), "base": 0, "x": 5, "y": 5, "positive": True, "radius": 3,
    "points": [[1, 1], [9, 1], [9, 9]], "target": str(uuid.UUID(int=2)), "alternative": 0,
    "box": [1, 1, 9, 9], "tolerance": 9, "cells": 300, "ids": [1], "action": "fill", "amount": 1,
    "zoom": 1.0,
}  # fmt: skip


def body(kind: str) -> dict:
    """A well-formed interaction of this kind."""
    _, fields = requests.KINDS[kind]
    wanted = ({"op_id", "base"} | fields) & set(FIELDS)
    return {"kind": kind} | {name: FIELDS[name] for name in wanted}


def member(image: Image, role: str) -> User:
    user = users.create(None, f"the-{role}", PASSWORD)
    if role != "stranger":
        Membership.objects.create(user=user, dataset=image.dataset, role=role)
    return user


def test_every_socket_and_message_stands_in_the_table() -> None:
    assert {str(route.pattern) for route in websocket_urlpatterns} == set(SOCKETS)
    assert set(requests.KINDS) <= set(MESSAGES)


@pytest.mark.parametrize("kind", sorted(requests.KINDS))
def test_strangers_are_told_that_no_mask_is_there(kind: str, image: Image) -> None:
    mask = Mask.objects.create(image=image, label="product")
    with pytest.raises(Refused) as refused:
        interactions.perform(member(image, "stranger"), mask.id, body(kind))
    assert (refused.value.status, refused.value.code) == (404, "not_found")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", sorted(requests.KINDS))
def test_members_may_what_their_role_allows(kind: str, role: str, image: Image) -> None:
    mask = Mask.objects.create(image=image, label="product")
    user = member(image, role)
    try:
        interactions.perform(user, mask.id, body(kind))
    except Refused as refused:
        allowed = refused.status != 403
    else:
        allowed = True
    assert allowed == (MESSAGES[kind] in ALLOWED[role])
    assert allowed or not mask.revisions.exists()
