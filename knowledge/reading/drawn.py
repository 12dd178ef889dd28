"""Text whose tables are drawn with strokes, as programs print them that turn old files into text → blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.reading.blocks import Block, Cell, Grid, Paragraph, grid_of, one_line

_ROW = re.compile(r"^\s*\|?(?:[^|]*\|){2,}\s*$")
Rows = list[list[str]]


def blocks_of(text: str, tables: Sequence[Rows] = ()) -> Iterator[Block]:
    """`tables`: the cells as another way of reading found them; they count where there are as many tables."""
    pieces = list(_pieces(text))
    told = list(tables) if sum(isinstance(piece, list) for piece in pieces) == len(tables) else []
    for piece in pieces:
        if isinstance(piece, str):
            yield Paragraph(piece)
        else:
            yield grid_of_rows(told.pop(0) if told else piece)


def _pieces(text: str) -> Iterator[str | Rows]:
    drawn: list[str] = []
    for line in text.splitlines():
        if _ROW.match(line):
            drawn.append(line.strip().removesuffix("|"))
            continue
        if drawn:
            yield _cells(drawn)
            drawn = []
        yield line
    if drawn:
        yield _cells(drawn)


def _cells(drawn: list[str]) -> Rows:
    """A stroke before every row is a border; before some only, an empty first cell."""
    if all(line.startswith("|") for line in drawn):
        drawn = [line[1:] for line in drawn]
    return [[cell.strip() for cell in line.split("|")] for line in drawn]


def grid_of_rows(rows: Rows) -> Grid:
    """Leading cells that are empty below a full one are one with it: such text shows no merged cells."""
    cells: list[Cell] = []
    open_at: dict[int, int] = {}
    for number, row in enumerate(rows):
        goes_on = number > 0 and any(row)
        for column, text in enumerate(row):
            goes_on = goes_on and not text and column in open_at and column < len(row) - 1
            if goes_on:
                cell = cells[open_at[column]]
                cells[open_at[column]] = Cell(cell.row, column, cell.text, number - cell.row + 1)
            else:
                open_at[column] = len(cells)
                cells.append(Cell(number, column, text))
    return grid_of(cells)


def rows_of_docbook(data: bytes) -> list[Rows]:
    """The tables of a DocBook file; none where it is broken."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        return []
    return [
        [[one_line("".join(entry.itertext())) for entry in row.iter("entry")] for row in one.iter("row")]
        for one in root.iter("informaltable", "table")
    ]
