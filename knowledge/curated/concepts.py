"""Reading a question for the curated answers: phrases that mean the same are one word, words of asking are none."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import DataError, sentence
from knowledge.gazetteer.names import Names
from knowledge.search.folding import fold

FILE = Path(__file__).parents[1] / "faq" / "concepts.toml"
_QUOTE = re.compile(r"[\"'《》]")
_APART = re.compile(r"[\W_]+")
_POLITE = re.compile(r"^(?:[你您]好|在吗|老师|请问|(?:麻烦|想)?问一?下| )+|(?:谢谢|多谢|感谢| )+$")


def bare(text: str) -> str:
    """Folded, quotation marks taken out, one space for every other sign, greetings and thanks left out."""
    text = _APART.sub(" ", _QUOTE.sub("", fold(text)))
    return _POLITE.sub("", text) or text.strip()


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    """Bare, without spaces: what words are looked for in."""
    concepts: frozenset[str]
    marks: tuple[str, ...]
    """Concepts, and the words that belong to none, in order."""


class Concepts:
    """Phrases by what they are read as: a concept, or nothing. Single characters are read only as whole words."""

    def __init__(self, same: dict[str, tuple[str, ...]], besides: Iterable[str], filler: Iterable[str]) -> None:
        self._read_as = {bare(phrase): "" for phrase in filler}
        self._read_as |= {bare(name): name for name in same}
        self._read_as |= {bare(phrase): name for name, phrases in same.items() for phrase in phrases}
        self._phrases = Names(phrase for phrase in self._read_as if len(phrase) > 1)
        self._names = frozenset(same)
        self._besides = frozenset(besides)
        self.version = hashlib.sha256(repr(sorted(self._read_as.items())).encode()).hexdigest()[:16]

    @classmethod
    def load(cls, file: Path = FILE) -> Concepts:
        """Raises `DataError`."""
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            same = {name: tuple(phrases.split("|")) for name, phrases in table["same"].items()}
            besides, filler = table["besides"]["concepts"].split("|"), table["filler"]["words"]
        except (tomllib.TOMLDecodeError, KeyError) as problem:
            raise DataError(file, sentence("toml_broken", problem=problem), sentence("toml_broken_remedy")) from problem
        return cls(same, besides, filter(None, re.split(r"[|\s]+", filler)))

    def read(self, text: str, words: Callable[[str], Iterable[str]]) -> Reading:
        """`words` cuts what belongs to no longer phrase."""
        text = bare(text)
        marks = tuple(mark for mark in self._marks(text, words) if mark)
        return Reading(text.replace(" ", ""), self._names.intersection(marks), marks)

    def _marks(self, text: str, words: Callable[[str], Iterable[str]]) -> Iterator[str]:
        at = 0
        for start, end in self._phrases.spans(text):
            yield from self._words(text[at:start], words)
            yield self._read_as[text[start:end]]
            at = end
        yield from self._words(text[at:], words)

    def _words(self, text: str, words: Callable[[str], Iterable[str]]) -> Iterator[str]:
        for word in words(text) if text.strip() else ():
            yield self._read_as.get(word, word)

    def names(self, mark: str) -> bool:
        return mark in self._names

    def besides(self, mark: str) -> bool:
        """Whether any question may speak of it besides its subject."""
        return mark in self._besides

    def of(self, phrase: str) -> str:
        """The concept that the phrase is read as; empty where it is none's."""
        return self._read_as.get(bare(phrase), "")
