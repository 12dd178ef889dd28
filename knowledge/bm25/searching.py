"""The best bags for a question: lists of postings are read in the order of what they can count for at most.

A bag that only stands in the lists behind cannot be among the best once the best so far have more than those lists
together can give (MaxScore). What is left out is left out for good; what is returned is scored in full.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.bm25.formula import Formula, Scores
from knowledge.mapped import Array

Numbers = NDArray[np.int64]
_FEW = 2_000
"""Postings that are added up without asking whether they can matter: asking would take longer."""
_PROBED = 64
"""Bags that are scored in full early on, so that the bound for all others is high."""
_EQUAL = 1e-9
_MANY = 20_000
"""Bags from which on the compiled kernel is worth its loading."""
_SPARE = 22
"""Bags beyond the best that the kernel looks for: enough to see whether equal ones were left out."""


@dataclass(frozen=True)
class List:
    """One term's postings, with all that scoring needs of them."""

    bags: Array
    counts: Array
    norms: Scores
    """Of every bag of the index."""
    formula: Formula
    idf: float
    weight: float
    most: float
    """What it counts in any bag at most."""
    known: Scores | None = None
    """What it counts in each of its bags at weight 1, where that was worked out once for all."""

    @cached_property
    def addresses(self) -> tuple[int, int, int, int, int]:
        """Of `bags`, `counts`, `norms` and `known` (0: none), and the number of bags: as the kernel takes them."""
        known = 0 if self.known is None else self.known.ctypes.data
        return self.bags.ctypes.data, self.counts.ctypes.data, self.norms.ctypes.data, known, len(self.bags)

    def weighted(self, weight: float) -> List:
        """The same of a term that counts so many times as much."""
        most, weight = weight * self.most, weight * self.weight
        return List(self.bags, self.counts, self.norms, self.formula, self.idf, weight, most, self.known)

    @property
    def factor(self) -> float:
        return self.idf * (self.formula.k1 + 1) * self.weight

    def parts(self, at: slice | Array = slice(None)) -> Scores:
        """What it counts in the bags at these places."""
        if self.known is not None:
            parts: Scores = self.known[at]
        else:
            parts = self.formula.parts(self.idf, self.counts[at], self.norms[self.bags[at]])
        return parts if self.weight == 1.0 else parts * self.weight

    def parts_of(self, bags: Array) -> Scores:
        """What it counts in these bags, 0 in those that it has not."""
        found = np.zeros(len(bags))
        at, met = self.met(bags)
        found[met] = self.parts(at)
        return found

    def met(self, bags: Array) -> tuple[Numbers, Numbers]:
        """Where the bags that it has stand in it, and where they stand among these."""
        if not len(self.bags):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        at = np.searchsorted(self.bags, bags)
        at[at == len(self.bags)] = 0
        met = np.flatnonzero(self.bags[at] == bags)
        return at[met], met


def all_scores(lists: Sequence[List], size: int) -> Scores:
    """Of every bag, added in the order of the lists."""
    if not lists:
        return np.zeros(size)
    bags = np.concatenate([each.bags for each in lists])
    total = np.bincount(bags, np.concatenate([each.parts() for each in lists]), size)
    return total.astype(np.float64, copy=False)


