"""Old formats (.doc, .wps) by way of a program that the machine has; .rtf too, where it has LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from knowledge.errors import ReadingError, sentence
from knowledge.reading.blocks import assemble
from knowledge.reading.drawn import blocks_of, rows_of_docbook
from knowledge.reading.source import Source

SECONDS = 90
_RTF = rb"{\rtf"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_old(data: bytes) -> bool:
    return data[:8] == _COMPOUND or data[:5] == _RTF


def is_rtf(data: bytes) -> bool:
    return data[:5] == _RTF


def converted(file: Path, data: bytes) -> bytes | Source:
    """A Word file of today by LibreOffice, which keeps everything; else what antiword prints.

    .rtf comes back as it is where there is no LibreOffice. Raises `ReadingError` where nothing on the machine reads the
    rest.
    """
    with tempfile.TemporaryDirectory(prefix="mingce-") as place:
        folder = Path(place)
        copy = folder / ("source.rtf" if is_rtf(data) else "source.doc")
        copy.write_bytes(data)
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if office and (made := _converted(office, copy, folder)) is not None:
            return made
        if is_rtf(data):
            return data
        words = shutil.which("antiword")
        if words and (source := _printed(words, copy)):
            return source
    raise ReadingError(sentence("source_old_word", file=file.name))


def _printed(words: str, copy: Path) -> Source | None:
    """Text for the words and their numbers, DocBook for the cells of tables, which text breaks into lines."""
    text = _output([words, "-w", "0", "-m", "UTF-8.txt", str(copy)])
    if not text:
        return None
    tables = rows_of_docbook(_output([words, "-x", "db", str(copy)]) or b"") if b"|" in text else []
    blocks = blocks_of(text.decode("utf-8", "replace"), tables)
    return assemble(blocks, left_out=(sentence("left_out_numbers"),))


def _converted(office: str, copy: Path, folder: Path) -> bytes | None:
    profile = (folder / "profile").as_uri()
    _output(
        [
            *(office, f"-env:UserInstallation={profile}", "--headless", "--norestore"),
            *("--convert-to", "docx", "--outdir", str(folder), str(copy)),
        ]
    )
    made = copy.with_suffix(".docx")
    return made.read_bytes() if made.exists() else None


def _output(command: list[str]) -> bytes | None:
    """What a program prints; None where it fails or does not end in time."""
    try:
        run = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout if run.returncode == 0 else None
