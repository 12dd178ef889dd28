"""BM25 over the bags of one or several segments, as if they had been built as one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.bm25.building import Builder, key_of
from knowledge.bm25.formula import Formula, Scores
from knowledge.bm25.searching import List, Numbers, Searcher, all_scores
from knowledge.bm25.segment import Found, Held, Postings, Segment
from knowledge.mapped import Array

_REMEMBERED = 2048
"""Terms whose lists are kept at hand."""
_ROOM = 4_000_000
"""Postings of which an index keeps at hand what they count, in 32 MB: most questions have the same long lists."""
_NOTHING = Found(np.empty(0, np.int32), np.empty(0, np.uint8), 0.0)


@dataclass(frozen=True)
class Part:
    """A segment's place in an index; bags that are not `alive` count for nothing."""

    segment: Postings
    alive: NDArray[np.bool_] | None = None

    def postings(self, key: int) -> Found:
        found = self.segment.find(key)
        if found is None:
            return _NOTHING
        if self.alive is None:
            return found
        kept = self.alive[found.bags]
        return Found(found.bags[kept], found.counts[kept], found.top)

    @property
    def lengths(self) -> Array:
        """Of the bags that count; 0 for the others."""
        return self.segment.lengths if self.alive is None else np.where(self.alive, self.segment.lengths, 0)

    @property
    def counted(self) -> int:
        return self.segment.size if self.alive is None else int(np.count_nonzero(self.alive))


class Index:
    """Bags are numbered through all parts. Whatever reads a mapped part may raise `knowledge.mapped.Damaged`."""

    def __init__(self, parts: Sequence[Part], formula: Formula | None = None) -> None:
        self.formula = formula or Formula()
        self._parts = tuple(parts)
        self._firsts = np.cumsum([0, *(part.segment.size for part in parts)])
        self.size = int(self._firsts[-1])
        self._counted = sum(part.counted for part in parts)
        lengths = [part.lengths for part in parts]
        total = sum(float(each.sum()) for each in lengths)
        together = np.concatenate(lengths) if lengths else np.empty(0, np.int32)
        self._norms = self.formula.norms(together, total, self._counted)
        means = [float(part.segment.lengths.mean()) or 1.0 for part in parts if part.segment.size]
        self._stretch = max([1.0, *(total / self._counted / mean for mean in means)]) if total else 1.0
        """By how much a segment's own mean length may underrate what a term counts here."""
        self._searcher = Searcher(self.size)
        self._at_hand: OrderedDict[str, List] = OrderedDict()
        self._room = _ROOM

    @classmethod
    def of(cls, bags: Iterable[Sequence[str]], formula: Formula | None = None) -> Index:
        """In memory."""
        builder = Builder()
        builder.add(bags)
        return cls([Part(Segment(Held(builder.arrays(formula or Formula()))))], formula)

    @classmethod
    def mapped(cls, file: Path, formula: Formula | None = None) -> Index | None:
        """Of one segment's file; None where it is missing or damaged."""
        segment = Segment.mapped(file)
        return None if segment is None else cls([Part(segment)], formula)

    def __contains__(self, term: str) -> bool:
        return len(self._list(term).bags) > 0

    def idf(self, term: str) -> float:
        """0 for a term that no bag has."""
        return self._list(term).idf if term in self else 0.0

    def scores(self, terms: Iterable[str]) -> Scores:
        """One number for every bag; a term that comes twice counts twice."""
        return self.weighted((term, 1.0) for term in terms)

    def weighted(self, terms: Iterable[tuple[str, float]]) -> Scores:
        return all_scores(self.lists(terms), self.size)

    def top(self, terms: Iterable[str], k: int) -> tuple[Numbers, Scores]:
        """The k best bags with a score above 0, best first; equal scores (to 1e-9) in the order of the bags."""
        return self.top_of(self.lists((term, 1.0) for term in terms), k)

    def top_of(self, lists: Sequence[List], k: int) -> tuple[Numbers, Scores]:
        """The same by lists of this index and of others over the same bags."""
        return self._searcher.top(lists, k)

    def lists(self, terms: Iterable[tuple[str, float]]) -> list[List]:
        """Of terms with their weights; terms that no bag has are left out."""
        wanted = list(terms)
        self._fetch([term for term, _ in wanted])
        found = ((self._list(term), weight) for term, weight in wanted)
        return [one if weight == 1.0 else one.weighted(weight) for one, weight in found if len(one.bags)]

    def _fetch(self, terms: Iterable[str]) -> None:
        """Says all that will be read in one go."""
        keys = [key_of(term) for term in terms if term not in self._at_hand]
        if keys:
            for part in self._parts:
                part.segment.expect(keys)

    def _list(self, term: str) -> List:
        found = self._at_hand.get(term)
        if found is None:
            found = self._at_hand[term] = self._with_parts(self._read(term))
            if len(self._at_hand) > _REMEMBERED:
                _, gone = self._at_hand.popitem(last=False)
                self._room += 0 if gone.known is None else len(gone.bags)
        else:
            self._at_hand.move_to_end(term)
        return found

    def _with_parts(self, found: List) -> List:
        if len(found.bags) > self._room:
            return found
        self._room -= len(found.bags)
        return replace(found, known=found.parts())

    def _read(self, term: str) -> List:
        key = key_of(term)
        read = [part.postings(key) for part in self._parts]
        having = sum(len(bags) for bags, _, _ in read)
        idf = self.formula.idf(self._counted, having)
        firsts = self._firsts.tolist()
        bags = [one[0] + first if first else one[0] for one, first in zip(read, firsts, strict=False)]
        share = min(1.0, self._stretch * max((share for _, _, share in read), default=0.0))
        return List(
            bags=bags[0] if len(bags) == 1 else np.concatenate([np.empty(0, np.int32), *bags]),
            counts=read[0][1] if len(read) == 1 else np.concatenate([np.empty(0, np.uint8), *(one[1] for one in read)]),
            norms=self._norms,
            formula=self.formula,
            idf=idf,
            weight=1.0,
            most=idf * (self.formula.k1 + 1) * share,
        )
