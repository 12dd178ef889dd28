"""The words of heads and cells, from the TOML files beside this one; each pattern is compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def whole(file: str, section: str, name: str) -> re.Pattern[str]:
    """Any of the patterns of a list; meant for `fullmatch`, `match` and `search`."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in table(file)[section][name]))


@cache
def units(kind: str) -> dict[str, float]:
    """Unit as printed → what it is worth in the fact's own unit; the longest first."""
    found: dict[str, float] = table("headings")["units"].get(kind, {})
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))
