"""What was read and confirmed → the folder of one's own; whole or not at all, and only where it loads."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.answering.imported.places import place_called
from bot.bootstrap import rule_book
from bot.errors import InputError
from bot.importing.drafting import Proposal
from bot.importing.losing import losing_entries, losing_programmes, set_entries_aside
from bot.importing.taking import Taken, fingerprint
from bot.wording import say
from knowledge.errors import DataError as LibraryError
from knowledge.faq import Faq
from knowledge.intake import RETIRED, Workspace, files_of, retire, set_aside, store, unlike, writing
from knowledge.library import Library
from rules.errors import DataError as RulesError


def write(
    workspace: Workspace, taken: Taken, proposals: Sequence[Proposal], into: str | None, day: date
) -> tuple[str, ...]:
    """`into`: what it is the newer version of: one's own document under its id, or a shipped one, which retires.

    A draft that the rule book does not take holds no document up: it is left out, and its id is given back.
    Raises `InputError` where the folder would not load any more; then nothing of it stays.
    """
    left = list(proposals)
    while True:
        try:
            _write(workspace, taken, left, into, day)
        except RulesError as problem:
            sound = [one for one in left if one.id != Path(problem.file).stem]
            if len(sound) == len(left):
                raise InputError(say("importing.would_not_load", file=taken.file.name, problem=problem)) from None
            left = sound
        else:
            return tuple(one.id for one in proposals if one not in left)


def _write(workspace: Workspace, taken: Taken, proposals: Sequence[Proposal], into: str | None, day: date) -> None:
    id = taken.read.id
    own = into == id
    files = files_of(taken.read, taken.file, day, place_called(taken.read.document(day)), None if own else into)
    with writing(workspace):
        before = _kept(workspace, id) if into else None
        try:
            if into:
                set_aside(workspace, id, losing_programmes(workspace, taken))
                set_entries_aside(losing_entries(workspace, taken, into))
            if into and not own:
                retire(workspace, into, day)
            store(workspace, id, files, _beside(workspace, id, proposals), replaces=own)
            check_loads(Workspace(workspace.folder)).prepare()
        except FileExistsError:
            raise InputError(say("importing.id_taken", id=id)) from None
        except LibraryError as problem:
            _undo(workspace, id, before)
            raise InputError(say("importing.would_not_load", file=taken.file.name, problem=problem)) from None
        except RulesError:
            _undo(workspace, id, before)
            raise
        finally:
            if before:
                shutil.rmtree(before, ignore_errors=True)


def _beside(workspace: Workspace, id: str, proposals: Sequence[Proposal]) -> dict[str, str]:
    """Files of the proposals, beside programmes that stay: none that is there already, and no name twice."""
    there = sorted((workspace.folder / "programmes" / id).glob("*.toml"))
    held = {file.stem for file in there}
    quotes = {str(tomllib.loads(file.read_text(encoding="utf-8")).get("quote")) for file in there}
    files: dict[str, str] = {}
    for item in proposals:
        if tomllib.loads(item.toml)["quote"] in quotes:
            continue
        name = unlike(item.id, held)
        held.add(name)
        files[f"{name}.toml"] = item.toml
    return files


def check_loads(workspace: Workspace) -> Library:
    library = Library.load(own=workspace)
    rule_book(library, workspace.folder)
    Faq.load(library, own=workspace.folder / "faq")
    return library


def already_there(workspace: Workspace, file: Path) -> bool:
    """Whether a document of one's own was made from the same file."""
    wanted, size = None, file.stat().st_size
    for source in workspace.documents.glob("*/source.*"):
        if source.stat().st_size == size:
            wanted = wanted or fingerprint(file)
            if fingerprint(source) == wanted:
                return True
    return False


def _kept(workspace: Workspace, id: str) -> Path:
    """A copy of document and programmes as they were."""
    import tempfile

    copy = Path(tempfile.mkdtemp(dir=workspace.folder, prefix=".importing-"))
    for name, place in _places(workspace, id).items():
        if place.is_dir():
            shutil.copytree(place, copy / name)
        elif place.exists():
            shutil.copy2(place, copy / name)
    return copy


def _places(workspace: Workspace, id: str) -> dict[str, Path]:
    """What an import of a document may change."""
    folder = workspace.folder
    places = {"documents": folder / "documents" / id, "programmes": folder / "programmes" / id}
    return {**places, "faq": folder / "faq", "retired": folder / RETIRED}


def _undo(workspace: Workspace, id: str, before: Path | None) -> None:
    for name, place in _places(workspace, id).items():
        if name in ("faq", "retired") and before is None:
            continue
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)
        if before and (before / name).exists():
            (before / name).rename(place)
