"""Imports, exports, and the jobs that do them."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from backend import exports
from backend.api import csvs
from backend.api.base import View
from backend.api.files import download
from backend.api.lists import listed
from backend.api.pagination import Order, page
from backend.api.parsers import Json
from backend.api.serializers.datasets import (
    BriefJobSerializer,
    ExportSerializer,
    ImportSerializer,
    JobSerializer,
)
from backend.errors import Refused, forbidden, not_found
from backend.imports import roots
from backend.models import Job
from backend.models.jobs import JobState
from backend.services import images, jobs, rights, uploads
from backend.services.rights import Action


def accepted(job: Job) -> Response:
    """202: the job is on its way."""
    where = {"Location": f"/api/v1/jobs/{job.id}"}
    return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED, headers=where)


class Imports(View):
    """Pictures and masks into a dataset."""

    parser_classes = [Json, MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": ImportSerializer}, responses={202: JobSerializer}
    )
    def post(self, request: Request, dataset_id: int) -> Response:
        """Import a zip or a picture; `dry_run` only reports what would happen."""
        dataset = self.dataset(dataset_id)
        form = ImportSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        wanted = form.validated_data
        params: dict[str, Any] = {name: wanted[name] for name in ("dry_run", "replace")}
        if "file" in wanted:
            params |= {"file": str(uploads.keep(wanted["file"])), "name": wanted["file"].name}
        elif "path" in wanted:
            params |= {"path": str(roots.allowed(wanted["path"])), "name": wanted["path"]}
        else:
            raise Refused("nothing_to_import", "Send a `file`, or a `path` on the server.")
        return accepted(jobs.create("import", user=self.user, dataset=dataset, params=params))


class Exports(View):
    """Masks and cut-outs out of a dataset."""

    @extend_schema(request=ExportSerializer, responses={202: JobSerializer})
    def post(self, request: Request) -> Response:
        """Write a zip of what the filter names."""
        form = ExportSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        dataset = self.dataset(form.validated_data["dataset"])
        params = {name: form.validated_data.get(name) for name in ("filter", "format", "options")}
        images.queryset(dataset, params["filter"] or {})
        return accepted(jobs.create("export", user=self.user, dataset=dataset, params=params))


class ExportFile(View):
    """What an export made."""

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, job_id: int) -> StreamingHttpResponse:
        """The zip."""
        job = Job.objects.select_related("dataset").filter(id=job_id, kind="export").first()
        if job is None or job.dataset is None:
            raise not_found("The export")
        rights.require(self.user, job.dataset.id, self.action_needed)
        file = exports.path(job.id)
        if job.state != JobState.DONE or not file.is_file():
            raise Refused("not_done", f"The export is {job.state}.", status=409, state=job.state)
        name = f"{job.dataset.name}-{job.id}.zip"
        return download(file, name, "application/zip")


class Jobs(View):
    """What runs and ran in the person's datasets."""

    @extend_schema(
        parameters=[
            OpenApiParameter("dataset", int),
            OpenApiParameter("state", str, description="one, or several with commas between"),
            OpenApiParameter("kind", str),
            OpenApiParameter("cursor", str),
            OpenApiParameter("limit", int),
        ],
        responses=listed(JobSerializer),
    )
    def get(self, request: Request) -> Response:
        """Newest first."""
        rows = Job.objects.select_related("dataset", "user")
        if not self.user.is_superuser:
            rows = rows.filter(dataset__in=rights.datasets(self.user))
        query = request.query_params
        if query.get("dataset", "").isdecimal():
            rows = rows.filter(dataset_id=int(query["dataset"][:18]))
        for name in ("state", "kind"):
            if query.get(name):
                rows = rows.filter(**{f"{name}__in": query[name].split(",")})
        orders = {"-id": Order("id", descending=True)}
        return page(
            request, rows, orders, "-id", lambda rows: BriefJobSerializer(rows, many=True).data
        )


class OneJob(View):
    """One job."""

    @extend_schema(responses=JobSerializer)
    def get(self, request: Request, job_id: int) -> Response:
        """How far it is, and its report."""
        return Response(JobSerializer(find(self, job_id)).data)

    @extend_schema(responses=JobSerializer)
    def delete(self, request: Request, job_id: int) -> Response:
        """Cancel it; what it did stays done."""
        job = find(self, job_id)
        allowed = self.user.is_superuser or job.user_id == self.user.id
        if not allowed and not (
            job.dataset_id and rights.may(self.user, job.dataset_id, Action.MANAGE)
        ):
            raise forbidden("Only who started it, or an admin, cancels a job.")
        return Response(JobSerializer(jobs.cancel(job)).data)


class JobRetry(View):
    """One more try of a job."""

    @extend_schema(request=None, responses={202: JobSerializer})
    def post(self, request: Request, job_id: int) -> Response:
        """Queue a failed or cancelled job anew; what it did before is not done twice."""
        job = find(self, job_id)
        allowed = self.user.is_superuser or job.user_id == self.user.id
        if not allowed and not (
            job.dataset_id and rights.may(self.user, job.dataset_id, Action.MANAGE)
        ):
            raise forbidden("Only who started it, or an admin, repeats a job.")
        return accepted(jobs.retry(job, self.user))


class JobReport(View):
    """A job's report for a spreadsheet."""

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, job_id: int) -> HttpResponse:
        """The rows of the report."""
        job = find(self, job_id)
        head = ("file", "status", "code", "message")
        rows = ([row.get(name) for name in head] for row in job.report.get("rows", []))
        return csvs.table(f"job-{job.id}", head, rows)


def find(view: View, job_id: int) -> Job:
    """The job, if the person may see it. Raises Refused 404."""
    job = Job.objects.select_related("dataset", "user").filter(id=job_id).first()
    if job is None or (job.dataset_id is None and not view.user.is_superuser):
        raise not_found("The job")
    if job.dataset_id is not None:
        rights.require(view.user, job.dataset_id, view.action_needed)
    return job
