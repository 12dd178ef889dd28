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
from bot.errors import InputError
from bot.importing.drafting import Proposal, facts_of, propose
from bot.importing.shapes import taken_shape
from bot.importing.taking import Taken, check_free, take
from bot.importing.writing import write
from bot.wording import say
from knowledge.library import own_data

_MOST_WAITING = 20
_STEPS = 3
_waiting: OrderedDict[str, tuple[tempfile.TemporaryDirectory[str], Taken, Sequence[Proposal]]] = OrderedDict()
"""Read and not yet confirmed, by an unguessable key; the oldest gives way."""


@dataclass(frozen=True, slots=True)
class Review:
    """What was read of a file, in the shape of `import --json`."""

    key: str
    id: str
    document: dict[str, Any]
    proposals: list[dict[str, Any]]


def read(raw: bytes, name: str, today: date, progress: Callable[[int, int], None]) -> Review:
    """Raises InputError where the file cannot be taken, with what to do; `progress`: steps done, and steps in all."""
    folder = tempfile.TemporaryDirectory(prefix="mingce-import-")
    try:
        file = Path(folder.name) / (Path(name).name[-80:] or "file.txt")
        file.write_bytes(raw)
        return _read(folder, file, today, lambda step: progress(step, _STEPS))
    except BaseException:
        folder.cleanup()
        raise


def _read(folder: tempfile.TemporaryDirectory[str], file: Path, today: date, step: Callable[[int], None]) -> Review:
    world = build_world()
    step(0)
    taken, failed = take([file], None, [each.id for each in world.library.documents])
    if failed:
        raise InputError(failed[0].why)
    one = taken[0]
    check_free(one.read.id, None, world.library)
    step(1)
    proposals = propose(one)
    step(2)
    shape = taken_shape(one, today, facts_of([one]))
    key = secrets.token_urlsafe(16)
    _waiting[key] = (folder, one, proposals)
    while len(_waiting) > _MOST_WAITING:
        _waiting.popitem(last=False)[1][0].cleanup()
    return Review(key, one.read.id, shape, [item.shape() for item in proposals])


def write_reviewed(key: str, today: date) -> str:
    """The document's id, once it stands in the folder of one's own data."""
    found = _waiting.pop(key, None)
    if found is None:
        raise InputError(say("web.import_again"))
    folder, taken, proposals = found
    try:
        write(own_data(), taken, proposals, None, today)
    finally:
        folder.cleanup()
    return taken.read.id
