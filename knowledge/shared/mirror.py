"""The data folder as a copy of what the server holds: what is newer there is taken, what is newer here is given.

A file is known by the hash of its content. `index/mirror` says what both sides had when they last agreed, so that a
file that differs was changed on one side, or on both: then the server's stands, and the other is kept beside it.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.prepared import read_table, write_table
from knowledge.shared.server import Cursor, Server

_AGREED = "mirror"
_MINE = ".mine"
_UNSEEN = (".lock", ".importing")
_log = logging.getLogger(__name__)

Files = dict[str, str]
"""Digests by paths inside the folder."""


@dataclass(frozen=True)
class Agreed:
    """What folder and server had in common last; with another server nothing."""

    server: str
    version: int
    files: Files


class Mirror:
    def __init__(self, folder: Path, index: Path, server: Server) -> None:
        """`index`: the folder inside it that is every machine's own."""
        self._folder = folder
        self._index = index
        self._server = server

    def is_behind(self) -> bool:
        """Whether the server has another version than this folder. Raises `psycopg.Error`."""
        with self._server.transaction() as cursor:
            name, version = _state(cursor)
            return version != self._agreed(name).version

    def sync(self) -> None:
        """To be called while nobody else writes into the folder. Raises `psycopg.Error` and `OSError`."""
        here = self._files()
        with self._server.transaction() as cursor:
            name, version = _state(cursor)
            agreed = self._agreed(name)
            changed = {path for path in agreed.files.keys() | here.keys() if agreed.files.get(path) != here.get(path)}
            if changed:
                name, version = _state(cursor, alone=True)
            taken = _newer(cursor, agreed.version)
            if given := changed - taken.keys():
                version += 1
                self._give(cursor, given, version)
        self._take(taken, changed, here)
        if taken or given or version != agreed.version:
            write_table(self._index / _AGREED, {"server": name, "version": version, "files": self._files()})

    def _give(self, cursor: Cursor, paths: set[str], version: int) -> None:
        for path in sorted(paths):
            place = self._folder / path
            content = place.read_bytes() if place.is_file() else None
            cursor.execute(
                "INSERT INTO library_file (path, version, content) VALUES (%s, %s, %s) ON CONFLICT (path) "
                "DO UPDATE SET version = excluded.version, content = excluded.content",
                (path, version, content),
            )
        cursor.execute("UPDATE library_state SET version = %s", (version,))

    def _take(self, taken: Mapping[str, bytes | None], changed: set[str], here: Files) -> None:
        """All is written beside its place first, so that the folder is between two versions for a moment only."""
        differing = {path: content for path, content in taken.items() if here.get(path) != _digest(content)}
        beside = {path: self._beside(path, content) for path, content in differing.items() if content is not None}
        for path in differing:
            place = self._inside(path)
            if path in changed and place.is_file():
                _log.warning("%s was changed here and on another machine; what stood here is kept as %s", path, _MINE)
                place.replace(place.with_name(place.name + _MINE))
            if path in beside:
                beside[path].replace(place)
            else:
                self._away(place)

    def _beside(self, path: str, content: bytes) -> Path:
        place = self._inside(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        found = place.with_name(f".importing-{place.name}")
        found.write_bytes(content)
        return found

    def _away(self, place: Path) -> None:
        place.unlink(missing_ok=True)
        with suppress(OSError):
            for above in place.parents:
                if above == self._folder:
                    break
                above.rmdir()

    def _inside(self, path: str) -> Path:
        place = (self._folder / path).resolve()
        if not place.is_relative_to(self._folder.resolve()):
            raise OSError(f"{path} is outside of the data folder")
        return place

    def _files(self) -> Files:
        found = {}
        for above, folders, files in os.walk(self._folder):
            folders[:] = [name for name in folders if not name.startswith(_UNSEEN) and Path(above, name) != self._index]
            for name in files:
                if not name.startswith(_UNSEEN) and not name.endswith(_MINE):
                    place = Path(above, name)
                    digest = hashlib.sha256(place.read_bytes()).hexdigest()
                    found[place.relative_to(self._folder).as_posix()] = digest
        return found

    def _agreed(self, server: str) -> Agreed:
        found: Any = read_table(self._index / _AGREED)
        if not isinstance(found, dict) or found["server"] != server:
            return Agreed(server, 0, {})
        return Agreed(**found)


def _state(cursor: Cursor, alone: bool = False) -> tuple[str, int]:
    """The server's name and version; `alone`: nobody else changes it until the transaction ends."""
    cursor.execute(f"SELECT name, version FROM library_state{' FOR UPDATE' if alone else ''}")
    name, version = cursor.fetchone() or ("", 0)
    return str(name), int(version)


def _newer(cursor: Cursor, version: int) -> dict[str, bytes | None]:
    """Files that were changed after the version, with their content; None for those that are gone."""
    cursor.execute("SELECT path, content FROM library_file WHERE version > %s", (version,), binary=True)
    return {path: None if content is None else bytes(content) for path, content in cursor}


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()
