"""What loses its words where a document is replaced by a newer version: programmes and curated answers of one's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.importing.taking import Taken
from knowledge.intake import Workspace
from knowledge.model import Clause

_HEAD = re.compile(r"\[{1,2}(?P<quote>\"?)(?P<id>[^\"\].]+)(?P=quote)[\].]")
"""Of an entry's table, or of one below it."""


def losing_programmes(workspace: Workspace, taken: Taken) -> tuple[str, ...]:
    """Ids of programmes whose quote does not stand in its clause any more."""
    files = sorted((workspace.folder / "programmes" / taken.read.id).glob("*.toml"))
    tables = ((file.stem, tomllib.loads(file.read_text(encoding="utf-8"))) for file in files)
    return tuple(name for name, table in tables if not _stands(table, taken.read.clauses))


def losing_entries(workspace: Workspace, taken: Taken, into: str) -> dict[Path, tuple[str, ...]]:
    """Ids of curated answers that rest on words of `into` which are gone, by file."""
    found = {}
    for file in sorted((workspace.folder / "faq").glob("*.toml")):
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        lost = tuple(
            id
            for id, entry in tables.items()
            if isinstance(entry, dict)
            and any(
                basis.get("document") == into and not _stands(basis, taken.read.clauses)
                for basis in entry.get("clauses", ())
            )
        )
        if lost:
            found[file] = lost
    return found


def set_entries_aside(lost: dict[Path, tuple[str, ...]]) -> None:
    """Moves them, as they are written, into a folder that is not loaded."""
    for file, ids in lost.items():
        kept, moved = _parted(file.read_text(encoding="utf-8"), ids)
        aside = file.parent / "_set-aside"
        aside.mkdir(exist_ok=True)
        with (aside / file.name).open("a", encoding="utf-8") as target:
            target.write(moved)
        part = file.with_suffix(".part")
        part.write_text(kept, encoding="utf-8")
        part.replace(file)


def _parted(text: str, ids: Iterable[str]) -> tuple[str, str]:
    """The file without the tables of these ids, and those tables."""
    wanted = set(ids)
    kept: list[str] = []
    moved: list[str] = []
    into = kept
    for line in text.splitlines(keepends=True):
        if head := _HEAD.match(line):
            into = moved if head["id"] in wanted else kept
        into.append(line)
    return "".join(kept), "".join(moved)


def _stands(table: dict[str, Any], clauses: Iterable[Clause]) -> bool:
    path, quote = tuple(table.get("clause", ())), str(table.get("quote", ""))
    return any(clause.path == path and quote in clause.text for clause in clauses)
