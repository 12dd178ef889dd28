"""National economic industries by name or code → a name that the size standard can place."""

from __future__ import annotations

import re
from typing import Any

from bot.lists.cells import Bad
from bot.lists.folding import folded, shown
from bot.lists.words import table

_CODED = re.compile(r"([a-t])?-?(\d{2})?(\d{0,2})[-.:、_\s]*(.*)")
_PATH = re.compile(r"\s*(?:[-–—>/\\|→]|>>)\s*")


def industry_named(cell: Any) -> str:
    """The name said, without its code; for a code alone the name of its division. Raises `Bad`."""
    text = shown(cell)
    if isinstance(cell, float) and not cell.is_integer():
        raise Bad("not_industry", value=text)
    last = [part for part in _PATH.split(text.strip()) if part][-1:]
    coded = _CODED.fullmatch(folded(last[0] if last else text))
    letter, division, _, name = coded.groups() if coded else (None, None, "", folded(text))
    if re.search(r"[\u4e00-\u9fff]", name):
        # The spelling of the cell itself, from where its name begins.
        written = last[0] if last else text
        begins = re.search(r"[\u4e00-\u9fff]", written)
        return re.sub(r"[((][A-Ta-t]?\d*[))]$", "", written[begins.start() :]).strip() if begins else written
    data = table("industries")
    found = data["divisions"].get(division) if division else data["sections"].get((letter or "").upper())
    if not found or name:
        raise Bad("not_industry", value=text)
    return str(found)
