"""For all tests: machines that build the project draw the same examples every time; no data of one's own count."""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgres

os.environ["MINGCE_DATA"] = os.path.join(os.path.dirname(__file__), "no-data-of-ones-own")  # noqa: PTH118, PTH120

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """One server for all tests of a process; skipped where none can be started, and that is said at the end."""
    with contextlib.ExitStack() as stack:
        try:
            importlib.import_module("psycopg_pool")
            server = stack.enter_context(postgres.running())
        except (ImportError, postgres.NotHereError) as problem:
            pytest.skip(f"PostgreSQL: {problem}")
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new store, on both kinds."""
    if request.param == "sqlite":
        return str(tmp_path / "store.sqlite3")
    server: postgres.Server = request.getfixturevalue("postgresql")
    return server.fresh()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report.longrepr for report in terminalreporter.stats.get("skipped", ())]
    if any("PostgreSQL: " in str(reason) for reason in skipped):
        terminalreporter.section("POSTGRESQL WAS NOT TESTED", red=True, bold=True)
        terminalreporter.line("It could not be started here; see tests/postgres.py for what it needs.")
