"""The tables of a sheet: one below the other, each with a head of its own; or one that lies on its side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import Any

from bot.lists.bodies import Row, body, filled_in, head_lines, is_company
from bot.lists.folding import filled, folded, shown
from bot.lists.heads.frames import Frame, find_frame, head_at
from bot.lists.heads.headings import Heading, Headings
from bot.lists.model import Column, Sheet

_MOST_ROWS_LOOKED_THROUGH = 20_000
_ENCLOSED = re.compile(r"\([^()]*\)")
_MOST_LYING = 400
"""Rows and columns that a table on its side may have."""


@dataclass(frozen=True, slots=True)
class Table:
    """`city`: the one that its title or its sheet speaks of."""

    sheet: Sheet
    frame: Frame
    rows: tuple[Row, ...]
    columns: tuple[Column, ...] = ()
    city: str | None = None


def tables_of(sheet: Sheet, headings: Headings) -> list[Table]:
    """Empty where no row of the sheet is understood as a head."""
    frame = find_frame(sheet, headings)
    turned = _turned(sheet)
    lying = find_frame(turned, headings) if turned else None
    if turned and lying and lying.named and lying.told > 2 * (frame.told if frame else 0):
        return [_table(turned, lying, len(turned.rows))]
    if frame is None:
        return []
    frames = [frame, *_further(sheet, frame, headings)]
    ends = [*(_end(sheet, after, before) for before, after in pairwise(frames)), len(sheet.rows)]
    return [
        _table(part, of, end)
        for whole, end in zip(frames, ends, strict=True)
        for part, of in _side_by_side(sheet, whole)
    ]


def _side_by_side(sheet: Sheet, frame: Frame) -> Iterator[tuple[Sheet, Frame]]:
    """A head that says the same twice or more in one line is of as many tables; each has the others' columns empty."""
    names = [at for at, heading in enumerate(frame.headings) if heading.role == "name"]
    wide = names[1] - names[0] if len(names) > 1 else 0
    first = [text for text in frame.texts[:wide] if text]
    parts = [range(begin, begin + wide) for begin in range(0, len(frame.texts), wide)] if wide else []
    if len(first) < 2 or any([text for text in frame.texts[part.start : part.stop] if text] != first for part in parts):
        yield sheet, frame
        return
    for part in parts:
        rows = [[cell if at in part else "" for at, cell in enumerate(row)] for row in sheet.rows]
        headings = (heading if at in part else Heading() for at, heading in enumerate(frame.headings))
        texts = tuple(text if at in part else "" for at, text in enumerate(frame.texts))
        yield replace(sheet, rows=rows), replace(frame, headings=tuple(headings), texts=texts)


def titles(table: Table) -> tuple[str, ...]:
    """What stands above the head, and the sheet's name; not what says who filled it in."""
    above = table.sheet.rows[table.frame.above : table.frame.top - table.frame.lines]
    texts = (shown(cell) for row in above if sum(map(filled, row)) == 1 for cell in row if filled(cell))
    return (table.sheet.name, *(text for text in texts if ":" not in _ENCLOSED.sub("", folded(text))))


def _table(sheet: Sheet, frame: Frame, end: int) -> Table:
    return Table(sheet, frame, tuple(body(_unmerged(sheet, frame, end), frame, end)))


def _further(sheet: Sheet, first: Frame, headings: Headings) -> Iterator[Frame]:
    """Heads below the first table; one that says no unit for its table keeps that of the same head above."""
    if len(sheet.rows) > _MOST_ROWS_LOOKED_THROUGH:
        return
    last = first
    for at in range(first.top + 1, len(sheet.rows)):
        before, row = sheet.rows[at - 1], sheet.rows[at]
        if at < last.top or not _may_begin(before, row, last):
            continue
        if sum(map(filled, before)) > 1 and filled_in(row) in head_lines(sheet, last):
            continue  # the head of the same table on its next page
        found = head_at(sheet, at, last, headings)
        if found is not None:
            again = found.texts == last.texts
            last = replace(found, unit=found.unit or last.unit) if again else found
            yield last


def _may_begin(before: Sequence[Any], row: Sequence[Any], last: Frame) -> bool:
    """Below nothing or a single cell, or the same words as in the head above."""
    given = [cell for cell in row if filled(cell)]
    if len(given) < 2 or not all(isinstance(cell, str) for cell in given):
        return False
    return sum(map(filled, before)) < 2 or sum(cell in last.texts for cell in given) * 2 > len(given)


def _end(sheet: Sheet, after: Frame, before: Frame) -> int:
    """Where the titles of the next table begin."""
    end = after.top - after.lines
    while end > before.top:
        given = [folded(shown(cell)) for cell in sheet.rows[end - 1] if filled(cell)]
        if len(given) > 1 or any(map(is_company, given)):
            break
        end -= 1
    return end


def _turned(sheet: Sheet) -> Sheet | None:
    """Its columns as rows; none where it is too large to be read so."""
    if len(sheet.rows) > _MOST_LYING or max(map(len, sheet.rows), default=0) > _MOST_LYING:
        return None
    rows = [list(row) for row in zip_longest(*sheet.rows, fillvalue="")]
    merged = tuple(((left, top), (right, bottom)) for (top, left), (bottom, right) in sheet.merged)
    return replace(sheet, rows=rows, merged=merged, turned=True)


def _unmerged(sheet: Sheet, frame: Frame, end: int) -> Sheet:
    """Cells merged downwards below the head are repeated."""
    down = [
        ((top, left), (bottom, right))
        for (top, left), (bottom, right) in sheet.merged
        if frame.top <= top < end and bottom > top and left == right
    ]
    if not down:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for (top, column), (bottom, _) in down:
        for row in range(top + 1, min(bottom + 1, len(rows))):
            if column < len(rows[row]) and column < len(rows[top]):
                rows[row][column] = rows[top][column]
    return replace(sheet, rows=rows)
