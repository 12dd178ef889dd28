"""What an utterance was understood to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Understanding:
    facts: dict[str, Any] = field(default_factory=dict)
    """Shaped as `rules.model.Facts`."""
    unknown: tuple[str, ...] = ()
    """Facts that were asked or named and are said not to be known."""
    corrections: tuple[str, ...] = ()
    """Which of `facts` correct something said before."""
    confirm: tuple[str, ...] = ()
    """Facts read with an assumption (a bare number taken in 万): to be confirmed with the person."""
    alternatives: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    """Where two readings are truly open all of them, the likely one first; what was said where it cannot be so."""
    unsafe: tuple[str, ...] = ()
    """Those of `confirm` that may be of something else (see guard.py): nothing to count on before a yes."""
    impossible: tuple[str, ...] = ()
    """Those of `confirm` that cannot be so (founded in 2030): not among `facts`; `alternatives` has the value."""
    words: dict[str, str] = field(default_factory=dict)
    """Fact → the exact words it was read from."""
    is_question: bool = False
    """The utterance asks something rather than (only) states."""
    won: bool = False
    """An honour is told with the day on which it was won (省级瞪羚今年新评), whatever is asked beside it."""
    company: str | None = None
    """The company's name where the person introduces it (我们公司叫…)."""
    companies: tuple[Company, ...] = ()
    """Where several companies are told of, each with what was said of it; `facts` are those of the chosen one."""
    foreign: tuple[str, ...] = ()
    """Amounts in other currencies, as written: not turned into yuan."""
    spans: tuple[Span, ...] = ()
    """The words that tell of the company, in order: of no use as search terms, also where the utterance only asks."""
    cut: bool = False
    """The utterance was longer than is read."""


@dataclass(frozen=True, slots=True)
class Company:
    """One of several companies in one message."""

    label: str
    """As the person calls it (甲, 第一, 分公司); empty where it is only pointed at (五莲这家)."""
    text: str
    """What was said of it: to be read by itself."""
    chosen: bool = False
    """The message is about this one."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the typed text something stands that describes the company."""

    start: int
    end: int
    kind: Literal["place", "trade", "size", "figure", "date", "name"]
    sure: bool = True
    """False for a noun that may as well be what is asked about (软件 in 软件企业政策)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One fact read from one stretch of the folded text."""

    fact: str
    value: Any
    start: int
    end: int
    assumed: bool = False
    others: tuple[Any, ...] = ()
    """Further readings of the same words."""
    rank: int = 0
    """Where a fact is read twice the higher rank stands."""
    clash: bool = False
    """Its words contradict each other (济南市莒县)."""


EARLIER = -10
"""What is added to the rank of a reading for every year ago that it held."""
