"""The plain Chinese of the rules, as data: `phrase("at_least", label="上年营收", figure="1500万元")`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _phrases() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))


def phrase(key: str, /, **values: Any) -> str:
    """The phrase with its `{places}` filled; a missing key or value raises `KeyError`."""
    text = _phrases()[key]
    return text.format_map(values) if values else text
