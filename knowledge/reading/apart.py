"""Strange files are read in a process of their own, with limits: what goes wrong there ends there."""

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

SECONDS_OF_WAITING = 150
_READ, REFUSED = "read", "refused"


def read_apart(file: Path, data: bytes) -> Source:
    """Raises `ReadingError`, also where the other process runs out of time or memory, or dies."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    try:
        run = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "knowledge.reading.reading_process", file.name],
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
    if kind == REFUSED:
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
