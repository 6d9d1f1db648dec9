"""The settings of a dataset, as its administrator changes them and others see them."""

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from ml.inference import registry
from tests import server as servers
from tests.client import Client
from tests.e2e.editor import Editor


def open_settings(page: Page, dataset: dict[str, Any]) -> None:
    """From the wall to the settings."""
    page.goto(f"/datasets/{dataset['id']}")
    page.get_by_role("navigation").get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", name="Settings", level=1)).to_be_visible()


def choose(page: Page, label: str, option: re.Pattern[str]) -> None:
    """Choose something in a menu."""
    page.get_by_role("button", name=re.compile(f"^{label}:")).click()
    page.get_by_role("menuitemradio", name=option).click()


def test_the_model_is_chosen_and_answers_the_next_click(
    page: Page, client: Client, editor: Editor, photos: Any
) -> None:
    dataset, [image] = photos()
    best, last = registry.default(), registry.names()[-1]
    open_settings(page, dataset)
    choose(page, "Model", re.compile(f"^{last},"))
    choose(page, "Input size", re.compile("^128 px"))
    expect(page.get_by_role("button", name="Input size: 128 px")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Input size: 128 px")).to_be_visible()
    assert client.get(f"datasets/{dataset['id']}")["settings"]["model"] == f"{last}@128"
    editor.open(image)
    editor.click(0.5, 0.5)
    editor.done("Click +")
    open_settings(page, dataset)
    page.get_by_role("button", name="Automatic").click()
    expect(page.get_by_role("button", name=re.compile(f"^Model: {best},"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Input size:.*as trained"))).to_be_visible()


def test_a_choice_holds_that_is_made_before_the_last_one_is_saved(
    page: Page, client: Client, photos: Any
) -> None:
    dataset, _ = photos()
    last = registry.names()[-1]
    held: list[Route] = []

    def hold(route: Route) -> None:
        """Keep back the first change."""
        if route.request.method == "PATCH" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile(rf"/api/v1/datasets/{dataset['id']}$"), hold)
    open_settings(page, dataset)
    with page.expect_request(lambda request: request.method == "PATCH"):
        choose(page, "Model", re.compile(f"^{last},"))
    choose(page, "Input size", re.compile("^128 px"))
    page.get_by_role("switch").click()
    held[0].continue_()
    expect(page.get_by_role("switch")).to_be_checked()
    expect(page.get_by_role("button", name="Input size: 128 px")).to_be_visible()
    settings = client.get(f"datasets/{dataset['id']}")["settings"]
    assert (settings["model"], settings["no_overlap"]) == (f"{last}@128", True)


def test_a_model_that_is_gone_is_said_to_be(page: Page, photos: Any) -> None:
    dataset, _ = photos()
    page.route(
        re.compile(r"/api/v1/models$"),
        lambda route: route.fulfill(
            json={
                "results": [
                    {
                        "name": n,
                        "size": 224,
                        "sizes": [192, 224],
                        "default": n == "a",
                        "automatic": None,
                    }
                    for n in "abc"
                ],
                "next": None,
                "previous": None,
            }
        ),
    )
    open_settings(page, dataset)
    expect(page.get_by_role("alert")).to_contain_text("This server has no such model")
    choose(page, "Model", re.compile("^b, 224 px$"))
    # The server itself has other models, and says so.
    said = page.get_by_role("alert").filter(has_text="there is no model called 'b'")
    expect(said).to_be_visible()


def test_others_read_the_settings_and_change_none(join: Any, photos: Any) -> None:
    dataset, _ = photos()
    page = join(dataset, "annotator").page
    open_settings(page, dataset)
    main = page.get_by_role("main")
    expect(page.get_by_text(f"{registry.default()}, 256 px")).to_be_visible()
    expect(main.get_by_role("button")).to_have_count(0)
    expect(main.get_by_role("switch")).to_have_count(0)


def test_a_label_is_renamed_and_its_objects_with_it(
    page: Page, client: Client, editor: Editor, photos: Any
) -> None:
    dataset, [image] = photos(prelabel=1.0)
    open_settings(page, dataset)
    labels = page.get_by_role("region", name="Labels")
    labels.get_by_role("button", name="Rename product").click()
    dialog = page.get_by_role("dialog", name="Rename product")
    expect(dialog.get_by_label("Name")).to_be_focused()
    dialog.get_by_label("Name").fill("shoe")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(labels.get_by_role("listitem")).to_contain_text(["shoe"])
    [mask] = client.get(f"images/{image['id']}/masks")["results"]
    assert mask["label"] == "shoe"
    editor.open(image)
    expect(page.get_by_role("region", name="Objects").get_by_text("shoe")).to_be_visible()


def test_labels_are_made_coloured_and_given_to_objects(
    page: Page, client: Client, editor: Editor, photos: Any
) -> None:
    dataset, [image] = photos(prelabel=1.0)
    open_settings(page, dataset)
    labels = page.get_by_role("region", name="Labels")
    labels.get_by_label("New label").fill("sole")
    labels.get_by_role("button", name="Add").click()
    labels.get_by_role("button", name=re.compile("^Colour of sole:")).click()
    page.get_by_role("menuitemradio", name="Magenta").click()
    expect(labels.get_by_role("button", name="Colour of sole: Magenta")).to_be_visible()
    found = client.get(f"datasets/{dataset['id']}")
    assert found["labels"] == ["product", "sole"] and list(found["colours"]) == ["sole"]
    labels.get_by_role("button", name="Delete product").click()
    told = page.get_by_role("region", name="Notifications")
    expect(told).to_contain_text("Objects have the label product")
    editor.open(image)
    page.get_by_role("button", name="More for product").click()
    page.get_by_role("menuitemradio", name="sole").click()
    servers.wait(
        lambda: client.get(f"images/{image['id']}/masks")["results"][0]["label"] == "sole", 10
    )
    square = page.get_by_role("region", name="Objects").locator("li i")
    expect(square).to_have_css("background-color", "rgb(240, 47, 180)")
