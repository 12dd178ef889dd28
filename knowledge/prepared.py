"""Tables that take long to make, kept in the user's cache folder between starts."""

from __future__ import annotations

import hashlib
import logging
import marshal
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

_Table = TypeVar("_Table")
_log = logging.getLogger(__name__)


def cache_folder() -> Path:
    """`$XDG_CACHE_HOME/mingce`, else `~/.cache/mingce`. Raises `RuntimeError` where there is no home."""
    root = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(root) if root and Path(root).is_absolute() else Path.home() / ".cache"
    return base / "mingce"


def prepared(name: str, key: bytes, make: Callable[[], _Table]) -> _Table:
    """The table `name` for `key`, from its file or made anew and then kept; `key` says everything that it depends on.

    The table holds built-in types only. A folder that cannot be written costs time, nothing else.
    """
    digest = hashlib.sha256(key + repr(sys.version_info[:2]).encode()).hexdigest()[:16]
    try:
        file = cache_folder() / f"{name}-{digest}.marshal"
    except RuntimeError:
        return make()
    kept = read_table(file)
    if kept is not None:
        return cast(_Table, kept)
    table = make()
    write_table(file, table)
    _forget_old(file)
    return table


def place_of(name: str) -> Path | None:
    """Where a table that says by itself what it was made from is kept; nothing where there is no home."""
    try:
        return cache_folder() / f"{name}.marshal"
    except RuntimeError:
        return None


def read_table(file: Path) -> object | None:
    """The kept table; nothing where it is missing, broken, or could have been written by someone else."""
    try:
        with file.open("rb") as source:
            found = os.fstat(source.fileno())
            if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o022):
                return None
            digest, body = source.read(32), source.read()
        if hashlib.sha256(body).digest() != digest:
            return None
        return cast(object, marshal.loads(body))
    except (OSError, ValueError, EOFError, TypeError):
        return None


def write_table(file: Path, table: object) -> None:
    """Whole or not at all, so that two starts at once and a full disk do no harm."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        body = marshal.dumps(cast(Any, table))
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".preparing-", delete=False) as target:
            try:
                target.write(hashlib.sha256(body).digest() + body)
                target.close()
                Path(target.name).replace(file)
            except BaseException:
                Path(target.name).unlink(missing_ok=True)
                raise
    except OSError as problem:
        _log.debug("not kept: %s", problem)


def _forget_old(file: Path) -> None:
    """Tables of the same name that other versions left behind; the newest few stay for programs that still run."""
    kind = file.name.rsplit("-", 1)[0]
    others = [other for other in file.parent.glob(f"{kind}-*.marshal") if other != file]
    for other in sorted(others, key=lambda one: one.stat().st_mtime, reverse=True)[2:]:
        other.unlink(missing_ok=True)
