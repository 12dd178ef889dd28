"""Strange files are read in a process of their own, with limits: what goes wrong there ends there.

`python -m knowledge.reading.apart NAME` reads the file's bytes from stdin and prints what `packed` makes of it.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError, sentence
from knowledge.reading.source import Field, Row, Source, Table

SECONDS = 15
"""Of the processor; a law of 500 pages takes four."""
SECONDS_OF_WAITING = 150
BYTES = 1_400_000_000
_READ, _REFUSED = "read", "refused"


def read_apart(file: Path, data: bytes) -> Source:
    """Raises `ReadingError`, also where the other process runs out of time or memory, or dies."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    try:
        run = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "knowledge.reading.apart", file.name],
            input=data,
            capture_output=True,
            timeout=SECONDS_OF_WAITING,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadingError(sentence("source_too_slow", file=file.name)) from None
    try:
        kind, value = json.loads(run.stdout) if run.returncode == 0 else ("", {})
    except ValueError:
        kind, value = "", {}
    if kind == _REFUSED:
        raise ReadingError(value)
    if kind != _READ:
        raise ReadingError(sentence("source_too_slow", file=file.name))
    return _unpacked(value)


def packed(source: Source) -> list[Any]:
    return [_READ, dataclasses.asdict(source)]


def _unpacked(value: dict[str, Any]) -> Source:
    tables = tuple(
        Table(
            one["start"],
            one["end"],
            tuple(one["head"]),
            tuple(Row(row["start"], row["end"], tuple(row["cells"]), tuple(row["head"])) for row in one["rows"]),
            one["heads"],
        )
        for one in value["tables"]
    )
    fields = tuple(Field(**one) for one in value["fields"])
    titles = tuple((first, last) for first, last in value["titles"])
    return Source(value["text"], tables, fields, titles, value["by_machine"], tuple(value["left_out"]))


def allow(seconds: int, memory: int) -> None:
    """So much of the processor and of memory (bytes) from now on, as far as the system lets us."""
    try:
        import resource
    except ImportError:  # Windows has no such limits: there the time of waiting alone counts.
        return
    for kind, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (wanted if most < 0 else min(wanted, most), most))


def widen(seconds: int, memory: int) -> None:
    """More for work that needs it, in a process that has limits; one that has none, a server or a test, gets none."""
    try:
        import resource
    except ImportError:
        return
    if resource.getrlimit(resource.RLIMIT_CPU)[0] != resource.RLIM_INFINITY:
        allow(seconds, memory)


def main(name: str) -> None:
    from knowledge.reading.files import source_of

    allow(SECONDS, BYTES)
    file = Path(name)
    try:
        said = packed(source_of(file, sys.stdin.buffer.read()))
    except ReadingError as problem:
        said = [_REFUSED, str(problem)]
    except (MemoryError, RecursionError):
        said = [_REFUSED, sentence("source_too_slow", file=file.name)]
    json.dump(said, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main(sys.argv[1])