class Searcher:
    """Over bags of one number; what it works on is kept between questions, one for each that run at a time."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._free: list[Scores] = []

    def top(self, lists: Sequence[List], k: int) -> tuple[Numbers, Scores]:
        """The k best bags with their scores, best first; equal scores (to 1e-9) in the order of the bags."""
        found = [each for each in lists if len(each.bags) and each.most > 0]
        if not found or k < 1:
            return np.empty(0, np.int64), np.empty(0)
        compiled = kernel() if self._size >= _MANY and all(map(_narrow, found)) else None
        scored = self._compiled(compiled, found, k) if compiled else None
        bags, scores = scored or self._in_full(found, k)
        order = np.lexsort((bags, -np.round(scores, 9)))[:k]
        return bags[order].astype(np.int64), scores[order]

    def _in_full(self, lists: Sequence[List], k: int) -> tuple[Array, Scores]:
        """All that can be among the best, with their scores."""
        sums = self._free.pop() if self._free else np.zeros(self._size)
        bags = _Reading(lists, sums, k).candidates()
        self._free.append(sums)
        scores = np.zeros(len(bags))
        for each in lists:
            scores += each.parts_of(bags)
        return bags, scores

    def _compiled(self, call: Callable[..., int], lists: Sequence[List], k: int) -> tuple[Array, Scores] | None:
        """As the kernel finds them; None where so many are equal that it may have left one out."""
        ordered = sorted(lists, key=lambda each: each.most)
        wanted = k + _SPARE
        numbers, scores = np.empty(wanted, np.int64), np.empty(wanted)
        factors = np.array([each.factor for each in ordered])
        weights = np.array([each.weight for each in ordered])
        rest = np.cumsum([each.most for each in ordered])
        arrays = np.array([each.addresses for each in ordered]).T.copy()
        found = call(*arrays, factors, weights, rest, self._size, wanted, numbers, scores)
        least = float(scores.min()) if found == wanted else 0.0
        if found == wanted and np.count_nonzero(scores > least + _EQUAL) < k:
            return None
        return numbers[:found], scores[:found]


def _narrow(each: List) -> bool:
    """Of the types that the kernel is compiled for; a term 256 times in one bag widens a segment's counts."""
    return each.bags.dtype == np.int32 and each.counts.dtype == np.uint8


@cache
def kernel() -> Callable[..., int] | None:
    """numba's, where it is installed."""
    try:
        from knowledge.bm25.compiled import best
    except ImportError:
        return None
    found: Callable[..., int] = best
    return found


class _Reading:
    """One question's lists, read until no bag that was not met yet can be among the best."""

    def __init__(self, lists: Sequence[List], sums: Scores, k: int) -> None:
        self._lists = sorted(lists, key=lambda each: -each.most)
        self._rest = [*np.cumsum([each.most for each in reversed(self._lists)])[::-1].tolist(), 0.0]
        """What the lists from each on can count for together."""
        self._sums = sums
        """Of all bags: 0 before and after."""
        self._k = k
        self._bound = 0.0
        """A score that k bags reach."""
        self._seen: list[Array] = []

    def candidates(self) -> Array:
        """Every bag that can be among the k best, ascending."""
        read = self._read()
        bags = np.concatenate(self._seen)
        sums: Scores = self._sums[bags]
        self._sums[bags] = 0.0
        kept = sums + self._rest[read] >= self._bound
        bags, sums = _once(bags[kept], sums[kept])
        for number in range(read, len(self._lists)):
            if len(bags) <= _PROBED:
                break
            sums = np.add(sums, self._lists[number].parts_of(bags))
            self._raise_bound(sums)
            kept = sums + self._rest[number + 1] >= self._bound
            bags, sums = bags[kept], sums[kept]
        return bags

    def _read(self) -> int:
        """How many lists were read as a whole."""
        for number, each in enumerate(self._lists):
            if self._rest[number] < self._bound:
                return number
            if number and not self._bound and len(each.bags) > _FEW:
                self._probe()
                if self._rest[number] < self._bound:
                    return number
            self._sums[each.bags] += each.parts()
            self._seen.append(each.bags)
            if len(each.bags) > _FEW or number + 1 == len(self._lists):
                self._raise_bound(self._sums[each.bags])
        return len(self._lists)

    def _raise_bound(self, sums: Scores) -> None:
        """`sums`: of different bags, as far as they were added up."""
        if len(sums) >= self._k:
            self._bound = max(self._bound, float(np.partition(sums, len(sums) - self._k)[-self._k]) - _EQUAL)

    def _probe(self) -> None:
        """Scores in full those bags that are best by the first lists."""
        bags = np.concatenate(self._seen)
        sums = self._sums[bags]
        most = max(_PROBED, self._k) * len(self._seen)
        if len(bags) > most:
            bags = bags[np.argpartition(-sums, most)[:most]]
        bags, _ = _once(bags, bags)
        self._raise_bound(sum((each.parts_of(bags) for each in self._lists), np.zeros(len(bags))))


def _once(bags: Array, beside: Array) -> tuple[Array, Array]:
    """Each bag once, ascending, with what stands beside it."""
    order = np.argsort(bags, kind="stable")
    bags = bags[order]
    firsts = np.flatnonzero(np.diff(bags, prepend=-1))
    return bags[firsts], beside[order[firsts]]
