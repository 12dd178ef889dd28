"""Who is there: names that a process holds as long as it lives; they fall free when it ends, however it ends."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import IO, Any, Protocol

fcntl: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None
"""Not on Windows: there one process a store is supported."""


class Presence(Protocol):
    """Names that one process at a time can hold, over all processes of a store."""

    can_wait: bool
    """Whether several processes may stand by for one that polls."""

    async def hold(self, name: str) -> bool:
        """True where the name is ours from now on."""

    async def is_free(self, name: str) -> bool:
        """Whether nobody holds it; a name of our own is not free."""

    async def well(self) -> bool:
        """False where names that were ours may have fallen to others."""

    async def leave(self, *names: str) -> None:
        """Give the names back, and all that is left of them."""


class FilePresence:
    """The operating system's own locks, on files beside the database."""

    can_wait = False

    def __init__(self, path: str) -> None:
        self._folder = Path(f"{Path(path).expanduser()}.workers")
        self._held: dict[str, IO[bytes]] = {}

    async def hold(self, name: str) -> bool:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        lock = _locked(self._folder / name)
        if lock is not None:
            self._held[name] = lock
        return lock is not None or fcntl is None

    async def is_free(self, name: str) -> bool:
        if name in self._held:
            return False
        file = self._folder / name
        if not file.exists() or fcntl is None:
            return True
        lock = _locked(file)
        if lock is None:
            return False
        lock.close()
        file.unlink(missing_ok=True)
        return True

    async def well(self) -> bool:
        return True

    async def leave(self, *names: str) -> None:
        for name in names:
            if name.isdigit():
                (self._folder / name).unlink(missing_ok=True)
            if lock := self._held.pop(name, None):
                lock.close()


def _locked(path: Path) -> IO[bytes] | None:
    """The file, held under an exclusive lock, or None where somebody holds it."""
    file = os.fdopen(os.open(path, os.O_APPEND | os.O_CREAT | os.O_RDWR, 0o600), "ab")
    if fcntl is None:
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def anyone_alive(database: str) -> bool:
    """Whether a process holds a name of this SQLite file; tells nothing where the system has no such locks."""
    folder = Path(f"{Path(database).expanduser()}.workers")
    if fcntl is None or not folder.is_dir():
        return False
    for file in folder.iterdir():
        lock = _locked(file)
        if lock is None:
            return True
        lock.close()
    return False
