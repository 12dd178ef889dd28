"""Scanned pages, where the extra for them is installed: everything read so is marked as read by machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError, sentence
from knowledge.reading.blocks import assemble
from knowledge.reading.limits import widen
from knowledge.reading.print.columns import lines_of_page
from knowledge.reading.print.frame import without_frame
from knowledge.reading.print.glyphs import Glyph, Printed
from knowledge.reading.print.paragraphs import paragraphs
from knowledge.reading.source import Source

MOST_PAGES = 60
SECONDS = 140
BYTES = 6_000_000_000
SCALE = 200 / 72
Recogniser = Callable[[Any], list[tuple[Any, str]]]


def recognised(file: Path, document: Any) -> Source:
    """Raises `ReadingError` where the extra is not installed, or the pages are too many."""
    read = _recogniser()
    if read is None:
        raise ReadingError(sentence("source_scanned", file=file.name))
    if len(document) > MOST_PAGES:
        raise ReadingError(sentence("source_pages", file=file.name, most=MOST_PAGES))
    widen(SECONDS, BYTES)
    pages: list[list[Printed]] = []
    heights: list[float] = []
    for index in range(len(document)):
        page = document[index]
        _, height = page.get_size()
        picture = page.render(scale=SCALE).to_numpy()
        heights.append(height)
        pages.append(lines_of_page(_glyphs(read(picture), height), index))
    lines = [line for page in without_frame(pages, heights) for line in page]
    if not lines:
        raise ReadingError(sentence("source_scanned", file=file.name))
    return assemble(paragraphs(lines, lines), by_machine=True, left_out=(sentence("left_out_unchecked"),))


def _recogniser() -> Recogniser | None:
    try:
        from rapidocr_onnxruntime import RapidOCR
    except ImportError:
        return None
    engine = RapidOCR()

    def read(picture: Any) -> list[tuple[Any, str]]:
        result, _ = engine(picture)
        return [(box, text) for box, text, _ in result or ()]

    return read


def _glyphs(found: list[tuple[Any, str]], page_height: float) -> list[Glyph]:
    """A line of the picture → its characters, evenly spread; the engine gives no finer places."""
    glyphs: list[Glyph] = []
    for box, text in found:
        left, right = min(point[0] for point in box) / SCALE, max(point[0] for point in box) / SCALE
        top, bottom = min(point[1] for point in box) / SCALE, max(point[1] for point in box) / SCALE
        width = (right - left) / max(1, len(text))
        height = (bottom - top) * 0.8
        for at, character in enumerate(text):
            if not character.isspace():
                glyphs.append(
                    Glyph(character, left + at * width, left + (at + 1) * width, page_height - bottom, height)
                )
    return glyphs
