"""The same trees over columns: one verdict and amount for every programme and company at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from rules.evaluation.columns import Columns, Mask, Numbers
from rules.evaluation.derivation import Prepared
from rules.language.awards import Award, Fixed, PerUnit, Share, TaxCredit, Tiers, Yearly
from rules.language.conditions import Condition, Group, Leaf, Test
from rules.language.definitions import FactDefinition
from rules.language.programme import Programme


@dataclass(frozen=True, slots=True)
class Node:
    """`passed`: met, or held back by nothing but an office; `failed`: not met; neither: open."""

    passed: Mask
    failed: Mask
    neutral: Mask | None = None
    """Where `passed` rests on an office; none where no office has a say below."""

    @property
    def met(self) -> Mask:
        return self.passed if self.neutral is None else self.passed & ~self.neutral


@dataclass(frozen=True, slots=True)
class Screened:
    """Masks by programme and company (both `programmes × companies`), and yuan, NaN where there is no figure."""

    programmes: tuple[Programme, ...]
    eligible: Mask
    not_eligible: Mask
    yuan: Numbers
    near: Mask | None = None
    """Where nothing but measurable gaps stands in the way; only if asked for."""


class Screening:
    """Programmes made ready for columns."""

    def __init__(self, programmes: Sequence[Programme], facts: Mapping[str, FactDefinition]) -> None:
        self._programmes = tuple(programme for programme in programmes if programme.judged)
        self._facts = facts

    def run(self, rows: Sequence[Prepared], as_of: date, near: bool = False) -> Screened:
        """Only programmes that hold on the day; columns are made from the prepared rows first."""
        return self.over(Columns(rows, as_of), near)

    def over(self, columns: Columns, near: bool = False) -> Screened:
        held = tuple(programme for programme in self._programmes if programme.holds(columns.as_of))
        seen: dict[Test, Node] = {}
        shape = (len(held), columns.size)
        eligible, refused = np.empty(shape, dtype=np.bool_), np.empty(shape, dtype=np.bool_)
        yuan = np.empty(shape, dtype=np.float64)
        for place, programme in enumerate(held):
            node = _node(programme.conditions, columns, seen)
            eligible[place], refused[place] = node.passed, node.failed
            yuan[place] = np.where(node.passed, _yuan(programme.award, columns), np.nan)
        return Screened(held, eligible, refused, yuan, _near(held, columns, seen) if near else None)


def _near(programmes: Sequence[Programme], columns: Columns, seen: dict[Test, Node]) -> Mask:
    near = np.ones((len(programmes), columns.size), dtype=np.bool_)
    for place, programme in enumerate(programmes):
        for leaf in programme.leaves:
            if not leaf.test.measured:
                near[place] &= ~seen[leaf.test].failed
    return near


def _node(condition: Condition, columns: Columns, seen: dict[Test, Node]) -> Node:
    if isinstance(condition, Leaf):
        if condition.test not in seen:
            seen[condition.test] = _leaf(condition.test, columns)
        return seen[condition.test]
    children = [_node(child, columns, seen) for child in condition.children]
    return _GROUPS[condition.kind](children, condition, columns.size)


def _leaf(test: Test, columns: Columns) -> Node:
    met, failed = columns.masks(test)
    if test.operator == "judged":
        everywhere = np.ones(columns.size, dtype=np.bool_)
        return Node(everywhere, failed, everywhere)
    return Node(met, failed)


def _all(children: list[Node], _group: Group, size: int) -> Node:
    if len(children) == 1:
        return children[0]
    passed, failed = np.ones(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    for child in children:
        np.logical_and(passed, child.passed, out=passed)
        np.logical_or(failed, child.failed, out=failed)
    neutral = _either([child.neutral for child in children])
    return Node(passed, failed, None if neutral is None else neutral & passed)


def _any(children: list[Node], _group: Group, size: int) -> Node:
    passed, failed = np.zeros(size, dtype=np.bool_), np.ones(size, dtype=np.bool_)
    for child in children:
        np.logical_or(passed, child.passed, out=passed)
        np.logical_and(failed, child.failed, out=failed)
    return Node(passed, failed, _rests(children, passed, 1))


def _none(children: list[Node], _group: Group, size: int) -> Node:
    passed, failed = np.ones(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    for child in children:
        harmless = child.failed if child.neutral is None else child.failed | child.neutral
        np.logical_and(passed, harmless, out=passed)
        np.logical_or(failed, child.met, out=failed)
    neutral = _either([child.neutral for child in children])
    return Node(passed, failed, None if neutral is None else neutral & passed)


def _count(children: list[Node], group: Group, size: int) -> Node:
    passes = sum((child.passed.astype(np.int16) for child in children), np.zeros(size, dtype=np.int16))
    fails = sum((child.failed.astype(np.int16) for child in children), np.zeros(size, dtype=np.int16))
    passed = passes >= group.need
    return Node(passed, len(children) - fails < group.need, _rests(children, passed, group.need))


def _rests(children: list[Node], passed: Mask, need: int) -> Mask | None:
    """Where fewer than `need` children are met without an office's word."""
    if all(child.neutral is None for child in children):
        return None
    met = np.sum([child.met for child in children], axis=0)
    rests: Mask = passed & (met < need)
    return rests


def _either(masks: list[Mask | None]) -> Mask | None:
    found = [mask for mask in masks if mask is not None]
    if not found:
        return None
    either: Mask = np.logical_or.reduce(found)
    return either


def _yuan(award: Award, columns: Columns) -> Numbers | float:
    match award:
        case Fixed(yuan=yuan) | Yearly(yuan=yuan):
            return float(yuan)
        case Share():
            return _share(award, columns)
        case TaxCredit(of=of, rate=rate):
            return _share(Share(of, rate), columns)
        case PerUnit():
            return _per_unit(award, columns)
        case Tiers():
            steps = dict(award.steps)
            return np.array([steps.get(value, np.nan) for value in columns.values(award.by)], dtype=np.float64)
        case _:
            return np.nan


def _per_unit(award: PerUnit, columns: Columns) -> Numbers:
    span = columns.span(award.count, award.which)
    cap = np.inf if award.cap_yuan is None else award.cap_yuan
    low, high = (np.minimum(np.ceil(np.maximum(count, 0.0)) * award.yuan, cap) for count in (span.low, span.high))
    return np.where(low == high, low, np.nan)


def _share(award: Share, columns: Columns) -> Numbers:
    span = columns.span(award.of)
    low = _limited(span.low, award)
    return low if span.high is span.low else np.where(low == _limited(span.high, award), low, np.nan)


def _limited(base: Numbers, award: Share) -> Numbers:
    yuan: Numbers = np.floor(np.round(np.maximum(base, 0.0) * award.rate, 6) + 0.5)
    if award.floor_yuan is not None:
        yuan = np.maximum(yuan, award.floor_yuan)
    return yuan if award.cap_yuan is None else np.minimum(yuan, award.cap_yuan)


_GROUPS = {"all": _all, "any": _any, "none": _none, "count": _count}
