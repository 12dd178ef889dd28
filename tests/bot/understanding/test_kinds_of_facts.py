"""Understanding and the rule book mean the same by a fact's name."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.facts.subjects import kind_of
from bot.understanding.names.honours import find_honours

FACTS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[3] / "rules" / "facts.toml").read_text(encoding="utf-8")
)
FIGURES = ("money", "ratio", "years", "months", "persons")


@pytest.mark.parametrize("name", sorted(name for name, entry in FACTS.items() if entry["type"] in FIGURES))
def test_figures_have_the_unit_of_the_rule_book(name: str) -> None:
    assert kind_of(name) == FACTS[name]["type"]


@pytest.mark.parametrize("honour", FACTS["honours"]["choices"])
def test_every_honour_is_read_by_its_full_name(honour: str) -> None:
    assert [mention.name for mention in find_honours(honour)] == [honour]
