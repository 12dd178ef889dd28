"""The closed set of words that conditions are written in, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

BOUNDS = ("at_least", "more_than", "at_most", "less_than")
GROUPS = ("all", "any", "none", "count_at_least")
OPERATORS = ("is", "in", "around", "has", "lacks", "age_years_at_least", "judged_by", "text_open", *BOUNDS)
LEAF_KEYS = ("fact", "ask", "quote", "from", "label", "event", "which", "what", *OPERATORS)
"""As they are written in programme files."""

Operator = Literal["one_of", "range", "around", "has", "lacks", "age", "judged", "open"]


@dataclass(frozen=True, slots=True)
class Bound:
    figure: float
    inclusive: bool


@dataclass(frozen=True, slots=True)
class Test:
    """What a leaf asks of a fact, apart from its wording: equal tests are run once for the whole rule book."""

    fact: str | None
    operator: Operator
    wanted: tuple[Any, ...] = ()
    """Values of `is`/`in`, honours of `has`/`lacks`, what an office judges, what the text leaves open."""
    lower: Bound | None = None
    upper: Bound | None = None
    events: tuple[str, ...] = ()
    which: str | None = None
    """The key of a map fact (`incubated`), or the honour whose `honour_event` counts."""
    of_a_body: bool = False
    """A title of platforms, bases and parks: an ordinary enterprise has none, unless it names one."""

    @property
    def measured(self) -> bool:
        """What falls short of it does so by a distance."""
        return self.operator in ("range", "age")


@dataclass(frozen=True, slots=True)
class Leaf:
    test: Test
    condition: str
    """The requirement in plain Chinese."""
    quote: str
    source: tuple[str, ...]
    """Path of the clause that the quote stands in."""
    judge: str | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        if self.test.fact is None:
            return ()
        return (self.test.fact, "honour_event") if self.test.events else (self.test.fact,)


@dataclass(frozen=True, slots=True)
class Group:
    kind: Literal["all", "any", "none", "count"]
    children: tuple[Condition, ...]
    need: int = 0


Condition = Leaf | Group


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every leaf, in the order of the file."""
    if isinstance(condition, Leaf):
        yield condition
    else:
        for child in condition.children:
            yield from leaves(child)
