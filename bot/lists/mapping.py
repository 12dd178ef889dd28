"""Mappings: which column is which fact, in which unit; saved for the next list of the same form."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.lists.bodies import Row
from bot.lists.columns import with_unit
from bot.lists.folding import filled, folded
from bot.lists.heads.frames import Frame
from bot.lists.model import Column, Sheet
from bot.wording import say
from rules.rulebook import FactDefinition

NAME, SKIP = "name", "-"
"""Instead of a fact: the column names the companies; it is not read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`fact`: a fact, `name` for the company's name, `-` for a column that is not to be read."""

    heading: str
    sheet: str | None
    fact: str
    unit: str | None
    honour: str | None


_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[Entry, ...]
    file: str


def load(file: Path, facts: MappingOf[str, FactDefinition]) -> Mapping:
    """Raises `InputError` where the file cannot be read or names a fact that there is not."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(_MOST_BYTES + 1)  # of something that never ends only this much is read
        if len(raw) > _MOST_BYTES:
            raise InputError(say("lists.mapping_big", file=file.name, most=_MOST_BYTES // 1000))
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except OSError as problem:
        raise InputError(say("lists.unreadable", file=file, problem=problem.strerror)) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise InputError(say("lists.mapping_broken", file=file.name, problem=problem)) from None
    tables = data.get("column")
    if not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
        raise InputError(say("lists.mapping_empty", file=file.name))
    return Mapping(tuple(_entry(table, facts, file.name) for table in tables), file.name)


def _entry(table: dict[str, Any], facts: MappingOf[str, FactDefinition], file: str) -> Entry:
    heading, fact = table.get("heading"), table.get("fact", SKIP)
    if not isinstance(heading, str) or not heading:
        raise InputError(say("lists.mapping_heading", file=file))
    if fact not in (*facts, NAME, SKIP):
        near = "、".join(get_close_matches(str(fact), [*facts, NAME], 3, 0.4)) or NAME
        raise InputError(say("lists.mapping_fact", file=file, fact=fact, near=near))
    sheet, unit, honour = (table.get(key) for key in ("sheet", "unit", "honour"))
    return Entry(heading, sheet or None, fact, unit or None, honour or None)


def mapped(
    columns: Sequence[Column],
    mapping: Mapping | None,
    sheet: Sheet,
    frame: Frame,
    rows: Sequence[Row],
    facts: MappingOf[str, FactDefinition],
    file: str,
) -> list[Column]:
    """The columns, those of the mapping as it says."""
    if mapping is None:
        return list(columns)
    found = []
    times: dict[str, int] = {}
    for column in columns:
        about = [entry for entry in mapping.entries if _is_about(entry, column)]
        if not about:
            found.append(column)
            continue
        time = times[folded(column.heading)] = times.get(folded(column.heading), -1) + 1
        entry = about[min(time, len(about) - 1)]  # the second column of a heading goes by the second entry
        found.append(_as_said(column, entry, sheet, frame, rows, facts))
    return found


def _is_about(entry: Entry, column: Column) -> bool:
    return folded(entry.heading) == folded(column.heading) and entry.sheet in (None, column.sheet)


def _as_said(
    column: Column,
    entry: Entry,
    sheet: Sheet,
    frame: Frame,
    rows: Sequence[Row],
    facts: MappingOf[str, FactDefinition],
) -> Column:
    if (entry.fact, entry.unit, entry.honour) == (fact_of(column), column.unit, column.honour):
        return replace(column, explicit=True)
    bare = replace(column, fact=None, unit=entry.unit, factor=None, honour=None, about="", doubts=(), explicit=True)
    if entry.fact in (NAME, SKIP):
        return replace(bare, role="name" if entry.fact == NAME else "unknown", unit=None)
    if entry.honour:
        return replace(bare, role="honour", fact="honours", honour=entry.honour, about="held")
    if entry.fact in ("city", "district"):
        return replace(bare, role="place", fact=entry.fact)
    values = [row.cells[column.at] for row in rows if column.at < len(row.cells) and filled(row.cells[column.at])]
    named = replace(bare, role="fact", fact=entry.fact)
    return with_unit(named, facts[entry.fact], frame.unit, values)


def fact_of(column: Column) -> str:
    """As a mapping says it."""
    if column.role == "name":
        return NAME
    return column.fact or SKIP


def text_of(columns: Sequence[Column]) -> str:
    """As a file that people can correct by hand."""
    lines = [say("lists.mapping_note")]
    for column in columns:
        lines += ["", "[[column]]", f"heading = {_quoted(column.heading)}", f"fact = {_quoted(fact_of(column))}"]
        for key, value in (("sheet", column.sheet), ("unit", column.unit), ("honour", column.honour)):
            if value:
                lines.append(f"{key} = {_quoted(value)}")
    return "\n".join(lines) + "\n"


def save(columns: Sequence[Column], file: Path) -> None:
    """Raises `InputError` where the file cannot be written."""
    try:
        file.write_text(text_of(columns), encoding="utf-8")
    except OSError as problem:
        raise InputError(say("lists.not_saved", file=file, problem=problem.strerror)) from None


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
