"""The words that decide what a document is, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def words(name: str) -> re.Pattern[str]:
    table: dict[str, str] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return re.compile(table[name])
