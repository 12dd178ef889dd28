"""The door of PDF files."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError, sentence
from knowledge.reading.blocks import Block, Grid, Paragraph, assemble
from knowledge.reading.print.columns import lines_of_page
from knowledge.reading.print.frame import without_frame
from knowledge.reading.print.glyphs import TABLE, Glyph, Printed, in_box
from knowledge.reading.print.ocr import recognised
from knowledge.reading.print.paragraphs import paragraphs
from knowledge.reading.print.tables import FEWEST_STROKES, MOST_STROKES, Tables, grid, joined
from knowledge.reading.source import Source

MOST_PAGES = 500
MOST_GLYPHS = 3_000_000
MOST_SECONDS = 12.0
SECONDS_FOR_TABLES = 8.0
"""Of the processor: what is left of a hostile or enormous file is not read any more."""
_NO_CHARACTER = (0xFFFE, 0xFFFF, 0xFEFF)


def read_pdf(file: Path, data: bytes) -> Source:
    """Raises `ReadingError`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as problem:
        key = "source_encrypted" if "password" in str(problem).lower() else "source_broken"
        raise ReadingError(sentence(key, file=file.name, kind="pdf")) from None
    if count > MOST_PAGES:
        raise ReadingError(sentence("source_pages", file=file.name, most=MOST_PAGES))
    try:
        reader = _Reader(file, document, Tables(data))
        pages = [reader.page(index) for index in range(count)]
    except pypdfium2.PdfiumError:
        raise ReadingError(sentence("source_broken", file=file.name, kind="pdf")) from None
    if not any(pages):
        return recognised(file, document)
    kept = without_frame(pages, reader.heights)
    blocks = list(_blocks([line for page in kept for line in page], reader.grids))
    pictures = (sentence("left_out_pages", pages="、".join(reader.pictures[:20])),) if reader.pictures else ()
    return assemble(blocks, left_out=pictures)


class _Reader:
    def __init__(self, file: Path, document: Any, tables: Tables) -> None:
        self._file, self._document, self._tables = file, document, tables
        self._begun = time.process_time()
        self._glyphs = 0
        self.heights: list[float] = []
        self.grids: list[Grid] = []
        self.pictures: list[str] = []

    def page(self, index: int) -> list[Printed]:
        """The page's lines; a table is one line that names its grid."""
        if self._spent() > MOST_SECONDS or self._glyphs > MOST_GLYPHS:
            raise ReadingError(sentence("source_too_slow", file=self._file.name))
        page = self._document[index]
        _, height = page.get_size()
        self.heights.append(height)
        glyphs = _glyphs(page)
        self._glyphs += len(glyphs)
        strokes, images = _objects(page)
        if not glyphs and images:
            self.pictures.append(str(index + 1))
        tables = self._ruled(index, height) if glyphs and strokes >= FEWEST_STROKES else []
        outside = [one for one in glyphs if not any(in_box(one, box) for box, _ in tables)]
        for box, cells in tables:
            inside = [one for one in glyphs if in_box(one, box)]
            found = grid(cells, inside)
            if found.columns > 1 and found.cells:
                self.grids.append(found)
                outside.append(Glyph(f"{TABLE}{len(self.grids) - 1}", box[0], box[2], box[3] - 1, 1.0))
            else:
                outside += inside
        page.close()
        return lines_of_page(outside, index)

    def _ruled(self, index: int, height: float) -> list[tuple[Any, list[Any]]]:
        return self._tables.on_page(index, height) if self._spent() < SECONDS_FOR_TABLES else []

    def _spent(self) -> float:
        return time.process_time() - self._begun


def _blocks(lines: list[Printed], grids: list[Grid]) -> Iterator[Block]:
    """Paragraphs between tables; a table that begins a page goes on from one that ended the page before."""
    waiting: list[Printed] = []
    everything = [line for line in lines if not line.text.startswith(TABLE)]
    held: Grid | None = None
    held_page = -1
    for line in lines:
        if not line.text.startswith(TABLE):
            if held is not None:
                yield held
                held = None
            waiting.append(line)
            continue
        yield from _paragraphs(waiting, everything)
        waiting = []
        found = grids[int(line.text[1:])]
        whole = joined(held, found) if held is not None and line.page > held_page else None
        if whole is None and held is not None:
            yield held
        held, held_page = whole or found, line.page
    if held is not None:
        yield held
    yield from _paragraphs(waiting, everything)


def _paragraphs(lines: list[Printed], everything: list[Printed]) -> list[Paragraph]:
    return paragraphs(lines, everything) if lines else []


def _glyphs(page: Any) -> list[Glyph]:
    from pypdfium2 import raw

    textpage = page.get_textpage()
    handle = textpage.raw
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    found: list[Glyph] = []
    for index in range(min(textpage.count_chars(), MOST_GLYPHS)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _NO_CHARACTER or chr(code).isspace() or not chr(code).isprintable():
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, index, box) or not raw.FPDFText_GetCharOrigin(handle, index, x, y):
            continue
        height = abs(box.top - box.bottom)
        if height > 0.5:
            found.append(Glyph(chr(code), box.left, box.right, y.value, height))
    textpage.close()
    return found


def _objects(page: Any) -> tuple[int, int]:
    """Strokes and pictures on a page; counting stops where it is clear."""
    from pypdfium2 import raw

    strokes = images = 0
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), MOST_STROKES)):
        kind = raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, index))
        strokes += kind == raw.FPDF_PAGEOBJ_PATH
        images += kind == raw.FPDF_PAGEOBJ_IMAGE
    return strokes, images
