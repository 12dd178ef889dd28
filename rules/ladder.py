"""The ladder of titles: where a company stands, what the next rung asks for, by how much each figure falls short."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from rules.evaluation.honours import Honours
from rules.evaluation.states import MET, NOT_MET
from rules.evaluation.values import UNKNOWN
from rules.model import Facts, Finding, Outcome, Reason
from rules.rulebook import RuleBook


class Standing(StrEnum):
    """Whether a company stands on a rung."""

    HELD = "held"
    NOT_HELD = "not_held"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step; holding any of `honours` is standing on it, and `programmes` (ids or series) lead to it."""

    id: str
    title: str
    honours: tuple[str, ...]
    programmes: tuple[str, ...]
    main: bool
    """A step of the ladder itself; otherwise a title beside it."""
    review: tuple[str, ...] = ()
    """What keeps a company on the rung when its title runs out (ids or series)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A rung as one company sees it; `outcomes` holds one outcome for each way to it, in the order of the file."""

    rung: Rung
    standing: Standing
    outcomes: tuple[Outcome, ...]
    review: tuple[Outcome, ...] = ()
    """Of a rung held: whether its title would be kept, where a review holds on the day."""

    def of(self, finding: Finding) -> tuple[Reason, ...]:
        """What is met, not met or not known on the likeliest way: that with the fewest requirements not met."""
        nearest = min(self.outcomes, key=lambda item: sum(reason.finding is Finding.NOT_MET for reason in item.reasons))
        return tuple(reason for reason in nearest.reasons if reason.finding is finding)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Every rung, and the two that matter most to the company."""

    steps: tuple[Step, ...]
    current: Step | None
    """The highest rung of the main ladder that the company stands on."""
    next: Step | None
    """The rung above it; none at the top."""


def climb(rulebook: RuleBook, facts: Facts, as_of: date) -> Ladder:
    """The ladder as the company with these facts sees it on that day."""
    honours = _honours(facts)
    steps = tuple(_step(rulebook, rung, honours, facts, as_of) for rung in rungs())
    main = [step for step in steps if step.rung.main]
    held = [place for place, step in enumerate(main) if step.standing is Standing.HELD]
    above = held[-1] + 1 if held else 0
    return Ladder(steps, main[held[-1]] if held else None, main[above] if above < len(main) else None)


def _step(rulebook: RuleBook, rung: Rung, honours: Honours | None, facts: Facts, as_of: date) -> Step:
    standing = _standing(rung, honours)
    review = rulebook.evaluate(facts, as_of, programmes=_ids(rulebook, rung.review, as_of)) if rung.review else ()
    held = standing is Standing.HELD
    return Step(rung, standing, _outcomes(rulebook, rung, facts, as_of), review if held else ())


def programmes_of(rulebook: RuleBook, rung: Rung, as_of: date) -> tuple[str, ...]:
    """Ids of the programmes that lead to the rung on that day: for an interview about it."""
    return _ids(rulebook, rung.programmes, as_of)


def _ids(rulebook: RuleBook, named: Sequence[str], as_of: date) -> tuple[str, ...]:
    """Of the programmes and series that are named, what holds on the day."""
    return tuple(
        programme.id
        for wanted in named
        for programme in rulebook.programmes
        if wanted in (programme.id, programme.series) and programme.holds(as_of)
    )


@cache
def rungs() -> tuple[Rung, ...]:
    """Lowest first, titles beside the ladder last."""
    tables = tomllib.loads(Path(__file__).with_name("ladder.toml").read_text(encoding="utf-8"))
    return tuple(
        Rung(
            id,
            table["title"],
            tuple(table["honours"]),
            tuple(table["programmes"]),
            table["main"],
            tuple(table.get("review", ())),
        )
        for id, table in tables.items()
    )


def _outcomes(rulebook: RuleBook, rung: Rung, facts: Facts, as_of: date) -> tuple[Outcome, ...]:
    """For a day that no version covers, the outcome that says so."""
    wanted = {
        programme.id: rung.programmes.index(way)
        for programme in rulebook.programmes
        for way in (programme.id, programme.series)
        if way in rung.programmes
    }
    found = rulebook.evaluate(facts, as_of, programmes=wanted)
    return tuple(sorted(found, key=lambda outcome: wanted[outcome.programme]))


def _honours(facts: Facts) -> Honours | None:
    value = facts.get("honours")
    return None if value is None or value == UNKNOWN else Honours(value)


def _standing(rung: Rung, honours: Honours | None) -> Standing:
    if honours is None:
        return Standing.NOT_KNOWN
    states: Sequence[int] = [honours.state(honour, ()) for honour in rung.honours]
    if MET in states:
        return Standing.HELD
    return Standing.NOT_HELD if all(state == NOT_MET for state in states) else Standing.NOT_KNOWN
