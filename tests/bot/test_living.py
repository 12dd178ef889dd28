"""A program that runs takes new data without a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import LOOK_SECONDS, Living, build_world
from knowledge.library import cached_library

TABLE = """title = "青石县支持民宿发展若干措施"
short_title = "青石县民宿措施"
region = "云南省青石县"
source = "县政府网站"
verified_on = 2026-11-22

[standing]
kind = "issued"
evidence = "有文号"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MINGCE_DATA", str(tmp_path))
    _forget()
    yield tmp_path
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    cached_library.cache_clear()
    build_world.cache_clear()


def _add(folder: Path, table: str = TABLE) -> None:
    place = folder / "documents" / "qingshi"
    place.mkdir(parents=True, exist_ok=True)
    (place / "text.txt").write_text("青石县支持民宿发展若干措施\n一、奖励。给予民宿12万元。\n", encoding="utf-8")
    (place / "document.toml").write_text(table, encoding="utf-8")


def test_a_document_that_is_added_is_there_at_the_next_look(folder: Path) -> None:
    now = [0.0]
    living = Living(lambda: now[0])
    before = living()
    _add(folder)
    assert living() is before
    now[0] += LOOK_SECONDS
    assert [one.id for one in living().library.own] == ["qingshi"]
    assert living().library.version != before.library.version
    kept = living()
    now[0] += LOOK_SECONDS
    assert living() is kept


def test_data_that_do_not_load_leave_the_world_before(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    living = Living(lambda: now[0])
    before = living()
    _add(folder, TABLE.replace("title", "titel"))
    now[0] += LOOK_SECONDS
    assert living() is before
    assert "document.toml" in caplog.text
    _add(folder)
    now[0] += LOOK_SECONDS
    assert [one.id for one in living().library.own] == ["qingshi"]
