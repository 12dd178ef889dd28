"""Word files → lines of text, numbering of lists included."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError, sentence
from knowledge.reading.numbering import Numbering

MOST_UNPACKED_BYTES = 200_000_000
MOST_RATIO = 200


def read_docx(file: Path, data: bytes) -> str:
    _check_archive(file, data)
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(data))
        numbering = Numbering(document)
        return "\n".join(_lines(document, numbering))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError):
        raise ReadingError(sentence("source_broken", file=file.name, kind="docx")) from None


def _check_archive(file: Path, data: bytes) -> None:
    """Sizes are read from the directory before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError):
        raise ReadingError(sentence("source_broken", file=file.name, kind="docx")) from None
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise ReadingError(sentence("source_kind", file=file.name))
    unpacked = sum(entry.file_size for entry in entries)
    bomb = any(
        entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(1, entry.compress_size) for entry in entries
    )
    if unpacked > MOST_UNPACKED_BYTES or bomb or len(entries) > 10_000:
        raise ReadingError(sentence("source_bomb", file=file.name))


def _lines(document: Any, numbering: Numbering) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield numbering.label(block) + block.text


def _rows(table: Any) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = cell.text.strip()
            if not cells or cells[-1] != text:
                cells.append(text)
        yield "\t".join(cells)
