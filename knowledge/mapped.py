"""Arrays in one file that processes map and share: written whole or not at all, damage noticed where it is read.

The arrays' bytes come first; behind them stands a table in JSON (what the file holds, with a checksum of every block),
and at the end where the table begins and its own checksum. Mapping reads the table only; a block is checked when it
is first looked at.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_TAIL = struct.Struct("<8sQI")
_MAGIC = b"mingce-1"
_BLOCK = 1 << 16
"""Bytes under one checksum."""
_ALIGN = 64


class Damaged(Exception):
    """A block's bytes are not those that were written: the file has to be made anew."""


class Mapped:
    """Arrays of a file by their names."""

    def __init__(self, content: mmap.mmap, table: Mapping[str, Any]) -> None:
        self.about: dict[str, Any] = table["about"]
        """What the writer said of the arrays."""
        self._bytes = np.frombuffer(content, np.uint8)[: table["size"]]
        self._checks = np.frombuffer(bytes.fromhex(table["checks"]), "<u4")
        self._seen = np.zeros(len(self._checks), bool)
        self._places = {
            name: (at, np.frombuffer(content, np.dtype(kind), length, at))
            for name, (kind, length, at) in table["arrays"].items()
        }

    def array(self, name: str, first: int = 0, last: int | None = None) -> Array:
        """Elements from `first` to `last`, as they stand in the file. Raises `Damaged`."""
        at, array = self._places[name]
        found = array[first:last]
        start = at + first * array.itemsize
        self._check(start // _BLOCK, -(-(start + found.nbytes) // _BLOCK))
        return found

    def _check(self, first: int, last: int) -> None:
        if self._seen[first:last].all():
            return
        for block in range(first, last):
            if zlib.crc32(self._bytes[block * _BLOCK : (block + 1) * _BLOCK].data) != self._checks[block]:
                raise Damaged(block)
        self._seen[first:last] = True


def map_file(file: Path) -> Mapped | None:
    """None where it is missing, cut short, of another form, or could have been written by someone else."""
    try:
        with file.open("rb") as source:
            found = os.fstat(source.fileno())
            if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o022):
                return None
            content = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
        magic, size, check = _TAIL.unpack(content[-_TAIL.size :])
        table = content[size : -_TAIL.size]
        if magic != _MAGIC or zlib.crc32(table) != check:
            return None
        return Mapped(content, json.loads(table))
    except (OSError, ValueError, struct.error):
        return None


def write_file(file: Path, arrays: Mapping[str, Array | Iterable[Array]], about: Mapping[str, Any]) -> None:
    """Takes for each name an array, or its parts one after another (all of one type). Raises `OSError`."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".writing-", delete=False) as target:
        try:
            body = _Body(target)
            places = {name: body.put(parts) for name, parts in arrays.items()}
            said = {"about": dict(about), "arrays": places, "size": body.size, "checks": body.checks()}
            table = json.dumps(said).encode()
            target.write(table + _TAIL.pack(_MAGIC, body.size, zlib.crc32(table)))
            target.flush()
            os.fsync(target.fileno())
            Path(target.name).replace(file)
        except BaseException:
            Path(target.name).unlink(missing_ok=True)
            raise


class _Body:
    """The arrays' bytes as they are written, and the checksums of their blocks."""

    def __init__(self, target: BinaryIO | Any) -> None:
        self._target = target
        self._found: list[int] = []
        self._current = 0
        self.size = 0

    def put(self, parts: Array | Iterable[Array]) -> tuple[str, int, int]:
        """Type, length and place."""
        self._write(memoryview(b"\0" * (-self.size % _ALIGN)))
        at, kind, length = self.size, "|u1", 0
        for part in (parts,) if isinstance(parts, np.ndarray) else parts:
            kind, length = part.dtype.str, length + len(part)
            self._write(memoryview(np.ascontiguousarray(part).tobytes()))
        return kind, length, at

    def _write(self, content: memoryview) -> None:
        self._target.write(content)
        while content:
            room = _BLOCK - self.size % _BLOCK
            self._current = zlib.crc32(content[:room], self._current)
            self.size += len(content[:room])
            if self.size % _BLOCK == 0:
                self._found.append(self._current)
                self._current = 0
            content = content[room:]

    def checks(self) -> str:
        last = [self._current] if self.size % _BLOCK else []
        return np.array([*self._found, *last], "<u4").tobytes().hex()
