"""A real browser before a running server. Without Chromium the tests are skipped; in CI that is a failure."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import pictures
from tests import server as servers
from tests.client import Client
from tests.e2e.editor import Editor
from tests.server import ROOT, Server

CHROMIUM = os.environ.get("KOUTU_CHROMIUM") or shutil.which("chromium") or ""
PAGES = ROOT / "frontend" / "dist" / "index.html"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
WITHIN = 20_000
expect.set_options(timeout=WITHIN)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    missing = "Chromium is not installed" if not CHROMIUM else ""
    if not PAGES.is_file():
        missing = "the pages are not built (npm run build in frontend/)"
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"browser tests cannot run: {missing}")
    if missing:
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


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
    visitor.request.get("/api/v1/auth/csrf")
    token = next(c["value"] for c in visitor.cookies() if c["name"] == "csrftoken")
    answer = visitor.request.post(
        "/api/v1/auth/login",
        data={"username": "admin", "password": servers.PASSWORD},
        headers={"X-CSRFToken": token},
    )
    assert answer.ok, answer.text()
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
