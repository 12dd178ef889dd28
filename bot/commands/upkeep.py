"""`mingce backup`, `restore`, `health`: what a running bot needs from the people who run it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sqlite3
import sys
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import InputError
from bot.settings import Settings, load_settings
from bot.wording import say

_HEALTH_SECONDS = 4.0
_TELLING = {"chats", "facts", "turns", "recipients", "tickets", "web_turns"}
"""Tables of which at least one has rows where anybody has ever used the bot."""


def backup(destination: Path, store: str | None) -> None:
    """Copy the database while it is in use; the copy is checked before it gets its name."""
    source = _store(store)
    if not source.exists():
        raise InputError(say("telegram.backup_no_store", path=source))
    if destination.exists():
        raise InputError(say("telegram.backup_exists", path=destination))
    part = destination.with_name(f".{destination.name}.part")
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(source, part)
        problem = _what_is_wrong(part)
        if problem:
            raise InputError(say("telegram.backup_broken", path=source, problem=problem))
        _keep(part, destination)
    except (OSError, sqlite3.Error) as problem:
        raise InputError(say("telegram.backup_not_written", path=destination, problem=problem)) from None
    finally:
        part.unlink(missing_ok=True)
    print(say("telegram.backup_done", path=destination, bytes=destination.stat().st_size))


def restore(source: Path, store: str | None) -> None:
    """Put a backup in place of the database; nothing is touched before the backup has proved to be whole."""
    destination = _store(store)
    problem = _what_is_wrong(source)
    if problem:
        raise InputError(say("telegram.backup_broken", path=source, problem=problem))
    if _in_use(destination):
        raise InputError(say("telegram.restore_in_use", path=destination))
    _must_fit(source)
    part = destination.with_name(f".{destination.name}.part")
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(source, part)
        dropped = _drop_what_was_under_way(part)
        kept = _put_aside(destination)
        _keep(part, destination)
    except (OSError, sqlite3.Error) as trouble:
        raise InputError(say("telegram.backup_not_written", path=destination, problem=trouble)) from None
    finally:
        part.unlink(missing_ok=True)
    done = (
        say("telegram.restore_kept", path=destination, kept=kept)
        if kept
        else say("telegram.restore_done", path=destination)
    )
    print(done)
    if dropped:
        print(say("storage.restore_dropped", count=dropped))


def _must_fit(source: Path) -> None:
    """InputError for a backup from a newer version, and for one in which nothing stands."""
    from bot.storage.engines.migrating import files

    with contextlib.closing(_read_only(source)) as store:
        seen = {row[0] for row in store.execute("SELECT version FROM schema_version")}
        tables = {row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        filled = [table for table in sorted(tables & _TELLING) if store.execute(f"SELECT 1 FROM {table}").fetchone()]
    if seen - files().keys():
        raise InputError(say("storage.backup_newer", path=source))
    if not seen or not filled:
        raise InputError(say("storage.backup_empty", path=source))


def _drop_what_was_under_way(path: Path) -> int:
    """What waited when the copy was made has been answered since; sending it again would surprise people."""
    with contextlib.closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA secure_delete = ON")
        count = store.execute("DELETE FROM outbox").rowcount
        count += store.execute("UPDATE inbox SET payload = NULL WHERE payload IS NOT NULL").rowcount
        store.execute("UPDATE broadcasts SET state = 'stopped' WHERE state = 'running'")
        store.execute("DELETE FROM workers")
        store.commit()
    return count


def migrate(to: str, store: str | None) -> None:
    """Move everything from the SQLite file to an empty PostgreSQL database, and say what was moved."""
    from bot.storage.database import on_a_server

    source = _store(store)
    if not on_a_server(to):
        raise InputError(say("storage.move_needs_server"))
    if not source.exists():
        raise InputError(say("telegram.backup_no_store", path=source))
    asyncio.run(_move(str(source), to))
    print(say("storage.move_done", target=without_password(to)))


async def _move(source: str, to: str) -> None:
    from bot.storage.database import Database
    from bot.storage.moving import move

    old, new = await Database.open(source), None
    try:
        new = await Database.open(to)
        await move(old, new, lambda table, count: print(say("storage.move_line", table=table, count=count)))
    finally:
        await old.close()
        if new is not None:
            await new.close()


def without_password(address: str) -> str:
    password = urlsplit(address).password
    return address.replace(f":{password}@", ":***@") if password else address


def health() -> None:
    """Exit status 0 and a line where the running bot is well, else 1 and what is wrong."""
    settings = load_settings()
    problem = _asked(settings.metrics_listen) if settings.metrics_listen else asyncio.run(_looked_up(settings))
    if problem is None:
        print(say("telegram.healthy"))
        return
    sys.stderr.write(say("telegram.unhealthy", problem=problem) + "\n")
    raise SystemExit(1)


def _store(given: str | None) -> Path:
    """The SQLite file; InputError for a server, whose own tools do this."""
    from bot.storage.database import on_a_server

    address = given or load_settings().database
    if on_a_server(address):
        raise InputError(say("storage.file_only"))
    return Path(address).expanduser()


def _copy(source: Path, destination: Path) -> None:
    """Page by page through SQLite itself: consistent although somebody writes meanwhile."""
    destination.touch(mode=0o600)
    with contextlib.closing(_read_only(source)) as old, contextlib.closing(sqlite3.connect(destination)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")


def _keep(part: Path, destination: Path) -> None:
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(destination)


def _put_aside(path: Path) -> Path | None:
    """The old database under a name with the time in it; its log goes with it."""
    if not path.exists():
        return None
    stamp = datetime.now().strftime("%Y-%m-%dT%H%M%S")
    kept = path.with_name(f"{path.name}.before-{stamp}")
    for suffix in ("-wal", "-shm", ""):
        log = Path(f"{path}{suffix}")
        if log.exists():
            log.rename(f"{kept}{suffix}")
    return kept


def _what_is_wrong(path: Path) -> str | None:
    """None for a whole database of ours."""
    try:
        with contextlib.closing(_read_only(path)) as database:
            verdict = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            database.execute("SELECT version FROM schema_version").fetchone()
    except sqlite3.Error as problem:
        return str(problem)
    return None if verdict == "ok" else str(verdict)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30.0)


def _in_use(path: Path) -> bool:
    """Whether a bot that works on this database is alive: it then holds the lock on its own file."""
    from bot.storage.engines.presence import anyone_alive

    return anyone_alive(str(path))


def _asked(listen: str) -> str | None:
    address = f"http://{listen}/healthz"
    try:
        with urllib.request.urlopen(address, timeout=_HEALTH_SECONDS):
            return None
    except urllib.error.HTTPError as answer:
        state = json.loads(answer.read() or b"{}")
        if "problem" in state:
            return say("telegram.health_store", problem=state["problem"])
        return say("telegram.health_stuck", waiting=state.get("waiting", "?"), seconds=state.get("oldest_seconds", "?"))
    except (OSError, ValueError):
        return say("telegram.health_silent", address=address)


async def _looked_up(settings: Settings) -> str | None:
    from bot.metrics import health as state_of
    from bot.storage.database import Database, on_a_server

    if not on_a_server(settings.database) and not Path(settings.database).expanduser().exists():
        return say("telegram.health_no_bot")
    database = await Database.open(settings.database)
    try:
        state = await state_of(database)
    finally:
        await database.close()
    if state.well:
        return None
    if state.silent_seconds is None or state.silent_seconds > state.seconds:
        return say("telegram.health_no_bot")
    return say("telegram.health_stuck", waiting=state.waiting, seconds=round(state.seconds))
