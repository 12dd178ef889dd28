"""Old formats (.doc, .wps, .rtf) by way of a program that the machine has."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from knowledge.errors import ReadingError, sentence

SECONDS = 90
_RTF = rb"{\rtf"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_old(data: bytes) -> bool:
    return data[:8] == _COMPOUND or data[:5] == _RTF


def converted(file: Path, data: bytes) -> bytes:
    """A Word file of today by LibreOffice, which keeps tables and numbers; else plain text by antiword.

    Raises `ReadingError` where the machine has neither, or they fail.
    """
    with tempfile.TemporaryDirectory(prefix="mingce-") as place:
        folder = Path(place)
        suffix = ".rtf" if data[:5] == _RTF else ".doc"
        copy = folder / f"source{suffix}"
        copy.write_bytes(data)
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if office and (made := _converted(office, copy, folder)) is not None:
            return made
        words = shutil.which("antiword")
        if words and suffix == ".doc" and (text := _output([words, "-w", "0", "-m", "UTF-8.txt", str(copy)])):
            return text
    raise ReadingError(sentence("source_old_word", file=file.name))


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
