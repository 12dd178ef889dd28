"""Texts with separators, of any usual encoding and dialect."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from bot.errors import InputError
from bot.lists.model import Sheet
from bot.wording import say

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENCODINGS = ("utf-8", "gb18030", "big5")
_SEPARATORS = ",\t;|，；"
_LONGEST_CELL = 1_000_000
_SAMPLE_LINES = 50


def read_delimited(file: Path) -> list[Sheet]:
    """One sheet; raises `InputError` where the bytes are no text."""
    text = decoded(file.read_bytes(), file.name)
    lines = text.splitlines(keepends=True)
    declared = _declared(lines)
    separator = declared or _separator(lines)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(lines[1:] if declared else lines, delimiter=separator, skipinitialspace=True))
    except csv.Error:
        raise InputError(say("lists.csv_broken", file=file.name)) from None
    # The separator's own line counts, so that rows are numbered as in the file.
    return [Sheet("", [[], *rows] if declared else rows)]


def decoded(raw: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _as(raw, encoding, name)
    if b"\x00" in raw[:2000]:
        return _as(raw, "utf-16-le" if raw[1:2] == b"\x00" else "utf-16-be", name)
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(say("lists.encoding", file=name))


def _as(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(say("lists.encoding", file=name)) from None


def _declared(lines: list[str]) -> str | None:
    """`sep=;` in the first line, as spreadsheets write it."""
    first = lines[0].strip().lower() if lines else ""
    return first[4] if first.startswith("sep=") and len(first) == 5 else None


def _separator(lines: list[str]) -> str:
    """The one that cuts the most lines into the same number of cells, more than one."""
    sample = [line for line in lines[:_SAMPLE_LINES] if line.strip()]
    return max(_SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(lines: list[str], separator: str) -> tuple[int, int]:
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator, skipinitialspace=True))
    except csv.Error:
        return 0, 0
    width, times = max(((w, n) for w, n in widths.items() if w > 1), key=lambda item: item[1], default=(0, 0))
    return times * width, width
