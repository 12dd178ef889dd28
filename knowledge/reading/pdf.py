"""PDF files → paragraphs: the line breaks of the page are undone."""

from __future__ import annotations

import io
import logging
import re
from pathlib import Path

from knowledge.errors import ReadingError, sentence
from knowledge.outline.lines import lines_of

MOST_PAGES = 500
_PAGE_NUMBER = re.compile(r"^[-—– ]*(?:第 ?)?\d{1,4}(?: ?页)?[-—– ]*(?:[/共].{0,8})?$")
_FULL = 0.86
_STOPS = "。；;：:！!？?”"


def read_pdf(file: Path, data: bytes) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError(sentence("source_encrypted", file=file.name))
        if len(reader.pages) > MOST_PAGES:
            raise ReadingError(sentence("source_text_too_long", file=file.name, most=300))
        pages = [page.extract_text() or "" for page in reader.pages]
    except ReadingError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
        ImportError,
    ):
        raise ReadingError(sentence("source_broken", file=file.name, kind="pdf")) from None
    if not "".join(pages).strip():
        raise ReadingError(sentence("source_scanned", file=file.name))
    return unwrapped([line for page in pages for line in _printed(page)])


def _printed(page: str) -> list[str]:
    lines = [line.strip() for line in page.split("\n")]
    while lines and (not lines[-1] or _PAGE_NUMBER.match(lines[-1])):
        lines.pop()
    return [line for line in lines if line]


def unwrapped(lines: list[str]) -> str:
    """Joins a line to the one before it where that one was full to the margin and did not end a paragraph."""
    lengths = sorted(len(line) for line in lines)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        starts = bool(lines_of(line.translate({0xFF08: "(", 0xFF09: ")", 0xFF0E: "."})) and lines_of(line)[0].label)
        full = len(previous) >= width * _FULL and not (previous[-1:] in _STOPS and len(previous) < width)
        if paragraphs and full and not (starts and previous[-1:] in _STOPS + "）)】"):
            gap = (
                " "
                if previous[-1:].isascii() and previous[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum()
                else ""
            )
            paragraphs[-1] += gap + line
        else:
            paragraphs.append(line)
        previous = line
    return "\n".join(paragraphs)
