"""Elements of a page → paragraphs and tables in reading order. Nothing recurses: pages can nest very deeply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.reading.blocks import MOST_CELLS, MOST_COLUMNS, Block, Cell, Paragraph, grid_of, one_line
from knowledge.reading.web.lists import Lists
from knowledge.reading.web.sight import unseen
from knowledge.reading.web.styles import Style

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|d[dlt]|details|dialog|div|fieldset|figcaption|figure|footer|form"
    "|h[1-6r]|header|html|legend|li|main|nav|ol|option|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead|title|ul"
)
_LONGEST_CELL = 1500
LINKS_SHARE = 0.7
_ATTACHED = re.compile(r"附\s?[件表]|\.(?:docx?|xlsx?|pdf|wps|zip|rar)\b", re.IGNORECASE)


class _Lines:
    """Collects inline words into paragraphs."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.linked = 0
        self.title = False
        self.heading = False

    def add(self, text: str, linked: bool, kept: bool = False) -> None:
        said = text if kept else re.sub(r"[\r\n\t ]+", " ", text)
        self.pieces.append(said)
        self.linked += len(said.strip()) if linked else 0

    def flush(self) -> Iterator[Paragraph]:
        text = "".join(self.pieces)
        linked, title = self.linked, self.title
        self.pieces, self.linked, self.title = [], 0, self.heading
        bare = text.strip()
        if bare and linked >= LINKS_SHARE * len(bare) and "。" not in bare and not _ATTACHED.search(bare):
            return
        for line in text.split("\n"):
            shown = re.sub(r"[ \xa0]*\t[ \xa0]*|(?<=\S)[ \xa0]{2,}(?=\S)", " ", line).strip(" \r\f\v")
            if shown.strip():
                yield Paragraph(shown, title)


def blocks_of(root: Any, hidden: frozenset[str], styles: Mapping[Any, Style]) -> Iterator[Block]:
    """Links that stand for themselves (menus, related texts) are left out, attachments kept."""
    lines, lists = _Lines(), Lists(styles)
    stack: list[tuple[Any, bool, bool]] = [(root, False, False)]
    cells = 0
    while stack:
        element, leaving, linked = stack.pop()
        if leaving:
            if _is_block(element):
                yield from lines.flush()
                lines.heading = lines.title = False
            lists.leave(element)
            if element is not root:
                lines.add(element.tail or "", linked)
            continue
        if element is not root and unseen(element, hidden):
            lines.add(element.tail or "", linked)
            continue
        if _is_block(element):
            yield from lines.flush()
            lines.heading = lines.title = _centred(element)
        if element.tag == "table" and (found := data_table(element, hidden)) is not None:
            cells += len(found)
            if cells > MOST_CELLS:
                return
            yield grid_of(found)
            lines.add(element.tail or "", linked)
            continue
        inside = linked or element.tag == "a"
        lines.add(lists.enter(element), False)
        lines.add(element.text or "", inside, element.tag == "pre")
        stack.append((element, True, linked))
        stack.extend((child, False, inside) for child in reversed(element))
    yield from lines.flush()


def _is_block(element: Any) -> bool:
    return isinstance(element.tag, str) and bool(_BLOCKS.fullmatch(element.tag))


def _centred(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.tag in ("h1", "h2", "center") or "text-align:center" in style or element.get("align") == "center"


def data_table(table: Any, hidden: frozenset[str]) -> list[Cell] | None:
    """Its cells; None for one that only lays out the page: with tables inside, one column, or whole texts in cells."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    cells: list[Cell] = []
    covered: dict[int, int] = {}
    row = -1
    for line in table.iterdescendants("tr"):
        if unseen(line, hidden):
            continue
        row += 1
        column = 0
        in_head = line.getparent() is not None and line.getparent().tag == "thead"
        for held in line:
            if held.tag not in ("td", "th") or unseen(held, hidden):
                continue
            while covered.get(column, 0) > row:
                column += 1
            wide, high = _span(held, "colspan", MOST_COLUMNS), _span(held, "rowspan", 5000)
            text = one_line(_words(held, hidden))
            cells.append(Cell(row, column, text, high, wide, in_head or held.tag == "th"))
            for at in range(column, min(column + wide, MOST_COLUMNS)):
                covered[at] = row + high
            column += wide
    columns = len({cell.column for cell in cells})
    long = any(len(cell.text) > _LONGEST_CELL for cell in cells)
    return None if columns <= 1 or (long and len(cells) <= 4) else cells


def _span(cell: Any, name: str, most: int) -> int:
    try:
        return min(most, max(1, int(cell.get(name) or 1)))
    except ValueError:
        return 1


def _words(cell: Any, hidden: frozenset[str]) -> str:
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(cell, False)]
    while stack:
        element, leaving = stack.pop()
        if leaving or (element is not cell and unseen(element, hidden)):
            if leaving and _is_block(element):
                pieces.append("\n")
            pieces.append("" if element is cell else re.sub(r"\s+", " ", element.tail or ""))
            continue
        if _is_block(element):
            pieces.append("\n")
        pieces.append(re.sub(r"\s+", " ", element.text or ""))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return "".join(pieces)
