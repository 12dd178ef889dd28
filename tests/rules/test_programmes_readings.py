"""Where a text can be read two ways: every registered case, under the reading adopted and under every other one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import rules
from knowledge.library import Library
from rules.language.loading import Book, load_book
from rules.language.programme import Programme
from rules.language.programme_files import read_programme
from rules.language.readings import Reading
from rules.language.source import Source
from rules.model import ClauseId
from rules.rulebook import RuleBook
from tests.rules.texts import placed

FOLDER = Path(rules.__file__).parent


@cache
def clauses() -> Mapping[ClauseId, str]:
    library = Library.load()
    documents = (*library.documents, *library.summaries)
    return {(document.id, clause.path): clause.text for document in documents for clause in document.clauses}


@cache
def book() -> Book:
    return load_book(clauses(), FOLDER)


def rewritten(id_: str, change: Mapping[str, Any]) -> Programme:
    """The programme as it would be written under another reading."""
    file = next(FOLDER.glob(f"programmes/*/{id_}.toml"))
    source = Source.read(file, file.name)
    table = placed(file)
    kept = [leaf for place, leaf in enumerate(table["condition"]) if place not in change.get("drop", ())]
    table["condition"] = kept + change.get("add", [])
    table.update({key: change[key] for key in ("award", "replaced_by", "kind") if key in change})
    unchecked = change.get("unchecked", False)
    return read_programme(id_, file.parent.name, table, source, clauses(), book().facts, unchecked)


def under(reading: str, register: Reading, programme: str) -> RuleBook:
    if reading not in register.changes:
        return RuleBook(book())
    other = rewritten(programme, register.changes[reading])
    programmes = tuple(other if item.id == programme else item for item in book().programmes)
    return RuleBook(replace(book(), programmes=programmes))


def cases() -> Iterator[Any]:
    for register in book().readings:
        for number, case in enumerate(register.cases):
            for reading, wanted in case["expect"].items():
                yield pytest.param(register, case, reading, wanted, id=f"{register.id}-{number}-{reading}")


@pytest.mark.parametrize(("register", "case", "reading", "wanted"), list(cases()))
def test_case_under_reading(
    register: Reading, case: Mapping[str, Any], reading: str, wanted: Mapping[str, Any]
) -> None:
    rulebook = under(reading, register, case["programme"])
    facts = rulebook.validate(case["facts"])
    found = next(item for item in rulebook.evaluate(facts, case["as_of"]) if item.programme == case["programme"])
    assert (found.verdict.value, found.amount.yuan) == (wanted["outcome"], wanted.get("yuan"))


def test_readings_differ_unless_said_to_be_equal() -> None:
    for register in book().readings:
        met = {str(case["expect"][key]) for case in register.cases for key in case["expect"]}
        assert len(met) > 1 or register.id == "renewal-tier-order", register.id


_OF_THE_LANGUAGE = (
    "renewal-tier-order",
    "approximate-tolerance",
    "one-level-said",
    "new-without-a-year",
    "held-from-before",
    "ordinary-enterprise",
    "about-the-printed-figure",
)
"""Readings that no single programme could be written for otherwise."""


@pytest.mark.parametrize("register", book().readings, ids=lambda register: register.id)
def test_register_is_whole(register: Reading) -> None:
    """Two readings at least, each with a case; the words it hangs on stand in the clause; its programmes exist."""
    assert len(register.readings) >= 2
    assert register.why and register.effect and register.effect_yuan is not None
    assert register.quote in clauses()[(register.document, register.clause)]
    ids = {programme.id for programme in book().programmes}
    assert set(register.programmes) <= ids
    tested = {reading for case in register.cases for reading in case["expect"]}
    assert tested == set(register.readings)
    assert set(register.changes) <= set(register.readings) - {register.adopted}
    others = set(register.readings) - {register.adopted} - set(register.changes)
    assert not others or register.id in _OF_THE_LANGUAGE
