"""The door: a file → columns, companies with their facts, problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.lists import checks
from bot.lists.bodies import Row
from bot.lists.cells import Bad
from bot.lists.columns import columns_of
from bot.lists.files.opening import read_sheets
from bot.lists.folding import filled, folded, shown
from bot.lists.heads.guesses import with_guesses
from bot.lists.heads.headings import Headings
from bot.lists.heads.periods import years_of
from bot.lists.joining import joined
from bot.lists.mapping import Mapping, mapped
from bot.lists.model import Column, Company, CompanyList, Problem
from bot.lists.places import city_of
from bot.lists.rows import RowReader
from bot.lists.tables import Table, tables_of, titles
from bot.lists.words import whole
from bot.wording import say
from rules.rulebook import RuleBook

Progress = Callable[[int, int], None]
"""Rows read, rows in all."""
_EVERY = 500
_MOST_HEADINGS = 1_000
"""Each heading is read as words are; lists of offices have some hundred."""
_LINES_OF_HEADINGS = 50
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be read from where, before anything is: to be shown first."""

    tables: tuple[Table, ...]
    passed: tuple[str, ...]
    """Sheets without a table of companies."""
    size: int

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(column for table in self.tables for column in table.columns)


def plan(file: Path, rulebook: RuleBook, as_of: date, mapping: Mapping | None = None) -> Plan:
    """Raises `InputError` where the file or its heads cannot be read."""
    headings = Headings(rulebook.facts, as_of)
    tables: list[Table] = []
    passed: list[str] = []
    sheets = list(read_sheets(file))
    years = years_of(sheet.name for sheet in sheets)
    for sheet in sheets:
        if not any(filled(cell) for row in sheet.rows for cell in row):
            continue
        if any(sum(map(filled, row)) > _MOST_HEADINGS for row in sheet.rows[:_LINES_OF_HEADINGS]):
            raise InputError(say("lists.too_wide", file=file.name, sheet=sheet.name, most=_MOST_HEADINGS))
        its = headings.of_year(years[sheet.name]) if sheet.name in years else headings
        found = [] if sheet.hidden else tables_of(sheet, its)
        read = [_with_columns(table, its, rulebook, as_of, mapping, file.name) for table in found]
        told = [table for table in read if any(_tells(column) for column in table.columns)]
        tables += told
        if not told:
            passed.append(sheet.name)
    tables, others = _of_companies(tables)
    passed += [table.sheet.name for table in others if all(table.sheet is not kept.sheet for kept in tables)]
    if not tables:
        raise InputError(say("lists.no_table" if passed else "lists.empty", file=file.name))
    return Plan(tuple(tables), tuple(passed), sum(len(table.rows) for table in tables))


def _of_companies(tables: list[Table]) -> tuple[list[Table], list[Table]]:
    """Those that name companies; one whose rows count them (企业数), or that names none beside others, sums up."""
    named = [table for table in tables if any(column.role in ("name", "code") for column in table.columns)]
    kept = named or [table for table in tables if not any(_counts_companies(column) for column in table.columns)]
    return kept, [table for table in tables if table not in kept]


def _counts_companies(column: Column) -> bool:
    return whole("headings", "counted", "names").fullmatch(folded(column.heading)) is not None


def _with_columns(
    table: Table, headings: Headings, rulebook: RuleBook, as_of: date, mapping: Mapping | None, file: str
) -> Table:
    of_companies = [row for row in table.rows if not row.passed]
    frame = with_guesses(table.frame, of_companies, headings, rulebook.facts, as_of)
    columns = columns_of(table.sheet, frame, of_companies, rulebook.facts, as_of.year - 1)
    columns = mapped(columns, mapping, table.sheet, frame, table.rows, rulebook.facts, file)
    return replace(table, frame=frame, columns=tuple(columns), city=city_of(*titles(table)))


def _tells(column: Column) -> bool:
    return column.role in ("fact", "honour", "sorts", "place")


def read(planned: Plan, rulebook: RuleBook, as_of: date, progress: Progress | None = None) -> CompanyList:
    """Every company of the plan; what cannot be read of one is a problem, and the rest of it counts."""
    reader = RowReader(rulebook, as_of)
    companies: list[Company] = []
    done = 0
    for number, table in enumerate(planned.tables):
        reader.problems += _of_columns(table)
        for row in table.rows:
            if progress and done % _EVERY == 0:
                progress(done, planned.size)
            done += 1
            if not row.passed:
                companies.append(_company(table, number, row, reader))
    problems = [*_of_sheets(planned), *reader.problems]
    problems += checks.implausible(companies, planned.columns, rulebook.facts)
    together, contradictions = joined(companies, planned)
    ordered = sorted([*problems, *contradictions], key=lambda problem: (problem.sheet, problem.row))
    return CompanyList(planned.columns, tuple(together), tuple(ordered))


def _company(table: Table, number: int, row: Row, reader: RowReader) -> Company:
    named = next((column for column in table.columns if column.role == "name"), None)
    cell = row.cells[named.at] if named and named.at < len(row.cells) else None
    name = shown(cell).replace("\n", "") if filled(cell) else ""
    company = Company(table.sheet.name, row.number, name or say("lists.row", row=row.number), table=number)
    reader.read(company, table.columns, row.cells)
    reader.place(company, row.group, table.city)
    if not name and named:
        reader.tell(company, named, "", Bad("no_name"))
    return company


def _of_columns(table: Table) -> Iterator[Problem]:
    """Columns that are carried along, told once; doubts about those that are read, and about the table."""
    sheet, top = table.sheet.name, table.frame.top
    for column in table.columns:
        if column.role in ("unknown", "known", "code"):
            key = {"unknown": "not_used", "known": "no_fact", "code": "is_code"}[column.role]
            why = "".join((say("lists." + key), *column.doubts))
            remedy = say("lists.mend_not_used") if column.role == "unknown" else ""
            yield Problem(sheet, top, "", column.heading, column.sample, why, remedy)
            continue
        for doubt in column.doubts:
            yield Problem(sheet, top, "", column.heading, column.sample, doubt, say("lists.mend_column"))
    if table.sheet.turned:
        yield Problem(sheet, 0, "", "", "", say("lists.turned"), "")
    if hidden := table.sheet.out_of_sight:
        named = "、".join(hidden[:_MOST_NAMED])
        yield Problem(sheet, 0, "", "", "", say("lists.out_of_sight", named=named), say("lists.mend_out_of_sight"))
    if table.city and any(column.fact == "district" for column in table.columns):
        yield Problem(sheet, 0, "", "", "", say("lists.doubt_city", city=table.city), say("lists.mend_column"))


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
