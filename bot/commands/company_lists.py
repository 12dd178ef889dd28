"""Lists of companies, csv or xlsx: one company a row, one fact a column; a bad cell is a problem, not the end."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.commands.company_cells import Unit, read_cell
from bot.errors import InputError
from bot.wording import say
from rules.errors import FactError
from rules.model import Facts
from rules.rulebook import FactDefinition, RuleBook

_NAMES = ("企业", "企业名称", "公司", "公司名称", "单位", "单位名称", "name", "company")
_UNIT = re.compile(r"\s*[((]\s*(万元|元|亿元|%|%)\s*[))]\s*$")
MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    row: int
    """As numbered in the file: the heading is row 1."""
    column: str
    cell: str
    what: str


@dataclass(frozen=True, slots=True)
class Company:
    row: int
    name: str
    facts: Facts
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    fact: FactDefinition
    unit: Unit | None


def read_companies(file: Path, rulebook: RuleBook, as_of: date) -> tuple[int, Iterator[Company]]:
    """How many rows there are, and the companies; raises `InputError` where the file or its headings cannot be read."""
    rows = list(_rows(file))
    if not rows:
        raise InputError(say("rules.list_empty", file=file.name))
    name_at, columns = _headings(rows[0], rulebook.facts, file.name)
    body = [(number, row) for number, row in enumerate(rows[1:], 2) if any(_filled(cell) for cell in row)]
    return len(body), (_company(number, row, name_at, columns, rulebook, as_of) for number, row in body)


def _rows(file: Path) -> Iterator[list[Any]]:
    try:
        size = file.stat().st_size
    except OSError as problem:
        raise InputError(say("rules.list_unreadable", file=file, problem=problem.strerror)) from None
    if size > MOST_BYTES:
        raise InputError(say("rules.list_too_big", file=file.name, most=MOST_BYTES))
    if file.suffix.lower() == ".csv":
        yield from csv.reader(io.StringIO(_text(file)))
    elif file.suffix.lower() == ".xlsx":
        yield from _sheet(file)
    else:
        raise InputError(say("rules.list_kind", file=file.name))


def _text(file: Path) -> str:
    raw = file.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(say("rules.list_encoding", file=file.name))


def _sheet(file: Path) -> Iterator[list[Any]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError):
        raise InputError(say("rules.list_not_xlsx", file=file.name)) from None
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield list(row)
    book.close()


def _headings(row: list[Any], facts: Mapping[str, FactDefinition], file: str) -> tuple[int | None, dict[int, Column]]:
    labels = {definition.label: definition for definition in facts.values()}
    name_at, columns = None, {}
    for place, cell in enumerate(row):
        heading = str(cell or "").strip()
        unit = _UNIT.search(heading)
        bare = heading[: unit.start()] if unit else heading
        if bare in _NAMES:
            name_at = place
        elif bare:
            definition = facts.get(bare) or labels.get(bare)
            if definition is None:
                near = "、".join(get_close_matches(bare, [*facts, *labels], 3, 0.4)) or "、".join(list(labels)[:5])
                raise InputError(say("rules.list_heading_unknown", file=file, heading=heading, near=near))
            columns[place] = Column(heading, definition, _unit(unit, bare, definition))
    if not columns:
        raise InputError(say("rules.list_no_columns", file=file))
    return name_at, columns


def _unit(found: re.Match[str] | None, heading: str, definition: FactDefinition) -> Unit | None:
    """What a bare number in the column counts: said in the heading, or by a fact's own name (`revenue_yuan`)."""
    if found:
        return {"万元": Unit.WAN, "亿元": Unit.YI, "元": Unit.ONE}.get(found.group(1), Unit.PERCENT)
    return Unit.ONE if heading == definition.name else None


def _filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _company(
    number: int, row: list[Any], name_at: int | None, columns: Mapping[int, Column], rulebook: RuleBook, as_of: date
) -> Company:
    named = row[name_at] if name_at is not None and name_at < len(row) else None
    name = str(named).strip() if _filled(named) else say("rules.list_row", row=number)
    facts: Facts = {}
    problems: list[Problem] = []
    for place, column in columns.items():
        cell = row[place] if place < len(row) else None
        if not _filled(cell):
            continue
        try:
            facts |= rulebook.validate({column.fact.name: read_cell(cell, column.fact, column.unit, as_of)})
        except (InputError, FactError) as problem:
            problems.append(Problem(number, column.heading, _shown(cell), str(problem)))
    return Company(number, name, facts, tuple(problems))


def _shown(cell: Any) -> str:
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)[:100]
