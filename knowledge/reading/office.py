"""Old formats (.doc, .wps, .rtf) by way of a program that the machine has."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from knowledge.errors import ReadingError, sentence
from knowledge.reading.source import Source
from knowledge.reading.word.docx import read_docx

SECONDS = 90


def read_old(file: Path, data: bytes) -> Source:
    """LibreOffice keeps tables and numbers; antiword keeps the words. Raises `ReadingError`."""
    with tempfile.TemporaryDirectory(prefix="mingce-") as place:
        folder = Path(place)
        suffix = ".rtf" if data[:5] == rb"{\rtf" else ".doc"
        copy = folder / f"source{suffix}"
        copy.write_bytes(data)
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if office and (made := _converted(office, copy, folder)) is not None:
            return read_docx(file, made)
        words = shutil.which("antiword")
        if words and suffix == ".doc" and (text := _output([words, "-w", "0", "-m", "UTF-8.txt", str(copy)])):
            return Source(text)
    raise ReadingError(sentence("source_old_word", file=file.name))


def _converted(office: str, copy: Path, folder: Path) -> bytes | None:
    profile = (folder / "profile").as_uri()
    _output(
        [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx", "--outdir"]
        + [str(folder), str(copy)]
    )
    made = copy.with_suffix(".docx")
    return made.read_bytes() if made.exists() else None


def _output(command: list[str]) -> str | None:
    """What a program prints; None where it fails or does not end in time."""
    try:
        run = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout.decode("utf-8", "replace") if run.returncode == 0 else None
