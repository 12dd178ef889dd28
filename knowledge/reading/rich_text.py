"""The door of .rtf files, where no office program is at hand."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import ReadingError, sentence
from knowledge.reading.blocks import assemble
from knowledge.reading.drawn import blocks_of
from knowledge.reading.source import Source


def read_rtf(file: Path, data: bytes) -> Source:
    """Raises `ReadingError`."""
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, KeyError):
        raise ReadingError(sentence("source_broken", file=file.name, kind="rtf")) from None
    return assemble(blocks_of(text))
