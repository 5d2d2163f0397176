"""A browser in which pages are opened: without a network, and without a word of complaint."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

DESKTOP, PHONE = (1280, 800), (390, 844)

Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Return headless Chromium, or skip."""
    path = next(filter(None, map(which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium here to open pages with")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: "Browser", tmp_path: Path) -> Iterator[Open]:
    """Return what opens a page, which must ask for nothing and complain of nothing."""
    wrong: list[str] = []
    asked: set[str] = set()
    contexts = []

    def opened(html: str, size: tuple[int, int] = DESKTOP, **options: Any) -> "Page":
        file = tmp_path / "explorar.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda request: asked.add(request.url))
        page.goto(file.as_uri())
        asked.discard(page.url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong
    assert not asked
