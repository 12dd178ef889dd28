"""The door to the curated answers: what owners ask, answered in our own words on quoted clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from knowledge.curated.concepts import Concepts, Reading, bare
from knowledge.curated.entries import Basis, FaqEntry, read_entries
from knowledge.library import Library, cached_library
from knowledge.prepared import prepared
from knowledge.search.likeness import Likeness
from knowledge.workspace import Workspace

__all__ = ["CONFIDENT", "Basis", "Faq", "FaqEntry", "cached_faq"]

CONFIDENT = 0.6
"""From this score on an entry answers the question; below it, it is at most a suggestion."""
_SPOKEN_OF = 0.5
"""What a question scores at least that speaks of all that an entry is about."""
_NOT_SPOKEN_OF, _MOST_NOT_SPOKEN_OF = 0.8, 0.59
"""How much its likeness counts where it does not, and the most it can score: no answer, only a suggestion."""
_MOST_IN_OTHER_WORDS = 0.99
_OF_LIKENESS, _OF_MEANT = 0.3, 0.2
"""Parts of the score, of what is explained: how like a form it is, and how much of it is what the entry is about."""
_UNKNOWN, _STRANGE = 3.0, 1.5
"""The most that a word weighs which no entry uses: one of the documents, and one that stands in neither."""
_NUMBER = 0.5
_BESIDES = 0.4
"""The most that a concept weighs that any question may speak of besides."""
_FOLDER = Path(__file__).parent / "faq"
_FLOOR = 0.3
_FORMAT = 1
_REMEMBERED = 64
"""Questions: one turn asks for the same one several times."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The alternatives of one group: their characters, and the concepts that they are read as."""

    texts: tuple[str, ...]
    concepts: frozenset[str]

    def stand_in(self, asked: Reading) -> bool:
        return not self.concepts.isdisjoint(asked.concepts) or any(text in asked.text for text in self.texts)


@dataclass(frozen=True, slots=True)
class _Marks:
    about: tuple[_Words, ...]
    unless: _Words
    forms: frozenset[str]
    words: frozenset[str]
    """All that its forms speak of."""
    meant: frozenset[str]
    """What of it `about` demands."""

    def asked_for_by(self, asked: Reading) -> bool:
        return all(group.stand_in(asked) for group in self.about) and not self.unless.stand_in(asked)


