"""Where the segments of an index are kept between starts."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from knowledge.bm25.segment import Postings, Segment, write_segment
from knowledge.mapped import Array
from knowledge.prepared import read_table, write_table

_CONTENTS = "contents"

Rows = list[tuple[str, int]]
"""Keys of documents and how many bags each has, in the order of a segment's bags."""
Arrays = Mapping[str, Array | Iterable[Array]]


class Kept(Protocol):
    def contents(self) -> Mapping[str, Rows]:
        """Every segment that is there, by its name."""

    def segment(self, name: str) -> Postings | None:
        """None where it is missing or damaged."""

    def put(self, name: str, rows: Rows, arrays: Arrays) -> Postings | None:
        """The segment as it was put there; None where that could not be done."""

    def keep(self, rows: Mapping[str, Rows]) -> None:
        """These are what the index now consists of."""

    def forget(self) -> None:
        """Nothing of it is there any more."""


class Nowhere:
    """Everything is made in memory."""

    def contents(self) -> Mapping[str, Rows]:
        return {}

    def segment(self, name: str) -> Postings | None:
        return None

    def put(self, name: str, rows: Rows, arrays: Arrays) -> Postings | None:
        return None

    def keep(self, rows: Mapping[str, Rows]) -> None:
        return None

    def forget(self) -> None:
        return None


class InFolder:
    """A file for each segment, and `contents`: the list of those that count."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def contents(self) -> Mapping[str, Rows]:
        found = read_table(self._folder / _CONTENTS)
        return found["rows"] if isinstance(found, dict) and "rows" in found else {}

    def segment(self, name: str) -> Postings | None:
        return Segment.mapped(self._folder / name)

    def put(self, name: str, rows: Rows, arrays: Arrays) -> Postings | None:
        with suppress(OSError):
            write_segment(self._folder / name, arrays, {})
            return Segment.mapped(self._folder / name)
        return None

    def keep(self, rows: Mapping[str, Rows]) -> None:
        """The list, then away with segments that it does not name."""
        if self.contents() == rows:
            return
        write_table(self._folder / _CONTENTS, {"rows": dict(rows)})
        with suppress(OSError):
            for file in self._folder.iterdir():
                if file.name != _CONTENTS and file.name not in rows:
                    file.unlink()

    def forget(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
