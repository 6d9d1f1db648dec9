"""What comes over the line before the first click."""

from typing import Any

from tests.e2e.editor import Editor

MOST_BYTES = 1_000_000
WORTH_PACKING = 1000


def test_the_editor_comes_packed_and_is_not_large(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    loaded = editor.page.evaluate(
        "performance.getEntriesByType('resource')"
        ".map(e => [e.name, e.transferSize, e.encodedBodySize, e.decodedBodySize])"
    )
    files = [entry for entry in loaded if "/assets/" in entry[0]]
    whole = [
        name
        for name, _, encoded, decoded in files
        if name.endswith((".js", ".css")) and decoded > WORTH_PACKING and encoded == decoded
    ]
    assert files and whole == []
    assert sum(size for _, size, _, _ in files) < MOST_BYTES
