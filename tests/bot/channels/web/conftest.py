"""One server for the tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.bot.channels.web.browsers import CHROMIUM, FLAGS
from tests.bot.channels.web.visiting import Serving, Visitor, serving


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One server for all tests that do not change its settings."""
    made = serving(
        tmp_path_factory.mktemp("page"),
        admin_token="desk-token-for-tests",
        web_burst_requests=1_000_000,
        web_framers="http://localhost:* http://127.0.0.1:*",
    )
    yield made
    made.stop()


@pytest.fixture
def visitor(site: Serving) -> Iterator[Visitor]:
    made = Visitor(site.address)
    made.open()
    yield made
    made.leave()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One for a module: as long as it is open, its loop runs and no other can."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()
