"""Cutting long text where a reader would pause, counted in UTF-16 units as Telegram counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_UNITS = 4096
_PAUSES = (re.compile(r"\n+"), re.compile(r"[。！？；!?;]+[”」』)）]*"), re.compile(r"[，、,：:]+| +"))


def units(text: str) -> int:
    """Length in UTF-16 units: 2 for characters outside the basic plane."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, first: int, rest: int = MOST_UNITS) -> Iterator[str]:
    """Pieces of at most `first`, then `rest` units, which joined give the text again.

    Each cut is after a line break if one comes late enough, else after a sentence or clause, else between characters.
    """
    most = first
    while units(text) > most:
        end = _end(text, most)
        yield text[:end]
        text, most = text[end:], rest
    yield text


def _end(text: str, most: int) -> int:
    limit = _characters(text, most)
    for pause in _PAUSES:
        ends = [found.end() for found in pause.finditer(text, 0, limit) if found.end() <= limit]
        if ends and ends[-1] >= limit // 3:
            return ends[-1]
    return limit


def _characters(text: str, most: int) -> int:
    """How many characters fit into `most` units; at least one."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > most:
            return max(index, 1)
    return len(text)
