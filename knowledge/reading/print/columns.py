"""Pages that are set in two columns are read down the left one, then down the right one."""

from __future__ import annotations

from statistics import median

from knowledge.reading.print.glyphs import Glyph, Printed, line_of, parts_of, rows_of

GUTTER = 1.2
"""Characters: the narrowest gap between two columns."""
FEWEST_LINES = 3
FEWEST_CHARACTERS = 6


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
        if any(glyph.left < cut < glyph.right for glyph in row) or _crosses(row, cut):
            found += [*left, *right, line_of(row, page)]
            left, right = [], []
            continue
        for side, kept in ((left, [g for g in row if g.right <= cut]), (right, [g for g in row if g.left >= cut])):
            if kept:
                side.append(line_of(kept, page))
    return [*found, *left, *right]


def _gutter(rows: list[list[Glyph]]) -> float | None:
    """Where the page parts, if most of its lines stop before one place and go on behind it."""
    if len(rows) < FEWEST_LINES:
        return None
    begin, end = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    breaks: list[tuple[float, float]] = []
    for row in rows:
        parts = parts_of(row, GUTTER)
        if len(parts) == 2 and min(len(part) for part in parts) >= FEWEST_CHARACTERS:
            breaks.append((max(glyph.right for glyph in parts[0]), parts[1][0].left))
    if len(breaks) < FEWEST_LINES:
        return None
    cut = _common(breaks)
    if cut is None or not begin + 0.25 * (end - begin) < cut < end - 0.25 * (end - begin):
        return None
    parted = sum(first < cut < second for first, second in breaks)
    crossing = sum(_crosses(row, cut) for row in rows)
    return cut if parted >= FEWEST_LINES and parted >= 2 * crossing else None


def _common(breaks: list[tuple[float, float]]) -> float | None:
    """The middle of what the gaps share."""
    first, second = median(one[0] for one in breaks), median(one[1] for one in breaks)
    inside = [one for one in breaks if one[0] <= second and one[1] >= first]
    low, high = max((one[0] for one in inside), default=0.0), min((one[1] for one in inside), default=0.0)
    return (low + high) / 2 if low < high else None


def _crosses(row: list[Glyph], cut: float) -> bool:
    return any(part[0].left < cut < part[-1].right for part in parts_of(row, GUTTER))
