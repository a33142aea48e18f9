"""A headless Chromium, where the system has one (Debian: `apt install chromium`)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.publish.conftest import Site, database, site

__all__ = ["database", "site"]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="the browser tests need the package playwright"
    )
    if CHROMIUM is None:
        pytest.skip("the browser tests need Chromium (apt install chromium)")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Open a page of the site: `visit(path, width=1280, dark=False, script=True)`."""
    contexts = []

    def open_page(path: str, width: int = 1280, dark: bool = False, script: bool = True) -> Any:
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light", java_script_enabled=script,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text)
                if message.type in ("error", "warning") else None)  # fmt: skip
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.problems.append(f"foreign: {request.url}")
                if not request.url.startswith(site.url) else None)  # fmt: skip
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
