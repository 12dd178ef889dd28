"""What an utterance was understood to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Understanding:
    facts: dict[str, Any] = field(default_factory=dict)
    """Shaped as `rules.model.Facts`."""
    unknown: tuple[str, ...] = ()
    """Facts that were asked or named and are said not to be known."""
    corrections: tuple[str, ...] = ()
    """Which of `facts` correct something said before."""
    confirm: tuple[str, ...] = ()
    """Facts read with an assumption (a bare number taken in 万): to be confirmed with the person.

    One of them that is not among `facts` cannot be so (founded in 2030): `alternatives` holds what was said.
    """
    alternatives: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    """Where two readings are truly open all of them, the likely one first; what was said where it cannot be so."""
    words: dict[str, str] = field(default_factory=dict)
    """Fact → the exact words it was read from."""
    is_question: bool = False
    """The utterance asks something rather than (only) states."""
    company: str | None = None
    """The company's name where the person introduces it (我们公司叫…)."""


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
