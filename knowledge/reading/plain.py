"""The door of plain text: as it is, without the lines of a page that were copied with it."""

from __future__ import annotations

from pathlib import Path

from knowledge.reading.blocks import Paragraph
from knowledge.reading.encoding import decode
from knowledge.reading.page import fields_of, is_chrome, starts_foot
from knowledge.reading.source import Source

MOST_LINES = 12
"""At either end of the text."""
FEWEST_LINES = 2
"""One alone may be the text's own."""


def read_plain(file: Path, data: bytes) -> Source:
    """What the page says of the document is kept as its fields; places in the text are those in the file.

    Raises `ReadingError`.
    """
    text = decode(file, data).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    head = _head(lines)
    foot = _foot(lines, head)
    around = [Paragraph(line.strip()) for line in (*lines[:head], *lines[foot:]) if line.strip()]
    if len(around) < FEWEST_LINES or not any(line.strip() for line in lines[head:foot]):
        return Source(text)
    blank = [" " * len(line) for line in lines]
    kept = "\n".join([*blank[:head], *lines[head:foot], *blank[foot:]])
    return Source(kept, fields=tuple(fields_of(around)))


def _head(lines: list[str]) -> int:
    """After the last line of the page among the first ones, if nothing but such lines stands before it."""
    at = 0
    while at < min(len(lines), MOST_LINES) and (not lines[at].strip() or is_chrome(lines[at])):
        at += 1
    return at


def _foot(lines: list[str], head: int) -> int:
    """Before the lines of the page at the end."""
    at = len(lines)
    stop = max(head, at - MOST_LINES)
    while at > stop and (not lines[at - 1].strip() or is_chrome(lines[at - 1]) or starts_foot(lines[at - 1])):
        at -= 1
    return at
