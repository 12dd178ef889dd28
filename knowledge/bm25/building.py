"""Bags of terms → postings, a slice at a time: term numbers as they come, one sort a slice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np

from knowledge.bm25.formula import Formula
from knowledge.mapped import Array

_SLICE = 4_000_000
"""Tokens that are sorted at once."""
_CHUNK = 4_000_000
"""Postings that are put together at once."""
_COUNTS = (np.uint8, np.uint16, np.uint32)


@dataclass(frozen=True)
class Slice:
    """Postings of some bags, by term: `sizes` says how many each term has, `bags` and `counts` are theirs in order."""

    sizes: Array
    bags: Array
    counts: Array


class Builder:
    """Bags as they come → the arrays of a segment."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._slices: list[Slice] = []
        self._lengths: list[Array] = []
        self._size = 0

    def add(self, bags: Iterable[Sequence[str]]) -> None:
        waiting: list[Sequence[str]] = []
        tokens = 0
        for bag in bags:
            waiting.append(bag)
            tokens += len(bag)
            if tokens >= _SLICE:
                self._sort(waiting, tokens)
                waiting, tokens = [], 0
        self._sort(waiting, tokens)

    def _sort(self, bags: list[Sequence[str]], tokens: int) -> None:
        lengths = np.fromiter(map(len, bags), np.int32, len(bags))
        terms = np.fromiter(map(self._numbers.__getitem__, chain.from_iterable(bags)), np.int64, tokens)
        terms <<= 32
        terms |= np.repeat(np.arange(self._size, self._size + len(bags), dtype=np.int64), lengths)
        terms.sort()
        firsts = np.flatnonzero(np.diff(terms, prepend=-1))
        found = terms[firsts]
        sizes = np.bincount(found >> 32, minlength=len(self._numbers)).astype(np.int32)
        times = np.diff(firsts, append=tokens)
        self._slices.append(Slice(sizes, found.astype(np.int32), smallest(times)))
        self._lengths.append(lengths)
        self._size += len(bags)

    def arrays(self, formula: Formula) -> Mapping[str, Array | Iterable[Array]]:
        """What `Segment` reads; the larger ones come in parts."""
        keys = np.fromiter(map(key_of, self._numbers), np.uint64, len(self._numbers))
        return joined(keys, self._slices, np.concatenate([np.empty(0, np.int32), *self._lengths]), formula)


def joined(
    keys: Array, slices: Sequence[Slice], lengths: Array, formula: Formula
) -> dict[str, Array | Iterable[Array]]:
    """One segment of slices that number their terms alike; a later slice may know more of them."""
    sizes = np.zeros(len(keys), np.int64)
    for each in slices:
        sizes[: len(each.sizes)] += each.sizes
    starts = np.concatenate([[0], np.cumsum(sizes)])
    kind = np.result_type(np.uint8, *(each.counts.dtype for each in slices))
    tops = np.zeros(len(keys), np.float32)
    order = np.argsort(keys, kind="stable")
    parts = _Parts(slices, starts, kind)
    return {
        "keys": keys[order],
        "numbers": order.astype(np.int32),
        "starts": starts,
        "lengths": lengths,
        "bags": parts.bags(),
        "counts": parts.counts(formula.norms(lengths, float(lengths.sum()), len(lengths)), tops),
        "tops": tops,
    }


class _Parts:
    """The postings of ranges of terms, put together from all slices."""

    def __init__(self, slices: Sequence[Slice], starts: Array, kind: np.dtype[np.unsignedinteger]) -> None:
        self._slices = slices
        self._starts = starts
        self._kind = kind
        self._bounds = [np.concatenate([[0], np.cumsum(each.sizes, dtype=np.int64)]) for each in slices]

    def bags(self) -> Iterator[Array]:
        for first, last in self._ranges():
            yield self._together(first, last, np.dtype(np.int32), [each.bags for each in self._slices])

    def counts(self, norms: Array, tops: Array) -> Iterator[Array]:
        """Fills `tops` on the way: the largest share of its weight that each term can count for in any bag."""
        for first, last in self._ranges():
            counts = self._together(first, last, self._kind, [each.counts for each in self._slices])
            bags = self._together(first, last, np.dtype(np.int32), [each.bags for each in self._slices])
            shares = counts / (counts + norms[bags])
            tops[first:last] = np.nextafter(
                np.maximum.reduceat(shares, self._starts[first:last] - self._starts[first]), 2, dtype=np.float32
            )
            yield counts

    def _ranges(self) -> Iterator[tuple[int, int]]:
        first, terms = 0, len(self._starts) - 1
        while first < terms:
            last = int(np.searchsorted(self._starts, self._starts[first] + _CHUNK, "right")) - 1
            last = min(max(last, first + 1), terms)
            yield first, last
            first = last

    def _together(self, first: int, last: int, kind: np.dtype[np.generic], arrays: Sequence[Array]) -> Array:
        found = np.empty(int(self._starts[last] - self._starts[first]), kind)
        free = self._starts[first:last] - self._starts[first]
        for each, bounds, array in zip(self._slices, self._bounds, arrays, strict=True):
            end = min(last, len(each.sizes))
            if end <= first:
                continue
            sizes = each.sizes[first:end]
            part = array[bounds[first] : bounds[end]]
            within = np.arange(len(part)) - np.repeat(bounds[first:end] - bounds[first], sizes)
            found[np.repeat(free[: end - first], sizes) + within] = part
            free[: end - first] += sizes
        return found


def key_of(term: str) -> int:
    """64 bits of its hash: two of a million terms have the same with a chance of one in forty million."""
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def smallest(counts: Array) -> Array:
    """In the smallest type that holds them."""
    most = int(counts.max(initial=0))
    return counts.astype(next(kind for kind in _COUNTS if most <= np.iinfo(kind).max))
