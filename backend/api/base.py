"""What every view stands on: finding things together with the right to touch them."""

from typing import cast

from rest_framework.request import Request
from rest_framework.views import APIView

from backend.api.permissions import needs
from backend.errors import Refused, forbidden
from backend.models import Dataset, Image, Mask, User
from backend.services import rights
from backend.services.rights import Action


class View(APIView):
    """A view whose route stands in the table of `backend.api.rights`."""

    @property
    def user(self) -> User:
        """Who asks; only for routes that need a login."""
        return cast("User", self.request.user)

    @property
    def action_needed(self) -> Action:
        """The right in a dataset that the table demands of this route and method."""
        needed = needs(self.request)
        if not isinstance(needed, Action):
            raise forbidden()
        return needed

    def dataset(self, dataset_id: int) -> Dataset:
        """The dataset, if the person may. Raises Refused 404 or 403."""
        return rights.dataset(self.user, dataset_id, self.action_needed)

    def image(self, image_id: int, *, trashed: bool = False) -> Image:
        """The image, if the person may. Raises Refused 404 or 403."""
        return rights.image(self.user, image_id, self.action_needed, trashed=trashed)

    def mask(self, mask_id: int) -> Mask:
        """The mask, if the person may. Raises Refused 404 or 403."""
        return rights.mask(self.user, mask_id, self.action_needed)


def flag(request: Request, name: str) -> bool:
    """Whether the query says `name=1`; 0 without it. Raises Refused `invalid_<name>`."""
    asked = request.query_params.get(name, "0")
    if asked not in ("0", "1"):
        raise Refused(f"invalid_{name}", "Say 0 or 1.", allowed=[0, 1])
    return asked == "1"
