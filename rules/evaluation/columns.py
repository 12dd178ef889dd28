"""Prepared facts of many companies as NumPy columns, and tests over them as masks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.evaluation.derivation import Prepared
from rules.evaluation.durations import years_after
from rules.evaluation.predicates import EVENT, ROLE, predicate
from rules.evaluation.states import MET, NOT_MET
from rules.evaluation.values import UNKNOWN, Interval, about, high_of, low_of
from rules.language.conditions import Bound, Test

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Span:
    """Where each company's number lies; NaN where it is not known. Exact columns share one array."""

    low: Numbers
    high: Numbers
    low_open: Mask | None = None
    high_open: Mask | None = None


class Columns:
    """Columns are built when a test first asks for them, and kept."""

    def __init__(self, rows: Sequence[Prepared], as_of: date) -> None:
        self.size = len(rows)
        self.as_of = as_of
        self._rows = rows
        self._spans: dict[tuple[str, str | None], Span] = {}
        self._values: dict[str, list[Any]] = {}
        self._plain: dict[str, bool] = {}
        self._codes: dict[str, tuple[NDArray[np.int32], dict[Any, int]]] = {}
        self._objects: dict[tuple[str, ...], tuple[NDArray[np.int32], list[tuple[Any, ...]]]] = {}

    def values(self, fact: str) -> list[Any]:
        """The prepared values, row by row; none where the fact is not known."""
        if fact not in self._values:
            found = [row.get(fact) for row in self._rows]
            self._values[fact] = [None if _is_unknown(value) else value for value in found]
        return self._values[fact]

    def span(self, fact: str, which: str | None = None) -> Span:
        key = (fact, which)
        if key not in self._spans:
            values = self.values(fact)
            if which is not None:
                values = [None if value is None else value.get(which, value.get("")) for value in values]
            self._spans[key] = _span(values)
        return self._spans[key]

    def codes(self, fact: str) -> tuple[NDArray[np.int32], dict[Any, int]]:
        """A small integer for each distinct text or truth; 0 where the fact is not known."""
        if fact not in self._codes:
            labels: dict[Any, int] = {}
            codes = [0 if v is None else labels.setdefault(v, len(labels) + 1) for v in self.values(fact)]
            self._codes[fact] = np.array(codes, dtype=np.int32), labels
        return self._codes[fact]

    def objects(self, facts: tuple[str, ...]) -> tuple[NDArray[np.int32], list[tuple[Any, ...]]]:
        """The distinct values of some facts together, and for each row the place of its own."""
        if facts not in self._objects:
            places: dict[tuple[int, ...], int] = {}
            found: list[tuple[Any, ...]] = []
            codes = np.empty(self.size, dtype=np.int32)
            for row, values in enumerate(zip(*map(self.values, facts), strict=True)):
                place = places.setdefault(tuple(map(_same, values)), len(found))
                if place == len(found):
                    found.append(values)
                codes[row] = place
            self._objects[facts] = codes, found
        return self._objects[facts]

    def plain(self, fact: str) -> bool:
        """Whether every value is a text, a truth or an exact number."""
        if fact not in self._plain:
            self._plain[fact] = not any(isinstance(value, (dict, Interval)) for value in self.values(fact))
        return self._plain[fact]

    def masks(self, test: Test) -> tuple[Mask, Mask]:
        """Where the test is met, and where it is not met; neither where it is open."""
        return _MASKS[test.operator](self, test)


def _same(value: Any) -> Any:
    """Equal for what is the same: texts by their letters, honours and maps as objects."""
    return value if isinstance(value, str) else id(value)


def _is_unknown(value: Any) -> bool:
    return isinstance(value, str) and value == UNKNOWN


def _span(values: list[Any]) -> Span:
    nan = float("nan")
    if not any(isinstance(value, Interval) for value in values):
        exact = np.array([nan if value is None else value for value in values], dtype=np.float64)
        return Span(exact, exact)
    spans = [_as_interval(value) for value in values]
    return Span(
        np.array([span.low for span in spans], dtype=np.float64),
        np.array([span.high for span in spans], dtype=np.float64),
        np.array([span.low_open for span in spans], dtype=np.bool_),
        np.array([span.high_open for span in spans], dtype=np.bool_),
    )


def _as_interval(value: float | Interval | None) -> Interval:
    if isinstance(value, Interval):
        return value
    exact = float("nan") if value is None else value
    return Interval(exact, exact)


