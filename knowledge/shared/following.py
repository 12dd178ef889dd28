"""A data folder that follows a server: before it is read, after it is written, and once a second while a program runs.

Where the server is away the folder goes on as it is; what was changed in it is given as soon as the server is back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from knowledge.workspace import Workspace

if TYPE_CHECKING:
    from knowledge.bm25.kept import Kept
    from knowledge.shared.mirror import Mirror

LOCK = ".lock"
_log = logging.getLogger(__name__)


@contextmanager
def writing(workspace: Workspace) -> Iterator[None]:
    """Only one process at a time writes into the folder; makes the folder where there is none."""
    from filelock import FileLock

    workspace.documents.mkdir(parents=True, exist_ok=True)
    with FileLock(workspace.folder / LOCK, timeout=60):
        yield
        _patiently(workspace, lambda mirror: mirror.sync())


def follow(workspace: Workspace) -> None:
    """Takes what is newer on the server and gives what is newer here; not while somebody here is writing."""
    from filelock import FileLock, Timeout

    if not workspace.server:
        return
    workspace.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(workspace.folder / LOCK, timeout=0):
            _patiently(workspace, lambda mirror: mirror.sync())
    except Timeout:
        _log.debug("%s is being written", workspace.folder)


def is_behind(workspace: Workspace) -> bool:
    """Whether the server has another version than the folder; false where it cannot be asked."""
    found: list[bool] = []
    _patiently(workspace, lambda mirror: found.append(mirror.is_behind()))
    return any(found)


def kept(workspace: Workspace, name: str) -> Kept:
    """Where an index over the folder's documents is kept."""
    from knowledge.bm25.kept import InFolder

    stored: list[Kept] = []

    def on_server(_: Mirror) -> None:
        from knowledge.shared.postings import OnServer
        from knowledge.shared.server import server

        found = OnServer(server(workspace.server), name)
        found.contents()
        stored.append(found)

    _patiently(workspace, on_server)
    return stored[0] if stored else InFolder(workspace.index / name)


def _patiently(workspace: Workspace, work: Callable[[Mirror], None]) -> None:
    """Does it where there is a server; trouble with it is told in the log."""
    if not workspace.server:
        return
    import psycopg

    from knowledge.shared.mirror import Mirror
    from knowledge.shared.server import server

    try:
        work(Mirror(workspace.folder, workspace.index, server(workspace.server)))
    except (psycopg.Error, OSError) as problem:
        _log.warning("the library on the server cannot be had, the folder goes on as it is: %s", problem)
