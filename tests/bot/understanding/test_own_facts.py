"""Facts of one's own data folder are told by their names like the shipped ones: whatever their type."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.facts.labels import Labels, labels_of
from bot.understanding.reading import understand
from rules.rulebook import facts_with

DAY = date(2026, 11, 22)
DEFINITION = """
[{name}]
type = "{type}"
label = "{label}"
{more}
question = "{label}?"
why = "试行办法要看。"
example = "{example}"
topic = "其他"
"""
OWN = (
    ("cold_store_tons", "count", "冷库容量数", "1200", ""),
    ("export_yuan", "money", "自营出口交货值", "900万", 'aliases = ["自营出口"]'),
    ("yield_ratio", "ratio", "茧丝出丝率", "38%", "range = [0, 1]"),
    ("geo_mark", "bool", "地理标志用标资格", "是", ""),
    ("mulberry_kind", "choice", "桑园建设类别", "示范园", 'choices = ["示范园", "普通园"]'),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.mktemp("own")
    tables = [
        DEFINITION.format(name=name, type=kind, label=label, example=example, more=more)
        for name, kind, label, example, more in OWN
    ]
    (own / "facts.toml").write_text("".join(tables), encoding="utf-8")
    return own


@pytest.fixture(scope="module")
def labels(folder: Path) -> Labels:
    return labels_of(facts_with(folder))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("我们冷库容量数1200", {"cold_store_tons": 1200}),
        ("我们自营出口:900万", {"export_yuan": 9_000_000}),
        ("自营出口交货值去年有九百万", {"export_yuan": 9_000_000}),
        ("茧丝出丝率是38%", {"yield_ratio": 0.38}),
        ("有地理标志用标资格", {"geo_mark": True}),
        ("地理标志用标资格:否", {"geo_mark": False}),
        ("桑园建设类别是示范园", {"mulberry_kind": "示范园"}),
    ],
)
def test_own_facts_are_told_by_their_names(text: str, facts: dict[str, Any], labels: Labels) -> None:
    assert understand(text, None, DAY, labels).facts == facts
    assert not facts.keys() & understand(text, None, DAY).facts.keys()


def test_what_cannot_be_so_is_asked_about(labels: Labels) -> None:
    said = understand("茧丝出丝率是380%", None, DAY, labels)
    assert said.facts == {} and said.impossible == ("yield_ratio",)
