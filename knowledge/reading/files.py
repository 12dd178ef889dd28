"""The door of reading: a file → its text and tables, or a `ReadingError` that says how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from knowledge.errors import ReadingError, sentence
from knowledge.reading.apart import read_apart
from knowledge.reading.encoding import garbled
from knowledge.reading.office import converted, is_old, is_rtf
from knowledge.reading.source import Source

MOST_BYTES = 30_000_000
MOST_CHARACTERS = 3_000_000
_PLAIN = {"", ".txt", ".text"}
_MARKDOWN = {".md", ".markdown"}
_PAGES = {".html", ".htm", ".xhtml", ".shtml"}
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html)", re.IGNORECASE)
Reader = Callable[[Path, bytes], Source]


def read_source(file: Path) -> Source:
    """Offsets of everything that is found later point into its text.

    Whatever needs more than decoding is read in a process of its own. Raises `knowledge.errors.ReadingError`.
    """
    data = _bytes_of(file)
    if is_old(data):
        made = converted(file, data)
        if isinstance(made, Source):
            return _checked(file, made)
        data = made
    if _is_plain(file, data):
        return source_of(file, data)
    return read_apart(file, data)


def source_of(file: Path, data: bytes) -> Source:
    """The same in this process, from bytes; of `file` only the name counts. Raises `ReadingError`."""
    return _checked(file, _reader(file, data)(file, data))


def _checked(file: Path, source: Source) -> Source:
    text = source.text
    if "\r" in text:
        source = replace(source, text=text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > MOST_CHARACTERS:
        raise ReadingError(sentence("source_text_too_long", file=file.name, most=MOST_CHARACTERS // 10_000))
    if not text.strip():
        raise ReadingError(sentence("source_empty", file=file.name))
    if garbled(text):
        raise ReadingError(sentence("source_garbled", file=file.name))
    return source


def _bytes_of(file: Path) -> bytes:
    if not file.exists():
        raise ReadingError(sentence("source_missing", file=file))
    if file.is_dir():
        raise ReadingError(sentence("source_folder", file=file))
    if not file.is_file():
        raise ReadingError(sentence("source_no_file", file=file))
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


def _reader(file: Path, data: bytes) -> Reader:
    """By content first, because files are often saved under a wrong name."""
    suffix = file.suffix.lower()
    if data[:1024].lstrip()[:5] == b"%PDF-":
        from knowledge.reading.print.pdf import read_pdf

        return read_pdf
    if data[:4] == b"PK\x03\x04":
        return _archive_reader(file, data)
    if is_rtf(data):
        from knowledge.reading.rich_text import read_rtf

        return read_rtf
    if is_old(data):
        raise ReadingError(sentence("source_old_word", file=file.name))
    if suffix in (".pdf", ".docx", ".doc", ".wps", ".xlsx", ".zip"):
        raise ReadingError(sentence("source_broken", file=file.name, kind=suffix[1:]))
    if suffix in _PAGES or _PAGE.match(data[:400].removeprefix(b"\xef\xbb\xbf")):
        from knowledge.reading.web.html import read_html

        return read_html
    if suffix in _MARKDOWN:
        from knowledge.reading.web.html import read_markdown

        return read_markdown
    if suffix in _PLAIN:
        from knowledge.reading.plain import read_plain

        return read_plain
    raise ReadingError(sentence("source_kind", file=file.name))


def _is_plain(file: Path, data: bytes) -> bool:
    """Bytes that are decoded and nothing more."""
    return (
        file.suffix.lower() in _PLAIN
        and not is_rtf(data)
        and data[:4] != b"PK\x03\x04"
        and b"%PDF-" not in data[:1024]
        and not _PAGE.match(data[:400].removeprefix(b"\xef\xbb\xbf"))
    )


def _archive_reader(file: Path, data: bytes) -> Reader:
    """Word files and what else comes as an archive, told apart by the names inside."""
    if b"word/" in data:
        from knowledge.reading.word.docx import read_docx

        return read_docx
    if b"xl/workbook" in data:
        raise ReadingError(sentence("source_sheet", file=file.name))
    if file.suffix.lower() in (".docx", ".docm"):
        raise ReadingError(sentence("source_broken", file=file.name, kind="docx"))
    raise ReadingError(sentence("source_archive", file=file.name))
