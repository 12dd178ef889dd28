"""Files and folders → documents that were read, ready to be shown and written; nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.errors import InputError
from bot.wording import say
from knowledge.errors import ReadingError
from knowledge.intake import ID, Award, awards_of, id_of, unlike
from knowledge.library import Library, read_document
from knowledge.metadata.model import ReadDocument
from knowledge.model import Clause

READABLE = (
    ".txt", ".md", ".html", ".htm", ".mht", ".docx", ".pdf", ".doc", ".wps", ".rtf", ".zip", ".odt", ".xlsx", ".shtml",
)  # fmt: skip
"""Endings that are taken from a folder; a file that is named is tried whatever it is called."""


@dataclass(frozen=True, slots=True)
class Taken:
    file: Path
    read: ReadDocument
    awards: tuple[Award, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    file: Path
    why: str


def files_in(named: Iterable[Path]) -> tuple[list[Path], bool]:
    """The files, those of folders included in the order of their names, and whether a folder was among them."""
    found: list[Path] = []
    folder = False
    for one in named:
        if one.is_dir():
            folder = True
            below = (file for file in one.rglob("*") if file.is_file() and file.suffix.lower() in READABLE)
            found += sorted(file for file in below if not file.name.startswith((".", "~$")))
        else:
            found.append(one)
    return list(dict.fromkeys(found)), folder


def take(
    files: Sequence[Path],
    id: str | None,
    taken_ids: Iterable[str],
    progress: Callable[[Path], None] = lambda file: None,
) -> tuple[list[Taken], list[Failed]]:
    """Reads every file; `taken_ids` are those that the library has. Ids made from names never meet in one run."""
    taken: list[Taken] = []
    failed: list[Failed] = []
    here: set[str] = set()
    for file in files:
        progress(file)
        try:
            read = read_document(file)
        except ReadingError as problem:
            failed.append(Failed(file, str(problem)))
            continue
        name = id or unlike(id_of(file, read.head.text("title")), here)
        here.add(name)
        read = named(read, name)
        taken.append(Taken(file, read, tuple(award for awards in awards_of(read.clauses).values() for award in awards)))
    return taken, failed


def named(read: ReadDocument, id: str) -> ReadDocument:
    """The same document under another id."""
    clauses: tuple[Clause, ...] = tuple(replace(clause, document=id) for clause in read.clauses)
    return replace(read, id=id, clauses=clauses)


def check_id(id: str | None, files: Sequence[Path]) -> None:
    """Raises `InputError` where an id cannot be one, or is given for several files."""
    if id is None:
        return
    if not ID.fullmatch(id):
        raise InputError(say("importing.id_wrong", id=id[:60]))
    if len(files) != 1:
        raise InputError(say("importing.id_for_one", count=len(files)))


def check_free(id: str, into: str | None, library: Library) -> None:
    """Raises `InputError` where the id is taken, or there is nothing that is to be replaced."""
    if into is None:
        if library.document(id) is not None:
            raise InputError(say("importing.id_taken", id=id))
        return
    known = library.document(into)
    if known is None or known in library.summaries or known in library.retired:
        ids = "、".join(one.id for one in library.documents)
        raise InputError(say("importing.into_unknown", id=into[:60], ids=ids))
    if id != into and library.document(id) is not None:
        raise InputError(say("importing.id_taken", id=id))


def newer_id(into: str, id: str | None, library: Library, day: date) -> str:
    """One's own document keeps its id; what is shipped stays as it is and gets a successor of another id."""
    if into in library.own_ids:
        return into
    return id or unlike(f"{into}-{day.year}", {one.id for one in (*library.documents, *library.retired)})


def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
