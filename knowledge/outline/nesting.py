"""Which kind of number holds which: what the text itself nests counts before custom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from knowledge.outline.labels import Kind, Label

_CUSTOM = tuple(Kind)
_FIXED = {Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.INLINE}


def ranks(labels: Sequence[Label]) -> dict[Kind, int]:
    """A rank for every kind, outermost first.

    A kind holds another where the other's count begins between two neighbours of the first (一、 第一条 第二条 二、
    第三条), and never the other way round.
    """
    votes = _votes(labels)
    order = list(_CUSTOM)
    for inner in _CUSTOM:
        for outer in _CUSTOM:
            if _FIXED & {inner, outer} or order.index(outer) < order.index(inner):
                continue
            if votes[outer, inner] and not votes[inner, outer]:
                order.remove(outer)
                order.insert(order.index(inner), outer)
    return {kind: rank for rank, kind in enumerate(order)}


def _votes(labels: Sequence[Label]) -> Counter[tuple[Kind, Kind]]:
    """(outer, inner): how often a count of `inner` begins after one `outer` and before the next in its count."""
    votes: Counter[tuple[Kind, Kind]] = Counter()
    last: dict[Kind, int] = {}
    begun: dict[Kind, set[Kind]] = {}
    for label in labels:
        kind = label.kind
        if last.get(kind, 0) + 1 == label.number and kind in begun:
            votes.update({(kind, inner): 1 for inner in begun[kind]})
        begun[kind] = set()
        last[kind] = label.number
        if label.number == 1:
            for outer, inside in begun.items():
                if outer is not kind:
                    inside.add(kind)
    return votes
