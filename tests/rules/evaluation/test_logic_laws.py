"""The logic of conditions against its definition, one by one and in columns, on every combination of states."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import bulk_nodes, screening
from rules.evaluation.logic import judge, open_leaves
from rules.evaluation.states import INEXACT, MET, NOT_ASKED, NOT_MET, OFFICE, TEXT_OPEN, UNKNOWN
from rules.language.conditions import Condition, Group, Leaf
from rules.language.conditions import Test as LeafTest

STATES = range(10)
LEAF = Leaf(LeafTest("city", "one_of", ("甲",)), "", "", ())
KINDS = [("all", 0), ("any", 0), ("none", 0), ("count", 1), ("count", 2), ("count", 3)]


def defined(kind: str, need: int, found: Sequence[int]) -> int:
    """What the words mean: settled either way, or an office alone decides, or it is open."""
    sure, office, possible = (
        sum(state == MET for state in found),
        sum(state in (MET, OFFICE) for state in found),
        sum(state != NOT_MET for state in found),
    )
    if kind == "none":
        if sure:
            return NOT_MET
        return UNKNOWN if possible > office else OFFICE if office else MET
    wanted = {"all": len(found), "any": 1, "count": need}[kind]
    if possible < wanted:
        return NOT_MET
    return MET if sure >= wanted else OFFICE if office >= wanted else UNKNOWN


@pytest.mark.parametrize(("kind", "need"), KINDS)
@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_group_of_leaves_comes_to_what_its_word_means(kind: str, need: int, size: int) -> None:
    run = judge(Group(kind, (LEAF,) * size, need))  # type: ignore[arg-type]
    for states in product(STATES, repeat=size):
        found = [min(state, UNKNOWN) for state in states]
        assert run(states) == defined(kind, need, found), states


@pytest.mark.parametrize(("kind", "need"), KINDS)
@pytest.mark.parametrize(("inner", "within"), KINDS[:4])
def test_a_group_in_a_group_counts_as_one(kind: str, need: int, inner: str, within: int) -> None:
    whole = Group(kind, (LEAF, Group(inner, (LEAF, LEAF), within), LEAF), need)  # type: ignore[arg-type]
    run = judge(whole)
    for first, *middle, last in product((NOT_MET, MET, OFFICE, UNKNOWN, TEXT_OPEN), repeat=4):
        found = [min(first, UNKNOWN), defined(inner, within, [min(s, UNKNOWN) for s in middle]), min(last, UNKNOWN)]
        assert run((first, *middle, last)) == defined(kind, need, found)


def test_a_group_of_nothing_is_met_unless_something_is_needed() -> None:
    assert [judge(Group(kind, ()))(()) for kind in ("all", "any", "none")] == [MET, NOT_MET, MET]
    assert judge(Leaf(LEAF.test, "", "", ()))([INEXACT]) == UNKNOWN


def trees(depth: int) -> st.SearchStrategy[Condition]:
    leaf: st.SearchStrategy[Condition] = st.just(LEAF)
    if not depth:
        return leaf
    children = st.lists(trees(depth - 1), min_size=1, max_size=3).map(tuple)
    kinds = st.sampled_from(KINDS)
    return leaf | st.builds(lambda kind, some: Group(kind[0], some, min(kind[1], len(some))), kinds, children)


def _size(condition: Condition) -> int:
    return 1 if isinstance(condition, Leaf) else sum(map(_size, condition.children))


@settings(deadline=None, max_examples=150)
@given(tree=trees(2), data=st.data())
def test_open_leaves_are_those_that_can_still_decide(tree: Condition, data: st.DataObject) -> None:
    size = _size(tree)
    asked = st.sampled_from([state for state in STATES if state != OFFICE])  # an office's word decides neither way
    states = data.draw(st.lists(asked, min_size=size, max_size=size).filter(lambda s: _open(s) < 7))
    run, free = judge(tree), [place for place, state in enumerate(states) if state >= UNKNOWN]
    deciding = set()
    for chosen in product((NOT_MET, MET), repeat=len(free)):
        truth = list(states)
        for place, state in zip(free, chosen, strict=True):
            truth[place] = state
        for place in free:
            other = list(truth)
            other[place] = MET - truth[place]
            if (run(other) == NOT_MET) != (run(truth) == NOT_MET):
                deciding.add(place)
    assert set(open_leaves(tree, states)) == {place for place in deciding if states[place] != TEXT_OPEN}


def _open(states: Sequence[int]) -> int:
    return sum(state >= UNKNOWN for state in states)


@pytest.mark.parametrize(("kind", "need"), KINDS)
@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("offices", [0, 1, 3])
def test_columns_and_expressions_say_the_same_as_the_word(kind: str, need: int, size: int, offices: int) -> None:
    """`offices`: so many children have an office's word below; without one nothing rests on it."""
    each = [
        (NOT_MET, MET, OFFICE, NOT_ASKED) if place < offices else (NOT_MET, MET, NOT_ASKED) for place in range(size)
    ]
    rows = list(product(*each))
    wanted = np.array([defined(kind, need, row) for row in rows])
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    group = Group(kind, (LEAF,) * size, need)  # type: ignore[arg-type]

    nodes = [
        screening.Node(_passes(column), column == NOT_MET, column == OFFICE if place < offices else None)
        for place, column in enumerate(columns)
    ]
    node = screening._GROUPS[kind](nodes, group, len(rows))
    _compare(wanted, node.passed, node.failed, node.neutral, node.met)
    assert (node.neutral is None) is (not offices)

    frame = pl.DataFrame({str(place): column for place, column in enumerate(columns)})
    expressions = [_expression(pl.col(str(place)), place < offices) for place in range(size)]
    node_ = bulk_nodes.GROUPS[kind](expressions, group)
    assert (node_.neutral is None) is (not offices)
    found = {"passed": node_.passed, "failed": node_.failed, "met": node_.met}
    table = frame.select(**found, neutral=pl.lit(False) if node_.neutral is None else node_.neutral)
    _compare(wanted, *(table[name].to_numpy() for name in ("passed", "failed", "neutral", "met")))


def test_all_of_nothing_is_met_in_every_back_end() -> None:
    nothing = Group("all", ())
    node = screening._GROUPS["all"]([], nothing, 1)
    assert (node.passed.tolist(), node.failed.tolist()) == ([True], [False])
    node_ = bulk_nodes.GROUPS["all"]([], nothing)
    assert pl.select(passed=node_.passed, failed=node_.failed).row(0) == (True, False)


def _passes(column: np.ndarray) -> np.ndarray:
    return np.isin(column, (MET, OFFICE))


def _expression(column: pl.Expr, offices: bool) -> bulk_nodes.Node:
    return bulk_nodes.Node(column.is_in([MET, OFFICE]), column == NOT_MET, column == OFFICE if offices else None)


def _compare(
    wanted: np.ndarray, passed: np.ndarray, failed: np.ndarray, neutral: np.ndarray | None, met: np.ndarray
) -> None:
    assert np.array_equal(passed, _passes(wanted))
    assert np.array_equal(failed, wanted == NOT_MET)
    assert np.array_equal(met, wanted == MET)
    if neutral is not None:
        assert np.array_equal(np.broadcast_to(neutral, wanted.shape), wanted == OFFICE)
