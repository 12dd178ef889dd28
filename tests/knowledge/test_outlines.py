"""Outlines are kept, and count only for the text they were read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.documents import clauses_of
from knowledge.outline import reader
from knowledge.outlines import Outlines

TEXT = "一、奖励\n(一)给予奖励10万元。(责任单位:市科技局)\n二、附则\n"


def test_kept_clauses_are_those_that_reading_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Outlines(tmp_path / "outlines")
    assert first.clauses("one", TEXT, ()) == clauses_of("one", TEXT)
    first.keep()
    monkeypatch.setattr(reader, "read_outline", lambda *_: pytest.fail("read again"))
    again = Outlines(tmp_path / "outlines")
    assert again.clauses("two", TEXT, ())[1].departments == ("市科技局",)
    written = (tmp_path / "outlines").stat().st_mtime_ns
    again.keep()
    assert (tmp_path / "outlines").stat().st_mtime_ns == written


def test_another_text_and_a_broken_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "outlines").write_bytes(b"nonsense")
    kept = Outlines(tmp_path / "outlines")
    assert kept.clauses("one", TEXT + "三、其他\n", ()) == clauses_of("one", TEXT + "三、其他\n")
