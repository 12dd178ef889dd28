"""The index's segments as rows of the server: for each term of a segment the arrays of its postings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import numpy as np

from knowledge.bm25.kept import Arrays, Rows
from knowledge.bm25.segment import Found, Held, Segment
from knowledge.mapped import Array, Damaged
from knowledge.shared.server import Cursor, Server

_REMEMBERED = 4096
"""Terms of a segment whose postings are kept at hand."""
_UNUSED = "2 days"
"""After which a segment that no process has opened goes away."""
_KINDS = {1: np.uint8, 2: np.uint16, 4: np.uint32}


class OnServer:
    """Segments are never changed: processes of different versions of the library find their own."""

    def __init__(self, server: Server, field: str) -> None:
        self._server = server
        self._field = field

    def contents(self) -> Mapping[str, Rows]:
        with self._server.transaction() as cursor:
            cursor.execute("SELECT name, documents FROM library_segment WHERE field = %s", (self._field,))
            return {name: [(key, size) for key, size in json.loads(documents)] for name, documents in cursor}

    def segment(self, name: str) -> Stored | None:
        with self._server.transaction() as cursor:
            cursor.execute(
                "UPDATE library_segment SET used = now() WHERE field = %s AND name = %s RETURNING id, lengths",
                (self._field, name),
            )
            found = cursor.fetchone()
        return None if found is None else Stored(self._server, found[0], np.frombuffer(found[1], np.int32))

    def put(self, name: str, rows: Rows, arrays: Arrays) -> Stored | None:
        held = Segment(Held(arrays))
        with self._server.transaction() as cursor:
            cursor.execute(
                "INSERT INTO library_segment (field, name, documents, lengths) VALUES (%s, %s, %s, %s) "
                "ON CONFLICT DO NOTHING RETURNING id",
                (self._field, name, json.dumps(rows), _bytes(held.lengths, np.int32)),
            )
            if (made := cursor.fetchone()) is not None:
                _copy(cursor, made[0], held)
        return self.segment(name)

    def keep(self, rows: Mapping[str, Rows]) -> None:
        """Others may still use what this process does not name: only what nobody has opened for long goes away."""
        with self._server.transaction() as cursor:
            cursor.execute(
                "DELETE FROM library_segment WHERE field = %s AND name <> ALL (%s) AND used < now() - %s::interval",
                (self._field, list(rows), _UNUSED),
            )

    def forget(self) -> None:
        with self._server.transaction() as cursor:
            cursor.execute("DELETE FROM library_segment WHERE field = %s", (self._field,))


def _copy(cursor: Cursor, number: int, held: Segment) -> None:
    keys, sizes, bags, counts = held.everything()
    ends = np.cumsum(sizes)
    with cursor.copy("COPY library_posting (segment, term, top, bags, counts) FROM STDIN") as rows:
        for key, first, last in zip(keys.tolist(), (ends - sizes).tolist(), ends.tolist(), strict=True):
            found = held.find(key)
            top = found.top if found else 0.0
            rows.write_row(
                (number, _signed(key), top, _bytes(bags[first:last], np.int32), counts[first:last].tobytes())
            )


class Stored:
    """A segment whose postings are fetched when a question has their terms."""

    def __init__(self, server: Server, number: int, lengths: Array) -> None:
        self._server = server
        self._number = number
        self._at_hand: dict[int, Found | None] = {}
        self.lengths = lengths
        self.size = len(lengths)

    def expect(self, keys: Iterable[int]) -> None:
        """Raises `Damaged` where the segment has gone away."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._at_hand]
        if not missing:
            return
        if len(self._at_hand) + len(missing) > _REMEMBERED:
            self._at_hand.clear()
        self._at_hand |= dict.fromkeys(missing)
        with self._server.transaction() as cursor:
            cursor.execute(
                "SELECT term, top, bags, counts FROM library_posting WHERE segment = %s AND term = ANY (%s)",
                (self._number, [_signed(key) for key in missing]),
                binary=True,
            )
            rows = cursor.fetchall()
            if not rows:
                self._must_be_there(cursor)
        for term, top, bags, counts in rows:
            self._at_hand[term & 0xFFFFFFFFFFFFFFFF] = Found(*_arrays(bags, counts), top)

    def find(self, key: int) -> Found | None:
        if key not in self._at_hand:
            self.expect((key,))
        return self._at_hand[key]

    def everything(self) -> tuple[Array, Array, Array, Array]:
        with self._server.transaction() as cursor:
            cursor.execute(
                "SELECT term, bags, counts FROM library_posting WHERE segment = %s", (self._number,), binary=True
            )
            rows = [(term & 0xFFFFFFFFFFFFFFFF, *_arrays(bags, counts)) for term, bags, counts in cursor]
        rows.sort(key=lambda row: row[0])
        keys = np.array([key for key, *_ in rows], np.uint64)
        sizes = np.array([len(row[1]) for row in rows], np.int64)
        bags = [np.empty(0, np.int32), *(row[1] for row in rows)]
        counts = [np.empty(0, np.uint8), *(row[2] for row in rows)]
        return keys, sizes, np.concatenate(bags), np.concatenate(counts)

    def _must_be_there(self, cursor: Cursor) -> None:
        if cursor.execute("SELECT 1 FROM library_segment WHERE id = %s", (self._number,)).fetchone() is None:
            raise Damaged(self._number)


def _arrays(bags: bytes, counts: bytes) -> tuple[Array, Array]:
    numbers = np.frombuffer(bags, np.int32)
    return numbers, np.frombuffer(counts, _KINDS[len(counts) // len(numbers)])


def _bytes(array: Array, kind: type[np.generic]) -> bytes:
    return array.astype(kind).tobytes()


def _signed(key: int) -> int:
    """64 bits as the server's integers have them."""
    return key - (1 << 64) if key >> 63 else key
