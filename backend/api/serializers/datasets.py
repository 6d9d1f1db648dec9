"""Datasets, their members, and the jobs that run in them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.api.serializers.people import PersonSerializer
from backend.models import Dataset, Job, Membership, Role

BRIEF = 100


class CountsSerializer(serializers.Serializer[Any]):
    """How many images are in which state."""

    total = serializers.IntegerField()
    new = serializers.IntegerField()
    in_progress = serializers.IntegerField()
    submitted = serializers.IntegerField()
    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()


class CoverSerializer(serializers.Serializer[Any]):
    """An image to show for the dataset."""

    id = serializers.IntegerField()
    revision = serializers.IntegerField()


class DatasetSerializer(serializers.Serializer[Dataset]):
    """A dataset, with all that its card shows."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    labels = serializers.ListField(child=serializers.CharField())
    colours = serializers.DictField(
        child=serializers.CharField(), help_text="those chosen for labels"
    )
    settings = serializers.DictField()
    role = serializers.ChoiceField(Role.choices)
    created = serializers.DateTimeField()
    changed = serializers.DateTimeField()
    counts = CountsSerializer()
    masked = CountsSerializer(help_text="the images that have a mask")
    cover = CoverSerializer(many=True)
    members = PersonSerializer(many=True)


class NewDatasetSerializer(serializers.Serializer[Any]):
    """A new dataset; the name is enough."""

    name = serializers.CharField(max_length=200)
    labels = serializers.ListField(
        child=serializers.CharField(max_length=100), required=False, max_length=200
    )


class DatasetChangeSerializer(serializers.Serializer[Any]):
    """What can be changed of a dataset."""

    name = serializers.CharField(max_length=200, required=False)
    labels = serializers.ListField(
        child=serializers.CharField(max_length=100), required=False, max_length=200
    )
    renames = serializers.DictField(
        child=serializers.CharField(max_length=100),
        required=False,
        help_text="new names by label; masks keep theirs under the new name. Done before `labels` is set",
    )
    colours = serializers.DictField(
        child=serializers.CharField(), required=False, help_text="#rrggbb by label"
    )
    settings = serializers.DictField(
        required=False,
        help_text="those that change: the others stay, and null takes one away. "
        "no_overlap: objects of an image share no pixel. "
        "model: what answers clicks, a name of `GET models` or NAME@SIZE; empty: the default",
    )


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """A person's role in a dataset."""

    user = PersonSerializer(read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "user", "role", "created"]
        read_only_fields = ["id", "created"]


class NewMemberSerializer(serializers.Serializer[Any]):
    """A person to become a member, by name."""

    username = serializers.CharField(max_length=150)
    role = serializers.ChoiceField(Role.choices)


class RoleSerializer(serializers.Serializer[Any]):
    """Another role."""

    role = serializers.ChoiceField(Role.choices)


class JobDatasetSerializer(serializers.ModelSerializer[Dataset]):
    """The dataset of a job."""

    class Meta:
        model = Dataset
        fields = ["id", "name"]
        read_only_fields = fields


class JobErrorSerializer(serializers.Serializer[Any]):
    """Why a job failed."""

    code = serializers.CharField()
    message = serializers.CharField()


class JobSerializer(serializers.ModelSerializer[Job]):
    """A background job. `report.rows` has a line for each file: {file, status, code, message}."""

    dataset = JobDatasetSerializer(allow_null=True)
    user = PersonSerializer(allow_null=True)
    error = JobErrorSerializer(allow_null=True)
    report = serializers.DictField()
    dry_run = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = [
            "id", "kind", "state", "done", "total", "report", "error", "dataset", "user",
            "dry_run", "created", "started", "heartbeat", "finished",
        ]  # fmt: skip
        read_only_fields = fields

    def get_dry_run(self, job: Job) -> bool:
        """Whether the job only reports what it would do."""
        return bool(job.params.get("dry_run", False))


class BriefJobSerializer(JobSerializer):
    """A job as lists have it: of a long report, only the first rows."""

    report = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField())
    def get_report(self, job: Job) -> dict[str, Any]:
        """The counts, and at most a hundred rows."""
        report: dict[str, Any] = job.report
        return report | {"rows": report.get("rows", [])[:BRIEF]}


class ImportSerializer(serializers.Serializer[Any]):
    """What to import: an uploaded file, or a path below a folder that the server allows."""

    file = serializers.FileField(required=False)
    path = serializers.CharField(required=False, max_length=1000)
    dry_run = serializers.BooleanField(default=False)
    replace = serializers.BooleanField(default=False)


class ExportSerializer(serializers.Serializer[Any]):
    """What to export and how."""

    dataset = serializers.IntegerField()
    filter = serializers.DictField(required=False)
    format = serializers.JSONField(help_text="a name of a format, or a list of names")
    options = serializers.DictField(required=False)
