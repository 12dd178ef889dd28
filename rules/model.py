"""What the rule book is made of: facts, programmes, findings, outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal

Facts = dict[str, Any]
"""Facts by name, JSON-shaped as in `mingce facts`: a plain value, `{"value"|"low"/"high", "approximate", "bound"}`,
`{"has": [..], "not": [..]}` for honours, `"unknown"` for asked and not known; a name that is absent was never asked."""

ClauseId = tuple[str, tuple[str, ...]]


class Finding(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """Which of the unknowns it is."""

    SETTLED = ""
    NOT_ASKED = "not_asked"
    NOT_KNOWN = "not_known"
    """Asked, and the person does not know."""
    INEXACT = "inexact"
    """What was said straddles the threshold; the exact figure is needed."""
    OFFICE = "office"
    """Only an office or a platform can judge; does not hold back the verdict on the rest."""
    TEXT_OPEN = "text_open"
    """The text itself does not say (1000万元左右): holds back the verdict."""


class Verdict(StrEnum):
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"
    SUPERSEDED_BY_HIGHER = "superseded_by_higher"


@dataclass(frozen=True, slots=True)
class Due:
    """A day to come, as exactly as what was said allows."""

    day: date
    to_the: Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Reason:
    """What one leaf of a condition came to."""

    condition: str
    """The requirement in plain Chinese."""
    finding: Finding
    why: Why
    fact: str | None
    value: Any
    quote: str
    judged_by: str | None = None
    gap: str | None = None
    """How far the value falls short, in the fact's own unit, in plain Chinese."""
    measured: bool = False
    """The gap is a distance that can be made up (money, years), not another city or honour."""
    due: Due | None = None
    """From when on it would be met if nothing but time passed."""
    short: float | None = None
    """The gap as a share of the threshold, where it is measured: 1 is all of it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What is granted, in whole yuan; a range while facts are missing (`low` ≤ the amount ≤ `high`)."""

    yuan: int | None
    low_yuan: int | None
    high_yuan: int | None
    is_cap: bool
    per: str | None
    working: str
    decided_by: tuple[str, ...] = ()
    """The facts that still decide the amount."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One programme judged on the text's own terms on one day."""

    programme: str
    title: str
    document: str
    clause: tuple[str, ...]
    verdict: Verdict
    amount: Amount
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    """Facts that could still settle the verdict, then those that only settle the amount."""
    quote: str
    nearest: str | None = None
    """For what is not met: the cheapest failing branch, in plain Chinese."""
    mend: tuple[Reason, ...] = ()
    """The reasons of that branch: what has to change, the fewest and the smallest gaps."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask next, and what waits on it."""

    fact: str
    text: str
    why: str
    """Plain Chinese: which programmes wait, how much money, which clause."""
    waiting: tuple[str, ...]
    """Ids of the programmes that wait on this fact, the most money first."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Enough to replay a result: the rule book's hash, the day, the facts, the verdicts."""

    rulebook: str
    as_of: date
    facts: Facts
    verdicts: tuple[tuple[str, str, int | None], ...]
