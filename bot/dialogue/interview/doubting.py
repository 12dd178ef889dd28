"""Readings that wait for a yes: kept apart from the facts, asked about once, and forgotten where nobody says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue.conversation import UNKNOWN, Doubt
from bot.dialogue.talk import Talk
from bot.understanding.reading import Understanding
from rules.rulebook import NUMBERS

_FAR = 2.0
"""A figure that was said before and is told again so many times larger or smaller is hardly meant as a correction."""


def doubts(talk: Talk) -> tuple[Doubt, ...]:
    """Those of the company in hand, the first told first."""
    return tuple(doubt for doubt in talk.state.doubts if doubt.company == talk.state.current)


def doubt_about(talk: Talk, fact: str) -> Doubt | None:
    return next((doubt for doubt in doubts(talk) if doubt.fact == fact), None)


def hold_back(talk: Talk, read: Understanding, fact: str, value: Any) -> bool:
    """Whether `value` is no fact yet but a doubt: read unsafely, or far from what was said before.

    What is known stays; it is offered beside the new value.
    """
    known = talk.state.facts.get(fact)
    others = tuple(other for other in read.alternatives.get(fact, ()) if other != value)
    if fact in read.unsafe and known != value:
        values = (value, *others)
    elif known is not None and fact not in read.corrections and not talk.message.edited and _is_far(talk, fact, value):
        values = (value, known)
    else:
        return False
    forget(talk, fact)
    doubt = Doubt(talk.state.current, fact, values, read.words.get(fact, ""))
    talk.state = replace(talk.state, doubts=(*talk.state.doubts, doubt))
    return True


def forget(talk: Talk, *facts: str) -> None:
    kept = tuple(d for d in talk.state.doubts if d.company != talk.state.current or d.fact not in facts)
    talk.state = replace(talk.state, doubts=kept)


def _is_far(talk: Talk, fact: str, value: Any) -> bool:
    """From a figure on file that was sure."""
    record = talk.state.company.facts.get(fact)
    definition = talk.world.rulebook.facts.get(fact)
    if record is None or record.assumed or record.value == UNKNOWN or definition is None:
        return False
    old, new = figure_of(record.value), figure_of(value)
    if definition.type not in NUMBERS or old is None or new is None or not old or not new:
        return False
    return not 1 / _FAR <= new / old <= _FAR


def figure_of(value: Any) -> float | None:
    """What a figure on file comes to; None where it is none."""
    if isinstance(value, Mapping):
        value = value.get("value", value.get("low"))
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
