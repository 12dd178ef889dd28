"""Characters that the report's font does not have are said by their number, never left blank."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).with_name("fonts")


@cache
def _known() -> frozenset[str]:
    return frozenset(FONTS.joinpath("characters.txt").read_text(encoding="utf-8")) | {" ", "\n", "\t"}


def spoken(value: Any, missing: set[str]) -> Any:
    """The same JSON value with 〔U+5803〕 for what the font lacks; those are added to `missing`."""
    if isinstance(value, str):
        lacking = {char for char in value if char not in _known()}
        missing |= lacking
        for char in lacking:
            value = value.replace(char, f"〔U+{ord(char):04X}〕")
        return value
    if isinstance(value, dict):
        return {name: spoken(inner, missing) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [spoken(inner, missing) for inner in value]
    return value
