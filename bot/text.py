"""The one door through which text from outside comes in: afterwards it can be stored, searched, shown and sent."""

from __future__ import annotations

import re
from typing import Any

MOST_CHARACTERS = 20_000
"""Longer than anybody's question; what is longer is refused before anything reads it."""
_HALVES = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, NUL among them; line ends and tabs stay
    "\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # directions and blanks of no width
    "\ufff9-\uffff\ufdd0-\ufdef\U000e0000-\U000e007f]"  # what stands for no character, and labels that nobody sees
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20df\u20e1\u20e5-\u20f0\ufe20-\ufe2f"
_LONE_MARKS = re.compile(rf"(^|\s)[{_MARKS}]+")
_HEAPED_MARKS = re.compile(rf"([{_MARKS}]{{2}})[{_MARKS}]+")
_SUSPECT = re.compile(f"{_HALVES.pattern}|{_INVISIBLE.pattern}|[{_MARKS}]")


def valid(text: str) -> str:
    """The same text without what is no text: two halves of a character are joined, everything unreadable goes."""
    if text.isascii() and text.isprintable():
        return text
    if not _SUSPECT.search(text):
        return text
    text = _INVISIBLE.sub("", whole(text, replacement=""))
    return _HEAPED_MARKS.sub(r"\1", _LONE_MARKS.sub(r"\1", text))


def whole(text: str, *, replacement: str = "\ufffd") -> str:
    """Can be written as UTF-8: a half without its other half becomes `replacement`, so that no position moves."""
    if not _HALVES.search(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _HALVES.sub(replacement, joined)


def valid_throughout(value: Any) -> Any:
    """Every text in a JSON value, keys too; RecursionError where it is deeper than anything can be."""
    if isinstance(value, str):
        return valid(value)
    if isinstance(value, dict):
        return {valid(str(key)): valid_throughout(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [valid_throughout(inner) for inner in value]
    return value
