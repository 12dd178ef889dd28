"""What the brackets of a heading say beside it: notes and units."""

from __future__ import annotations

import re

from bot.lists.words import unit_of

BRACKETS = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile(r"[,;、/|:。]+")


def without_brackets(heading: str) -> tuple[str, list[str], str | None]:
    """The heading, what its brackets say, and the unit among it."""
    notes: list[str] = []
    unit = None
    for content in BRACKETS.findall(heading):
        for note in filter(None, _BETWEEN.split(content)):
            if found := unit_of(note):
                unit = unit or found
            else:
                notes.append(note)
    bare = BRACKETS.sub("", heading).strip("()")
    if ":" in bare and (found := unit_of(bare.rpartition(":")[2])):
        bare, unit = re.sub(r"[,;、/]?(?:金额|计量|货币)?单位$", "", bare.rpartition(":")[0]), unit or found
    for separator in ("/", "-", "_", ","):
        front, cut, behind = bare.rpartition(separator)
        if cut and (found := unit_of(behind)):
            bare, unit = front, unit or found
    return bare, notes, unit
