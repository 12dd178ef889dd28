"""Which of many texts have a run of characters: looked up by pairs of neighbours, so that no text is walked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.mapped import Array, Damaged, map_file, write_file

_log = logging.getLogger(__name__)

Numbers = NDArray[np.int64]
_BETWEEN = "\n"
_SHIFT = 21
"""Bits of a character: a pair of them is one number, and all pairs with the same first one lie together."""
_HAN_FIRST, _HAN_LAST = 0x4E00, 0x9FFF
_NONE: Numbers = np.empty(0, np.int64)


class Literal:
    """Texts without line breaks, numbered as they come."""

    def __init__(self, texts: Sequence[str]) -> None:
        joined = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in ("", *texts, ""))
        characters = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
        pairs = characters[:-1].astype(np.int64) << _SHIFT | characters[1:]
        self._put(characters, np.argsort(pairs, kind="stable").astype(np.int32))

    @classmethod
    def kept(cls, file: Path, texts: Callable[[], Sequence[str]]) -> Literal:
        """From the file, or made of the texts and then kept there; a folder that cannot be written only costs time."""
        try:
            if (found := map_file(file)) is not None:
                same = cls.__new__(cls)
                same._put(found.array("characters"), found.array("order"))
                return same
        except Damaged:
            _log.warning("%s is damaged and made anew", file)
        made = cls(texts())
        with suppress(OSError):
            write_file(file, {"characters": made._characters, "order": made._order}, {})
        return made

    def _put(self, characters: Array, order: Array) -> None:
        self._characters, self._order = characters, order
        self._keys = characters[order].astype(np.int64) << _SHIFT | characters[1:][order]
        breaks = characters[1:] == ord(_BETWEEN)
        self._text_of = np.concatenate(([0], np.cumsum(breaks, dtype=np.int32) - breaks))
        self.size = int(np.count_nonzero(breaks))

    def having(self, run: str) -> Numbers:
        """Numbers of the texts in which the run stands, ascending."""
        return self._texts_of(self._places(run))

    def __contains__(self, run: str) -> bool:
        return len(self._places(run)) > 0

    def having_any(self, runs: Sequence[str]) -> Numbers:
        found = [self.having(run) for run in dict.fromkeys(runs)]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found)) if found else _NONE

    def having_apart(self, first: str, last: str, most: int) -> Numbers:
        """Where one to `most` Chinese characters stand between two single ones."""
        places = self._places(first)
        met = np.zeros(len(places), bool)
        han = np.ones(len(places), bool)
        for between in range(1, most + 1):
            inner = self._at(places + between)
            han &= (inner >= _HAN_FIRST) & (inner <= _HAN_LAST)
            met |= han & (self._at(places + between + 1) == ord(last))
        return self._texts_of(places[met])

    def _texts_of(self, places: Numbers) -> Numbers:
        numbers: Numbers = self._text_of[places]
        return numbers[np.diff(numbers, prepend=-1) > 0]

    def _places(self, run: str) -> Numbers:
        """Where it begins, ascending."""
        if not run or _BETWEEN in run:
            return _NONE
        if len(run) == 1:
            low, high = self._bounds(ord(run) << _SHIFT, (ord(run) + 1) << _SHIFT)
            return np.sort(self._order[low:high])
        pairs = [ord(one) << _SHIFT | ord(other) for one, other in pairwise(run)]
        spans = [self._bounds(pair, pair + 1) for pair in pairs]
        at = min(range(len(spans)), key=lambda number: spans[number][1] - spans[number][0])
        places = self._order[spans[at][0] : spans[at][1]] - at
        for offset, character in enumerate(run):
            if len(places) and not at <= offset <= at + 1:
                places = places[self._at(places + offset) == ord(character)]
        return places

    def _at(self, places: Numbers) -> NDArray[np.uint32]:
        """The characters there; before the first text and behind the last there is only what parts them."""
        found: NDArray[np.uint32] = self._characters.take(places, mode="clip")
        return found

    def _bounds(self, low: int, high: int) -> tuple[int, int]:
        first, last = np.searchsorted(self._keys, (low, high))
        return int(first), int(last)
