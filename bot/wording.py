"""The sentences we say, by key: `say("commands.not_a_day", value="13月1日")`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

_FOLDER = Path(__file__).parent / "wording"


@cache
def _sentences() -> dict[str, str]:
    return {
        f"{file.stem}.{name}": sentence
        for file in sorted(_FOLDER.glob("*.toml"))
        for name, sentence in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }


def say(key: str, **values: Any) -> str:
    """The sentence with its `{places}` filled; a missing key or value is a programming error and raises `KeyError`."""
    return _sentences()[key].format(**values)


def keys() -> frozenset[str]:
    return frozenset(_sentences())


def places(key: str) -> frozenset[str]:
    """The names that a sentence wants to be filled."""
    return frozenset(name for _, name, _, _ in Formatter().parse(_sentences()[key]) if name)
