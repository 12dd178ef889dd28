"""Facts: what they are called, what they measure, how they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from rules.errors import DataError
from rules.phrases import phrase

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


_KEYS = frozenset(FactDefinition.__dataclass_fields__) - {"name", "order"}
_NEEDED = ("type", "label", "question", "why", "topic")


def read_definitions(data: Mapping[str, Any], file: str, line_of: Any, after: int = 0) -> dict[str, FactDefinition]:
    """The definitions by name, in the order of the file, behind `after` others; raises `DataError`."""
    return {
        name: _read_one(name, table, order, file, line_of) for order, (name, table) in enumerate(data.items(), after)
    }


def _read_one(name: str, table: Mapping[str, Any], order: int, file: str, line_of: Any) -> FactDefinition:
    line = line_of(f"[{name}]")
    for key in table:
        if key not in _KEYS:
            raise DataError(
                file, line, phrase("data_unknown_key", key=key), phrase("data_keys_allowed", keys=_said(_KEYS))
            )
    needed = ("type", "label") if table.get("derived") else _NEEDED
    for key in needed:
        if not table.get(key):
            raise DataError(file, line, phrase("data_key_missing", name=name, key=key), phrase("data_add_key", key=key))
    if table["type"] not in get_args(FactType):
        raise DataError(
            file,
            line,
            phrase("data_fact_type", type=table["type"]),
            phrase("data_one_of", values=_said(get_args(FactType))),
        )
    span = table.get("range")
    given = {key: value for key, value in table.items() if key not in ("range", "choices", "aliases")}
    return FactDefinition(
        name=name,
        order=order,
        choices=tuple(table.get("choices", ())),
        aliases=tuple(table.get("aliases", ())),
        range=(float(span[0]), float(span[1])) if span else None,
        **{"question": "", "why": "", "topic": "", **given},
    )


def _said(words: Any) -> str:
    return "、".join(sorted(words))
