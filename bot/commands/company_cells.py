"""One cell of a list of companies → the value of a fact."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import Enum
from typing import Any

from bot.errors import InputError
from bot.wording import say
from rules.rulebook import NUMBERS, UNKNOWN, FactDefinition

_TRUE = frozenset(("是", "有", "对", "true", "yes", "y", "1"))
_FALSE = frozenset(("否", "无", "没有", "不是", "false", "no", "n", "0"))
_NOTHING = frozenset(("无", "没有", "none"))
_NOT_KNOWN = frozenset(("不清楚", "不知道", "未知", "unknown"))
_BETWEEN = re.compile(r"[、,,;;|/]")
_PLAIN = re.compile(r"-?\d[\d,,]*(\.\d+)?")


class Unit(Enum):
    """What a bare number counts."""

    ONE = 1.0
    WAN = 10_000.0
    YI = 100_000_000.0
    PERCENT = 0.01


def read_cell(cell: Any, fact: FactDefinition, unit: Unit | None, as_of: date) -> Any:
    """Raises `InputError` with what is wrong and how to mend it."""
    if isinstance(cell, (datetime, date)):
        return cell.strftime("%Y-%m-%d")
    text = str(cell).strip()
    if text.lower() in _NOT_KNOWN:
        return UNKNOWN
    if fact.type in NUMBERS:
        return _number(cell, text, fact, unit, as_of)
    return _READERS.get(fact.type, _as_said)(text, fact)


def _number(cell: Any, text: str, fact: FactDefinition, unit: Unit | None, as_of: date) -> Any:
    if isinstance(cell, bool):
        raise InputError(say("rules.cell_not_number", label=fact.label))
    bare = float(cell) if isinstance(cell, (int, float)) else _bare(text)
    if bare is None:
        return _as_people_say(text, fact, as_of)
    if unit is not None:
        return bare * unit.value if unit is not Unit.PERCENT else round(bare / 100, 9)
    if fact.type == "money":
        raise InputError(say("rules.cell_without_unit", label=fact.label))
    if fact.type == "ratio" and bare > 1:
        raise InputError(say("rules.cell_percent", label=fact.label))
    return bare


def _bare(text: str) -> float | None:
    return float(re.sub("[,,]", "", text)) if _PLAIN.fullmatch(text) else None


def _as_people_say(text: str, fact: FactDefinition, as_of: date) -> Any:
    """3200万、约1.2亿、不到3%: read as an answer to the question about this fact."""
    from bot.understanding.reading import understand

    found = understand(text, fact.name, as_of).facts
    if fact.name not in found:
        raise InputError(say("rules.cell_not_number", label=fact.label))
    return found[fact.name]


def _bool(text: str, fact: FactDefinition) -> bool:
    said = text.lower()
    if said not in _TRUE | _FALSE:
        raise InputError(say("rules.cell_not_bool", label=fact.label))
    return said in _TRUE


def _honours(text: str, fact: FactDefinition) -> list[str]:
    names = [name.strip() for name in _BETWEEN.split(text) if name.strip()]
    return [] if names and names[0].lower() in _NOTHING else names


def _map(text: str, fact: FactDefinition) -> dict[str, float]:
    counts = {}
    for part in filter(None, re.split(r"[、;;,,|]", text)):
        name, _, count = part.replace(":", ":").partition(":")
        value = _bare(count.strip())
        if value is None:
            raise InputError(say("rules.cell_not_map", label=fact.label))
        counts[name.strip()] = value
    return counts


def _choice(text: str, fact: FactDefinition) -> str | None:
    return None if text in _NOTHING and text not in fact.choices else text


def _as_said(text: str, fact: FactDefinition) -> str:
    return text


_READERS = {"bool": _bool, "honours": _honours, "map": _map, "choice": _choice}
