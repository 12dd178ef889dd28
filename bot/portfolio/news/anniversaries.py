"""Years that matter of an honour: the end of its validity, and what `anniversaries.toml` of one's own data adds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.wording import say
from knowledge.library import Library, own_data
from rules.model import Facts
from rules.rulebook import validity_of

_NAME = "anniversaries.toml"
_KEYS = {"endings": list, "years": int, "title": str, "document": str, "clause": list, "quote": str}


@dataclass(frozen=True, slots=True)
class Anniversary:
    """`title`: what the year is, in words; the text that says so is `quote`."""

    endings: tuple[str, ...]
    years: int
    title: str
    document: str
    clause: tuple[str, ...]
    quote: str


def own(folder: Path) -> tuple[Anniversary, ...]:
    """Raises `InputError` with the entry that is wrong."""
    file = folder / _NAME
    return _read(file, file.stat().st_mtime_ns) if file.is_file() else ()


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int) -> tuple[Anniversary, ...]:
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("anniversary", [])
    except (OSError, ValueError) as problem:
        raise InputError(say("changes.anniversaries_broken", file=file, problem=problem)) from None
    return tuple(_entry(entry, place, file) for place, entry in enumerate(entries, 1))


def _entry(entry: Mapping[str, Any], place: int, file: Path) -> Anniversary:
    wrong = [key for key, kind in _KEYS.items() if not isinstance(entry.get(key), kind) or not entry[key]]
    if wrong or set(entry) - set(_KEYS):
        keys = "、".join([*wrong, *sorted(set(entry) - set(_KEYS))])
        raise InputError(say("changes.anniversary_wrong", file=file, place=place, keys=keys))
    lists = {key: tuple(map(str, entry[key])) for key in ("endings", "clause")}
    return Anniversary(**{**entry, **lists})


def unproven(library: Library, folder: Path) -> str:
    """What no clause of the library says, in one line; empty where every quote stands in its clause."""
    for one in own(folder):
        clause = library.clause(one.document, one.clause)
        if clause is None or one.quote not in clause.text:
            return say("changes.anniversary_unproven", file=folder / _NAME, title=one.title)
    return ""


def coming(facts: Facts, library: Library) -> Iterator[tuple[str, int, Anniversary]]:
    """Honour, year and what the year is; only where the year of recognition is known and the text is held."""
    honours = facts.get("honours")
    held = honours.get("has", []) if isinstance(honours, Mapping) else honours
    years = facts.get("honour_year")
    for honour in held if isinstance(held, list) else []:
        year = years.get(honour) if isinstance(years, Mapping) else years
        if isinstance(year, int):
            known = (one for one in _of(honour) if library.clause(one.document, one.clause) is not None)
            yield from ((honour, year + one.years, one) for one in known)


def _of(honour: str) -> Iterator[Anniversary]:
    valid = validity_of(honour)
    if valid is not None:
        title = say("changes.validity_ends")
        yield Anniversary(valid.endings, valid.years, title, valid.document, valid.clause, valid.quote)
    yield from (one for one in own(own_data().folder) if honour.endswith(one.endings))
