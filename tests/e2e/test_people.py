"""People and rights in the browser, as a new administrator goes about it."""

import re
import uuid
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.client import Client
from tests.server import Server

PASSWORD = "a long enough password"


def sign_in(browser: Browser, server: Server, name: str, password: str = PASSWORD) -> Page:
    """Another person's browser, signed in through the login page."""
    tab = browser.new_context(base_url=server.url, locale="en-GB").new_page()
    tab.goto("/login")
    tab.locator("form input").nth(0).fill(name)
    tab.locator("form input").nth(1).fill(password)
    tab.keyboard.press("Enter")
    return tab


def test_an_administrator_adds_a_person_who_works_in_one_dataset(
    page: Page, browser: Browser, server: Server, photos: Any
) -> None:
    dataset, _ = photos()
    name = f"li{uuid.uuid4().hex[:6]}"
    page.goto("/people")
    page.get_by_role("button", name="New person").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("User name").fill(name)
    dialog.get_by_label("First name").fill("Wei")
    dialog.get_by_label("Last name").fill("Li")
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Create").click()
    expect(page.get_by_role("row", name=re.compile(name))).to_contain_text("Open")

    page.goto(f"/datasets/{dataset['id']}/members")
    page.get_by_label("User name").fill(name)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("row", name=re.compile(name))).to_contain_text("Annotator")

    other = sign_in(browser, server, name)
    expect(other.get_by_text(dataset["name"])).to_be_visible()
    expect(other.get_by_role("link", name="People")).to_have_count(0)
    other.goto("/people")
    expect(other.get_by_text("Your role does not allow this.")).to_be_visible()

    page.goto("/people")
    page.get_by_role("button", name="What to do with Wei Li").last.click()
    page.get_by_role("menuitem", name="Close the account").click()
    expect(page.get_by_role("row", name=re.compile(name))).to_contain_text("Closed")
    other.goto("/datasets")
    expect(other).to_have_url(re.compile("/login"))
    other.context.close()


def test_a_token_is_shown_once_and_works_until_it_is_withdrawn(
    page: Page, server: Server, client: Client
) -> None:
    name = f"robot {uuid.uuid4().hex[:6]}"
    page.goto("/profile")
    page.get_by_role("button", name="New token").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Create").click()
    key = dialog.locator("code").inner_text()
    dialog.get_by_role("button", name="Done").click()
    expect(page.get_by_text(key)).to_have_count(0)
    headers = {"Authorization": f"Token {key}"}
    assert client.http.get("me", headers=headers).status_code == 200
    assert client.http.post("datasets", json={"name": "x"}, headers=headers).status_code == 403
    row = page.get_by_role("row", name=re.compile(name))
    row.get_by_role("button", name="Withdraw").click()
    expect(row).to_have_count(0)
    assert client.http.get("me", headers=headers).status_code == 401


def test_what_was_done_is_found_in_the_audit(page: Page, client: Client) -> None:
    name = f"audited {uuid.uuid4().hex[:6]}"
    client.post("datasets", {"name": name})
    page.goto("/audit")
    page.get_by_label("Find a name or a thing").fill(name)
    row = page.get_by_role("row", name=re.compile(name))
    expect(row).to_have_count(1)
    expect(row).to_contain_text("made a dataset")
    expect(page.get_by_role("link", name="Download CSV")).to_have_attribute(
        "href", re.compile("q=audited")
    )


def test_language_and_theme_follow_the_person(
    page: Page, browser: Browser, server: Server, client: Client
) -> None:
    name = f"p{uuid.uuid4().hex[:6]}"
    client.post("users", {"username": name, "password": PASSWORD})
    here = sign_in(browser, server, name)
    expect(here).to_have_url(re.compile("/datasets"))
    here.goto("/profile")
    here.get_by_role("button", name="中文").click()
    here.get_by_role("button", name="深色").click()
    expect(here.locator("html")).to_have_attribute("data-theme", "dark")
    there = sign_in(browser, server, name)
    expect(there.get_by_role("link", name="数据集", exact=True)).to_be_visible()
    expect(there.locator("html")).to_have_attribute("data-theme", "dark")
    for tab in (here, there):
        tab.context.close()
