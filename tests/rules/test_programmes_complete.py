"""No benefit is left out: every sum and rate of the four plans stands in a programme, or is listed with a reason."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.library import Library
from rules.language.awards import Nothing, Promised
from rules.language.conditions import Leaf, leaves
from rules.rulebook import RuleBook

AWARDING = ("jinan-measures-draft", "jinan-sme-draft-2024", "rizhao-plan-2022")
PLANS = (*AWARDING, "shandong-plan-2022")
PROMISE = re.compile("奖励|补助|补贴|奖补|贴息|扶持|抵免|抵扣|优惠|价格扣除|服务券|流量券|优先|绿色通道|给予")
FIGURE = re.compile(r"\d[\d.]*\s*(?:[万亿]元?|元|%|‰|个百分点)(?!家)")
OTHER = tomllib.loads(Path(__file__).with_name("other_figures.toml").read_text(encoding="utf-8"))


@cache
def library() -> Library:
    return Library.load()


@cache
def rulebook() -> RuleBook:
    documents = (*library().documents, *library().summaries)
    return RuleBook.load({(item.id, clause.path): clause.text for item in documents for clause in item.clauses})


def places(document: str, sought: re.Pattern[str]) -> Iterator[tuple[str, int, str]]:
    """Every match: the text of the part it stands in (a part has its clauses' text inside), place, words."""
    found = library().document(document)
    assert found is not None
    for clause in found.clauses:
        if len(clause.path) == 1:
            for match in sought.finditer(clause.text):
                yield clause.text, match.start(), match.group()


def covered(text: str, at: int, document: str) -> bool:
    quotes = {item.quote for item in rulebook().programmes if item.document == document}
    return any(start <= at < start + len(quote) for quote in quotes for start in starts(quote, text))


def starts(quote: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(quote), text)]


@pytest.mark.parametrize("sought", [FIGURE, PROMISE], ids=["figures", "promises"])
@pytest.mark.parametrize("document", PLANS)
def test_every_figure_and_promise_is_in_a_programme_or_explained(document: str, sought: re.Pattern[str]) -> None:
    listed = [item["quote"] for item in OTHER.get(document, [])]
    left = []
    for text, at, words in places(document, sought):
        explained = any(start <= at < start + len(quote) for quote in listed for start in starts(quote, text))
        if not covered(text, at, document) and not explained:
            left.append(f"…{text[max(0, at - 20) : at + 12]}… ({words})")
    assert left == []


@pytest.mark.parametrize("document", PLANS)
def test_explanations_stand_in_the_text_and_are_needed(document: str) -> None:
    for item in OTHER.get(document, []):
        found = [
            text for sought in (FIGURE, PROMISE) for text, _, _ in places(document, sought) if item["quote"] in text
        ]
        assert found and item["reason"], item["quote"]
        assert not any(item["quote"] in programme.quote for programme in rulebook().programmes), item["quote"]


def test_about_as_many_as_there_are_benefits() -> None:
    """One file for each honour, level and case: the awards with a figure of the three documents, counted by hand."""
    granted = Counter(
        item.document
        for item in rulebook().programmes
        if item.document in AWARDING and not isinstance(item.award, (Promised, Nothing))
    )
    assert granted == {"jinan-measures-draft": 45, "jinan-sme-draft-2024": 13, "rizhao-plan-2022": 14}


def test_no_figure_is_invented() -> None:
    """A programme of a plan that gives no sum grants none, and a promise without a figure shows none."""
    for item in rulebook().programmes:
        bare = item.document == "shandong-plan-2022" or item.kind in ("service", "direction", "qualification")
        if bare and item.document in PLANS:
            assert isinstance(item.award, (Promised, Nothing)), item.id
        if isinstance(item.award, Promised) and item.document in AWARDING:
            assert not FIGURE.search(item.award_quote), item.id


def test_every_programme_says_what_the_text_leaves_open_where_a_place_is_assumed() -> None:
    for item in rulebook().programmes:
        if item.document in PLANS:
            facts = {fact for leaf in leaves(item.conditions) for fact in leaf.facts}
            placed = facts & {"city", "role_city", "investee_city", "client_city"}
            assert placed or item.id == "shandong-angel-tax", item.id


@pytest.mark.parametrize("document", PLANS)
def test_every_example_comes_out_as_its_file_says(document: str) -> None:
    for programme in rulebook().programmes:
        if programme.document == document:
            for example in programme.examples:
                _comes_out(programme.id, example)


def _comes_out(programme: str, example: Mapping[str, Any]) -> None:
    where = f"{programme}: {example['name']}"
    facts = rulebook().validate(example["facts"])
    day = example["as_of"]
    as_of = date.fromisoformat(day) if isinstance(day, str) else day
    [found] = rulebook().evaluate(facts, as_of, programmes=(programme,))
    assert found.verdict.value == example["outcome"], where
    if "yuan" in example or example["outcome"] == "eligible":
        assert found.amount.yuan == example.get("yuan"), where


def test_examples_show_granted_refused_and_missing() -> None:
    """Every file has at least one company that gets it, one that does not, and one where a fact is missing."""
    for item in rulebook().programmes:
        never = any(isinstance(leaf, Leaf) and leaf.test.operator == "open" for leaf in item.conditions.children)
        if item.document in PLANS and not never:
            assert {"eligible", "not_eligible", "unknown"} <= {example["outcome"] for example in item.examples}, item.id
