"""Names of operations in the OpenAPI description: the method and the address, nothing to collide."""

from drf_spectacular.openapi import AutoSchema


class Description(AutoSchema):
    """`GET /images/{image_id}/thumb` is `get_images_one_thumb`."""

    def get_operation_id(self) -> str:
        """The operation's name."""
        parts = self.path.removeprefix("/api/v1/").replace(".", "_").strip("/").split("/")
        words = ["one" if part.startswith("{") else part for part in parts]
        return "_".join([self.method.lower(), *words])
