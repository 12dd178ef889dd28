"""Rows that are about one company: names merged over several rows, sheets that each tell a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.lists.folding import folded
from bot.lists.model import Company, Problem
from bot.wording import say

if TYPE_CHECKING:
    from bot.lists.reading import Plan


def joined(companies: list[Company], planned: Plan) -> tuple[list[Company], list[Problem]]:
    """One company for rows of a merged name and of the same name in other tables; other repetitions are told."""
    merged = _merged_rows(planned)
    together: list[Company] = []
    first: dict[str, Company] = {}
    problems: list[Problem] = []
    for company in companies:
        key = folded(company.name)
        before = first.get(key)
        if before is None:
            first[key] = company
            together.append(company)
        elif before.table != company.table or merged.get((company.sheet, company.row)) == before.row:
            problems += _add(before, company)
        else:
            together.append(company)
            why = say("lists.twice", row=before.row)
            problems.append(
                Problem(company.sheet, company.row, company.name, "", company.name, why, say("lists.mend_twice"))
            )
    return together, problems


def _merged_rows(planned: Plan) -> dict[tuple[str, int], int]:
    """Row → first row of the merged cell that names its company."""
    found: dict[tuple[str, int], int] = {}
    for table in planned.tables:
        sheet, top_row = table.sheet, table.frame.top
        name_at = next((column.at for column in table.columns if column.role == "name"), None)
        for (top, left), (bottom, _) in sheet.merged:
            if left == name_at and top >= top_row:
                found |= {(sheet.name, row + 1): top + 1 for row in range(top + 1, bottom + 1)}
    return found


def _add(company: Company, other: Company) -> list[Problem]:
    """What the other row tells besides; where both tell and differ, the first counts and it is told."""
    problems = []
    if "honours" in other.facts and company.facts.get("honours") != other.facts["honours"]:
        _spell_out(company)
        _spell_out(other)
    for name, value in other.facts.items():
        known = company.facts.get(name)
        if name not in company.facts or known == value:
            company.facts[name] = value
        elif name == "honours":
            company.facts[name] = _honours(known, value)
        elif name in ("honour_event", "honour_year") and isinstance(known, dict) and isinstance(value, dict):
            company.facts[name] = {**value, **known}
        else:
            why = say("lists.differs", row=company.row)
            remedy = say("lists.mend_differs")
            problems.append(Problem(other.sheet, other.row, other.name, name, str(value), why, remedy))
    company.carried = {**other.carried, **company.carried}
    company.code = company.code or other.code
    return problems


def _spell_out(company: Company) -> None:
    """How and when the honours of a row were won, honour by honour."""
    held = company.facts.get("honours")
    names = held.get("has", []) if isinstance(held, dict) else held
    for name in ("honour_event", "honour_year"):
        value = company.facts.get(name)
        if names and value is not None and not isinstance(value, dict):
            company.facts[name] = dict.fromkeys(names, value)


def _honours(one: Any, other: Any) -> Any:
    has: list[str] = []
    denied: list[str] = []
    for value in (one, other):
        has += value if isinstance(value, list) else value.get("has", [])
        denied += [] if isinstance(value, list) else value.get("not", [])
    has = list(dict.fromkeys(has))
    denied = [name for name in dict.fromkeys(denied) if name not in has]
    return {"has": has, "not": denied} if denied else has
