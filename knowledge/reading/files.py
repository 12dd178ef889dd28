"""The door of reading: a file → its text, or a `ReadingError` that says how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from knowledge.errors import ReadingError, sentence
from knowledge.reading.encoding import decode, garbled

MOST_BYTES = 30_000_000
MOST_CHARACTERS = 3_000_000
_PLAIN = {"", ".txt", ".md", ".markdown", ".text"}


def read_text(file: Path) -> str:
    """The file's text with `\\n` line breaks; offsets of everything that is found later point into it.

    Raises `knowledge.errors.ReadingError`.
    """
    data = _bytes_of(file)
    text = _reader(file, data)(file, data).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_CHARACTERS:
        raise ReadingError(sentence("source_text_too_long", file=file.name, most=MOST_CHARACTERS // 10_000))
    if not text.strip():
        raise ReadingError(sentence("source_empty", file=file.name))
    if garbled(text):
        raise ReadingError(sentence("source_garbled", file=file.name))
    return text


def _bytes_of(file: Path) -> bytes:
    if not file.exists():
        raise ReadingError(sentence("source_missing", file=file))
    if file.is_dir():
        raise ReadingError(sentence("source_folder", file=file))
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            megabytes, most = round(size / 1e6), MOST_BYTES // 1_000_000
            raise ReadingError(sentence("source_too_large", file=file.name, megabytes=megabytes, most=most))
        data = file.read_bytes()
    except OSError:
        raise ReadingError(sentence("source_unreadable", file=file)) from None
    if not data.strip():
        raise ReadingError(sentence("source_empty", file=file.name))
    return data


def _reader(file: Path, data: bytes) -> Callable[[Path, bytes], str]:
    """By content first, because files are often saved under a wrong name."""
    suffix = file.suffix.lower()
    if data[:5] == b"%PDF-":
        from knowledge.reading.pdf import read_pdf

        return read_pdf
    if data[:4] == b"PK\x03\x04":
        from knowledge.reading.docx import read_docx

        return read_docx
    if suffix in (".pdf", ".docx"):
        raise ReadingError(sentence("source_broken", file=file.name, kind=suffix[1:]))
    if suffix in (".html", ".htm", ".xhtml") or re.match(
        rb"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html)", data[:400], re.I
    ):
        from knowledge.reading.html import read_html

        return read_html
    if suffix in _PLAIN:
        return decode
    raise ReadingError(sentence("source_kind", file=file.name))
