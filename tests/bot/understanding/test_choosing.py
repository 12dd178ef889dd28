"""A level or a unit alone chooses among the readings that wait to be confirmed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.understanding.choosing import choose
from bot.understanding.reading import understand

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "told", "meant"),
    [
        ("省级", "专精特新", ["省级专精特新"]),
        ("是市级的", "瞪羚 高企", ["市级瞪羚", "国家高新技术企业"]),
        ("省里的吧", "绿色工厂", ["省级绿色工厂"]),
        ("国家级", "瞪羚", None),
        ("济南的", "瞪羚", None),
        ("省级瞪羚", "瞪羚", None),
    ],
)
def test_a_level_alone(text: str, told: str, meant: list[str] | None) -> None:
    waiting = understand(told, "honours", DAY).facts["honours"]
    chosen = choose(text, "honours", (waiting,))
    assert (chosen.facts["honours"] if chosen else None) == meant
    assert chosen is None or chosen.corrections == ("honours",)


@pytest.mark.parametrize(
    ("text", "told", "meant"),
    [
        ("不是 我说的是万", "1200", 12_000_000),
        ("单位是元", "1200", 1200),
        ("亿", "2", 200_000_000),
        ("万元", "2", 20_000),
        ("是元", "200000", 200_000),
        ("当然是万啊", "200000", 2_000_000_000),
        ("万", "50", 500_000),
        ("亿", "50", None),
        ("万一呢", "1200", None),
    ],
)
def test_a_unit_alone(text: str, told: str, meant: int | None) -> None:
    said = understand(told, "revenue_yuan", DAY)
    waiting: tuple[Any, ...] = said.alternatives.get("revenue_yuan", (said.facts["revenue_yuan"],))
    chosen = choose(text, "revenue_yuan", waiting)
    assert (chosen.facts["revenue_yuan"] if chosen else None) == meant


def test_the_readings_that_a_dialogue_keeps_for_a_closed_list() -> None:
    chosen = choose("省级", "honours", ({"has": ["专精特新"], "complete": True},))
    assert chosen is not None
    assert chosen.facts["honours"] == {"has": ["省级专精特新"], "complete": True}


def test_nothing_waits() -> None:
    assert choose("省级", "honours", ()) is None
    assert choose("万", "revenue_yuan", ()) is None
    assert choose("省级", "city", ("济南",)) is None
