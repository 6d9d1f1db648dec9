"""Datasets and their members."""

from operator import itemgetter

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.base import View
from backend.api.lists import listed, whole
from backend.api.serializers.datasets import (
    DatasetChangeSerializer,
    DatasetSerializer,
    MemberSerializer,
    NewDatasetSerializer,
    NewMemberSerializer,
    RoleSerializer,
)
from backend.errors import Refused, not_found
from backend.models import Dataset, Membership, User
from backend.services import datasets, overview, rights, users


class Datasets(View):
    """The datasets that the person is a member of."""

    @extend_schema(responses=listed(DatasetSerializer))
    def get(self, request: Request) -> Response:
        """All of them, newest change first, each with what its card shows."""
        cards = overview.cards(rights.datasets(self.user).order_by("-id"), self.user)
        cards.sort(key=itemgetter("changed"), reverse=True)
        return whole(DatasetSerializer(cards, many=True).data)

    @extend_schema(request=NewDatasetSerializer, responses={201: DatasetSerializer})
    def post(self, request: Request) -> Response:
        """A new dataset, of which the person is admin."""
        form = NewDatasetSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        dataset = datasets.create(self.user, **form.validated_data)
        return Response(_card(dataset, self.user), status=status.HTTP_201_CREATED)


class OneDataset(View):
    """One dataset."""

    @extend_schema(responses=DatasetSerializer)
    def get(self, request: Request, dataset_id: int) -> Response:
        """With counts, cover and people."""
        return Response(_card(self.dataset(dataset_id), self.user))

    @extend_schema(request=DatasetChangeSerializer, responses=DatasetSerializer)
    def patch(self, request: Request, dataset_id: int) -> Response:
        """Change name, labels or settings."""
        dataset = self.dataset(dataset_id)
        form = DatasetChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        datasets.change(dataset, self.user, form.validated_data)
        return Response(_card(dataset, self.user))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, dataset_id: int) -> Response:
        """Remove it with all that is in it."""
        datasets.remove(self.dataset(dataset_id), self.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Members(View):
    """The people of one dataset."""

    @extend_schema(responses=listed(MemberSerializer))
    def get(self, request: Request, dataset_id: int) -> Response:
        """Who they are and what they may."""
        rows = self.dataset(dataset_id).memberships.select_related("user").order_by("id")
        return whole(MemberSerializer(rows, many=True).data)

    @extend_schema(request=NewMemberSerializer, responses={201: MemberSerializer})
    def post(self, request: Request, dataset_id: int) -> Response:
        """One more."""
        dataset = self.dataset(dataset_id)
        form = NewMemberSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        name = form.validated_data["username"]
        person = users.everybody().filter(username=name, is_active=True).first()
        if person is None:
            raise Refused("unknown_user", f"There is no account {name!r}.", status=404)
        member = datasets.add_member(dataset, self.user, person, form.validated_data["role"])
        return Response(MemberSerializer(member).data, status=status.HTTP_201_CREATED)


class Member(View):
    """One person in one dataset."""

    @extend_schema(request=RoleSerializer, responses=MemberSerializer)
    def patch(self, request: Request, member_id: int) -> Response:
        """Give another role."""
        member = self._member(member_id)
        form = RoleSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        datasets.change_member(member, self.user, form.validated_data["role"])
        return Response(MemberSerializer(member).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, member_id: int) -> Response:
        """End the membership."""
        datasets.remove_member(self._member(member_id), self.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _member(self, member_id: int) -> Membership:
        rows = Membership.objects.select_related("user", "dataset")
        member = rows.filter(id=member_id).first()
        if member is None:
            raise not_found("The membership")
        self.dataset(member.dataset_id)
        return member


def _card(dataset: Dataset, user: User) -> dict[str, object]:
    return dict(DatasetSerializer(overview.cards([dataset], user)[0]).data)
