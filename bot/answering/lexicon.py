"""The words that answering knows, from the TOML files beside this module."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class DocumentNames:
    """How people name a document, and the numbering that 第…条 means in it."""

    id: str
    called: str
    """Short, as it may stand on a button; it is among the names."""
    names: tuple[str, ...]
    patterns: re.Pattern[str]
    city: str
    articles: tuple[str, ...]
    last: int
    draft: bool
    """One of the two texts that are meant where both drafts are spoken of."""

    def named_in(self, packed: str) -> bool:
        """`packed`: a question without spaces."""
        return any(name in packed for name in self.names) or bool(self.patterns.search(packed))


@dataclass(frozen=True)
class Lexicon:
    signals: dict[str, re.Pattern[str]]
    vocabulary: dict[str, tuple[str, ...]]
    stop_words: frozenset[str]
    little: str
    """Single characters that cling to words and mean nothing here."""
    neutral: frozenset[str]
    """Words beside the names of a place and an honour that neither ask nor name anything."""
    covered_places: dict[str, re.Pattern[str]]
    names_with_places: re.Pattern[str]
    """Names of units and platforms that have a place in them and say nothing about where the asker is."""
    other_places: re.Pattern[str]
    other_subjects: frozenset[str]
    silent: dict[str, re.Pattern[str]]
    small_talk: dict[str, re.Pattern[str]]
    documents: dict[str, DocumentNames]


@cache
def lexicon() -> Lexicon:
    """One for the process."""
    places, subjects = _read("places"), _read("other_subjects")
    return Lexicon(
        signals={name: _any(patterns) for name, patterns in _read("signals").items()},
        vocabulary={word: tuple(others) for word, others in _read("vocabulary")["words"].items()},
        stop_words=frozenset(_read("stop_words")["words"].split()),
        little=_read("stop_words")["little"],
        neutral=frozenset(_read("stop_words")["neutral"].split()),
        covered_places={name: _words(names) for name, names in places["covered"].items()},
        names_with_places=_words(places["names"]["words"]),
        other_places=_words(places["other"]["names"].split()),
        other_subjects=frozenset(subjects["words"].split()),
        silent={name: _any(patterns) for name, patterns in subjects["silent"].items()},
        small_talk={name: _any(patterns) for name, patterns in _read("small_talk").items()},
        documents={
            id: DocumentNames(
                id,
                entry["called"],
                (entry["called"], *entry["names"]),
                _any(entry.get("patterns", ["(?!)"])),
                entry["city"],
                tuple(entry["articles"]),
                entry["last"],
                entry.get("draft", False),
            )
            for id, entry in _read("documents").items()
        },
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _words(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
