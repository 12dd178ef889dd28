"""Characters on a page and the printed lines they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_LATIN = re.compile(r"[A-Za-z0-9]")
TABLE = "\x00"
"""A line whose text begins so stands for a table; its number follows."""
SAME_LINE = 0.35
"""Of a character's height: as far as two baselines of one line may lie apart."""
LATIN_GAP = 0.2
GAP = 0.75
"""Of a character's width: a gap wider than its neighbours' by this much is a space."""


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    left: float
    right: float
    base: float
    height: float


@dataclass(frozen=True, slots=True)
class Printed:
    """A line, or the part of one that stands in a column; lengths in points, heights upwards."""

    text: str
    left: float
    right: float
    base: float
    height: float
    page: int
    bold: bool = False


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs by baseline, from the top, each row from the left."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: -one.base):
        if rows and abs(rows[-1][0].base - glyph.base) <= SAME_LINE * max(rows[-1][0].height, glyph.height):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def line_of(glyphs: Sequence[Glyph], page: int) -> Printed:
    return Printed(
        words(glyphs),
        glyphs[0].left,
        max(glyph.right for glyph in glyphs),
        glyphs[0].base,
        median(glyph.height for glyph in glyphs),
        page,
    )


def words(glyphs: Sequence[Glyph]) -> str:
    """The text of a row: spaces where the gap is wider than those around it, whatever the letter spacing."""
    if not glyphs:
        return ""
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    text = glyphs[0].text
    for (before, after), gap in zip(pairwise(glyphs), gaps, strict=True):
        latin = _LATIN.match(before.text[-1]) and _LATIN.match(after.text[0])
        limit = (LATIN_GAP if usual < LATIN_GAP * after.height else 2 * LATIN_GAP) if latin else GAP
        text += (" " if gap > usual + limit * after.height else "") + after.text
    return text


def in_box(glyph: Glyph, box: tuple[float, float, float, float]) -> bool:
    """Whether its middle lies in a box (left, bottom, right, top)."""
    left, bottom, right, top = box
    middle, height = (glyph.left + glyph.right) / 2, glyph.base + glyph.height * 0.3
    return left <= middle <= right and bottom <= height <= top
