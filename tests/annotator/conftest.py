"""One person at one mask, without a server in between."""

import uuid
from typing import Any

import numpy as np
import pytest

from annotator import interactions
from backend.errors import Refused
from backend.models import Image, Mask, User
from backend.services import masks
from backend.services.operations import Answer
from tests import client
from tests.modes import server

__all__ = ["server"]


class Hand:
    """Does one interaction after the other on a mask, each on the head as it is."""

    def __init__(self, user: User, image: Image) -> None:
        self.user, self.image = user, Image.objects.select_related("dataset").get(id=image.id)
        self.mask = masks.create(self.image, user)

    def do(self, kind: str, **fields: Any) -> Answer:
        """Perform it; what comes back was checked against the stored mask."""
        before, version = self.pixels, self.version
        body = {"op_id": str(uuid.uuid4()), "base": version, "kind": kind, **fields}
        answer = self.send(body)
        after = client.painted(before, answer.body, answer.patch)
        assert (after == self.pixels).all()
        assert answer.body["changed"] == np.count_nonzero(before ^ after)
        assert answer.body["version"] == self.version
        return answer

    def send(self, body: dict[str, Any]) -> Answer:
        """Perform exactly this body."""
        return interactions.perform(self.user, self.mask.id, body)

    def click(self, x: float, y: float, positive: bool = True, **more: Any) -> Answer:
        """A click."""
        return self.do("click", x=x, y=y, positive=positive, **more)

    def flip(self, x: float, y: float, **more: Any) -> Answer:
        """A click that asks for the opposite of what is there, so that something changes."""
        wanted = not self.pixels[int(y), int(x)]
        answer = self.click(x, y, wanted, **more)
        assert self.pixels[int(y), int(x)] == wanted
        return answer

    def brush(self, *points: tuple[float, float], radius: float = 5, **more: Any) -> Answer:
        """A stroke."""
        fields = {"positive": True, "shape": "round", **more}
        return self.do("brush", points=[list(p) for p in points], radius=radius, **fields)

    def refused(self, body: dict[str, Any]) -> Refused:
        """The refusal of this body, which changed nothing."""
        before, version = self.pixels, self.version
        with pytest.raises(Refused) as caught:
            self.send(body)
        assert (self.pixels == before).all()
        assert self.version == version
        return caught.value

    @property
    def pixels(self) -> np.ndarray:
        """The mask as it is stored."""
        return masks.pixels(self._now())

    @property
    def version(self) -> int:
        """The mask's version as it is stored."""
        return self._now().version

    def _now(self) -> Mask:
        return Mask.objects.select_related("image", "head").get(id=self.mask.id)


@pytest.fixture
def hand(admin: User, image: Image) -> Hand:
    """The administrator at a new mask."""
    return Hand(admin, image)