class Faq:
    """The entries by id, and the ones that a question asks for."""

    def __init__(self, library: Library, entries: tuple[FaqEntry, ...]) -> None:
        self.entries = entries
        self._by_id = {entry.id: entry for entry in entries}
        self._library = library
        self._concepts = Concepts.load()
        self._ranked = lru_cache(maxsize=_REMEMBERED)(self._rank)

    @classmethod
    def load(cls, library: Library, folder: Path | None = None, own: Path | None = None) -> Faq:
        """Reads every `*.toml` of the folder, and those of `own`; entries on documents that are absent are left out.

        Raises `DataError` where an entry is wrong or its clause has changed.
        """
        folders = (folder or _FOLDER, *([own] if own and own.is_dir() else []))
        return cls(library, read_entries(folders, library))

    def entry(self, id: str) -> FaqEntry | None:
        return self._by_id.get(id)

    def speaks_of(self, question: str, id: str) -> bool:
        """Whether the question speaks of all that the entry is about, and of nothing else."""
        return self._marks[id].asked_for_by(self._read(question))

    def find(self, question: str, k: int = 3) -> list[tuple[FaqEntry, float]]:
        """The entries that the question asks for, best first, scores 0 to 1; ties in the order of the files."""
        return [(entry, score) for entry, score in self._ranked(question)[:k] if score >= _FLOOR]

    def _rank(self, question: str) -> tuple[tuple[FaqEntry, float], ...]:
        asked = self._read(question)
        like = dict(self._likeness.find(asked.marks))
        scored = [(entry, round(self._score(entry, asked, like.get(entry.id, 0.0)), 9)) for entry in self.entries]
        scored.sort(key=lambda item: -item[1])
        return tuple(scored)

    def _score(self, entry: FaqEntry, asked: Reading, like: float) -> float:
        marks = self._marks[entry.id]
        if asked.text in marks.forms:
            return 1.0
        if not marks.asked_for_by(asked):
            return min(like * _NOT_SPOKEN_OF, _MOST_NOT_SPOKEN_OF)
        explained, meant = self._shares(asked, marks)
        rest = 1 - _OF_LIKENESS - _OF_MEANT
        spoken = explained**2 * (rest + _OF_LIKENESS * like + _OF_MEANT * meant)
        return min(_SPOKEN_OF + (1 - _SPOKEN_OF) * spoken, _MOST_IN_OTHER_WORDS)

    def _shares(self, asked: Reading, marks: _Marks) -> tuple[float, float]:
        """How much of the question is known to the entry, and how much of it is what the entry is about."""
        weights = {mark: self._weight(mark) for mark in dict.fromkeys(asked.marks)}
        known = sum(weight for mark, weight in weights.items() if mark in marks.words)
        unknown = sum(min(weights[mark], self._most(mark)) for mark in weights if mark not in marks.words)
        if not known:
            return 0.0, 0.0
        meant = sum(weight for mark, weight in weights.items() if mark in marks.meant)
        return known / (known + unknown), meant / (known + unknown)

    def _most(self, mark: str) -> float:
        """The most that it weighs against an entry that does not know it."""
        return _BESIDES if self._concepts.besides(mark) else _UNKNOWN

    def _weight(self, mark: str) -> float:
        weight = self._likeness.weight(mark)
        if self._concepts.names(mark):
            return weight
        if mark.isdecimal():
            return _NUMBER
        most = _UNKNOWN if self._library.rarity(mark) else _STRANGE
        return min(weight, most) * self._library.subject_share(mark)

    def _read(self, text: str) -> Reading:
        return self._concepts.read(text, self._words)

    def _words(self, text: str) -> Iterator[str]:
        """As the library cuts them; by the character what no dictionary has, where one of them is a concept."""
        for word in self._library.words(text):
            joined = not self._library.is_word(word) and any(map(self._concepts.of, word))
            yield from word if joined else (word,)

    def _words_of(self, group: Sequence[str], *, forbids: bool = False) -> _Words:
        """`forbids`: a phrase that is read as something may stand in another by chance (不够 in 够不够)."""
        texts = {bare(text).replace(" ", ""): self._concepts.of(text) for text in group}
        written = (text for text, concept in texts.items() if not (forbids and concept and len(text) > 1))
        return _Words(tuple(written), frozenset(filter(None, texts.values())))

    @cached_property
    def _readings(self) -> dict[str, tuple[tuple[Reading, ...], frozenset[str]]]:
        """Of every entry's forms, and what `about` demands: kept for each state of entries, concepts and library."""
        key = repr((_FORMAT, self._library.version, self._concepts.version, self.entries)).encode()
        kept = prepared("faq", key, lambda: [self._prepared(entry) for entry in self.entries])
        return {
            id: (
                tuple(Reading(text, frozenset(concepts), tuple(marks)) for text, concepts, marks in forms),
                frozenset(of),
            )
            for id, forms, of in kept
        }

    def _prepared(self, entry: FaqEntry) -> tuple[str, list[tuple[str, list[str], list[str]]], list[str]]:
        """In built-in types; every form as it is written, and as it comes from where misspellings are mended."""
        forms = [text for form in entry.forms for text in dict.fromkeys((form, self._library.corrected(form)))]
        readings = [self._read(form) for form in forms]
        demanded = {mark for group in entry.about for word in group for mark in self._read(word).marks}
        return entry.id, [(one.text, sorted(one.concepts), list(one.marks)) for one in readings], sorted(demanded)

    @cached_property
    def _marks(self) -> dict[str, _Marks]:
        return {entry.id: self._marks_of(entry) for entry in self.entries}

    def _marks_of(self, entry: FaqEntry) -> _Marks:
        readings, demanded = self._readings[entry.id]
        return _Marks(
            tuple(map(self._words_of, entry.about)),
            self._words_of(entry.unless, forbids=True),
            frozenset(reading.text for reading in readings),
            demanded.union(*(reading.marks for reading in readings)),
            demanded,
        )

    @cached_property
    def _likeness(self) -> Likeness[str]:
        return Likeness((id, form.marks) for id, (forms, _) in self._readings.items() for form in forms)


@cache
def cached_faq() -> Faq:
    """One for the process."""
    return Faq.load(cached_library(), own=Workspace.current().folder / "faq")
