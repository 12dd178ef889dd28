"""The door to the curated answers: what owners ask, answered in our own words on quoted clauses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from knowledge.faq_entries import Basis, FaqEntry, read_entries
from knowledge.library import Library, cached_library
from knowledge.likeness import Likeness

__all__ = ["CONFIDENT", "Basis", "Faq", "FaqEntry", "cached_faq"]

CONFIDENT = 0.62
"""From this score on an entry answers the question; below it, it is at most a suggestion."""
_FOLDER = Path(__file__).parent / "faq"
_FLOOR = 0.3


class Faq:
    """The entries by id, and the ones that a question asks for."""

    def __init__(self, library: Library, entries: tuple[FaqEntry, ...]) -> None:
        self.entries = entries
        self._by_id = {entry.id: entry for entry in entries}
        self._library = library
        self._likeness: Likeness[str] | None = None

    @classmethod
    def load(cls, library: Library, folder: Path | None = None) -> Faq:
        """Reads every `*.toml` of the folder; raises `DataError` where an entry is wrong or its clause has changed."""
        return cls(library, read_entries(folder or _FOLDER, library))

    def entry(self, id: str) -> FaqEntry | None:
        return self._by_id.get(id)

    def find(self, question: str, k: int = 3) -> list[tuple[FaqEntry, float]]:
        """The entries most like the question, best first, scores 0 to 1; ties in the order of the files."""
        if self._likeness is None:
            self._likeness = self._index()
        found = self._likeness.find(self._library.words(question))
        return [(self._by_id[id], score) for id, score in found[:k] if score >= _FLOOR]

    def _index(self) -> Likeness[str]:
        return Likeness(
            (entry.id, self._library.words(form)) for entry in self.entries for form in (entry.question, *entry.phrasings)
        )


@cache
def cached_faq() -> Faq:
    """One for the process."""
    return Faq.load(cached_library())
