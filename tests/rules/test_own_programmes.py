"""Programmes and facts of a folder of one's own, over those that stand in the rule book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rules.errors import DataError
from rules.rulebook import RuleBook
from tests.rules.test_loading import LEAF
from tests.rules.texts import CLAUSES

Write = Callable[..., str]
FACT = """[orchards_count]
type = "count"
label = "果园数"
question = "有几处果园?"
why = "按果园数算"
topic = "basics"
"""


@pytest.fixture
def own(tmp_path: Path, programme: Write) -> Path:
    folder = tmp_path / "own"
    (folder / "programmes" / "town-plan").mkdir(parents=True)
    (folder / "programmes" / "town-plan" / "mine.toml").write_text(programme(f"[{LEAF}]"), encoding="utf-8")
    return folder


def test_ones_own_programmes_and_facts_join_the_others(
    write_book: Callable[..., Path], programme: Write, own: Path
) -> None:
    folder = write_book(one=programme(f"[{LEAF}]"))
    (own / "facts.toml").write_text(FACT, encoding="utf-8")
    alone, both = RuleBook.load(CLAUSES, folder), RuleBook.load(CLAUSES, folder, own)
    assert [item.id for item in both.programmes] == ["mine", "one"]
    assert list(both.facts) == [*alone.facts, "orchards_count"]
    assert both.facts["orchards_count"].order == len(alone.facts)
    assert both.version != alone.version == RuleBook.load(CLAUSES, folder, own / "absent").version


def test_a_programme_of_a_document_that_is_absent_is_left_out(
    write_book: Callable[..., Path], programme: Write, own: Path
) -> None:
    folder = write_book(one=programme(f"[{LEAF}]"))
    assert RuleBook.load(CLAUSES, folder, own, ["town-plan"]).programmes == ()


def test_a_mistake_of_ones_own_is_told_with_its_file(
    write_book: Callable[..., Path], programme: Write, own: Path
) -> None:
    folder = write_book(mine=programme(f"[{LEAF}]"))
    with pytest.raises(DataError, match="重复") as problem:
        RuleBook.load(CLAUSES, folder, own)
    assert str(own / "programmes" / "town-plan" / "mine.toml") in str(problem.value)


def test_a_fact_that_is_there_already_is_refused_with_its_line(
    write_book: Callable[..., Path], programme: Write, own: Path
) -> None:
    folder = write_book(one=programme(f"[{LEAF}]"))
    (own / "facts.toml").write_text(FACT + FACT.replace("orchards_count", "city"), encoding="utf-8")
    with pytest.raises(DataError, match="city") as problem:
        RuleBook.load(CLAUSES, folder, own)
    assert problem.value.line == 7
