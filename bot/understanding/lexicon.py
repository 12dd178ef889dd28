"""The words of the grammar, from the TOML files of `words/`; each is compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "words"


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def cue(file: str, section: str, name: str) -> re.Pattern[str]:
    """A pattern of `words/<file>.toml`, table `[section]`."""
    return re.compile(table(file)[section][name])


def any_of(names: list[str]) -> str:
    """Alternation of plain names, the longest first."""
    return "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))
