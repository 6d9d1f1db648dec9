"""Part, object or group: another reading of the first click, by Tab and by its number."""

import numpy as np
from playwright.sync_api import expect

from tests import twins
from tests.client import Client, painted
from tests.e2e.editor import Editor


def alike(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether two masks are the same but for the fraction of a pixel that the pointer is off."""
    return float((a & b).sum() / (a | b).sum()) > 0.9


def test_tab_goes_through_the_readings_and_a_next_step_ends_it(
    editor: Editor, client: Client
) -> None:
    pair = next(pair for pair in twins.clicked(client) if "alternatives" in pair.answer)
    nothing = np.zeros((twins.SIDE, twins.SIDE), bool)
    readings = [painted(nothing, offer) for offer in pair.answer["alternatives"]]
    offered = editor.page.get_by_role("group", name="Part, object or group")
    x, y = pair.place

    editor.open(pair.other)
    editor.click(x / twins.SIDE, y / twins.SIDE)
    editor.done("Click +")
    buttons = offered.get_by_role("button")
    expect(buttons).to_have_count(len(readings))
    assert alike(editor.mask, readings[0])
    shown, views = (
        offered.bounding_box(),
        editor.page.get_by_role("group", name="View").bounding_box(),
    )
    assert shown is not None and views is not None
    assert shown["y"] + shown["height"] <= editor.place(0, 0)[1], "it covers the photo"
    assert shown["x"] > views["x"] + views["width"], "it covers the views"

    for nth in [*range(1, len(readings)), 0]:
        editor.press("Tab")
        expect(buttons.nth(nth)).to_have_attribute("aria-pressed", "true")
        editor.saved()
        assert alike(editor.mask, readings[nth])
    buttons.last.click()
    expect(buttons.last).to_have_attribute("aria-pressed", "true")
    editor.saved()
    assert alike(editor.mask, readings[-1])

    editor.press("b")
    editor.stroke((0.1, 0.1), (0.2, 0.1))
    editor.saved()
    expect(offered).to_be_hidden()
