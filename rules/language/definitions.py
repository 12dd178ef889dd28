"""Facts: what they are called, what they measure, how they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

FactType = Literal[
    "money",
    "ratio",
    "years",
    "months",
    "persons",
    "count",
    "text",
    "choice",
    "bool",
    "date",
    "year",
    "honours",
    "event",
    "event_year",
    "map",
]
NUMBERS = frozenset(("money", "ratio", "years", "months", "persons", "count", "year"))
WHOLE = frozenset(("persons", "count", "months"))


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact; `order` is its place in `facts.toml`, which breaks ties between questions."""

    name: str
    type: FactType
    label: str
    """Short Chinese: 上年营业收入."""
    question: str
    why: str
    topic: str
    order: int
    unit: str = ""
    """How the value is said: 万元, %, 人."""
    help: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    range: tuple[float, float] | None = None
    """Smallest and largest value that can be true, in the unit of the fact itself (yuan, fraction, years)."""
    who_knows: str = ""
    """Who in the company knows it: 财务、人事."""
    more: str = ""
    """The question once something was said but more is open (还有其他称号吗)."""
    after: str = ""
    """The fact that has to be known before this one makes sense to ask."""
    rare: bool = False
    """Few companies have it: asked after what most have."""
    derived: bool = False
    """Never asked: it follows from other facts."""
    aliases: tuple[str, ...] = ()
    """What people say for the label (市占率): by these and the label it is known in what they write."""


_LISTS = ("choices", "aliases")


def read_definitions(data: Mapping[str, Any], after: int = 0) -> dict[str, FactDefinition]:
    """The definitions by name, of tables of the right form, in the order of the file, behind `after` others."""
    return {name: _read_one(name, table, order) for order, (name, table) in enumerate(data.items(), after)}


def _read_one(name: str, table: Mapping[str, Any], order: int) -> FactDefinition:
    span = table.get("range")
    given: dict[str, Any] = {
        key: tuple(value) if key in _LISTS else value for key, value in table.items() if key != "range"
    }
    span = (float(span[0]), float(span[1])) if span else None
    return FactDefinition(name=name, order=order, range=span, **{"question": "", "why": "", "topic": "", **given})
