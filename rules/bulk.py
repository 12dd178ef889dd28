"""The same trees as expressions over columnar files: millions of companies, a piece at a time.

Rows with figures that are not exact are not for expressions: `Table.walked` names them, and the walk judges them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from typing import Any

import polars as pl

from rules.bulk_nodes import GROUPS, Node
from rules.evaluation.amounts import amount
from rules.evaluation.derivation import Prepared
from rules.evaluation.durations import years_after
from rules.evaluation.predicates import AS_OF, EVENT, ROLE, predicate
from rules.evaluation.states import MET, NOT_MET
from rules.evaluation.values import UNKNOWN, Interval
from rules.language.awards import Award, Fixed, PerUnit, Share, TaxCredit, Tiers, Yearly, facts_of
from rules.language.conditions import Bound, Condition, Group, Test
from rules.language.definitions import NUMBERS, FactDefinition
from rules.language.programme import Programme

Words = Mapping[str, Sequence[Any]]
"""Fact → its distinct prepared values; a column of words holds their places in this list."""
_FIRST, _LAST = ".first", ".last"
_AT_ONCE = 2_000_000
"""Rows judged in one go: what is held of a file grows with them."""


@dataclass(frozen=True, slots=True)
class Table:
    """Prepared facts as columns: figures, first and last days, and places of words."""

    frame: pl.DataFrame
    words: Words
    walked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Total:
    programme: Programme
    eligible: int
    yuan: int
    """Of those whose figure is known."""


class Bulk:
    """Programmes of one day, compiled once."""

    def __init__(self, programmes: Sequence[Programme], facts: Mapping[str, FactDefinition], as_of: date) -> None:
        self.programmes = tuple(item for item in programmes if item.judged and item.holds(as_of))
        self._as_of = as_of
        self._facts = facts
        tests = {leaf.test: None for programme in self.programmes for leaf in programme.leaves}
        self._tests = {test: place for place, test in enumerate(tests)}
        used = {test.fact for test in tests if test.fact} | {ROLE, EVENT} & facts.keys()
        used |= {name for programme in self.programmes for name in facts_of(programme.award)}
        self._figures = sorted(name for name in used if facts[name].type in NUMBERS)
        self._days = sorted(name for name in used if facts[name].type == "date")
        self._words = sorted(used - set(self._figures) - set(self._days))

    def table(self, rows: Sequence[Prepared]) -> Table:
        columns: dict[str, Any] = {}
        walked: set[int] = set()
        for name in self._figures:
            columns[name] = [_figure(row.get(name), place, walked) for place, row in enumerate(rows)]
        for name in self._days:
            spans = [row.get(name) for row in rows]
            for ending, end in ((_FIRST, 0), (_LAST, 1)):
                columns[name + ending] = [span[end] if isinstance(span, tuple) else None for span in spans]
        words = {name: _coded(name, rows, columns, walked) for name in self._words}
        schema: dict[str, Any] = dict.fromkeys(self._figures, pl.Float64) | dict.fromkeys(self._words, pl.UInt32)
        schema |= {name + ending: pl.Date for name in self._days for ending in (_FIRST, _LAST)}
        return Table(pl.DataFrame(columns, schema=schema), words, tuple(sorted(walked)))

    def verdicts(self, table: Table) -> pl.DataFrame:
        """Columns `<place>.eligible`, `<place>.refused`, `<place>.yuan` by place in `programmes`."""
        leaves, nodes = self._compiled(table.words)
        wanted = []
        for place, (programme, node) in enumerate(zip(self.programmes, nodes, strict=True)):
            yuan = pl.when(node.passed).then(self._yuan(programme.award, table.words))
            wanted += [
                node.passed.alias(f"{place}.eligible"),
                node.failed.alias(f"{place}.refused"),
                yuan.cast(pl.Float64).alias(f"{place}.yuan"),
            ]
        return table.frame.lazy().with_columns(leaves).select(wanted).collect()

    def totals(self, frame: pl.LazyFrame, words: Words) -> list[Total]:
        """By programme, however many rows there are; memory does not grow with them."""
        leaves, nodes = self._compiled(words)
        wanted = []
        for place, (programme, node) in enumerate(zip(self.programmes, nodes, strict=True)):
            yuan = pl.when(node.passed).then(self._yuan(programme.award, words)).cast(pl.Float64)
            wanted += [node.passed.sum().alias(f"{place}.eligible"), yuan.sum().alias(f"{place}.yuan")]
        rows = int(frame.select(pl.len()).collect().item())
        found: dict[str, float] = {}
        for first in range(0, max(rows, 1), _AT_ONCE):
            part = frame.slice(first, _AT_ONCE).with_columns(leaves).select(wanted)
            for name, figure in part.collect(engine="streaming").row(0, named=True).items():
                found[name] = found.get(name, 0) + (figure or 0)
        return [
            Total(programme, int(found[f"{place}.eligible"]), int(found[f"{place}.yuan"]))
            for place, programme in enumerate(self.programmes)
        ]

    def _compiled(self, words: Words) -> tuple[list[pl.Expr], list[Node]]:
        """Every distinct test becomes two columns, once; programmes are put together from these."""
        leaves = []
        for test, place in self._tests.items():
            if test.fact is not None:
                met, failed = self._masks(test, words)
                leaves += [met.fill_null(False).alias(f"met{place}"), failed.fill_null(False).alias(f"failed{place}")]
        return leaves, [self._node(programme.conditions) for programme in self.programmes]

    def _node(self, condition: Condition) -> Node:
        if isinstance(condition, Group):
            return GROUPS[condition.kind]([self._node(child) for child in condition.children], condition)
        test = condition.test
        if test.fact is None:
            judged = pl.lit(test.operator == "judged")
            return Node(judged, pl.lit(False), judged if test.operator == "judged" else None)
        place = self._tests[test]
        return Node(pl.col(f"met{place}"), pl.col(f"failed{place}"))

    def _masks(self, test: Test, words: Words) -> tuple[pl.Expr, pl.Expr]:
        name = test.fact or ""
        if test.operator == "age":
            cutoff = _latest_founding(self._as_of, int(test.wanted[0]))
            return pl.col(name + _LAST) <= cutoff, pl.col(name + _FIRST) > cutoff
        if name in words:
            return self._of_words(test, words)
        column = pl.col(name)
        if test.operator == "around":
            return column == test.wanted[0], pl.lit(False)
        met = column.is_in(test.wanted) if test.operator == "one_of" else _between(column, test.lower, test.upper)
        return met, ~met

    def _of_words(self, test: Test, words: Words) -> tuple[pl.Expr, pl.Expr]:
        """Each distinct value is tested once."""
        if test.of_a_body:
            return self._of_a_body(test, words)
        name = test.fact or ""
        run = predicate(test)
        states = [
            run({AS_OF: self._as_of} if value is None else {name: value, AS_OF: self._as_of}) for value in words[name]
        ]
        met, failed = (
            _among(name, [n for n, state in enumerate(states) if state == wanted]) for wanted in (MET, NOT_MET)
        )
        return met, failed

    def _of_a_body(self, test: Test, words: Words) -> tuple[pl.Expr, pl.Expr]:
        """Honours together with the role; for the body that is meant also with how its title was won.

        Honours that come to the same without a role come to the same with each; so do ways without honours. One of
        each is tested, since their product is millions.
        """
        name, run = test.fact or "", predicate(test)
        alike = _alike(words[name], lambda value: run(_said({name: value})))
        met, failed = pl.lit(False), pl.lit(False)
        for where, beside in _bodies(test, words):
            for places in alike:
                state = run(_said({name: words[name][places[0]], **beside}))
                if state == MET:
                    met |= where & _among(name, places)
                elif state == NOT_MET:
                    failed |= where & _among(name, places)
        return met, failed

    def _yuan(self, award: Award, words: Words) -> pl.Expr:
        """Of who qualifies; null where the text or the facts give no figure."""
        match award:
            case Fixed(yuan=yuan) | Yearly(yuan=yuan):
                return pl.lit(float(yuan))
            case Share():
                return _share(award)
            case TaxCredit(of=of, rate=rate):
                return _share(Share(of, rate))
            case PerUnit(count=name) | Tiers(by=name) if name in words:
                figures = [amount(award, {} if v is None else {name: v}, self._facts).yuan for v in words[name]]
                return _by_place(name, figures)
            case PerUnit():
                count = pl.col(award.count).clip(lower_bound=0.0).ceil() * award.yuan
                return count if award.cap_yuan is None else count.clip(upper_bound=float(award.cap_yuan))
            case _:
                return _NO_FIGURE


def _bodies(test: Test, words: Words) -> Iterator[tuple[pl.Expr, dict[str, Any]]]:
    """Every kind of body, and of the one that is meant every kind of way; with what it says."""
    run = predicate(test)
    for place, role in enumerate(words[ROLE]):
        here = _among(ROLE, [place])
        if role != test.wanted[0]:
            yield here, {ROLE: role}
            continue
        ways = words[EVENT]
        for places in _alike(ways, lambda event, role=role: run(_said({ROLE: role, EVENT: event}))):  # type: ignore[misc]
            yield here & _among(EVENT, places), {ROLE: role, EVENT: ways[places[0]]}


def _alike(values: Sequence[Any], state: Callable[[Any], int]) -> list[list[int]]:
    """Places of values that come to the same state."""
    found: dict[int, list[int]] = {}
    for place, value in enumerate(values):
        found.setdefault(state(value), []).append(place)
    return list(found.values())


def _said(facts: Prepared) -> Prepared:
    return {name: value for name, value in facts.items() if value is not None}


_NO_FIGURE = pl.lit(None, dtype=pl.Float64)


def _by_place(name: str, figures: Sequence[int | None]) -> pl.Expr:
    """A figure for each distinct value of a column of words."""
    known = {place: float(figure) for place, figure in enumerate(figures) if figure is not None}
    if not known:
        return _NO_FIGURE
    return pl.col(name).replace_strict(known, default=None, return_dtype=pl.Float64)


def _figure(value: Any, place: int, walked: set[int]) -> float | None:
    if isinstance(value, Interval):
        walked.add(place)
        return None
    return None if value is None or value == UNKNOWN else float(value)


def _coded(name: str, rows: Sequence[Prepared], columns: dict[str, Any], walked: set[int]) -> list[Any]:
    """Fills in the column of places and returns the distinct values; nothing said is one of them."""
    places: dict[Any, int] = {}
    distinct: list[Any] = []
    codes = []
    for row, prepared in enumerate(rows):
        value = prepared.get(name)
        if isinstance(value, Interval):
            walked.add(row)
            value = None
        key = (value.__class__, value) if isinstance(value, str | bool | float | None) else (None, id(value))
        place = places.setdefault(key, len(distinct))
        if place == len(distinct):
            distinct.append(value)
        codes.append(place)
    columns[name] = codes
    return distinct


def _among(name: str, places: list[int]) -> pl.Expr:
    if not places:
        return pl.lit(False)
    if len(places) == 1:
        return pl.col(name) == places[0]
    return pl.col(name).is_in(places)


def _between(column: pl.Expr, lower: Bound | None, upper: Bound | None) -> pl.Expr:
    parts = []
    if lower is not None:
        parts.append(column >= lower.figure if lower.inclusive else column > lower.figure)
    if upper is not None:
        parts.append(column <= upper.figure if upper.inclusive else column < upper.figure)
    return reduce(pl.Expr.and_, parts)


def _latest_founding(as_of: date, years: int) -> date:
    """The last day whose anniversary has come."""
    day = years_after(as_of, -years)
    while years_after(day + timedelta(1), years) <= as_of:
        day += timedelta(1)
    return day


def _share(award: Share) -> pl.Expr:
    yuan = ((pl.col(award.of).clip(lower_bound=0.0) * award.rate).round(6) + 0.5).floor()
    if award.floor_yuan is not None:
        yuan = yuan.clip(lower_bound=float(award.floor_yuan))
    return yuan if award.cap_yuan is None else yuan.clip(upper_bound=float(award.cap_yuan))
