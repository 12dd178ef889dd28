"""Outlines that were read before, kept in one file: a document that has not changed is not read again."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.model import Cells, Clause
from knowledge.prepared import read_table, write_table
from knowledge.reading.source import Table

_READERS = ("outline/*.py", "outlines.py", "model.py", "reading/source.py")
"""What the clauses of a text depend on besides the text."""


class Outlines:
    """Clauses by their document's words and tables."""

    def __init__(self, file: Path | None = None) -> None:
        """`file`: where they are kept; what it holds for another state of the program counts for nothing."""
        self._file = file
        kept = read_table(file) if file else None
        self._kept: dict[str, Any] = kept["clauses"] if isinstance(kept, dict) and kept["by"] == _program() else {}
        self._used: dict[str, Any] = {}

    def clauses(self, document: str, text: str, tables: tuple[Table, ...]) -> tuple[Clause, ...]:
        key = hashlib.sha256(repr((text, tables)).encode()).hexdigest()
        rows = self._kept.get(key)
        self._used[key] = rows = _rows(text, tables) if rows is None else rows
        return tuple(
            Clause(document, path, heading, text[start:end], units, start, end, own_end, cut, supports, _cells(cells))
            for path, heading, units, start, end, own_end, cut, supports, cells in rows
        )

    def keep(self) -> None:
        """Those that were asked for; nothing is written where all of them were there."""
        if self._file and self._used.keys() != self._kept.keys():
            write_table(self._file, {"by": _program(), "clauses": self._used})


def _rows(text: str, tables: tuple[Table, ...]) -> Sequence[tuple[Any, ...]]:
    from knowledge.outline.reader import read_outline  # not where all outlines are kept already

    return [
        (
            unit.path,
            unit.heading,
            unit.departments,
            unit.start,
            unit.end,
            unit.own_end,
            unit.truncated,
            unit.supports,
            (unit.cells.head, unit.cells.row) if unit.cells else None,
        )
        for unit in read_outline(text, tables)
    ]


def _cells(kept: tuple[tuple[str, ...], tuple[str, ...]] | None) -> Cells | None:
    return Cells(*kept) if kept else None


@cache
def _program() -> str:
    home = Path(__file__).parent
    files = sorted(file for pattern in _READERS for file in home.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest() + str(marshal.version)
