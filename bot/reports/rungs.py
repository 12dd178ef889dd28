"""The ladder of titles as a layout shows it: rungs, where the company stands, what the next one asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.wording import say
from bot.world import World
from rules.ladder import Ladder, Standing, Step, climb
from rules.model import Facts, Finding

_MOST_WANTED = 4


@dataclass(frozen=True, slots=True)
class LadderRow:
    title: str
    state: str
    """`held`, `next`, or empty."""
    main: bool
    wanted: tuple[str, ...]
    """What the next rung still asks for; only of that one."""


def ladder_rows(world: World, facts: Facts, today: date) -> tuple[tuple[LadderRow, ...], str]:
    """The rungs, lowest first, and one sentence on where the company stands."""
    ladder = climb(world.rulebook, facts, today)
    return tuple(_row(step, ladder) for step in ladder.steps), _place(ladder)


def _row(step: Step, ladder: Ladder) -> LadderRow:
    coming = ladder.next is not None and step.rung == ladder.next.rung
    state = "held" if step.standing is Standing.HELD else "next" if coming else ""
    return LadderRow(step.rung.title, state, step.rung.main, _wanted(step) if coming else ())


def _wanted(step: Step) -> tuple[str, ...]:
    if not step.outcomes:
        return ()
    reasons = (*step.of(Finding.NOT_MET), *step.of(Finding.UNKNOWN))
    lines = [
        say("report.wanted", condition=reason.condition, gap=reason.gap) if reason.gap else reason.condition
        for reason in reasons
    ]
    return tuple(dict.fromkeys(lines))[:_MOST_WANTED]


def _place(ladder: Ladder) -> str:
    here = ladder.current.rung.title if ladder.current else ""
    after = ladder.next.rung.title if ladder.next else ""
    if not here:
        return say("report.ladder_start", next=after)
    return say("report.ladder_here", here=here, next=after) if after else say("report.ladder_top", here=here)
