"""Ids for files: small letters, digits and hyphens; Chinese names by their sounds."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

_MOST = 48
_MOST_SYLLABLES = 8
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def id_of(file: Path, title: str | None = None) -> str:
    """From the file's name; from the title where the name says nothing (下载, 1, index)."""
    for text in (file.stem, title or ""):
        name = _spelt(text)
        if len(re.sub(r"[\d-]", "", name)) >= 3:
            return name
    return _spelt(file.stem) or "document"


def unlike(id: str, taken: Collection[str]) -> str:
    """The id, with a number behind it where it is taken."""
    number, name = 2, id
    while name in taken:
        name, number = f"{id}-{number}", number + 1
    return name


def _spelt(text: str) -> str:
    from pypinyin import lazy_pinyin

    parts: list[str] = []
    for piece in re.findall(r"[a-z0-9]+|[一-鿿]+", text.lower()):
        parts += [piece] if piece.isascii() else lazy_pinyin(piece)[:_MOST_SYLLABLES]
    return "-".join(parts)[:_MOST].strip("-")
