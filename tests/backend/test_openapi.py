"""The contract: its description is compared with the one that other programs were built for."""

import json
from pathlib import Path

from django.core.management import call_command

SNAPSHOT = Path(__file__).resolve().parents[1] / "openapi.json"


def test_the_contract_is_the_one_that_was_agreed(tmp_path: Path) -> None:
    now = tmp_path / "now.json"
    call_command(
        "spectacular", format="openapi-json", file=str(now), validate=True, fail_on_warn=True
    )
    agreed = json.loads(SNAPSHOT.read_text())
    assert json.loads(now.read_text()) == agreed, "changed on purpose? then run: make openapi"
