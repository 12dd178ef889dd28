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
class Lexicon:
    signals: dict[str, re.Pattern[str]]
    vocabulary: dict[str, tuple[str, ...]]
    split: re.Pattern[str]
    """A word of two characters with a particle in it (封了顶): its first character, and ahead of its second."""
    stop_words: frozenset[str]
    little: str
    """Single characters that cling to words and mean nothing here."""
    neutral: frozenset[str]
    """Words beside the names of a place and an honour that neither ask nor name anything."""
    other_subjects: frozenset[str]
    silent: dict[str, re.Pattern[str]]
    small_talk: dict[str, re.Pattern[str]]


@cache
def lexicon() -> Lexicon:
    """One for the process."""
    subjects = _read("other_subjects")
    return Lexicon(
        signals={name: _any(patterns) for name, patterns in _read("signals").items()},
        vocabulary={word: tuple(others) for word, others in _read("vocabulary")["words"].items()},
        split=_split(_read("vocabulary")["split"]["words"].split(), _read("vocabulary")["split"]["by"]),
        stop_words=frozenset(_read("stop_words")["words"].split()),
        little=_read("stop_words")["little"],
        neutral=frozenset(_read("stop_words")["neutral"].split()),
        other_subjects=frozenset(subjects["words"].split()),
        silent={name: _any(patterns) for name, patterns in subjects["silent"].items()},
        small_talk={name: _any(patterns) for name, patterns in _read("small_talk").items()},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _split(words: list[str], by: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?<={word[0]})(?:{by})(?={word[1]})" for word in words))


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
