"""Which image comes after one that was submitted or skipped."""

import re
import uuid
from typing import Any

from playwright.sync_api import expect

from tests.e2e.editor import Editor
from tests.server import Server

REJECT = """
from backend.models import Image, User
from backend.services import states
states.move(Image.objects.get(id={image}), "rejected", User.objects.get(username="admin"))
"""


def choose(editor: Editor, name: str) -> None:
    """Choose what comes next from the menu beside it."""
    editor.page.get_by_role("button", name=re.compile("^After submitting or skipping")).click()
    editor.page.get_by_role("menuitemradio", name=name).click()
    expect(editor.bar).to_contain_text(name)
    # While the menu closes, keys are still its own.
    expect(editor.page.get_by_role("menu")).to_have_count(0)


def test_rejected_ones_come_first_and_that_is_remembered(
    editor: Editor, photos: Any, server: Server
) -> None:
    _, images = photos(4, prelabel=1.0)
    server.manage("shell", "-c", REJECT.format(image=images[3]["id"]))
    editor.open(images[0])
    choose(editor, "Rejected first")
    editor.press("Control+Enter")
    editor.arrived(images[3])
    assert editor.client.get(f"images/{images[0]['id']}")["state"] == "submitted"
    editor.page.reload()
    editor.arrived(images[3])
    expect(editor.bar).to_contain_text("Rejected first")
    # Then what is unfinished, without the one that was handed in.
    editor.press("Control+Shift+Enter")
    expect(editor.page).to_have_url(re.compile(rf"/images/({images[1]['id']}|{images[2]['id']})\b"))


def test_the_next_unfinished_passes_over_what_is_done(editor: Editor, photos: Any) -> None:
    _, images = photos(3, prelabel=1.0)
    editor.client.post(f"images/{images[1]['id']}/submit", {"op_id": str(uuid.uuid4())})
    editor.open(images[0])
    choose(editor, "Next unfinished")
    editor.press("Control+Enter")
    editor.arrived(images[2])
