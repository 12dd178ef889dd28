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


@dataclass(frozen=True, slots=True)
class _Base:
    """What companies of one shape share."""

    granted: int
    binding: int
    sums: int
    best_yuan: int | None
    low_yuan: int | None
    high_yuan: int | None
    missing: tuple[str, ...]
    step: str
    units: str
    singles: Mapping[str, tuple[int, tuple[str, ...]]]


class Lines:
    """Makes lines; what companies of one shape share is made once."""

    def __init__(self, definitions: Mapping[str, FactDefinition], places: Places) -> None:
        self._definitions = definitions
        self._places = places
        self._bases: dict[int, _Base] = {}

    def line(self, company: Company, weight: Weight) -> Line:
        """`low_yuan`, `high_yuan`: over all that is granted and, for the upper end, all that is still open."""
        base = None if weight.shape is None else self._bases.get(weight.shape)
        if base is None:
            base = self._base(weight)
            if weight.shape is not None:
                self._bases[weight.shape] = base
        miss = weight.misses[0] if weight.misses else None
        return Line(
            company.sheet,
            company.row,
            company.name,
            company.code,
            company.facts,
            company.carried,
            base.granted,
            base.binding,
            base.sums,
            base.best_yuan,
            base.low_yuan,
            base.high_yuan,
            None if miss is None else {"programme": miss.programme.id, "fact": miss.fact, "gap": miss.gap},
            base.missing,
            base.step,
            base.units,
            _singles(base, weight),
        )

    def _base(self, weight: Weight) -> _Base:
        sums = [item for item in weight.granted if item.yuan]
        best = max(sums, key=lambda item: item.yuan or 0, default=None)
        priced = [item for item in (*weight.granted, *weight.open) if item.high is not None]
        missing = _missing(weight)
        chosen = best or next(iter(weight.granted), None)
        return _Base(
            granted=len(weight.granted),
            binding=sum(self._places.of(item.programme).binds for item in weight.granted),
            sums=len(sums),
            best_yuan=best.yuan if best else None,
            low_yuan=sum(item.low or 0 for item in weight.granted) if priced else None,
            high_yuan=sum(item.high or 0 for item in priced) if priced else None,
            missing=missing,
            step=_step(missing, self._definitions, best.programme.title if best else None),
            units="、".join(self._places.of(chosen.programme).units[:_MOST_UNITS]) if chosen else "",
            singles=_single_facts(weight),
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


def _single_facts(weight: Weight) -> dict[str, tuple[int, tuple[str, ...]]]:
    """By fact: the sums that wait on knowing it alone."""
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for item in weight.open:
        if len(item.missing) == 1 and item.high:
            yuan, programmes = found.get(item.missing[0], (0, ()))
            found[item.missing[0]] = (yuan + item.high, (*programmes, item.programme.id))
    return found


def _singles(base: _Base, weight: Weight) -> tuple[Single, ...]:
    singles = [Single(fact, None, yuan, programmes) for fact, (yuan, programmes) in base.singles.items()]
    short: dict[tuple[str, str], tuple[int, tuple[str, ...]]] = {}
    for miss in weight.misses:
        yuan, programmes = short.get((miss.fact, miss.gap), (0, ()))
        short[miss.fact, miss.gap] = (yuan + (miss.yuan or 0), (*programmes, miss.programme.id))
    singles += [Single(fact, gap, yuan, programmes) for (fact, gap), (yuan, programmes) in short.items()]
    return tuple(sorted(singles, key=lambda single: -single.yuan))


def missing_words(line_: Line, definitions: Mapping[str, FactDefinition]) -> str:
    labels = [definitions[name].label for name in line_.missing]
    said = "、".join(labels[:_MOST_MISSING])
    return said if len(labels) <= _MOST_MISSING else say("screening.and_more", said=said, count=len(labels))


def facts_words(facts: Facts, definitions: Mapping[str, FactDefinition]) -> str:
    named = sorted(facts.items(), key=lambda item: definitions[item[0]].order)
    return ";".join(f"{definitions[name].label} {show_value(name, value)}" for name, value in named)
