"""Tables in markup that platforms export under the name of a spreadsheet: HTML, and the XML of spreadsheets of 2003."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.lists.files.delimited import decoded
from bot.lists.files.package import MOST_CELLS
from bot.lists.model import Sheet
from bot.wording import say

_MOST_BYTES = 50_000_000
_MOST_SPANNED = 500
"""Columns or rows that one cell may cover."""
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HEAD = 2_000
_BREAK = "\ue000"

Merged = tuple[tuple[int, int], tuple[int, int]]
Cell = tuple[str, int, int, int | None]
"""Text, columns and rows covered, and the column where it says it begins."""
Rows = list[list[Cell]]


def read_markup(file: Path) -> list[Sheet]:
    """One sheet for each table. Raises `InputError` where the file has none or is too large."""
    if file.stat().st_size > _MOST_BYTES:
        raise InputError(say("lists.too_big", file=file.name, most=_MOST_BYTES // 1_000_000))
    text = _text(file.read_bytes(), file.name)
    tables = _of_workbook(text) if _SPREADSHEET.strip("{}") in text[:_HEAD] else _of_page(text)
    if not tables:
        raise InputError(say("lists.kind", file=file.name))
    if sum(wide * high for _, rows in tables for row in rows for _, wide, high, _ in row) > MOST_CELLS:
        raise InputError(say("lists.far_cells", file=file.name))
    return [_sheet(name, rows) for name, rows in tables]


def _text(raw: bytes, name: str) -> str:
    """By what the markup says of its encoding, else as other texts are."""
    said = _CHARSET.search(raw[:_HEAD])
    try:
        text = raw.decode(said.group(1).decode("ascii")) if said else decoded(raw, name)
    except (LookupError, UnicodeDecodeError):
        text = decoded(raw, name)
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text)


def _of_page(text: str) -> list[tuple[str, Rows]]:
    from lxml import etree, html

    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    tables = [table for table in page.iter("table") if table.find(".//table") is None]
    return [("", [_cells_of_page(row) for row in table.iter("tr")]) for table in tables]


def _cells_of_page(row: Any) -> list[Cell]:
    cells = (cell for cell in row if cell.tag in ("td", "th"))
    return [(_lines(cell), _span(cell.get("colspan")), _span(cell.get("rowspan")), None) for cell in cells]


def _lines(cell: Any) -> str:
    """As a page shows it: blanks run together, lines end where the markup breaks them."""
    for end in cell.iter("br"):
        end.tail = _BREAK + (end.tail or "")
    return " ".join(cell.text_content().split()).replace(_BREAK, "\n").strip()


def _of_workbook(text: str) -> list[tuple[str, Rows]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    book = etree.fromstring(text.encode(), parser)
    if book is None:
        return []
    sheets = book.iter(f"{_SPREADSHEET}Worksheet")
    return [
        (sheet.get(f"{_SPREADSHEET}Name", ""), [_cells_of_workbook(row) for row in sheet.iter(f"{_SPREADSHEET}Row")])
        for sheet in sheets
    ]


def _cells_of_workbook(row: Any) -> list[Cell]:
    found = []
    for cell in row.iter(f"{_SPREADSHEET}Cell"):
        across, down, at = (cell.get(f"{_SPREADSHEET}{name}") for name in ("MergeAcross", "MergeDown", "Index"))
        text = "".join(cell.itertext()).strip()
        found.append((text, _span(across, 1), _span(down, 1), _span(at) - 1 if at else None))
    return found


def _span(said: str | None, more: int = 0) -> int:
    """`more`: what is counted beside the cell itself."""
    return min(max(int(said) + more, 1), _MOST_SPANNED) if said and said.strip().isdigit() else 1


def _sheet(name: str, rows: Rows) -> Sheet:
    """Cells at their places; one that covers several stands in the first, and the range is merged."""
    taken: set[tuple[int, int]] = set()
    grid: list[list[Any]] = []
    merged: list[Merged] = []
    for top, cells in enumerate(rows):
        line: list[Any] = []
        left = 0
        for text, wide, high, at in cells:
            left = max(left, at or 0)
            while (top, left) in taken:
                left += 1
            line += [""] * (left + wide - len(line))
            line[left] = text
            if wide > 1 or high > 1:
                merged.append(((top, left), (top + high - 1, left + wide - 1)))
                taken |= {(row, left + n) for row in range(top + 1, top + high) for n in range(wide)}
            left += wide
        grid.append(line)
    return Sheet(name, grid, tuple(merged))
