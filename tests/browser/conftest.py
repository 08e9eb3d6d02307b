"""The real server and a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from .explorer_page import ExplorerPage

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., ExplorerPage]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the Chromium of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("BODYMAP_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    # Without one, Playwright uses its own, or says how to install it.
    return {**browser_type_launch_args, **({"executable_path": found} if found else {})}


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of the service, started as a person starts it, on any free port."""
    command = [sys.executable, "-m", "bodymap", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        address = re.search(r"http://\S+", said)
        if address is None:
            process.terminate()
            pytest.fail(f"The server did not start: {said}{process.stdout.read()}")
        yield address[0]
        process.terminate()


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Open]:
    """Open the page in a window of its own; at the end it must not have complained.

    A test that provokes a complaint empties ``complaints`` itself.
    """
    pages: list[ExplorerPage] = []

    def open_page(
        fragment: str = "",
        width: int = 1440,
        height: int = 900,
        scheme: Literal["light", "dark"] = "light",
        touch: bool = False,
        locale: str = "en-US",
    ) -> ExplorerPage:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            has_touch=touch,
            reduced_motion="reduce",
            locale=locale,
        )
        explorer = ExplorerPage(context.new_page(), server)
        pages.append(explorer)
        return explorer.open(fragment)

    yield open_page
    complaints = [complaint for explorer in pages for complaint in explorer.complaints]
    for explorer in pages:
        explorer.page.context.close()
    assert complaints == []
