"""Serving and evaluation need no torch."""

import subprocess
import sys

import pytest

STATEMENTS = {
    "serving": "import ml, ml.codecs, ml.pictures, ml.tools",
    "evaluation": "import ml.evaluate, ml.evaluation.grabcut",
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_torch_is_not_imported_by(what: str) -> None:
    code = f"{STATEMENTS[what]}; import sys; sys.exit('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
