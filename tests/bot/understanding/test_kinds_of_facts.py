"""Understanding and the rule book mean the same by a fact's name."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from bot.understanding.facts.subjects import kind_of
from bot.understanding.names.honours import find_honours
from bot.understanding.reading import understand
from rules.rulebook import shipped_facts

FACTS: dict[str, dict[str, Any]] = {name: asdict(definition) for name, definition in shipped_facts().items()}
DAY = date(2026, 11, 22)
FIGURES = ("money", "ratio", "years", "months", "persons")


@pytest.mark.parametrize("name", sorted(name for name, entry in FACTS.items() if entry["type"] in FIGURES))
def test_figures_have_the_unit_of_the_rule_book(name: str) -> None:
    assert kind_of(name) == FACTS[name]["type"]


ASKED = {name: entry for name, entry in FACTS.items() if not entry.get("derived")}
FOLLOWS = {"district": {"city"}, "honour_event": {"honours"}, "borrower_honour": set()}
"""What the words of an example tell besides."""


@pytest.mark.parametrize("name", sorted(ASKED))
@pytest.mark.parametrize("form", ["我们{label}{example}", "我们{label}:{example}", "{label} = {example}"])
def test_every_fact_is_told_by_its_own_name(name: str, form: str) -> None:
    """A new definition with an example needs no grammar: its label and what answers its question say the fact."""
    example = ASKED[name]["example"]
    answer = understand(example, name, DAY).facts
    assert name in answer, "the example does not answer the question about the fact"
    said = understand(form.format(label=ASKED[name]["label"], example=example), None, DAY).facts
    assert said.get(name) == answer[name]
    assert set(said) <= {name} | FOLLOWS.get(name, set())


@pytest.mark.parametrize("name", sorted(name for name, entry in ASKED.items() if "aliases" in entry))
def test_every_alias_names_its_fact(name: str) -> None:
    example = ASKED[name]["example"]
    wanted = understand(example, name, DAY).facts[name]
    for alias in ASKED[name]["aliases"]:
        for form in (f"我们{alias}:{example}", f"我们{alias}{example}", f"{alias} {example}"):
            assert understand(form, None, DAY).facts.get(name) == wanted, form


FIGURED = sorted(n for n, e in ASKED.items() if e["type"] in (*FIGURES, "count"))
ORDERS = ("俺这{name}才{example}", "{name}呢{example}", "{name} {example}", "{name}({example})", "{name}达到{example}")
SUPPOSED = ("如果{name}{example}呢", "假设我们{name}{example}", "听说隔壁{name}{example}", "我朋友公司{name}{example}")


@pytest.mark.parametrize("name", FIGURED)
def test_a_figure_is_told_by_any_name_in_any_order(name: str) -> None:
    entry = ASKED[name]
    wanted = understand(entry["example"], name, DAY).facts[name]
    for called in (entry["label"], *entry["aliases"]):
        for form in ORDERS:
            said = understand(form.format(name=called, example=entry["example"]), None, DAY)
            assert said.facts.get(name) == wanted, (form, called)
            assert set(said.facts) - set(said.confirm) <= {name}


@pytest.mark.parametrize("name", FIGURED)
def test_what_is_supposed_or_told_of_others_tells_nothing(name: str) -> None:
    for called in (ASKED[name]["label"], *ASKED[name]["aliases"]):
        for form in (*SUPPOSED, "{name}", "{name}是什么意思", "{name}要多少才行"):
            assert not understand(form.format(name=called, example=ASKED[name]["example"]), None, DAY).facts


@pytest.mark.parametrize("honour", FACTS["honours"]["choices"])
def test_every_honour_is_read_by_its_full_name(honour: str) -> None:
    assert [mention.name for mention in find_honours(honour)] == [honour]
