"""Work that was stopped goes on where it stopped: the rest is written beside what is done already."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.wording import say

_ENDING = ".stopped"


@dataclass(frozen=True, slots=True)
class Progress:
    """`done`: how many companies of the list are written; `parts`: in how many files."""

    key: str
    done: int = 0
    parts: int = 0

    def target(self, target: Path) -> Path:
        """The first part under the name asked for, what follows beside it."""
        if not self.parts:
            return target
        return target.with_name(say("screening.next_part", name=target.stem, part=self.parts + 1) + target.suffix)


def begin(file: Path, target: Path, version: str, on: date) -> Progress:
    """Where the same list was stopped before, with the same rules and day; else the beginning."""
    digest = hashlib.sha256(file.read_bytes())
    digest.update(f"{version}{on}".encode())
    key = digest.hexdigest()
    try:
        noted = json.loads(_mark(target).read_text(encoding="utf-8"))
        if noted["key"] == key:
            return Progress(key, int(noted["done"]), int(noted["parts"]))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return Progress(key)


def stop(target: Path, progress: Progress, done: int) -> None:
    """Only counts are kept, nothing of the companies; `done`: how many in all."""
    noted = {"key": progress.key, "done": done, "parts": progress.parts + 1}
    _mark(target).write_text(json.dumps(noted) + "\n", encoding="utf-8")


def finish(target: Path) -> None:
    _mark(target).unlink(missing_ok=True)


def _mark(target: Path) -> Path:
    return target.with_name(target.name + _ENDING)
