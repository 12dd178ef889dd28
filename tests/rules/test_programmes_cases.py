"""Hand-written companies: every outcome and amount, and nothing granted beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.library import Library
from rules.model import Outcome, Verdict
from rules.rulebook import RuleBook

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


@cache
def rulebook() -> RuleBook:
    library = Library.load()
    documents = (*library.documents, *library.summaries)
    return RuleBook.load({(item.id, clause.path): clause.text for item in documents for clause in item.clauses})


def outcomes(case: Mapping[str, Any]) -> dict[str, Outcome]:
    facts = rulebook().validate(case["facts"] | dict.fromkeys(case.get("none", ())))
    found = rulebook().evaluate(facts, case["as_of"], documents=case["documents"])
    return {item.programme: item for item in found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(case: Mapping[str, Any]) -> None:
    found = outcomes(case)
    shown = {id_: [found[id_].verdict.value, found[id_].amount.yuan] for id_ in case["expect"]}
    assert shown == {id_: [*wanted, None][:2] for id_, wanted in case["expect"].items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_nothing_else_granted(case: Mapping[str, Any]) -> None:
    granted = {id_ for id_, item in outcomes(case).items() if item.verdict is Verdict.ELIGIBLE and item.amount.yuan}
    assert granted <= case["expect"].keys()


def test_unknown_verdict_names_what_is_missing_or_open() -> None:
    """An unknown verdict always says which fact would settle it, or that the text leaves it open."""
    for case in CASES:
        for item in outcomes(case).values():
            if item.verdict is Verdict.UNKNOWN:
                assert item.missing or any(reason.why == "text_open" for reason in item.reasons), item.programme
