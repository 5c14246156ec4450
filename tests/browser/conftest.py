"""A real Chromium for pages that stand in files."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of the system, else the one that Playwright installed."""
    found = os.environ.get("SAYSO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_file(browser):
    """Opens a page; at the end of the test nothing may have been fetched, logged, raised or asked."""
    contexts: list[BrowserContext] = []
    seen: list[str] = []

    def open_file(path: Path, *, width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script, reduced_motion="reduce"
        )
        contexts.append(context)
        page: Page = context.new_page()
        page.on("request", lambda request: seen.append(request.url) if request.url != path.as_uri() else None)
        page.on("console", lambda message: seen.append(message.text))
        page.on("pageerror", lambda error: seen.append(str(error)))
        page.on("dialog", lambda dialog: seen.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert [url for url in seen if "#" not in url] == []


@pytest.fixture
def violations():
    """Accessibility rules that a page breaks, as messages."""

    def violations(page: Page) -> list[str]:
        found = Axe().run(page, options={"rules": {"target-size": {"enabled": False}}}).response["violations"]
        return [f"{one['id']}: {node['html'][:160]} {node['failureSummary']}" for one in found for node in one["nodes"]]

    return violations
