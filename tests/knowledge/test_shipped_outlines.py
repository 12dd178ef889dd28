"""The outlines of what is shipped are kept between starts, beside the other tables that take long to make."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.outline import reader


def test_a_second_start_cuts_no_shipped_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = Library.load()
    monkeypatch.setattr(reader, "read_outline", lambda *_: pytest.fail("a text was cut again"))
    assert Library.load().documents == first.documents


def test_a_kept_table_that_is_damaged_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = Library.load()
    for file in (tmp_path / "mingce").glob("outlines*"):
        file.write_bytes(file.read_bytes()[:-7])
    assert Library.load().documents == first.documents


def test_a_library_that_stands_elsewhere_leaves_nothing_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "documents").mkdir()
    Library.load(tmp_path)
    assert not list((tmp_path / "cache").rglob("outlines*"))
