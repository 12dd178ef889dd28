"""Pages that are set in two columns are read down the left one, then down the right one."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from knowledge.reading.print.glyphs import Glyph, Printed, line_of, rows_of

BIN = 2.0
"""Points: how finely the width of a page is looked at."""
NARROWEST = 0.4
"""Characters: the narrowest gap between two columns."""
FEWEST_LINES = 3
FEWEST_CHARACTERS = 8
MOST_CROSSING = 0.3


def lines_of_page(glyphs: list[Glyph], page: int) -> list[Printed]:
    """In reading order."""
    rows = rows_of(glyphs)
    cut = _gutter(rows)
    if cut is None:
        return [line_of(row, page) for row in rows]
    found: list[Printed] = []
    left: list[Printed] = []
    right: list[Printed] = []
    for row in rows:
        before, after = _sides(row, cut)
        if _crosses(row, cut):
            found += [*left, *right, line_of(row, page)]
            left, right = [], []
            continue
        left += [line_of(before, page)] if before else []
        right += [line_of(after, page)] if after else []
    return [*found, *left, *right]


def _sides(row: Sequence[Glyph], cut: float) -> tuple[list[Glyph], list[Glyph]]:
    before = [glyph for glyph in row if (glyph.left + glyph.right) / 2 < cut]
    return before, list(row[len(before) :])


def _crosses(row: Sequence[Glyph], cut: float) -> bool:
    """Whether a line goes on over the place where the columns part."""
    if any(glyph.left < cut - 1 and glyph.right > cut + 1 for glyph in row):
        return True
    before, after = _sides(row, cut)
    return bool(before and after) and after[0].left - before[-1].right < NARROWEST * before[-1].height


def _gutter(rows: list[list[Glyph]]) -> float | None:
    """Where the page parts, if most of its lines leave one place in its middle free and have words on both sides."""
    if len(rows) < FEWEST_LINES:
        return None
    begin, end = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    cut = _freest(rows, begin, end)
    if cut is None:
        return None
    parted = [_sides(row, cut) for row in rows if not _crosses(row, cut)]
    both = [(before, after) for before, after in parted if before and after]
    if len(both) < FEWEST_LINES or len(rows) - len(parted) > MOST_CROSSING * len(rows):
        return None
    typical = min(median(len(before) for before, _ in both), median(len(after) for _, after in both))
    return cut if typical >= FEWEST_CHARACTERS else None


def _freest(rows: list[list[Glyph]], begin: float, end: float) -> float | None:
    """The middle of the widest strip in the page's middle that hardly any line covers."""
    bins = [0] * (int((end - begin) / BIN) + 1)
    for row in rows:
        for place in {
            place
            for glyph in row
            for place in range(int((glyph.left - begin) / BIN), int((glyph.right - begin - 0.01) / BIN) + 1)
        }:
            bins[place] += 1
    low, high = int(len(bins) * 0.3), int(len(bins) * 0.7)
    best, width, start = None, 0, None
    for place in range(low, high + 1):
        free = place < high and bins[place] <= MOST_CROSSING * len(rows)
        if free and start is None:
            start = place
        elif not free and start is not None:
            if place - start > width:
                best, width = (start + place) / 2, place - start
            start = None
    size = median(row[0].height for row in rows)
    if best is None or width * BIN < NARROWEST * size:
        return None
    return begin + best * BIN
