"""One line a company, from what its facts come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.lists.model import Company
from bot.portfolio.places import Places
from bot.understanding.showing import show_value
from bot.wording import say
from rules.model import Facts
from rules.rulebook import FactDefinition
from rules.weighing import Weight

_MOST_MISSING = 6
_MOST_UNITS = 3


@dataclass(frozen=True, slots=True)
class Single:
    """Money that waits on one fact alone; `gap`: how far it falls short, none where the fact is not known."""

    fact: str
    gap: str | None
    yuan: int
    programmes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What the contract says of a company, and what people read besides."""

    sheet: str
    row: int
    name: str
    code: str
    facts: Facts
    carried: Mapping[str, str]
    granted: int
    """Programmes whose conditions are met, with a sum or not."""
    binding: int
    """Those of them whose document binds today."""
    sums: int
    best_yuan: int | None
    low_yuan: int | None
    high_yuan: int | None
    nearest: Mapping[str, str] | None
    missing: tuple[str, ...]
    step: str
    units: str
    singles: tuple[Single, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "name": self.name,
            "facts": self.facts,
            "sums": self.sums,
            "best_yuan": self.best_yuan,
            "low_yuan": self.low_yuan,
            "high_yuan": self.high_yuan,
            "nearest": None if self.nearest is None else dict(self.nearest),
            "missing": list(self.missing),
        }


def line(company: Company, weight: Weight, definitions: Mapping[str, FactDefinition], places: Places) -> Line:
    """`low_yuan` and `high_yuan` are over all that is granted and, for the upper end, all that is still open."""
    sums = [item for item in weight.granted if item.yuan]
    best = max(sums, key=lambda item: item.yuan or 0, default=None)
    priced = [item for item in (*weight.granted, *weight.open) if item.high is not None]
    missing = _missing(weight)
    nearest = weight.misses[0] if weight.misses else None
    chosen = best or next(iter(weight.granted), None)
    return Line(
        company.sheet,
        company.row,
        company.name,
        company.code,
        company.facts,
        company.carried,
        granted=len(weight.granted),
        binding=sum(places.of(item.programme).binds for item in weight.granted),
        sums=len(sums),
        best_yuan=best.yuan if best else None,
        low_yuan=sum(item.low or 0 for item in weight.granted) if priced else None,
        high_yuan=sum(item.high or 0 for item in priced) if priced else None,
        nearest=None
        if nearest is None
        else {"programme": nearest.programme.id, "fact": nearest.fact, "gap": nearest.gap},
        missing=missing,
        step=_step(missing, definitions, best.programme.title if best else None),
        units="、".join(places.of(chosen.programme).units[:_MOST_UNITS]) if chosen else "",
        singles=_singles(weight),
    )


def _missing(weight: Weight) -> tuple[str, ...]:
    """Facts that are still to be known: the most money first, then the most programmes."""
    money: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for item in (*weight.granted, *weight.open):
        for name in item.missing:
            money[name] += item.high or 0
            times[name] += 1
    return tuple(sorted(times, key=lambda name: (-money[name], -times[name], name)))


def _step(missing: tuple[str, ...], definitions: Mapping[str, FactDefinition], title: str | None) -> str:
    if title:
        return say("screening.step_apply", title=title)
    return say("screening.step_ask", label=definitions[missing[0]].label) if missing else say("screening.step_none")


def _singles(weight: Weight) -> tuple[Single, ...]:
    """By fact: sums that wait on it alone, unknown or short of it."""
    found: dict[tuple[str, str | None], tuple[int, tuple[str, ...]]] = {}
    for item in weight.open:
        if len(item.missing) == 1 and item.high:
            key = (item.missing[0], None)
            yuan, programmes = found.get(key, (0, ()))
            found[key] = (yuan + item.high, (*programmes, item.programme.id))
    for miss in weight.misses:
        key_of_miss = (miss.fact, miss.gap)
        yuan, programmes = found.get(key_of_miss, (0, ()))
        found[key_of_miss] = (yuan + (miss.yuan or 0), (*programmes, miss.programme.id))
    singles = [Single(fact, gap, yuan, programmes) for (fact, gap), (yuan, programmes) in found.items()]
    return tuple(sorted(singles, key=lambda single: -single.yuan))


def missing_words(line_: Line, definitions: Mapping[str, FactDefinition]) -> str:
    labels = [definitions[name].label for name in line_.missing]
    said = "、".join(labels[:_MOST_MISSING])
    return said if len(labels) <= _MOST_MISSING else say("screening.and_more", said=said, count=len(labels))


def facts_words(facts: Facts, definitions: Mapping[str, FactDefinition]) -> str:
    named = sorted(facts.items(), key=lambda item: definitions[item[0]].order)
    return ";".join(f"{definitions[name].label} {show_value(name, value)}" for name, value in named)
