"""Facts that contradict each other: one that was said, beside the same one worked out from others that were said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.buttons import digest
from bot.dialogue.conversation import UNKNOWN
from bot.world import World

_SLACK = 0.1
"""Figures said from memory may differ by a tenth before it is called a contradiction …"""
_SLACK_YEARS = 1.0
"""… and ages by a year, since people count calendar years."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """`fact` was said to be `said`, while `sources` say `derived`."""

    fact: str
    said: Any
    derived: Any
    sources: tuple[str, ...]
    key: str
    """Stands for these facts with these values: a changed value is a new contradiction."""


def first_conflict(facts: Mapping[str, Any], accepted: tuple[str, ...], world: World, today: date) -> Conflict | None:
    """The first contradiction, in the order in which the facts were said, that the person has not accepted."""
    for fact, said in facts.items():
        if said == UNKNOWN:
            continue
        rest = {name: value for name, value in facts.items() if name != fact}
        derived = world.rulebook.derive(rest, today).get(fact)
        if derived is None or derived == UNKNOWN or _agree(fact, said, derived):
            continue
        sources = _sources(fact, rest, world, today)
        key = digest(json.dumps([fact, said, [[name, rest[name]] for name in sources]], ensure_ascii=False))
        if sources and key not in accepted:
            return Conflict(fact, said, derived, sources, key)
    return None


def rounded(value: Any) -> Any:
    """A value that was worked out, to three significant figures: 6.893151 years says more than anybody knows."""
    if isinstance(value, Mapping):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, float):
        return float(f"{value:.3g}") if abs(value) < 1000 else round(value)
    return value


def _sources(fact: str, rest: Mapping[str, Any], world: World, today: date) -> tuple[str, ...]:
    """The facts without which this one could not be worked out."""
    return tuple(
        name
        for name in rest
        if fact not in world.rulebook.derive({other: value for other, value in rest.items() if other != name}, today)
    )


def _agree(fact: str, said: Any, derived: Any) -> bool:
    first, second = _span(said), _span(derived)
    if first is None or second is None:
        return bool(said == derived)
    slack = _SLACK_YEARS if fact.endswith("_years") else _SLACK * max(abs(first[1]), abs(second[1]))
    return first[0] <= second[1] + slack and second[0] <= first[1] + slack


def _span(value: Any) -> tuple[float, float] | None:
    """Where a number lies, None for what is no number; open bounds reach as far as they can."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value), float(value)
    if not isinstance(value, Mapping):
        return None
    if "low" in value and "high" in value:
        return float(value["low"]), float(value["high"])
    if "value" in value:
        return _bounded(float(value["value"]), value.get("bound"), bool(value.get("approximate")))
    return None


def _bounded(figure: float, bound: str | None, approximate: bool) -> tuple[float, float]:
    if approximate or bound is None:
        return figure * 0.7, figure * 1.5
    return (0.0, figure) if bound in ("lt", "lte") else (figure, figure * 1e6 + 1e6)
