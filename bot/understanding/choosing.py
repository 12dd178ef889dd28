"""A level or a unit alone (省级, 我说的是万): which of the readings that wait to be confirmed was meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.understanding.facts.subjects import kind_of
from bot.understanding.fold import fold
from bot.understanding.lexicon import cue
from bot.understanding.model import Understanding
from bot.understanding.names.honours import find_honours, level_alone
from bot.understanding.speech import segments
from bot.understanding.spelling import corrected

_FROM_HERE_IN_YUAN = 100_000


def choose(text: str, fact: str, waiting: Sequence[Any]) -> Understanding | None:
    """The value meant, as a correction; None where the words choose none.

    `waiting`: all readings of the fact, the likely one first.
    """
    words = corrected(fold(text)).strip(" ,。!")
    value = _levelled(words, waiting[0]) if fact == "honours" and waiting else None
    if kind_of(fact) == "money":
        unit = cue("phrases", "reply", "unit").fullmatch(words)
        value = _in_unit(unit["unit"], waiting) if unit and waiting else None
    if value is None:
        return None
    return Understanding(facts={fact: value}, corrections=(fact,), words={fact: text})


def _levelled(words: str, honours: Any) -> Any:
    """The honours with the level for those of them that were named without one."""
    names: Sequence[str] = honours.get("has", ()) if isinstance(honours, dict) else honours
    said = segments(words, (), ())
    if not isinstance(names, (list, tuple)) or len(said) != 1 or find_honours(words):
        return None
    renamed = []
    for name in names:
        mentions = find_honours(name)
        if mentions:
            level_alone(said[0], mentions)
        renamed.append(mentions[0].name if mentions else name)
    if renamed == list(names):
        return None
    return {**honours, "has": renamed} if isinstance(honours, dict) else renamed


def _in_unit(unit: str, waiting: Sequence[Any]) -> Any:
    """Of the readings of a bare number, as `figures.bare_value` lists them, the one in this unit."""
    first, other = waiting[0], next(iter(waiting[1:]), None)
    larger = other is not None and _size(other) > _size(first)
    in_yuan = larger and _size(first) >= _FROM_HERE_IN_YUAN
    units = {"元" if in_yuan else "万": first}
    if other is not None:
        units["元" if not larger else "万" if in_yuan else "亿"] = other
    return units.get(unit)


def _size(value: Any) -> float:
    return float(value["low"] if "low" in value else value["value"]) if isinstance(value, dict) else float(value)
