"""An index that grows by documents: a segment for those that came together, a list of which bags are whose.

Documents are known by the hash of their words, so that one that has changed is another one; what no document needs any
more counts for nothing until segments are joined.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.bm25.building import Builder
from knowledge.bm25.formula import Formula
from knowledge.bm25.index import Index, Part
from knowledge.bm25.kept import Arrays, Kept, Nowhere, Rows
from knowledge.bm25.merging import merged
from knowledge.bm25.segment import Held, Postings, Segment

_MOST_SEGMENTS = 8
_MOST_GONE = 0.25
"""Share of bags that nobody needs from which on segments are joined."""


@dataclass(frozen=True)
class Shelved:
    """A document as the index takes it."""

    key: str
    bags: Callable[[], Iterable[Sequence[str]]]
    """Asked only where the document is not there yet."""


class Shelf:
    def __init__(self, kept: Kept | None = None, formula: Formula | None = None) -> None:
        self._kept = kept or Nowhere()
        self._formula = formula or Formula()
        self._rows: dict[str, Rows] = {}
        self._segments: dict[str, Postings] = {}

    def index(self, documents: Sequence[Shelved]) -> tuple[Index, NDArray[np.int64]]:
        """Over these documents; and the number of the first bag of each. What is new is kept.

        May raise `knowledge.mapped.Damaged`, as whatever reads the index may.
        """
        wanted = {document.key: document for document in documents}
        there = self._open(wanted)
        if new := [document for key, document in wanted.items() if key not in there]:
            self._add(new)
        parts = self._parts(wanted)
        if self._is_untidy(parts.values()):
            parts = self._joined(parts, wanted)
        self._kept.keep(self._rows)
        firsts, first = dict[str, int](), 0
        for rows in self._rows.values():
            for key, size in rows:
                firsts.setdefault(key, first)
                first += size
        index = Index(list(parts.values()), self._formula)
        return index, np.array([firsts[document.key] for document in documents], np.int64)

    def _open(self, wanted: Mapping[str, Shelved]) -> set[str]:
        """The segments that have some of the documents, the larger ones first; the keys that are there then."""
        there = set[str]()
        found = self._kept.contents()
        for name in sorted(found, key=lambda name: (-sum(key in wanted for key, _ in found[name]), name)):
            keys = {key for key, _ in found[name] if key in wanted}
            if keys <= there:
                continue
            segment = self._kept.segment(name)
            if segment is not None and segment.size == sum(size for _, size in found[name]):
                self._rows[name], self._segments[name] = found[name], segment
                there |= keys
        return there

    def _add(self, documents: Sequence[Shelved]) -> None:
        builder, rows = Builder(), Rows()
        for document in documents:
            bags = list(document.bags())
            builder.add(bags)
            rows.append((document.key, len(bags)))
        self._put(rows, builder.arrays(self._formula))

    def _put(self, rows: Rows, arrays: Arrays) -> None:
        """A new segment, as it is kept where that could be done."""
        name = hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
        segment = self._kept.put(name, rows, arrays)
        self._rows[name] = rows
        self._segments[name] = segment or Segment(Held(arrays))

    def _parts(self, wanted: Mapping[str, Shelved]) -> dict[str, Part]:
        """A document that stands in two segments counts in the first."""
        seen, parts = set[str](), dict[str, Part]()
        for name, rows in self._rows.items():
            keys = [key in wanted and key not in seen for key, _ in rows]
            seen.update(key for key, _ in rows)
            alive = np.repeat(keys, [size for _, size in rows])
            parts[name] = Part(self._segments[name], None if alive.all() else alive)
        return parts

    @staticmethod
    def _is_untidy(parts: Iterable[Part]) -> bool:
        found = list(parts)
        size = sum(part.segment.size for part in found)
        return len(found) > _MOST_SEGMENTS or size - sum(part.counted for part in found) > _MOST_GONE * size

    def _joined(self, parts: Mapping[str, Part], wanted: Mapping[str, Shelved]) -> dict[str, Part]:
        together = (row for rows in self._rows.values() for row in rows if row[0] in wanted)
        rows = [(key, size) for key, size in dict.fromkeys(together)]
        self._rows = {}
        self._put(rows, merged(list(parts.values()), self._formula))
        return {name: Part(self._segments[name]) for name in self._rows}