def _range(columns: Columns, test: Test) -> tuple[Mask, Mask]:
    span = columns.span(test.fact or "", test.which)
    met, failed = None, None
    if test.lower is not None:
        met, failed = _above(span.low, span.high, span.low_open, span.high_open, test.lower)
    if test.upper is not None:
        upper = Bound(-test.upper.figure, test.upper.inclusive)
        met_below, failed_below = (
            _below(span, test.upper)
            if span.low_open is None
            else _above(-span.high, -span.low, span.high_open, span.low_open, upper)
        )
        met = met_below if met is None else met & met_below
        failed = failed_below if failed is None else failed | failed_below
    assert met is not None and failed is not None
    return met, failed


def _above(
    low: Numbers, high: Numbers, low_open: Mask | None, high_open: Mask | None, bound: Bound
) -> tuple[Mask, Mask]:
    figure = bound.figure
    if low_open is None or high_open is None:
        return (low >= figure, high < figure) if bound.inclusive else (low > figure, high <= figure)
    if bound.inclusive:
        return low >= figure, (high < figure) | ((high == figure) & high_open)
    return (low > figure) | ((low == figure) & low_open), high <= figure


def _below(span: Span, bound: Bound) -> tuple[Mask, Mask]:
    """Exact columns only."""
    figure = bound.figure
    return (span.low <= figure, span.low > figure) if bound.inclusive else (span.low < figure, span.low >= figure)


def _around(columns: Columns, test: Test) -> tuple[Mask, Mask]:
    span = columns.span(test.fact or "")
    figure, around = test.wanted[0], about(test.wanted[0])
    met = (span.low == figure) & (span.high == figure)
    met |= (span.low == low_of(around)) & (span.high == high_of(around))
    return met, np.zeros(columns.size, dtype=np.bool_)


def _one_of(columns: Columns, test: Test) -> tuple[Mask, Mask]:
    """Each distinct value is tested once."""
    if not columns.plain(test.fact or ""):
        return _row_by_row(columns, test)
    codes, labels = columns.codes(test.fact or "")
    run = predicate(test)
    states = np.array([-1, *(run({test.fact or "": value}) for value in labels)], dtype=np.int8)
    if len(labels) <= 2:
        return _few(codes, states)
    found = states[codes]
    return found == MET, found == NOT_MET


def _few(codes: NDArray[np.int32], states: NDArray[np.int8]) -> tuple[Mask, Mask]:
    """Truths and other columns of two values at most: plain comparisons are faster than a look-up."""
    masks = []
    for state in (MET, NOT_MET):
        wanted = [code for code in range(1, len(states)) if states[code] == state]
        mask = np.zeros(len(codes), dtype=np.bool_) if not wanted else codes == wanted[0]
        for code in wanted[1:]:
            mask |= codes == code
        masks.append(mask)
    return masks[0], masks[1]


def _age(columns: Columns, test: Test) -> tuple[Mask, Mask]:
    years, as_of = int(test.wanted[0]), columns.as_of
    values = columns.values(test.fact or "")
    met = [value is not None and years_after(value[1], years) <= as_of for value in values]
    failed = [value is not None and years_after(value[0], years) > as_of for value in values]
    return np.array(met, dtype=np.bool_), np.array(failed, dtype=np.bool_)


def _row_by_row(columns: Columns, test: Test) -> tuple[Mask, Mask]:
    """Honours and maps: each distinct value object once, since equal words give one object."""
    run = predicate(test)
    names = (test.fact or "", ROLE, EVENT) if test.of_a_body else (test.fact or "",)
    codes, objects = columns.objects(names)
    states = np.array([run(dict(zip(names, each, strict=True))) for each in objects], dtype=np.int8)[codes]
    return states == MET, states == NOT_MET


def _neither(columns: Columns, _test: Test) -> tuple[Mask, Mask]:
    nothing = np.zeros(columns.size, dtype=np.bool_)
    return nothing, nothing


_MASKS: dict[str, Callable[[Columns, Test], tuple[Mask, Mask]]] = {
    "range": _range,
    "around": _around,
    "one_of": _one_of,
    "age": _age,
    "has": _row_by_row,
    "lacks": _row_by_row,
    "judged": _neither,
    "open": _neither,
}

__all__ = ["Columns", "Mask", "Numbers", "Span"]
