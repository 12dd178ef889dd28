"""Literal look-ups give what walking every text gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.literal import Literal

TEXTS = ["给予企业奖励", "企业技术改造,技改补贴", "", "业企", "a企业b", "奖励"]
characters = st.text(alphabet="企业奖a。", max_size=8)


@given(st.lists(characters, max_size=6), st.text(alphabet="企业奖a。", min_size=1, max_size=4))
def test_the_same_texts_as_by_walking(texts: list[str], run: str) -> None:
    found = Literal(texts)
    expected = [number for number, text in enumerate(texts) if run in text]
    assert found.having(run).tolist() == expected
    assert (run in found) == bool(expected)


@given(st.lists(characters, max_size=6))
def test_two_characters_apart_as_a_pattern_finds_them(texts: list[str]) -> None:
    expected = [number for number, text in enumerate(texts) if re.search("企[一-鿿]{1,2}业", text)]
    assert Literal(texts).having_apart("企", "业", 2).tolist() == expected


def test_no_run_goes_over_the_end_of_a_text() -> None:
    found = Literal(TEXTS)
    assert found.having("励企").tolist() == []
    assert found.having("企业").tolist() == [0, 1, 4]
    assert found.having_any(("奖励", "补贴", "奖励")).tolist() == [0, 1, 5]
    assert "企业\n" not in found
    assert "" not in found


def test_what_is_kept_is_found_again_and_a_damaged_file_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "index" / "texts.bin"
    Literal.kept(file, lambda: TEXTS)
    assert Literal.kept(file, lambda: pytest.fail("made again")).having("企业").tolist() == [0, 1, 4]
    content = bytearray(file.read_bytes())
    content[5] ^= 1
    file.write_bytes(content)
    assert Literal.kept(file, lambda: TEXTS).having("企业").tolist() == [0, 1, 4]
    assert "damaged" in caplog.text
    assert Literal.kept(file, lambda: pytest.fail("made again")).size == len(TEXTS)


def test_where_nothing_can_be_written_it_is_made_every_time(tmp_path: Path) -> None:
    taken = tmp_path / "index"
    taken.write_text("a file where a folder should be")
    assert Literal.kept(taken / "texts.bin", lambda: TEXTS).having("技改").tolist() == [1]
