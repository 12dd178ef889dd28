"""How the states of leaves combine: strong Kleene logic, with a neutral value for what only an office can judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rules.evaluation.states import INEXACT, MET, NOT_MET, OFFICE, TEXT_OPEN, UNKNOWN
from rules.language.conditions import Condition, Leaf

States = Sequence[int]
"""The states of a programme's leaves, in the order of the file."""
Judge = Callable[[States], int]
"""→ NOT_MET, MET, OFFICE (met as far as anyone but an office can say) or UNKNOWN."""


def judge(condition: Condition) -> Judge:
    """The condition as a function of its leaves' states."""
    node, _ = _compile(condition, 0)
    return node


def _compile(condition: Condition, at: int) -> tuple[Judge, int]:
    if isinstance(condition, Leaf):
        return lambda states: min(states[at], UNKNOWN), at + 1
    first = at
    children = []
    for child in condition.children:
        node, at = _compile(child, at)
        children.append(node)
    if condition.kind == "all" and all(isinstance(child, Leaf) for child in condition.children):
        return _all_of_leaves(first, at), at
    return _GROUPS[condition.kind](children, condition.need), at


def _all_of_leaves(first: int, end: int) -> Judge:
    def run(states: States) -> int:
        mine = states[first:end]
        if NOT_MET in mine:
            return NOT_MET
        return min(max(mine, default=MET), UNKNOWN)

    return run


def _all(children: list[Judge], _need: int) -> Judge:
    def run(states: States) -> int:
        found = [child(states) for child in children]
        return NOT_MET if NOT_MET in found else max(found)

    return run


def _any(children: list[Judge], _need: int) -> Judge:
    def run(states: States) -> int:
        found = [child(states) for child in children]
        for state in (MET, OFFICE, UNKNOWN):
            if state in found:
                return state
        return NOT_MET

    return run


def _none(children: list[Judge], _need: int) -> Judge:
    def run(states: States) -> int:
        found = [child(states) for child in children]
        return NOT_MET if MET in found else max([*found, MET])

    return run


def _count(children: list[Judge], need: int) -> Judge:
    def run(states: States) -> int:
        found = [child(states) for child in children]
        met, office, unknown = found.count(MET), found.count(OFFICE), found.count(UNKNOWN)
        if met >= need:
            return MET
        if met + office >= need:
            return OFFICE
        return UNKNOWN if met + office + unknown >= need else NOT_MET

    return run


_GROUPS: dict[str, Callable[[list[Judge], int], Judge]] = {"all": _all, "any": _any, "none": _none, "count": _count}


def open_leaves(condition: Condition, states: States) -> list[int]:
    """Places of the unknown leaves that can still change what the whole condition comes to."""
    found: list[int] = []
    _collect(condition, states, 0, found)
    return found


def _collect(condition: Condition, states: States, at: int, found: list[int]) -> tuple[int, int]:
    """State and next place of a node; adds open leaves only of children that hold the node undecided."""
    if isinstance(condition, Leaf):
        if states[at] >= UNKNOWN and states[at] != TEXT_OPEN:
            found.append(at)
        return min(states[at], UNKNOWN), at + 1
    start = len(found)
    child_states: list[int] = []
    for child in condition.children:
        mark = len(found)
        state, at = _collect(child, states, at, found)
        child_states.append(state)
        if state != UNKNOWN:
            del found[mark:]
    combine = _GROUPS[condition.kind]([_constant(state) for state in child_states], condition.need)
    state = combine(states)
    if state != UNKNOWN:
        del found[start:]
    return state, at


def _constant(state: int) -> Judge:
    return lambda _states: state


__all__ = ["INEXACT", "Judge", "States", "judge", "open_leaves"]
