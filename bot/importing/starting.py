"""A folder of one's own data, laid out."""

from __future__ import annotations

from pathlib import Path

from bot.wording import say


def start(folder: Path) -> Path:
    """Makes what is missing; returns the folder's full path."""
    for name in ("documents", "programmes", "faq"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    note = folder / "README.txt"
    if not note.exists():
        note.write_text(say("importing.readme"), encoding="utf-8")
    return folder.resolve()
