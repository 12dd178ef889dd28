"""Pages that are set in two columns are read down the left one, then down the right one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from knowledge.reading.print.glyphs import TABLE, Glyph, Printed, line_of, rows_of

BIN = 2.0
"""Points: how finely the width of a page is looked at."""
NARROWEST = 0.4
"""Characters: the narrowest gap between two columns."""
FEWEST_LINES = 3
FEWEST_CHARACTERS = 8
MOST_CROSSING = 0.3
REACHES = 2.5
"""Characters: so near to the gutter end the full lines of the left column, and so near to it the right one begins."""


def lines_of_page(glyphs: list[Glyph], page: int) -> list[Printed]:
    """In reading order. A glyph whose text begins with the sign of a table stands for one, in a line of its own."""
    rows = [part for row in rows_of(glyphs) for part in _without_tables(row)]
    cut = _gutter(rows)
    if cut is None:
        return [line_of(row, page) for row in rows]
    found: list[Printed] = []
    left: list[Printed] = []
    right: list[Printed] = []
    for row in rows:
        before, after = _sides(row, cut)
        if _crosses(row, cut):
            found += [*left, *_beside(left, right), line_of(row, page)]
            left, right = [], []
            continue
        left += [line_of(before, page)] if before else []
        right += [line_of(after, page)] if after else []
    return [*found, *left, *_beside(left or found, right)]


def _without_tables(row: list[Glyph]) -> list[list[Glyph]]:
    tables = [[glyph] for glyph in row if glyph.text.startswith(TABLE)]
    words = [glyph for glyph in row if not glyph.text.startswith(TABLE)] if tables else row
    return [*([words] if words else []), *tables]


def _beside(left: Sequence[Printed], right: Sequence[Printed]) -> list[Printed]:
    """The right column as if it stood in the left one's place, so that both show the same margins."""
    if not left or not right:
        return list(right)
    moved = min(line.left for line in right) - min(line.left for line in left)
    return [replace(line, left=line.left - moved, right=line.right - moved) for line in right]


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
    strip = _freest(rows, begin, end)
    if strip is None:
        return None
    cut = (strip[0] + strip[1]) / 2
    parted = [_sides(row, cut) for row in rows if not _crosses(row, cut)]
    if len(rows) - len(parted) > MOST_CROSSING * len(rows):
        return None
    both = [(before, after) for before, after in parted if before and after]
    return cut if _side_by_side(both) or _fill(parted, strip) else None


def _side_by_side(both: list[tuple[list[Glyph], list[Glyph]]]) -> bool:
    if len(both) < FEWEST_LINES:
        return False
    typical = min(median(len(before) for before, _ in both), median(len(after) for _, after in both))
    return typical >= FEWEST_CHARACTERS


def _fill(parted: list[tuple[list[Glyph], list[Glyph]]], strip: tuple[float, float]) -> bool:
    """Whether lines on the left are set up to the strip and others begin behind it, on whatever heights they stand."""
    full = [
        one for one, _ in parted
        if len(one) >= FEWEST_CHARACTERS and strip[0] - one[-1].right < REACHES * one[-1].height
    ]  # fmt: skip
    begun = [other for _, other in parted if other and other[0].left - strip[1] < REACHES * other[0].height]
    return len(full) >= FEWEST_LINES and len(begun) >= FEWEST_LINES and len(begun) >= 0.5 * _of_right(parted)


def _of_right(parted: list[tuple[list[Glyph], list[Glyph]]]) -> int:
    return sum(1 for _, after in parted if after)


def _freest(rows: list[list[Glyph]], begin: float, end: float) -> tuple[float, float] | None:
    """The widest strip in the page's middle that hardly any line covers; in points."""
    bins = [0] * (int((end - begin) / BIN) + 1)
    for row in rows:
        for place in {
            place
            for glyph in row
            for place in range(int((glyph.left - begin) / BIN), int((glyph.right - begin - 0.01) / BIN) + 1)
        }:
            bins[place] += 1
    low, high = int(len(bins) * 0.3), int(len(bins) * 0.7)
    most = max(1.0, MOST_CROSSING * min(max(bins[:low], default=0), max(bins[high:], default=0)))
    best, width, start = None, 0, None
    for place in range(low, high + 1):
        free = place < high and bins[place] <= most
        if free and start is None:
            start = place
        elif not free and start is not None:
            if place - start > width:
                best, width = start, place - start
            start = None
    size = median(row[0].height for row in rows)
    if best is None or width * BIN < NARROWEST * size:
        return None
    return begin + best * BIN, begin + (best + width) * BIN
