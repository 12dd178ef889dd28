"""An index that grows by documents: a segment for those that came together, a list of which bags are whose.

In the folder stand `contents` and the segments that it names. Documents are known by the hash of their words, so that
one that has changed is another one; what no document needs any more counts for nothing until segments are joined.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.bm25.building import Builder
from knowledge.bm25.formula import Formula
from knowledge.bm25.index import Index, Part
from knowledge.bm25.merging import merged
from knowledge.bm25.segment import Held, Segment, write_segment
from knowledge.prepared import read_table, write_table

_CONTENTS = "contents"
_MOST_SEGMENTS = 8
_MOST_GONE = 0.25
"""Share of bags that nobody needs from which on segments are joined."""

Rows = list[tuple[str, int]]
"""Keys of documents and how many bags each has, in the order of a segment's bags."""


@dataclass(frozen=True)
class Shelved:
    """A document as the index takes it."""

    key: str
    bags: Callable[[], Iterable[Sequence[str]]]
    """Asked only where the document is not there yet."""


class Shelf:
    def __init__(self, folder: Path | None = None, formula: Formula | None = None) -> None:
        """Without a folder everything is made in memory."""
        self._folder = folder
        self._formula = formula or Formula()
        self._rows: dict[str, Rows] = {}
        self._segments: dict[str, Segment] = {}
        for name, rows in (_contents(folder) if folder else {}).items():
            segment = Segment.mapped(folder / name) if folder else None
            if segment is not None and segment.size == sum(size for _, size in rows):
                self._rows[name], self._segments[name] = rows, segment

    def index(self, documents: Sequence[Shelved]) -> tuple[Index, NDArray[np.int64]]:
        """Over these documents; and the number of the first bag of each. What is new is kept.

        May raise `knowledge.mapped.Damaged`, as whatever reads the index may.
        """
        wanted = {document.key: document for document in documents}
        before = dict(self._rows)
        self._rows = {name: rows for name, rows in self._rows.items() if any(key in wanted for key, _ in rows)}
        there = {key for rows in self._rows.values() for key, _ in rows}
        if new := [document for key, document in wanted.items() if key not in there]:
            self._add(new)
        parts = {name: Part(self._segments[name], self._alive(rows, wanted)) for name, rows in self._rows.items()}
        if self._is_untidy(parts.values()):
            parts = self._joined(parts, wanted)
        if before != self._rows:
            self._keep()
        firsts, first = dict[str, int](), 0
        for rows in self._rows.values():
            for key, size in rows:
                firsts[key] = first
                first += size
        index = Index(list(parts.values()), self._formula)
        return index, np.array([firsts[document.key] for document in documents], np.int64)

    def _add(self, documents: Sequence[Shelved]) -> None:
        builder, rows = Builder(), Rows()
        for document in documents:
            bags = list(document.bags())
            builder.add(bags)
            rows.append((document.key, len(bags)))
        self._put(rows, builder.arrays(self._formula))

    def _put(self, rows: Rows, arrays: Mapping[str, Any]) -> None:
        """A new segment; mapped from its file where that could be written."""
        name = hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
        segment = None
        if self._folder:
            with suppress(OSError):
                write_segment(self._folder / name, arrays, {})
                segment = Segment.mapped(self._folder / name)
        self._rows[name] = rows
        self._segments[name] = segment or Segment(Held(arrays))

    @staticmethod
    def _alive(rows: Rows, wanted: Mapping[str, Shelved]) -> NDArray[np.bool_] | None:
        kept = np.repeat([key in wanted for key, _ in rows], [size for _, size in rows])
        return None if kept.all() else kept

    @staticmethod
    def _is_untidy(parts: Iterable[Part]) -> bool:
        found = list(parts)
        size = sum(part.segment.size for part in found)
        return len(found) > _MOST_SEGMENTS or size - sum(part.counted for part in found) > _MOST_GONE * size

    def _joined(self, parts: Mapping[str, Part], wanted: Mapping[str, Shelved]) -> dict[str, Part]:
        rows = [(key, size) for of in self._rows.values() for key, size in of if key in wanted]
        self._rows = {}
        self._put(rows, merged(list(parts.values()), self._formula))
        return {name: Part(self._segments[name]) for name in self._rows}

    def _keep(self) -> None:
        """The list, then away with segments that it does not name."""
        if self._folder is None:
            return
        write_table(self._folder / _CONTENTS, {"rows": self._rows})
        with suppress(OSError):
            for file in self._folder.iterdir():
                if file.name != _CONTENTS and file.name not in self._rows:
                    file.unlink()


def _contents(folder: Path) -> Mapping[str, Rows]:
    found = read_table(folder / _CONTENTS)
    return found["rows"] if isinstance(found, dict) and "rows" in found else {}
