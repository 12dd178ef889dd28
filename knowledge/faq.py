"""The door to the curated answers: what owners ask, answered in our own words on quoted clauses."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from pathlib import Path

from knowledge.faq_entries import Basis, FaqEntry, read_entries
from knowledge.library import Library, cached_library
from knowledge.likeness import Likeness
from knowledge.prepared import prepared

__all__ = ["CONFIDENT", "Basis", "Faq", "FaqEntry", "cached_faq"]

CONFIDENT = 0.6
"""From this score on an entry answers the question; below it, it is at most a suggestion."""
_SPOKEN_OF = 0.5
"""What a question scores at least that speaks of all that an entry is about."""
_NOT_SPOKEN_OF = 0.8
"""How much its likeness counts where it does not."""
_FOLDER = Path(__file__).parent / "faq"
_FLOOR = 0.3
_REMEMBERED = 64
"""Questions: one turn asks for the same one several times."""

_Marks = tuple[tuple[tuple[str, ...], ...], tuple[str, ...], frozenset[str]]
"""What an entry is about, unless what, and its forms: all bare."""


class Faq:
    """The entries by id, and the ones that a question asks for."""

    def __init__(self, library: Library, entries: tuple[FaqEntry, ...]) -> None:
        self.entries = entries
        self._by_id = {entry.id: entry for entry in entries}
        self._library = library
        self._ranked = lru_cache(maxsize=_REMEMBERED)(self._rank)

    @classmethod
    def load(cls, library: Library, folder: Path | None = None) -> Faq:
        """Reads every `*.toml` of the folder; raises `DataError` where an entry is wrong or its clause has changed."""
        return cls(library, read_entries(folder or _FOLDER, library))

    def entry(self, id: str) -> FaqEntry | None:
        return self._by_id.get(id)

    def find(self, question: str, k: int = 3) -> list[tuple[FaqEntry, float]]:
        """The entries that the question asks for, best first, scores 0 to 1; ties in the order of the files."""
        return [(entry, score) for entry, score in self._ranked(question)[:k] if score >= _FLOOR]

    def _rank(self, question: str) -> tuple[tuple[FaqEntry, float], ...]:
        asked = self._bare(question)
        like = dict(self._likeness.find(self._library.words(question)))
        scored = [(entry, round(self._score(entry, asked, like.get(entry.id, 0.0)), 9)) for entry in self.entries]
        scored.sort(key=lambda item: -item[1])
        return tuple(scored)

    def _score(self, entry: FaqEntry, asked: str, like: float) -> float:
        about, unless, forms = self._marks[entry.id]
        if asked in forms:
            return 1.0
        if any(word in asked for word in unless) or not all(any(word in asked for word in group) for group in about):
            return like * _NOT_SPOKEN_OF
        return _SPOKEN_OF + (1 - _SPOKEN_OF) * like

    def _bare(self, text: str) -> str:
        """Folded, without spaces and punctuation, small letters: what words are looked for in."""
        return re.sub(r"[\W_]", "", self._library.fold(text)).lower()

    @cached_property
    def _marks(self) -> dict[str, _Marks]:
        return {
            entry.id: (
                tuple(tuple(map(self._bare, group)) for group in entry.about),
                tuple(map(self._bare, entry.unless)),
                frozenset(map(self._bare, (entry.question, *entry.phrasings))),
            )
            for entry in self.entries
        }

    @cached_property
    def _likeness(self) -> Likeness[str]:
        forms = [(entry.id, form) for entry in self.entries for form in (entry.question, *entry.phrasings)]
        key = repr((self._library.version, forms)).encode()
        return Likeness(prepared("faq", key, lambda: [(id_, self._library.words(form)) for id_, form in forms]))


@cache
def cached_faq() -> Faq:
    """One for the process."""
    return Faq.load(cached_library())
