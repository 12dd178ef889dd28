"""The PostgreSQL server that `MINGCE_DATABASE` names: one connection of a process, and the library's tables."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg

Cursor = psycopg.Cursor[Any]
_TABLES = """
CREATE TABLE IF NOT EXISTS library_state (one boolean PRIMARY KEY DEFAULT true CHECK (one), version bigint NOT NULL,
    name uuid NOT NULL DEFAULT gen_random_uuid());
INSERT INTO library_state (version) VALUES (0) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS library_file (path text PRIMARY KEY, version bigint NOT NULL, content bytea);
CREATE INDEX IF NOT EXISTS library_file_version ON library_file (version);
CREATE TABLE IF NOT EXISTS library_segment (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, field text NOT NULL,
    name text NOT NULL, documents text NOT NULL, lengths bytea NOT NULL, used timestamptz NOT NULL DEFAULT now(),
    UNIQUE (field, name));
CREATE TABLE IF NOT EXISTS library_posting (segment bigint REFERENCES library_segment ON DELETE CASCADE,
    term bigint, top real NOT NULL, bags bytea NOT NULL, counts bytea NOT NULL, PRIMARY KEY (segment, term));
"""
_ALONE = 6_301_217
"""Names the lock under which the tables are made; any number that nobody else takes."""
_SETTINGS: dict[str, Any] = {
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}


class Server:
    """Everything raises `psycopg.Error` where the server is away or refuses."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = threading.RLock()
        self._connection: psycopg.Connection[Any] | None = None
        self._process = os.getpid()

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        with self._lock:
            connection = self._connected()
            with connection.transaction(), connection.cursor() as cursor:
                yield cursor

    def close(self) -> None:
        """The next transaction connects anew."""
        with self._lock:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
            self._connection = None

    def _connected(self) -> psycopg.Connection[Any]:
        """The connection; a new one where it was lost, or where it belongs to the process that this one split off."""
        if self._process != os.getpid():
            self._connection, self._process = None, os.getpid()
        if self._connection is None or self._connection.closed:
            connection = psycopg.connect(self._address, autocommit=True, **_SETTINGS)
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (_ALONE,))
                connection.execute(_TABLES)
            self._connection = connection
        return self._connection


@cache
def server(address: str) -> Server:
    """One for each address; closed when the process ends."""
    found = Server(address)
    atexit.register(found.close)
    return found
