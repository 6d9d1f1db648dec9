"""Debian's Chromium before a running server, for tests, benches and pictures of the product."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import server as servers
from tests.server import ROOT

CHROMIUM = os.environ.get("KOUTU_CHROMIUM") or shutil.which("chromium") or ""
PAGES = ROOT / "frontend" / "dist" / "index.html"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


def missing() -> str:
    """Why no browser can show the pages here; empty when one can."""
    if not CHROMIUM:
        return "Chromium is not installed"
    return "" if PAGES.is_file() else "the pages are not built (npm run build in frontend/)"


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            yield chromium
        finally:
            chromium.close()


def sign_in(
    context: BrowserContext, username: str = "admin", password: str = servers.PASSWORD
) -> None:
    """Have everything that this context opens signed in."""
    context.request.get("/api/v1/auth/csrf")
    token = next(c["value"] for c in context.cookies() if c["name"] == "csrftoken")
    answer = context.request.post(
        "/api/v1/auth/login",
        data={"username": username, "password": password},
        headers={"X-CSRFToken": token},
    )
    assert answer.ok, answer.text()


def megabytes(page: Page) -> float:
    """What the largest tab of the page's browser holds in memory, garbage of this one left out."""
    browser = page.context.browser
    assert browser is not None
    page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return max(_resident(process["id"]) for process in processes if process["type"] == "renderer")


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
