"""A real browser before a running server. Without Chromium the tests are skipped; in CI that is a failure."""

import os
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import browser as browsers
from tests import pictures
from tests.client import Client
from tests.e2e.editor import Editor
from tests.server import Server

WITHIN = 20_000
PASSWORD = "a long enough password"
expect.set_options(timeout=WITHIN)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    missing = browsers.missing()
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"browser tests cannot run: {missing}")
    if missing:
        pytest.skip(missing)
    with browsers.launched() as chromium:
        yield chromium


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A browser that nobody has signed in with."""
    context = browser.new_context(
        base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-GB"
    )
    context.set_default_timeout(WITHIN)
    yield context
    context.close()


@pytest.fixture
def context(visitor: BrowserContext) -> BrowserContext:
    """A browser in which the administrator has signed in."""
    browsers.sign_in(visitor)
    return visitor


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab; an error in its scripts fails the test."""
    tab = context.new_page()
    broken: list[str] = []
    tab.on("pageerror", lambda error: broken.append(str(error)))
    yield tab
    assert not broken, broken


@pytest.fixture(scope="session")
def client(server: Server) -> Client:
    """Another program that knows what the server holds."""
    return Client(server)


@pytest.fixture
def photos(client: Client) -> Callable[..., tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Makes a dataset of photos of an ellipse: (dataset, images by key)."""

    def make(count: int = 1, prelabel: float = 0.0) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        files = {}
        for n in range(count):
            files[f"images/p{n}.png"] = pictures.png(pictures.photo(400 + n, 300))
            if prelabel:
                mask = pictures.ellipse(400 + n, 300, prelabel)
                files[f"masks/p{n}.png"] = pictures.png(mask)
        dataset = client.dataset(files)
        return dataset, client.images(dataset)

    return make


@pytest.fixture
def editor(page: Page, client: Client) -> Editor:
    """The editor in a tab."""
    return Editor(page, client)


@pytest.fixture
def join(browser: Browser, server: Server, client: Client) -> Iterator[Callable[..., Editor]]:
    """Makes a member of a dataset, signed in with a browser of their own: their editor."""
    contexts: list[BrowserContext] = []

    def make(dataset: dict[str, Any], role: str) -> Editor:
        name = f"{role}-{uuid.uuid4().hex[:6]}"
        client.post("users", {"username": name, "password": PASSWORD})
        client.post(f"datasets/{dataset['id']}/members", {"username": name, "role": role})
        context = browser.new_context(
            base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-GB"
        )
        contexts.append(context)
        browsers.sign_in(context, name, PASSWORD)
        return Editor(context.new_page(), client)

    yield make
    for context in contexts:
        context.close()
