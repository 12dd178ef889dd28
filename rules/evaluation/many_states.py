"""What every test comes to for many companies: each distinct value is tested once, figures are compared as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.evaluation.derivation import Prepared
from rules.evaluation.predicates import AS_OF, EVENT, ROLE, predicate
from rules.evaluation.states import MET, NOT_ASKED, NOT_KNOWN, NOT_MET
from rules.language.conditions import Test

States = NDArray[np.int8]


class ManyStates:
    """The same states as the predicates give one by one (`walk.Walk.run`)."""

    def __init__(self, tests: Sequence[Test]) -> None:
        self._tests = tests
        self._predicates = [predicate(test) for test in tests]

    def of(self, rows: Sequence[Prepared], as_of: date) -> States:
        """A row for each company, a column for each test."""
        columns: dict[str, _Column] = {}
        found = np.empty((len(rows), len(self._tests)), dtype=np.int8)
        for place, test in enumerate(self._tests):
            if test.fact is None:
                found[:, place] = self._predicates[place]({})
                continue
            column = columns.get(test.fact)
            if column is None:
                column = columns[test.fact] = _Column(rows, test.fact)
            if test.operator == "range" and test.which is None and column.figures is not None:
                found[:, place] = _compared(column, test)
            else:
                found[:, place] = self._by_value(place, test, column, rows, as_of)
        return found

    def _by_value(self, place: int, test: Test, column: _Column, rows: Sequence[Prepared], as_of: date) -> States:
        run, name = self._predicates[place], test.fact or ""
        if not test.of_a_body:
            states = [
                run({name: value, AS_OF: as_of} if value is not None else {AS_OF: as_of}) for value in column.distinct
            ]
            return np.array(states, dtype=np.int8)[column.codes]
        known: dict[tuple[int, Any, int], int] = {}
        states = []
        for code, row in zip(column.codes.tolist(), rows, strict=True):
            key = (code, row.get(ROLE), id(row.get(EVENT)))
            if key not in known:
                known[key] = run(row)
            states.append(known[key])
        return np.array(states, dtype=np.int8)


class _Column:
    """Values of one fact: the distinct ones with their places, and figures where there is nothing but exact ones."""

    def __init__(self, rows: Sequence[Prepared], name: str) -> None:
        values = [row.get(name) for row in rows]
        kinds = set(map(type, values))
        self.figures: NDArray[np.float64] | None = None
        self.open: States | None = None
        if float in kinds and kinds <= {float, int, type(None), str}:  # a figure's only word is that it is not known
            nan = float("nan")
            self.figures = np.array(
                [v if v.__class__ is not str and v is not None else nan for v in values], dtype=float
            )
            self.open = np.array([NOT_KNOWN if v.__class__ is str else NOT_ASKED for v in values], dtype=np.int8)
        self.distinct: list[Any] = []
        self.codes: NDArray[np.int32] = self._factorised(values)

    def _factorised(self, values: list[Any]) -> NDArray[np.int32]:
        if all(value is None for value in values):
            self.distinct.append(None)
            return np.zeros(len(values), dtype=np.int32)
        places: dict[Any, int] = {}
        codes = np.empty(len(values), dtype=np.int32)
        for row, value in enumerate(values):
            key = (value.__class__, value) if isinstance(value, _HASHED) else (None, id(value))
            place = places.setdefault(key, len(self.distinct))
            if place == len(self.distinct):
                self.distinct.append(value)
            codes[row] = place
        return codes


_HASHED = (str, bool, int, float, tuple, type(None))


def _compared(column: _Column, test: Test) -> States:
    figures, waiting = column.figures, column.open
    assert figures is not None and waiting is not None
    met = np.ones(len(figures), dtype=np.bool_)
    if test.lower is not None:
        met &= figures >= test.lower.figure if test.lower.inclusive else figures > test.lower.figure
    if test.upper is not None:
        met &= figures <= test.upper.figure if test.upper.inclusive else figures < test.upper.figure
    states: States = np.where(np.isnan(figures), waiting, np.where(met, MET, NOT_MET)).astype(np.int8)
    return states
