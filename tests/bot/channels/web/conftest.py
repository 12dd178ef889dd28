"""One server for the tests of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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
