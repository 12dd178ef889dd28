"""Conditions over columns: what is met, what failed, and what rests on an office's word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import polars as pl

from rules.language.conditions import Group


@dataclass(frozen=True, slots=True)
class Node:
    """As in `rules.screening`: `passed` is met or held back by an office alone; neither is open."""

    passed: pl.Expr
    failed: pl.Expr
    neutral: pl.Expr | None = None

    @property
    def met(self) -> pl.Expr:
        return self.passed if self.neutral is None else self.passed & ~self.neutral


def _all(children: list[Node], _group: Group) -> Node:
    if not children:
        return Node(pl.lit(True), pl.lit(False))
    passed = reduce(pl.Expr.and_, [child.passed for child in children])
    failed = reduce(pl.Expr.or_, [child.failed for child in children])
    neutral = _either(children)
    return Node(passed, failed, None if neutral is None else neutral & passed)


def _any(children: list[Node], _group: Group) -> Node:
    passed = reduce(pl.Expr.or_, [child.passed for child in children])
    failed = reduce(pl.Expr.and_, [child.failed for child in children])
    return Node(passed, failed, _rests(children, passed, 1))


def _none(children: list[Node], _group: Group) -> Node:
    harmless = [child.failed if child.neutral is None else child.failed | child.neutral for child in children]
    passed = reduce(pl.Expr.and_, harmless)
    failed = reduce(pl.Expr.or_, [child.met for child in children])
    neutral = _either(children)
    return Node(passed, failed, None if neutral is None else neutral & passed)


def _count(children: list[Node], group: Group) -> Node:
    passed = pl.sum_horizontal([child.passed.cast(pl.Int16) for child in children]) >= group.need
    failed = pl.sum_horizontal([(~child.failed).cast(pl.Int16) for child in children]) < group.need
    return Node(passed, failed, _rests(children, passed, group.need))


def _rests(children: list[Node], passed: pl.Expr, need: int) -> pl.Expr | None:
    """Where fewer than `need` children are met without an office's word."""
    if all(child.neutral is None for child in children):
        return None
    return passed & (pl.sum_horizontal([child.met.cast(pl.Int16) for child in children]) < need)


def _either(children: list[Node]) -> pl.Expr | None:
    found = [child.neutral for child in children if child.neutral is not None]
    return reduce(pl.Expr.or_, found) if found else None


GROUPS = {"all": _all, "any": _any, "none": _none, "count": _count}
