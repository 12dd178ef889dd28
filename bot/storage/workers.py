"""Which processes work on this store, and which of them have died: the operating system's own locks tell."""

from __future__ import annotations

import importlib.util
import os
import time
from pathlib import Path
from typing import IO, Any

from bot.storage.transaction import Transaction

fcntl: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None
"""Not on Windows: there one process a store is supported."""


class Worker:
    """This process among those that share a store. Its lock falls when it ends, however it ends."""

    def __init__(self, id: int, folder: Path, lock: IO[bytes] | None) -> None:
        self.id = id
        self._folder = folder
        self._lock = lock
        self._poller: IO[bytes] | None = None

    @classmethod
    async def join(cls, tx: Transaction, database: str) -> Worker:
        now = time.time()
        rows = await tx.read("INSERT INTO workers (started_unix, seen_unix) VALUES (?, ?) RETURNING id", (now, now))
        id = int(next(iter(rows))[0])
        folder = Path(f"{Path(database).expanduser()}.workers")
        folder.mkdir(mode=0o700, exist_ok=True)
        lock = _locked(folder / str(id))
        return cls(id, folder, lock)

    def only_poller(self) -> bool:
        """Take the right to poll for updates; False where another process has it."""
        self._poller = _locked(self._folder / "poller")
        return self._poller is not None or fcntl is None

    def has_died(self, id: int) -> bool:
        """Whether the worker of that number has ended."""
        if id == self.id:
            return False
        file = self._folder / str(id)
        if not file.exists() or fcntl is None:
            return True
        lock = _locked(file)
        if lock is None:
            return False
        lock.close()
        file.unlink(missing_ok=True)
        return True

    async def bury(self, tx: Transaction) -> list[int]:
        """Forget the workers that have died; returns their numbers."""
        ids = [row[0] for row in await tx.read("SELECT id FROM workers")]
        gone = [id for id in ids if self.has_died(id)]
        tx.write_all("DELETE FROM workers WHERE id = ?", [(id,) for id in gone])
        return gone

    def beat(self, tx: Transaction) -> None:
        tx.write("UPDATE workers SET seen_unix = ? WHERE id = ?", (time.time(), self.id))

    def leave(self, tx: Transaction) -> None:
        """Call after the last call was made or left for the next start."""
        tx.write("DELETE FROM workers WHERE id = ?", (self.id,))
        (self._folder / str(self.id)).unlink(missing_ok=True)
        for lock in (self._lock, self._poller):
            if lock:
                lock.close()


async def last_seen_unix(tx: Transaction) -> float | None:
    """The newest heartbeat of any worker."""
    newest: float | None = next(iter(await tx.read("SELECT max(seen_unix) FROM workers")))[0]
    return newest


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
    """Whether a worker of this store is running; tells nothing where the system has no such locks."""
    folder = Path(f"{Path(database).expanduser()}.workers")
    if fcntl is None or not folder.is_dir():
        return False
    for file in folder.iterdir():
        lock = _locked(file)
        if lock is None:
            return True
        lock.close()
    return False
