"""The door: a file → columns, companies with their facts, problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.lists import checks
from bot.lists.columns import columns_of
from bot.lists.files.opening import read_sheets
from bot.lists.folding import filled, folded, shown
from bot.lists.frames import Frame, Row, body, find_frame
from bot.lists.headings import Headings
from bot.lists.joining import joined
from bot.lists.mapping import Mapping, mapped
from bot.lists.model import Column, Company, CompanyList, Problem, Sheet
from bot.lists.rows import RowReader
from bot.wording import say
from rules.rulebook import RuleBook

Progress = Callable[[int, int], None]
"""Rows read, rows in all."""
_EVERY = 500
_MOST_HEADINGS = 1_000
"""Each heading is read as words are; lists of offices have some hundred."""
_LINES_OF_HEADINGS = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be read from where, before anything is: to be shown first."""

    tables: tuple[tuple[Sheet, Frame, tuple[Row, ...], tuple[Column, ...]], ...]
    passed: tuple[str, ...]
    """Sheets without a table of companies."""
    size: int

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(column for _, _, _, columns in self.tables for column in columns)


def plan(file: Path, rulebook: RuleBook, as_of: date, mapping: Mapping | None = None) -> Plan:
    """Raises `InputError` where the file or its heads cannot be read."""
    headings = Headings(rulebook.facts, as_of)
    tables, passed = [], []
    for sheet in read_sheets(file):
        if not any(filled(cell) for row in sheet.rows for cell in row):
            continue
        if any(sum(map(filled, row)) > _MOST_HEADINGS for row in sheet.rows[:_LINES_OF_HEADINGS]):
            raise InputError(say("lists.too_wide", file=file.name, sheet=sheet.name, most=_MOST_HEADINGS))
        frame = None if sheet.hidden else find_frame(sheet, headings)
        if frame is None:
            passed.append(sheet.name)
            continue
        rows = tuple(body(_unmerged(sheet, frame), frame))
        columns = columns_of(sheet, frame, [row for row in rows if not row.passed], rulebook.facts, as_of.year - 1)
        columns = mapped(columns, mapping, sheet, frame, rows, rulebook.facts, file.name)
        if any(_tells(column) for column in columns):
            tables.append((sheet, frame, rows, tuple(columns)))
        else:
            passed.append(sheet.name)
    if not tables:
        raise InputError(say("lists.no_table" if passed else "lists.empty", file=file.name))
    return Plan(tuple(tables), tuple(passed), sum(len(rows) for _, _, rows, _ in tables))


def _tells(column: Column) -> bool:
    return column.role in ("fact", "honour", "sorts", "place")


def _unmerged(sheet: Sheet, frame: Frame) -> Sheet:
    """Cells merged downwards below the head are repeated."""
    down = [
        ((top, left), (bottom, right))
        for (top, left), (bottom, right) in sheet.merged
        if top >= frame.top and bottom > top and left == right
    ]
    if not down:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for (top, column), (bottom, _) in down:
        for row in range(top + 1, min(bottom + 1, len(rows))):
            if column < len(rows[row]) and column < len(rows[top]):
                rows[row][column] = rows[top][column]
    return replace(sheet, rows=rows)


def read(planned: Plan, rulebook: RuleBook, as_of: date, progress: Progress | None = None) -> CompanyList:
    """Every company of the plan; what cannot be read of one is a problem, and the rest of it counts."""
    reader = RowReader(rulebook, as_of)
    companies: list[Company] = []
    for sheet, frame, rows, columns in planned.tables:
        reader.problems += _of_columns(sheet, frame, columns)
        for done, row in enumerate(rows):
            if progress and done % _EVERY == 0:
                progress(done, planned.size)
            if not row.passed:
                companies.append(_company(sheet, row, columns, reader))
    problems = [*_of_sheets(planned), *reader.problems]
    problems += checks.implausible(companies, planned.columns, rulebook.facts)
    together, contradictions = joined(companies, planned)
    ordered = sorted([*problems, *contradictions], key=lambda problem: (problem.sheet, problem.row))
    return CompanyList(planned.columns, tuple(together), tuple(ordered))


def _company(sheet: Sheet, row: Row, columns: Sequence[Column], reader: RowReader) -> Company:
    named = next((column for column in columns if column.role == "name"), None)
    cell = row.cells[named.at] if named and named.at < len(row.cells) else None
    name = shown(cell).replace("\n", "") if filled(cell) else ""
    company = Company(sheet.name, row.number, name or say("lists.row", row=row.number))
    reader.read(company, columns, row.cells)
    if not name and named:
        why, remedy = say("lists.no_name"), say("lists.mend_no_name")
        reader.problems.append(Problem(sheet.name, row.number, company.name, named.heading, "", why, remedy))
    return company


def _of_columns(sheet: Sheet, frame: Frame, columns: Sequence[Column]) -> Iterator[Problem]:
    """Columns that are carried along, told once; and doubts about those that are read."""
    for column in columns:
        if column.role in ("unknown", "known", "code"):
            key = {"unknown": "not_used", "known": "no_fact", "code": "is_code"}[column.role]
            why = "".join((say("lists." + key), *column.doubts))
            remedy = say("lists.mend_not_used") if column.role == "unknown" else ""
            yield Problem(sheet.name, frame.top, "", column.heading, column.sample, why, remedy)
            continue
        for doubt in column.doubts:
            remedy = say("lists.mend_column")
            yield Problem(sheet.name, frame.top, "", column.heading, column.sample, doubt, remedy)


def _of_sheets(planned: Plan) -> Iterator[Problem]:
    for name in planned.passed:
        yield Problem(name, 0, "", "", "", say("lists.sheet_passed"), say("lists.mend_sheet_passed"))


def key_of(company: Company) -> str:
    """What tells companies apart within a list: the code, else the name."""
    return company.code or folded(company.name)


def as_json(found: CompanyList) -> dict[str, Any]:
    """`columns` and `problems` of the contract."""
    return {
        "columns": [
            {"sheet": c.sheet, "column": c.heading, "fact": c.fact, "unit": c.unit, "sample": c.sample}
            for c in found.columns
        ],
        "problems": [
            {
                "sheet": p.sheet,
                "row": p.row or None,
                "column": p.column,
                "value": p.value,
                "why": p.why,
                "remedy": p.remedy,
            }
            for p in found.problems
        ],
    }
