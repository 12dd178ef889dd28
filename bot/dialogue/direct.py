"""A bare answer read by what the fact's definition says: yes or no, one of its choices, none at all.

Understanding knows the common facts by heart; this serves every fact that a rule book adds later.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.dialogue.controls import is_answer
from bot.understanding.reading import understand
from rules.rulebook import NONE, FactDefinition

NOT_READ = object()
_READ_BY_UNIT = frozenset({"employees", "founded_date", "founded_year"})
"""Facts that a bare answer gives without being asked (56人, 2019年3月)."""
_BETWEEN = re.compile(r"[\s\u3000、,\uff0c;\uff1b。.]+|以及|还有|和|及|与")
_LONGEST_TEXT = 30
_COUNTED = re.compile(r"(?P<name>.+?)(?P<count>\d{1,4})[家个]")
_DENIED = re.compile("从来?没|没有?(?:过|的事|领|拿|受|做|办|参加)|没[^有]{0,4}过|未曾|从未")
_LONGEST_DENIAL = 16


_KNOWN: dict[str, str] = {
    "money": "revenue_yuan",
    "ratio": "rd_ratio",
    "years": "registered_years",
    "months": "tenure_months",
    "persons": "employees",
    "count": "invention_patents",
    "date": "founded_date",
    "year": "founded_year",
    "map": "incubated",
}
"""For each type a fact that understanding knows: its bare answers are read the same way."""


def direct(text: str, definition: FactDefinition, today: date) -> Any:
    """The value that the text is as an answer to the question about this fact, or `NOT_READ`."""
    if definition.type == "map" and (is_answer("none", text) or is_answer("no", text)):
        return {}
    known = _KNOWN.get(definition.type)
    if known is not None and known != definition.name:
        return NOT_READ if _names(text, known, today) else understand(text, known, today).facts.get(known, NOT_READ)
    match definition.type:
        case "bool":
            return _truth(text)
        case "honours":
            return _named(text, definition.choices)
        case "choice" | "event":
            return _chosen(text, definition.choices)
        case "map":
            return _counted(text, today) or NOT_READ
        case "text" if not definition.choices:
            return text if 0 < len(text) <= _LONGEST_TEXT and _BETWEEN.search(text) is None else NOT_READ
        case _:
            return NOT_READ


def _names(text: str, known: str, today: date) -> bool:
    """Whether the text states that other fact by its own name (不对,营收是1500万), and so is no answer here."""
    stated = understand(text, None, today)
    return known in stated.facts and known not in stated.confirm and known not in _READ_BY_UNIT


def named_in(text: str, names: tuple[str, ...]) -> list[str]:
    """The names in a text that is nothing but a list of names; of two that overlap the longer one."""
    found, rest = [], text
    for name in sorted(names, key=len, reverse=True):
        if name in rest:
            found.append(name)
            rest = rest.replace(name, "\n")
    return sorted(found, key=text.index) if not _BETWEEN.sub("", rest) else []


def _counted(text: str, today: date) -> dict[str, int]:
    """独角兽1家,省级瞪羚2家: a count behind each honour; empty where some part is anything else."""
    counts: dict[str, int] = {}
    for part in filter(None, _BETWEEN.split(text)):
        found = _COUNTED.fullmatch(part)
        honours = understand(found["name"], "honours", today).facts.get("honours") if found else None
        if found is None or not isinstance(honours, list) or len(honours) != 1:
            return {}
        counts[honours[0]] = int(found["count"])
    return counts


def _truth(text: str) -> Any:
    if is_answer("no", text) or is_answer("none", text):
        return False
    if is_answer("yes", text) or is_answer("some", text):
        return True
    return False if _DENIED.search(text) and len(text) <= _LONGEST_DENIAL else NOT_READ


def _named(text: str, names: tuple[str, ...]) -> Any:
    if is_answer("none", text) or is_answer("no", text):
        return []
    return named_in(text, names) or NOT_READ


def _chosen(text: str, names: tuple[str, ...]) -> Any:
    if NONE in names and (is_answer("none", text) or is_answer("no", text)):
        return None
    found = [name for name in names if name in text]
    longest = [name for name in found if not any(name != other and name in other for other in found)]
    if len(longest) != 1:
        return NOT_READ
    return None if longest[0] == NONE else longest[0]
