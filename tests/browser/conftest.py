"""A real Chromium, and the repository's own site on a strict static host."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from windows import ARGUMENTS, BROWSERS, Window, opened, served


@pytest.fixture(scope="session")
def host(own_site: Path) -> Iterator[str]:
    """The address at which the repository's own site is served."""
    with served(own_site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that install.sh finds or installs; without one tests fail, never skip."""
    named = os.environ.get("NEWSGEN_TEST_BROWSER", "")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    with ExitStack() as stack:
        try:
            playwright = stack.enter_context(sync_playwright())
            browser = stack.enter_context(
                playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
            )
        except Exception as reason:  # noqa: BLE001 (what Playwright raises if it cannot start)
            message = f"no browser to test with: run sh tests/browser/install.sh\n{reason}"
            pytest.fail(message, pytrace=False)
        yield browser


@pytest.fixture(scope="session")
def visit(chromium: Browser, host: str) -> Callable[..., AbstractContextManager[Window]]:
    """Opens a path of the site in a window of its own: visit(path, width, scheme)."""
    return partial(opened, chromium, host)
