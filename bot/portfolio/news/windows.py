"""Windows that open or close between two days, and duties that fall due: for the companies that they are for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.wording import say
from rules.model import Facts
from rules.rulebook import Window, windows
from rules.weighing import Weight

_AHEAD = timedelta(30)
"""So long before its last day a yearly duty is told."""


@dataclass(frozen=True, slots=True)
class Happening:
    window: Window
    day: date
    """The first day of a window, or the last day that counts."""
    why: str


def for_company(facts: Facts, weight: Weight, after: date, until: date) -> Iterator[Happening]:
    """What begins, ends or falls due after one day and not after the other; `weight`: what fits the company then."""
    fitting = {item.programme.id for item in (*weight.granted, *weight.open)}
    for window in windows():
        if not (window.programme in fitting if window.programme else _holds(window, facts)):
            continue
        if window.opens and after < window.opens <= until:
            yield Happening(window, window.opens, say("changes.window_opens", day=window.opens.isoformat()))
        if window.yearly:
            for day in window.closing(after + _AHEAD, until + _AHEAD):
                yield Happening(window, day, say("changes.window_due", day=day.isoformat()))
        else:
            for day in window.closing(after, until):
                yield Happening(window, day, say("changes.window_closed", day=day.isoformat()))


def coming(facts: Facts, weight: Weight, on: date) -> Iterator[Happening]:
    """Last days within a year from that day on."""
    fitting = {item.programme.id for item in (*weight.granted, *weight.open)}
    for window in windows():
        if window.programme in fitting if window.programme else _holds(window, facts):
            for day in window.closing(on - timedelta(1), on + timedelta(365)):
                yield Happening(window, day, say("changes.window_due", day=day.isoformat()))


def _holds(window: Window, facts: Facts) -> bool:
    honours = facts.get("honours")
    held = honours.get("has", ()) if isinstance(honours, Mapping) else honours
    return isinstance(held, (list, tuple)) and any(name.endswith(window.endings) for name in held)
