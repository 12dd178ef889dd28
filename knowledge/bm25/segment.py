"""One segment: the postings of some bags, mapped from its file or held in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from knowledge.mapped import Array, Damaged, map_file, write_file

FORM = 1


class Arrays(Protocol):
    """Where the arrays come from."""

    def array(self, name: str, first: int = 0, last: int | None = None) -> Array: ...


class Postings(Protocol):
    """One segment, wherever its postings are."""

    lengths: Array
    """How many terms each bag has."""
    size: int
    """How many bags."""

    def expect(self, keys: Iterable[int]) -> None:
        """These will be asked for next: one way there and back does for all of them."""

    def find(self, key: int) -> Found | None:
        """What it has of a term."""

    def everything(self) -> tuple[Array, Array, Array, Array]:
        """Keys of its terms, ascending; how many postings each has; bags and counts of all, in that order."""


class Found(NamedTuple):
    """One term's postings."""

    bags: Array
    """Those that have it, ascending …"""
    counts: Array
    """… and how often each has it."""
    top: float
    """The largest share of its weight that it can count for in any bag, by the segment's own mean length."""


class Held:
    """Arrays in memory."""

    def __init__(self, arrays: Mapping[str, Array | Iterable[Array]]) -> None:
        self._arrays = {name: _whole(parts) for name, parts in arrays.items()}

    def array(self, name: str, first: int = 0, last: int | None = None) -> Array:
        return self._arrays[name][first:last]


def _whole(parts: Array | Iterable[Array]) -> Array:
    return parts if isinstance(parts, np.ndarray) else np.concatenate([np.empty(0, np.uint8), *parts])


class Segment:
    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._keys = arrays.array("keys")
        self._numbers = arrays.array("numbers")
        self._starts = arrays.array("starts")
        self._tops = arrays.array("tops")
        self.lengths = arrays.array("lengths")
        self.size = len(self.lengths)

    @classmethod
    def mapped(cls, file: Path) -> Segment | None:
        """None where the file is missing, damaged, or of another form. May raise `Damaged` when it is read."""
        found = map_file(file)
        try:
            return cls(found) if found is not None and found.about.get("form") == FORM else None
        except Damaged:
            return None

    def expect(self, keys: Iterable[int]) -> None:
        """They are as near as they can be."""

    def find(self, key: int) -> Found | None:
        at = int(np.searchsorted(self._keys, np.uint64(key)))
        if at == len(self._keys) or int(self._keys[at]) != key:
            return None
        number = int(self._numbers[at])
        first, last = int(self._starts[number]), int(self._starts[number + 1])
        bags, counts = self._arrays.array("bags", first, last), self._arrays.array("counts", first, last)
        return Found(bags, counts, float(self._tops[number]))

    def everything(self) -> tuple[Array, Array, Array, Array]:
        numbers = self._numbers.astype(np.int64)
        sizes = np.diff(self._starts)[numbers]
        before = np.cumsum(sizes) - sizes
        order = np.repeat(self._starts[numbers] - before, sizes) + np.arange(int(sizes.sum()))
        return self._keys, sizes, self._arrays.array("bags")[order], self._arrays.array("counts")[order]


def write_segment(file: Path, arrays: Mapping[str, Array | Iterable[Array]], about: Mapping[str, Any]) -> None:
    """Raises `OSError`."""
    write_file(file, arrays, {"form": FORM, **about})
