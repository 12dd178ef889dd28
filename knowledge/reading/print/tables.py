"""Ruled tables of a PDF page, by their lines."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from typing import Any

from knowledge.reading.blocks import Cell, Grid, grid_of, one_line
from knowledge.reading.print.glyphs import Glyph, in_box, rows_of, words

Box = tuple[float, float, float, float]
FEWEST_STROKES = 4
MOST_STROKES = 3000
SNAP = 3.0


class Tables:
    """Opens the file a second time, and only where a page has strokes that could rule a table."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: Any = None
        self._broken = False

    def on_page(self, index: int, height: float) -> list[tuple[Box, list[Box]]]:
        """Each table's box and its cells' boxes, in points from the lower left corner."""
        if self._broken:
            return []
        try:
            page = self._opened().pages[index]
            found = [
                (_turned(table.bbox, height), [_turned(cell, height) for cell in table.cells])
                for table in page.find_tables()
            ]
            page.close()
        except Exception:
            # The second reader fails on files that the first one reads: then tables are read as lines.
            self._broken = True
            return []
        return [(box, cells) for box, cells in found if len(cells) >= 4]

    def _opened(self) -> Any:
        if self._file is None:
            import pdfplumber

            for name in ("pdfminer", "pdfplumber"):
                logging.getLogger(name).setLevel(logging.CRITICAL)
            self._file = pdfplumber.open(io.BytesIO(self._data))
        return self._file


def _turned(box: Iterable[float], height: float) -> Box:
    left, top, right, bottom = box
    return left, height - bottom, right, height - top


def grid(cells: list[Box], glyphs: list[Glyph]) -> Grid:
    """Cells by the edges they share; a cell that reaches over several edges is merged."""
    columns = _edges(edge for box in cells for edge in (box[0], box[2]))
    rows = _edges(-edge for box in cells for edge in (box[1], box[3]))
    found = []
    for box in cells:
        left, right = _at(columns, box[0]), _at(columns, box[2])
        top, bottom = _at(rows, -box[3]), _at(rows, -box[1])
        inside = [glyph for glyph in glyphs if in_box(glyph, box)]
        text = one_line("\n".join(words(row) for row in rows_of(inside)))
        found.append(Cell(top, left, text, max(1, bottom - top), max(1, right - left)))
    return grid_of(sorted(found, key=lambda cell: (cell.row, cell.column)))


def _edges(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def joined(first: Grid, second: Grid) -> Grid | None:
    """A table that goes on on the next page: its head is left out where it is printed again, and a merged cell that the
    page's end cut in two is filled."""
    if first.columns != second.columns:
        return None
    heads = first.heads
    begin = heads if heads > 0 and second.cells[:heads] == first.cells[:heads] else 0
    return Grid(
        first.cells + _continued(first.cells[-1], second.cells[begin:]),
        first.printed + second.printed[begin:],
        heads,
        first.widened + second.widened[begin:],
    )


def _continued(above: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Leading cells that are empty where a page begins, though the others are not, go on from the page before."""
    found = list(rows)
    for column in range(len(above) - 1):
        for at, row in enumerate(found):
            if row[column] or any(row[:column]) != any(above[:column]) or not any(row[column + 1 :]):
                break
            found[at] = (*row[:column], above[column], *row[column + 1 :])
        if not rows or rows[0][column]:
            break
    return tuple(found)
