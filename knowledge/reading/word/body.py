"""The body of a Word file → paragraphs and tables, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.reading.blocks import MOST_CELLS, MOST_COLUMNS, Block, Cell, Grid, Paragraph, grid_of, one_line
from knowledge.reading.word.archive import attribute, child, local, value_of
from knowledge.reading.word.numbering import Numbering
from knowledge.reading.word.runs import Line, line_of
from knowledge.reading.word.styles import Styles

_CONTAINERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "txbxContent", "body", "hdr", "ftr"}
MOST_DEPTH = 12


class TooDeepError(Exception):
    """Tables in tables beyond anything that people make."""


class Body:
    """Reads blocks; counts automatic numbers as it goes, so every paragraph is to be asked for once and in order."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: dict[str, str]) -> None:
        self._styles, self._numbering, self._notes = styles, numbering, notes
        self._cells = 0
        self.pictures = 0

    def blocks(self, holder: Any, depth: int = 0) -> Iterator[Block]:
        if depth > MOST_DEPTH:
            raise TooDeepError
        waiting = ""
        for element in _inside(holder):
            if local(element) == "tbl":
                yield from self._table(element, depth)
                continue
            line = line_of(element)
            text = waiting + self._numbering.label(element) + line.text if line.shown else waiting
            waiting = ""
            if line.joined:
                waiting = text
                continue
            yield Paragraph(text, self._styles.centred(element) or self._styles.is_heading(element))
            yield from self._beside(line, depth)
        if waiting:
            yield Paragraph(waiting)

    def _beside(self, line: Line, depth: int) -> Iterator[Block]:
        """What hangs on a paragraph: text boxes and notes."""
        self.pictures += line.pictures
        for box in line.boxes:
            yield from self.blocks(box, depth + 1)
        for note in line.notes:
            if text := self._notes.get(note):
                yield Paragraph(text)

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        """A grid; where a cell holds a table of its own, or all stands in one column, what stands in it in order."""
        cells, nested, rows = self._read(table, depth)
        if _columns(cells) <= 1 or (nested and rows == 1):
            for _, blocks in sorted(nested.items()):
                yield from blocks
            return
        begin = 0
        inner = {place: [one for one in blocks if isinstance(one, Grid)] for place, blocks in nested.items()}
        for (row, _), grids in sorted(inner.items()):
            if grids:
                yield _part(cells, begin, row + 1)
                yield from grids
                begin = row + 1
        if begin < rows:
            yield _part(cells, begin, rows)

    def _read(self, table: Any, depth: int) -> tuple[list[Cell], dict[tuple[int, int], list[Block]], int]:
        cells: list[Cell] = []
        inside: dict[tuple[int, int], list[Block]] = {}
        open_above: dict[int, int] = {}
        row = 0
        for element in _inside(table, ("tr",)):
            if _struck_out(element):
                continue
            column = _whole(value_of(child(element, "trPr"), "gridBefore"), 0)
            head = child(child(element, "trPr"), "tblHeader") is not None
            for held in _inside(element, ("tc",)):
                properties = child(held, "tcPr")
                span = min(MOST_COLUMNS, max(1, _whole(value_of(properties, "gridSpan"), 1)))
                blocks = list(self.blocks(held, depth + 1))
                merge = child(properties, "vMerge")
                continues = merge is not None and attribute(merge, "val") in (None, "continue")
                self._cells += 1
                if self._cells > MOST_CELLS:
                    raise TooDeepError
                if continues and column in open_above:
                    _lengthen(cells, open_above[column])
                else:
                    text = one_line("\n".join(one.text for one in blocks if isinstance(one, Paragraph)))
                    open_above[column] = len(cells)
                    cells.append(Cell(row, column, text, 1, span, head))
                    inside[row, column] = blocks
                column += span
            row += 1
        return cells, inside, row


def _columns(cells: list[Cell]) -> int:
    return len({cell.column for cell in cells})


def _part(cells: list[Cell], first: int, stop: int) -> Grid:
    """Some rows of a table as a table."""
    return grid_of(
        Cell(cell.row - first, cell.column, cell.text, min(cell.rows, stop - cell.row), cell.columns, cell.head)
        for cell in cells
        if first <= cell.row < stop
    )


def _lengthen(cells: list[Cell], at: int) -> None:
    cell = cells[at]
    cells[at] = Cell(cell.row, cell.column, cell.text, cell.rows + 1, cell.columns, cell.head)


def _struck_out(row: Any) -> bool:
    return child(child(row, "trPr"), "del") is not None


def _inside(holder: Any, wanted: tuple[str, ...] = ("p", "tbl")) -> Iterator[Any]:
    """Children of these names, also those in content controls and insertions; struck-out ones left out."""
    stack = [iter(holder)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        name = local(element)
        if name in wanted:
            yield element
        elif name in _CONTAINERS:
            stack.append(iter(element))
        elif name == "AlternateContent":
            choice = next((one for one in element if local(one) in ("Choice", "Fallback")), None)
            if choice is not None:
                stack.append(iter(choice))


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise
