"""Every reason that a job can give has words in the pages, and in both languages with the catalogues' own check."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
WORDS: Final = ROOT / "frontend/src/pages/jobs/codes.ts"
REPORTING: Final = (
    "backend/imports/*.py",
    "backend/exports/job.py",
    "backend/services/jobs.py",
    "backend/services/recovery.py",
    "backend/demo.py",
    "reviewer/bulk.py",
    "reviewer/services/scoring.py",
    "ml/pictures/*.py",
    "ml/codecs/png.py",
    "ml/quality/*.py",
    "ml/inference/registry.py",
)
"""What runs as a job, and what refuses files in one."""
AT: Final = {
    "Row": 2, "_row": 2, "row": 2, "_refuse": 2, "_unscorable": 1, "JobError": 0, "SourceError": 0,
    "EntryError": 0, "MaskError": 0, "PictureError": 0, "CodecError": 0, "ModelError": 0,
}  # fmt: skip
"""Which argument of a call is the code."""
ELSEWHERE: Final = {"unknown_label", "imported"}
"""What an import says with the words of others, and of what is simply taken."""
STATUSES: Final = {"ok", "warning", "error", "skipped"}
CODE: Final = re.compile("[a-z]+(_[a-z]+)*")


def given() -> Iterator[str]:
    """The codes that these modules name."""
    for pattern in REPORTING:
        for path in ROOT.glob(pattern):
            for node in ast.walk(ast.parse(path.read_text())):
                yield from _codes(node)


def _codes(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=called, args=arguments):
            at = AT.get(ast.unparse(called).rpartition(".")[2])
            if at is not None and len(arguments) > at:
                yield from _literal(arguments[at])
        case ast.Tuple(elts=[ast.Constant(value="warning" | "ok"), code]):
            yield from _literal(code)
        case ast.Tuple(elts=[code, ast.Constant() | ast.JoinedStr() | ast.Name(id="problem")]):
            yield from (word for word in _literal(code) if "_" in word or word == "link")
        case ast.Dict(keys=[ast.Constant(value="code"), *_], values=[code, *_]):
            yield from _literal(code)
        case _:
            pass


def _literal(node: ast.AST) -> Iterator[str]:
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
    ):
        yield node.value


def test_every_reason_has_words_and_no_words_are_left_over() -> None:
    worded = set(re.findall(r"^  (\w+): msg`", WORDS.read_text(), re.MULTILINE))
    codes = set(given()) - STATUSES | ELSEWHERE
    assert codes >= {"mask_without_image", "nested_archive", "link", "lost", "picture_multipage"}
    assert sorted(codes - {"imported"} - worded) == []
    assert sorted(worded - codes) == []
