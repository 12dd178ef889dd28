"""Paragraphs and tables in the order of the page → a source text that knows where its tables stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.reading.source import Field, Row, Source, Table

MOST_COLUMNS = 60
MOST_CELLS = 200_000
_TO_FILL = re.compile(r"^[(（]?(?:请|由[\u4e00-\u9fff]{1,6}|此处|待)?(?:填写|填报|填)[)）]?$|^[_＿]{2,}$|^[□☐]")
"""A blank of a form: its row is one of the form's, no head."""
_NUMBERS = re.compile(r"^[\d.,%％:\-—~/()（）\s]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    title: bool = False
    """The layout marks it as a title: centred, large, a heading."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands in the file: at its first row and column, with how far it reaches."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by its grid: `cells` with merged ones repeated, `printed` with each only where it begins."""

    cells: tuple[tuple[str, ...], ...]
    printed: tuple[tuple[str, ...], ...]
    heads: int
    widened: tuple[frozenset[int], ...] = ()
    """For every row the columns that the cell to their left reaches over."""

    @property
    def columns(self) -> int:
        return len(self.cells[0]) if self.cells else 0


Block = Paragraph | Grid


def grid_of(cells: Iterable[Cell]) -> Grid:
    """Fills every cell that a merged one covers. Spans beyond the table, or beyond reason, are cut."""
    found = [cell for cell in cells if cell.column < MOST_COLUMNS]
    if not found:
        return Grid((), (), 0)
    height = max(cell.row for cell in found) + 1
    width = min(MOST_COLUMNS, max(cell.column + max(1, cell.columns) for cell in found))
    found, width = _without_empty_edges(found, width)
    filled: list[list[str | None]] = [[None] * width for _ in range(height)]
    printed = [[""] * width for _ in range(height)]
    for cell in found:
        if filled[cell.row][cell.column] is None:
            printed[cell.row][cell.column] = cell.text
        for row in range(cell.row, min(height, cell.row + max(1, cell.rows))):
            for column in range(cell.column, min(width, cell.column + max(1, cell.columns))):
                if filled[row][column] is None:
                    filled[row][column] = cell.text
    widened: list[set[int]] = [set() for _ in range(height)]
    for cell in found:
        for row in range(cell.row, min(height, cell.row + max(1, cell.rows))):
            widened[row] |= set(range(cell.column + 1, min(width, cell.column + cell.columns)))
    rows = [tuple(text or "" for text in row) for row in filled]
    kept = [at for at, row in enumerate(rows) if any(text.strip() for text in row)]
    heads = _heads(found, [rows[at] for at in kept])
    return Grid(
        tuple(rows[at] for at in kept),
        tuple(tuple(printed[at]) for at in kept),
        heads,
        tuple(frozenset(widened[at]) for at in kept),
    )


def _without_empty_edges(cells: list[Cell], width: int) -> tuple[list[Cell], int]:
    """Columns at which no cell begins are drawn by merging alone: they are no columns."""
    begins = sorted({cell.column for cell in cells})
    if len(begins) == width:
        return cells, width
    at = {column: number for number, column in enumerate(begins)}

    def narrowed(cell: Cell) -> Cell:
        covered = bisect_left(begins, cell.column + max(1, cell.columns)) - at[cell.column]
        return replace(cell, column=at[cell.column], columns=covered)

    return [narrowed(cell) for cell in cells], len(begins)


def _heads(cells: list[Cell], rows: list[tuple[str, ...]]) -> int:
    """How many of the first rows name the columns: those marked so, else the first where it has words only."""
    marked = [cell for cell in cells if cell.head]
    if marked and {cell.row for cell in marked} == set(range(max(cell.row for cell in marked) + 1)):
        return min(max(cell.row for cell in marked) + 1, len(rows))
    begin = _caption(rows)
    if begin + 1 >= len(rows) or any(_NUMBERS.match(text) for text in rows[begin]):
        return begin if begin + 1 >= len(rows) else 0
    if any(_TO_FILL.match(text) for text in rows[begin]):
        return begin
    first = [cell for cell in cells if cell.row == begin]
    spread = any(cell.columns > 1 for cell in first)
    deep = max((cell.rows for cell in first), default=1) if spread else 1
    return min(begin + max(1, deep), len(rows) - 1)


def _caption(rows: list[tuple[str, ...]]) -> int:
    """Rows at the top that are one cell over all columns: a caption, the unit of the sums."""
    begin = 0
    while begin < len(rows) - 1 and len(rows[begin]) > 1 and len(set(rows[begin])) == 1:
        begin += 1
    return begin


def head_of(grid: Grid) -> tuple[str, ...]:
    """One name for each column: the cells of the head above each other, equal ones once; captions left out."""
    rows = [row for row in grid.cells[: grid.heads] if len(set(row)) > 1 or len(row) == 1]
    return tuple(" ".join(dict.fromkeys(text for text in column if text)) for column in zip(*rows, strict=True))


def assemble(
    blocks: Iterable[Block],
    fields: tuple[Field, ...] = (),
    by_machine: bool = False,
    left_out: tuple[str, ...] = (),
) -> Source:
    """A line a paragraph, a line a row of a table; cells are parted by a tab."""
    pieces: list[str] = []
    tables: list[Table] = []
    titles: list[tuple[int, int]] = []
    at = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.title and block.text.strip():
                titles.append((at, at + len(block.text)))
            pieces.append(block.text)
            at += len(block.text) + 1
        elif block.cells:
            table, text = _printed(block, at)
            tables.append(table)
            pieces.append(text)
            at += len(text) + 1
    return Source("\n".join(pieces), tuple(tables), fields, tuple(titles), by_machine, left_out)


def _printed(grid: Grid, begin: int) -> tuple[Table, str]:
    lines: list[str] = []
    rows: list[Row] = []
    at = begin
    head = head_of(grid)
    for cells, printed, widened in zip(grid.cells, grid.printed, grid.widened, strict=True):
        line = "\t".join(printed).rstrip("\t")
        lines.append(line)
        shown = [one for one in range(len(cells)) if not (head and one in widened and head[one] == head[one - 1])]
        own = tuple(head[column] for column in shown) if head else ()
        rows.append(Row(at, at + len(line), tuple(cells[column] for column in shown), own))
        at += len(line) + 1
    return Table(begin, at - 1, head, tuple(rows), grid.heads), "\n".join(lines)


def one_line(text: str) -> str:
    """The words of a cell in one line: line breaks between Chinese characters vanish, others become a space."""
    joined = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]+\s*(?=[\u3000-\u9fff\uff00-\uffef])", "", text)
    return re.sub(r"\s+", " ", joined).strip()
