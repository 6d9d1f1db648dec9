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


def test_after_the_last_image_there_is_nothing_to_go_back_to(editor: Editor, photos: Any) -> None:
    _, [image] = photos(prelabel=1.0)
    editor.open(image)
    editor.press("Control+Enter")
    told = editor.page.get_by_role("dialog", name=f"Submitted {image['key']}")
    expect(told).to_contain_text("That was the last image")
    expect(told.get_by_role("button", name="Go back to it")).to_have_count(0)
    told.get_by_role("button", name="Back to the wall").click()
    expect(editor.page).to_have_url(re.compile("/datasets/"))


def test_the_eraser_of_the_last_image_makes_way_where_there_is_no_mask(
    editor: Editor, photos: Any
) -> None:
    _, [first, second] = photos(2)
    editor.open(first)
    editor.click(0.5, 0.5)
    editor.done("Click +")
    editor.press("e")
    editor.press("Control+Enter")
    editor.arrived(second)
    tool = editor.page.get_by_role("button", name="Click", exact=True)
    expect(tool).to_have_attribute("aria-pressed", "true")
    editor.press("e")
    editor.page.get_by_role("button", name="Previous image").click()
    editor.arrived(first)
    eraser = editor.page.get_by_role("button", name="Eraser", exact=True)
    expect(eraser).to_have_attribute("aria-pressed", "true")


def test_what_was_submitted_says_so_though_the_next_is_not_found(
    editor: Editor, photos: Any
) -> None:
    _, [image, _] = photos(2, prelabel=1.0)
    editor.open(image)
    choose(editor, "Next unfinished")
    editor.page.route(
        re.compile(r"/api/v1/images/ids\?"),
        lambda route: route.fulfill(status=503, json={"code": "busy", "detail": "Not now."}),
    )
    editor.press("Control+Enter")
    told = editor.page.get_by_role("alert")
    expect(told).to_contain_text(f"Submitted {image['key']}")
    expect(told).to_contain_text("The next image was not found")
    assert editor.client.get(f"images/{image['id']}")["state"] == "submitted"
