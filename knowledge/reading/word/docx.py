"""The door of Word files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError, sentence
from knowledge.reading.blocks import assemble
from knowledge.reading.source import Source
from knowledge.reading.word.archive import Archive, attribute, below, local
from knowledge.reading.word.body import Body, TooDeepError
from knowledge.reading.word.numbering import Numbering
from knowledge.reading.word.runs import line_of
from knowledge.reading.word.styles import Styles


def read_docx(file: Path, data: bytes) -> Source:
    """Raises `ReadingError`."""
    archive = Archive(file, data)
    root = archive.part("word/document.xml")
    if root is None:
        raise ReadingError(sentence("source_kind", file=file.name))
    body = next((element for element in root if local(element) == "body"), None)
    if body is None:
        raise ReadingError(sentence("source_broken", file=file.name, kind="docx"))
    styles = Styles(archive.part("word/styles.xml"))
    reader = Body(styles, Numbering(archive.part("word/numbering.xml"), styles), _notes(archive))
    try:
        blocks = list(reader.blocks(body))
    except (TooDeepError, RecursionError):
        raise ReadingError(sentence("source_too_deep", file=file.name)) from None
    pictures = (sentence("left_out_pictures", count=reader.pictures),) if reader.pictures else ()
    return assemble(blocks, left_out=pictures)


def _notes(archive: Archive) -> dict[str, str]:
    """Foot- and endnotes by kind and number."""
    found: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        for note in below(archive.part(f"word/{kind}s.xml")):
            if attribute(note, "type") not in (None, "normal"):
                continue
            text = "".join(_words(note)).strip()
            if text:
                found[f"{kind}{attribute(note, 'id')}"] = sentence("note", text=text)
    return found


def _words(note: Any) -> list[str]:
    return [line_of(element).text for element in note if local(element) == "p"]
