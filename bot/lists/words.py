"""The words of heads and cells, from the TOML files beside this one; each pattern is compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_KINDS_OF_UNIT = ("money", "ratio", "persons", "count", "years", "months")
_FOLDER = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def whole(file: str, section: str, name: str) -> re.Pattern[str]:
    """Any of the patterns of a list; meant for `fullmatch`, `match` and `search`."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in table(file)[section][name]))


@cache
def _questions() -> tuple[tuple[re.Pattern[str], str], ...]:
    forms = table("headings")["questions"]["forms"]
    return tuple((re.compile(pattern), instead.replace("$", "\\")) for pattern, instead in forms)


def not_asked(heading: str) -> str:
    """4.去年全年营业收入约多少万元? → 去年全年营业收入(万元); as it is where it asks nothing."""
    for pattern, instead in _questions():
        heading = pattern.sub(instead, heading)
    return heading


@cache
def units(kind: str) -> dict[str, float]:
    """Unit as printed → what it is worth in the fact's own unit; the longest first."""
    found: dict[str, float] = table("headings")["units"].get(kind, {})
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def unit_of(text: str) -> str | None:
    """The unit that a text consists of; `foreign` for another country's money."""
    left = whole("headings", "money_words", "around").sub("", text)
    left = left.strip(":.")
    if not left:
        return None
    if whole("headings", "foreign", "names").fullmatch(left):
        return "foreign"
    return next((unit for kind in _KINDS_OF_UNIT for unit in units(kind) if unit == left), None)


def factor_of(unit: str | None, kind: str) -> float | None:
    return None if unit is None else units(kind).get(unit)


def units_behind(text: str) -> Iterator[tuple[str, str | None]]:
    """The text, and without each unit that it may end with (营业收入万元)."""
    yield text, None
    for kind in ("money", "ratio"):
        for unit in units(kind):
            if text.endswith(unit) and len(text) > len(unit) + 1:
                yield text[: -len(unit)], unit


def stripped(text: str) -> Iterator[str]:
    """The text, then ever less of it: without the fillers at its front and back; the least taken off first."""
    seen, waiting = {text}, [text]
    while waiting:
        current = waiting.pop(0)
        yield current
        for shorter in _shorter(current):
            if shorter and shorter not in seen:
                seen.add(shorter)
                waiting.append(shorter)


def _shorter(text: str) -> Iterator[str]:
    for pattern in _fillers("front"):
        if found := pattern.match(text):
            yield text[found.end() :]
    for pattern in _fillers("back"):
        if found := pattern.search(text):
            yield text[: found.start()]


@cache
def _fillers(side: str) -> tuple[re.Pattern[str], ...]:
    form = "^(?:{})" if side == "front" else "(?:{})$"
    return tuple(re.compile(form.format(pattern)) for pattern in table("headings")["fillers"][side])


def harmless(note: str) -> bool:
    """A bracket that only says how to fill in (必填, 是/否)."""
    harmless = whole("headings", "harmless", "words").fullmatch(note)
    return bool(harmless) or used_up(note, whole("headings", "honour", "held"))


def used_up(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a text consists of pieces of the pattern only."""
    at = 0
    while at < len(text):
        found = pattern.match(text, at)
        if not found or found.end() == at:
            return False
        at = found.end()
    return True
