"""Everyday words → the documents' words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge.errors import DataError, sentence
from knowledge.gazetteer.names import Names
from knowledge.search.folding import fold

_FILE = Path(__file__).with_name("synonyms.toml")


@dataclass(frozen=True, slots=True)
class Group:
    """One word of a question and the phrases of the documents that it also looks for."""

    word: str
    phrases: tuple[str, ...]
    same: bool


@dataclass(frozen=True)
class Thesaurus:
    groups: tuple[Group, ...]
    ignored: frozenset[str]

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """Of the groups of each word."""
        found: dict[str, list[int]] = {}
        for number, group in enumerate(self.groups):
            found.setdefault(group.word, []).append(number)
        return found

    @cached_property
    def _words(self) -> Names:
        return Names(self._numbers)

    def found_in(self, folded: str) -> list[Group]:
        """Groups whose word stands in the folded question; a word inside a longer one that was found is left out."""
        numbers = (number for word in self._words.standing_in(folded) for number in self._numbers[word])
        here = [self.groups[number] for number in sorted(numbers)]
        return [group for group in here if not any(group.word in other.word != group.word for other in here)]

    @property
    def phrases(self) -> frozenset[str]:
        return frozenset(phrase for group in self.groups for phrase in group.phrases)


def load_thesaurus(file: Path = _FILE) -> Thesaurus:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise DataError(file, sentence("toml_broken", problem=problem), sentence("toml_broken_remedy")) from None
    groups = tuple(
        Group(fold(word), tuple(fold(phrase) for phrase in phrases), kind == "same")
        for kind in ("same", "near")
        for word, phrases in table[kind].items()
    )
    return Thesaurus(groups, frozenset(table["ignored"]["words"]))
