"""Small lists for tests: written as people and platforms write them, read through the door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.bootstrap import build_world
from bot.lists.model import CompanyList
from bot.lists.reading import plan, read
from rules.rulebook import RuleBook

ON = date(2026, 11, 22)


@cache
def rulebook() -> RuleBook:
    return build_world().rulebook


def workbook(file: Path, *sheets: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> Path:
    """An xlsx of these sheets; `merged`: ranges of the first."""
    from openpyxl import Workbook

    book = Workbook()
    for place, rows in enumerate(sheets):
        sheet = book.active if place == 0 else book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        book.worksheets[0].merge_cells(area)
    book.save(file)
    return file


def listed(file: Path) -> CompanyList:
    book = rulebook()
    return read(plan(file, book, ON), book, ON)


def of_rows(folder: Path, *rows: Sequence[Any], merged: Sequence[str] = ()) -> CompanyList:
    return listed(workbook(folder / "list.xlsx", rows, merged=merged))


def facts(found: CompanyList) -> dict[str, dict[str, Any]]:
    return {company.name: company.facts for company in found.companies}
