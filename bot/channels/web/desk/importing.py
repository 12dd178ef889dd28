"""A file from the desk: read and shown first, written when a person has seen what was read."""

from __future__ import annotations

import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.bootstrap import build_world
from bot.channels.web.reader import Difference, differences
from bot.errors import InputError
from bot.importing.changes import Newer, newer
from bot.importing.drafting import Proposal, facts_of, propose
from bot.importing.gaining import Companies
from bot.importing.shapes import taken_shape
from bot.importing.taking import Taken, check_free, newer_id, take
from bot.importing.writing import write
from bot.lists.reading import plan
from bot.lists.reading import read as read_list
from bot.wording import say
from knowledge.library import own_data

_MOST_WAITING = 20
_STEPS = 3


@dataclass(frozen=True, slots=True)
class _Waiting:
    folder: tempfile.TemporaryDirectory[str]
    taken: Taken
    proposals: Sequence[Proposal]
    into: str | None


_waiting: OrderedDict[str, _Waiting] = OrderedDict()
"""Read and not yet confirmed, by an unguessable key; the oldest gives way."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of the form. `into`: the document that it is the newer version of; `listed`: name and bytes of a list of
    companies; `kept`: those of the store, for which gains and losses are told where there is no list."""

    name: str
    raw: bytes
    into: str | None = None
    listed: tuple[str, bytes] = ("", b"")
    kept: Companies = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What was read of a file, in the shape of `import --json`."""

    key: str
    id: str
    document: dict[str, Any]
    proposals: list[dict[str, Any]]
    instead: str = ""
    """Title of the document that it replaces."""
    newer: Newer | None = None
    changes: Sequence[Difference] = ()
    concerned: int = 0
    """Companies for which gains and losses were looked for."""


def read(upload: Upload, today: date, progress: Callable[[int, int], None]) -> Review:
    """Raises InputError where the file cannot be taken, with what to do; `progress`: steps done, and steps in all."""
    folder = tempfile.TemporaryDirectory(prefix="mingce-import-")
    try:
        file = _kept(folder, upload.name, upload.raw)
        return _read(folder, file, upload, today, lambda step: progress(step, _STEPS))
    except BaseException:
        folder.cleanup()
        raise


def _kept(folder: tempfile.TemporaryDirectory[str], name: str, raw: bytes) -> Path:
    file = Path(folder.name) / (Path(name).name[-80:] or "file.txt")
    file.write_bytes(raw)
    return file


def _read(
    folder: tempfile.TemporaryDirectory[str], file: Path, upload: Upload, today: date, step: Callable[[int], None]
) -> Review:
    library = build_world().library
    step(0)
    into = upload.into
    check_free("", into, library)
    id = newer_id(into, None, library, today) if into else None
    taken, failed = take([file], id, [each.id for each in library.documents])
    if failed:
        raise InputError(failed[0].why)
    one = taken[0]
    check_free(one.read.id, into, library)
    step(1)
    proposals = propose(one)
    step(2)
    shape = taken_shape(one, today, facts_of([one]))
    compared = _compared(one, proposals, upload, _companies(folder, upload, today), today) if into else {}
    key = secrets.token_urlsafe(16)
    _waiting[key] = _Waiting(folder, one, proposals, into)
    while len(_waiting) > _MOST_WAITING:
        _waiting.popitem(last=False)[1].folder.cleanup()
    return Review(key, one.read.id, shape, [item.shape() for item in proposals], **compared)


def _companies(folder: tempfile.TemporaryDirectory[str], upload: Upload, today: date) -> Companies:
    """Of the list where there is one, else those that are kept."""
    name, raw = upload.listed
    if not name:
        return upload.kept
    rulebook = build_world().rulebook
    listed = read_list(plan(_kept(folder, f"list-{name}", raw), rulebook, today), rulebook, today)
    return [(one.name, one.facts) for one in listed.companies]


def _compared(
    taken: Taken, proposals: Sequence[Proposal], upload: Upload, companies: Companies, today: date
) -> dict[str, Any]:
    """What the review says of the document that is replaced."""
    held = build_world().library.document(upload.into or "")
    assert held is not None
    found = newer(taken, proposals, held.id, today, companies)
    changes = differences(held, taken.read.document(today))
    return {"instead": held.title, "newer": found, "changes": changes, "concerned": len(companies)}


def write_reviewed(key: str, today: date) -> str:
    """The document's id, once it stands in the folder of one's own data."""
    found = _waiting.pop(key, None)
    if found is None:
        raise InputError(say("web.import_again"))
    try:
        write(own_data(), found.taken, found.proposals, found.into, today)
    finally:
        found.folder.cleanup()
    return found.taken.read.id
