"""Several parts of an index → one segment, without cutting a text again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from knowledge.bm25.building import Slice, joined
from knowledge.bm25.formula import Formula
from knowledge.bm25.index import Part
from knowledge.mapped import Array


def merged(parts: Sequence[Part], formula: Formula) -> Mapping[str, Array | Iterable[Array]]:
    """The arrays of one segment with the bags that count, in the order of the parts."""
    contents = [part.segment.everything() for part in parts]
    keys = np.unique(np.concatenate([np.empty(0, np.uint64), *(own for own, *_ in contents)]))
    slices, lengths, first = list[Slice](), list[Array](), 0
    for part, content in zip(parts, contents, strict=True):
        alive = np.ones(part.segment.size, bool) if part.alive is None else part.alive
        slices.append(_slice(content, alive, keys, first))
        lengths.append(part.segment.lengths[alive])
        first += int(np.count_nonzero(alive))
    left = np.sum([np.zeros(len(keys), np.int64), *(each.sizes for each in slices)], axis=0) > 0
    slices = [Slice(each.sizes[left], each.bags, each.counts) for each in slices]
    return joined(keys[left], slices, np.concatenate([np.empty(0, np.int32), *lengths]), formula)


def _slice(content: tuple[Array, Array, Array, Array], alive: Array, keys: Array, first: int) -> Slice:
    """A part's postings by the common numbers of terms, which are those of their sorted keys."""
    own, sizes, bags, counts = content
    kept = alive[bags]
    ends = np.cumsum(sizes)
    left = np.concatenate([[0], np.cumsum(kept)])
    of_own = left[ends] - left[ends - sizes]
    found = np.zeros(len(keys), np.int32)
    found[np.searchsorted(keys, own)] = of_own
    renumbered = (np.cumsum(alive) - 1 + first).astype(np.int32)
    return Slice(found, renumbered[bags[kept]], counts[kept])
