"""One server for the tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.bootstrap import fresh_world
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


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server with a folder of data of its own."""
    place = tmp_path_factory.mktemp("office")
    patched = pytest.MonkeyPatch()
    patched.setenv("MINGCE_DATA", str(place / "data"))
    fresh_world()
    tokens = "clerk:小李:clerk-token-1,reader:小王:reader-token-1,nonsense"
    made = serving(place, admin_token="admin-token-1", desk_tokens=tokens)
    yield made
    made.stop()
    patched.undo()
    fresh_world()
