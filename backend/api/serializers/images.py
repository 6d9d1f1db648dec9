"""Images and masks."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.api.serializers.people import PersonSerializer
from backend.models import Image, Mask, MaskRevision
from backend.models.images import State
from backend.services import leases, revisions
from ml import pictures


class ImageSerializer(serializers.ModelSerializer[Image]):
    """An image as lists have it."""

    class Meta:
        model = Image
        fields = [
            "id", "dataset", "key", "width", "height", "state", "revision", "score", "edit",
            "reasons", "flagged", "skipped", "has_mask", "created", "changed",
        ]  # fmt: skip
        read_only_fields = fields


class AskerSerializer(PersonSerializer):
    """Who asked the holder for the lease, and whether the holder refused."""

    refused = serializers.BooleanField()

    class Meta(PersonSerializer.Meta):
        fields = [*PersonSerializer.Meta.fields, "refused"]


class HolderSerializer(PersonSerializer):
    """Who holds the lease of an image."""

    expires = serializers.DateTimeField()
    asker = AskerSerializer(allow_null=True)

    class Meta(PersonSerializer.Meta):
        fields = [*PersonSerializer.Meta.fields, "expires", "asker"]


class LevelSerializer(serializers.Serializer[Any]):
    """A size that the picture can be had in: `GET images/{id}/level/{level}`."""

    level = serializers.IntegerField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class ImageDetailSerializer(ImageSerializer):
    """One image, with who works on it."""

    lease = serializers.SerializerMethodField()
    submitter = PersonSerializer(allow_null=True, read_only=True)
    labels = serializers.ListField(child=serializers.CharField(), source="dataset.labels")
    colours = serializers.DictField(child=serializers.CharField(), source="dataset.colours")
    levels = serializers.SerializerMethodField()

    class Meta(ImageSerializer.Meta):
        fields = [
            *ImageSerializer.Meta.fields, "sha256", "bytes", "lease", "submitter", "labels",
            "colours", "levels",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(HolderSerializer(allow_null=True))
    def get_lease(self, image: Image) -> dict[str, Any] | None:
        """The holder, or null."""
        return leases.holder(image.id)

    @extend_schema_field(LevelSerializer(many=True))
    def get_levels(self, image: Image) -> list[dict[str, int]]:
        """The whole picture first, each next one half of it, rounded up."""
        return [
            {"level": number, "width": width, "height": height}
            for number, (width, height) in enumerate(pictures.sizes(image.width, image.height))
        ]


class ImageChangeSerializer(serializers.Serializer[Any]):
    """What can be changed of an image; `in_progress` takes it back or opens it again."""

    state = serializers.ChoiceField(State.choices, required=False)
    flagged = serializers.BooleanField(required=False)
    skipped = serializers.BooleanField(required=False)


class OperationSerializer(serializers.Serializer[Any]):
    """An operation that happens once, however often it is sent."""

    op_id = serializers.UUIDField()


class TakeOverSerializer(serializers.Serializer[Any]):
    """`take_over`: ask for the lease of another. `answer`: the holder's, to who asks."""

    take_over = serializers.BooleanField(default=False)
    answer = serializers.ChoiceField(["agree", "refuse"], required=False)


class LeaseSerializer(serializers.Serializer[Any]):
    """A lease; `mine` unless it was just given away."""

    holder = HolderSerializer()
    expires = serializers.DateTimeField()
    mine = serializers.BooleanField()


class MaskSerializer(serializers.ModelSerializer[Mask]):
    """One object of an image. `protected`: the next click changes only what it is about."""

    area = serializers.SerializerMethodField()
    protected = serializers.SerializerMethodField()

    class Meta:
        model = Mask
        fields = [
            "id", "image", "label", "version", "area", "protected", "order", "locked", "hidden",
            "score", "boundary_score", "edit", "reasons", "created",
        ]  # fmt: skip
        read_only_fields = fields

    def get_area(self, mask: Mask) -> int:
        """Number of pixels that belong to the object."""
        return mask.head.area if mask.head else 0

    def get_protected(self, mask: Mask) -> bool:
        """Whether clicks are progressive by themselves."""
        return revisions.is_protected(mask)


class RleSerializer(serializers.Serializer[Any]):
    """COCO run lengths: columns first, zeros first."""

    size = serializers.ListField(child=serializers.IntegerField(), help_text="[height, width]")
    counts = serializers.ListField(child=serializers.IntegerField())


class MaskDetailSerializer(MaskSerializer):
    """One object with its pixels."""

    rle = RleSerializer()

    class Meta(MaskSerializer.Meta):
        fields = [*MaskSerializer.Meta.fields, "rle"]
        read_only_fields = fields


class MaskChangeSerializer(serializers.Serializer[Any]):
    """What can be changed of an object besides its pixels."""

    label = serializers.CharField(max_length=100, required=False)
    order = serializers.IntegerField(min_value=-(2**31), max_value=2**31 - 1, required=False)
    locked = serializers.BooleanField(required=False)
    hidden = serializers.BooleanField(required=False)


class NewMaskSerializer(serializers.Serializer[Any]):
    """A new object; without a label it gets the dataset's first."""

    label = serializers.CharField(max_length=100, required=False)


class RestoreSerializer(serializers.Serializer[Any]):
    """An old revision to come back to. Without `base`, the head as it is now is replaced."""

    op_id = serializers.UUIDField()
    number = serializers.IntegerField(min_value=1)
    base = serializers.IntegerField(min_value=0, required=False)


class CopySerializer(serializers.Serializer[Any]):
    """The revision whose content is copied; 0 = before the first."""

    number = serializers.IntegerField(min_value=0)


class AlternativeSerializer(serializers.Serializer[Any]):
    """Another reading of a click: the new values inside `bbox`."""

    bbox = serializers.ListField(child=serializers.IntegerField(), min_length=4, max_length=4)
    patch = serializers.CharField()


class AnswerSerializer(serializers.Serializer[Any]):
    """What an interaction did. `patch` = base64(zlib(bits of the new values inside bbox))."""

    op_id = serializers.UUIDField()
    mask = serializers.IntegerField()
    kind = serializers.CharField()
    version = serializers.IntegerField()
    number = serializers.IntegerField()
    base = serializers.IntegerField()
    bbox = serializers.ListField(child=serializers.IntegerField(), min_length=4, max_length=4)
    changed = serializers.IntegerField()
    patch = serializers.CharField()
    score = serializers.FloatField(allow_null=True)
    progressive = serializers.BooleanField()
    protected = serializers.BooleanField()
    revision = serializers.IntegerField(help_text="of the image")
    state = serializers.ChoiceField(State.choices, help_text="of the image")
    created = serializers.DateTimeField()
    alternatives = AlternativeSerializer(many=True, required=False)


class RevisionSerializer(serializers.ModelSerializer[MaskRevision]):
    """One step of a mask's history."""

    parent = serializers.IntegerField(source="parent.number", allow_null=True, default=None)
    operation = serializers.SerializerMethodField()
    author = PersonSerializer(allow_null=True)
    effective = serializers.BooleanField(help_text="part of what the mask is now")
    undone = serializers.BooleanField(help_text="can be done again by a redo")

    class Meta:
        model = MaskRevision
        fields = [
            "number", "parent", "kind", "operation", "op_id", "bbox", "changed_pixels", "area",
            "author", "created", "effective", "undone",
        ]  # fmt: skip
        read_only_fields = fields

    def get_operation(self, revision: MaskRevision) -> dict[str, Any]:
        """What was asked for, without the long lists of points and cells."""
        long = ("points", "ids")
        return {name: value for name, value in revision.operation.items() if name not in long}
