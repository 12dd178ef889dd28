"""From a head to columns: units settled, samples taken, doubts said before anything is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from bot.lists.bodies import Row
from bot.lists.folding import filled, folded, shown
from bot.lists.heads.frames import Frame
from bot.lists.heads.headings import Heading
from bot.lists.model import NO_RESULT, Column, Percent, Role, Sheet
from bot.lists.words import factor_of, table, units, whole
from bot.wording import say
from rules.rulebook import FactDefinition

_SAMPLE = 24
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_LOOKED_AT = 300
_TYPES_WITH_UNITS = ("money", "ratio", "persons", "count", "years", "months")


def columns_of(
    sheet: Sheet, frame: Frame, rows: Sequence[Row], facts: Mapping[str, FactDefinition], last_year: int
) -> list[Column]:
    """Every column of a sheet, facts or not."""
    found = []
    for at, heading in enumerate(frame.headings):
        values = [row.cells[at] for row in rows[:_LOOKED_AT] if at < len(row.cells) and filled(row.cells[at])]
        if frame.texts[at] or values:
            found.append(_column(sheet, frame, at, heading, values, facts, last_year))
    return _without_second_names(_with_a_name(found, rows))


def _with_a_name(columns: list[Column], rows: Sequence[Row]) -> list[Column]:
    """Where no heading says so, the column whose values look like names of companies names them; it is told."""
    if any(column.role == "name" for column in columns):
        return columns
    for place, column in enumerate(columns):
        cells = [row.cells[column.at] for row in rows[:_LOOKED_AT] if column.at < len(row.cells)]
        texts = [folded(cell) for cell in cells if isinstance(cell, str) and filled(cell)]
        alike = sum(bool(whole("values", "companies", "names").fullmatch(text)) for text in texts)
        if column.role == "unknown" and texts and alike * 10 >= len(texts) * 6:
            columns[place] = replace(column, role="name", doubts=(*column.doubts, say("lists.doubt_name")))
            break
    return columns


def _column(
    sheet: Sheet,
    frame: Frame,
    at: int,
    heading: Heading,
    values: list[Any],
    facts: Mapping[str, FactDefinition],
    last_year: int,
) -> Column:
    text = frame.texts[at] or say("lists.no_heading", column=letters(at))
    sample = shown("" if not values or values[0] is NO_RESULT else values[0])[:_SAMPLE]
    column = Column(sheet.name, at, text, heading.role, heading.fact, heading.unit, None, heading.honour, heading.about)
    column = replace(column, sample=sample, negated=heading.negated, turned=sheet.turned, undated=not heading.period)
    if heading.role == "year":
        column = replace(column, about=heading.base or "")
    if heading.role == "place":
        column = replace(column, fact="district" if heading.about == "district" else "city")
    if heading.role == "fact" and heading.fact:
        column = with_unit(column, facts[heading.fact], frame.unit, values)
    guess = (say("lists.doubt_guess", label=facts[heading.fact].label),) if heading.guessed and heading.fact else ()
    return replace(column, doubts=(*guess, *column.doubts, *_doubts(heading, frame, last_year)))


def with_unit(column: Column, fact: FactDefinition, unit_above: str | None, values: Sequence[Any]) -> Column:
    """What a bare figure of the column counts: said by the head, by the sheet, or by how the figures are shown."""
    if fact.type not in _TYPES_WITH_UNITS:
        return column
    unit = column.unit
    if unit is None and fact.type == "money" and unit_above:
        unit = unit_above
    if fact.type == "ratio":
        return _ratio(column, unit, values)
    factor = factor_of(unit, fact.type)
    if factor is None and fact.type not in ("money",):
        factor = 1.0 if unit is None else None
    bare = any(_number(value) for value in values)
    doubts = (say("lists.doubt_no_unit"),) if bare and factor is None and unit is None else ()
    if unit is not None and factor is None:
        doubts = (say("lists.doubt_unit", unit=shown_unit(unit)),)
    return replace(column, unit=unit, factor=factor, doubts=(*column.doubts, *doubts))


def shown_unit(unit: str) -> str:
    return say("lists.foreign_money") if unit == "foreign" else unit


def _ratio(column: Column, unit: str | None, values: Sequence[Any]) -> Column:
    """Figures mostly above 1 are per cent; cells shown as per cent speak for themselves."""
    written = [share for value in values if (share := _share(value))]
    column = replace(column, typical=median(written) if written else None)
    figures = [figure for value in values if (figure := _number(value)) is not None]
    if not figures and any(isinstance(value, Percent) for value in values):
        return replace(column, unit="%", factor=0.01)
    if unit in units("ratio"):
        small = [figure for figure in figures if figure]
        if unit == "%" and len(small) >= 3 and all(abs(figure) < 1 for figure in small):
            return replace(column, unit=unit, factor=None, doubts=(*column.doubts, say("lists.doubt_fraction")))
        return replace(column, unit=unit, factor=units("ratio")[unit])
    above = sum(abs(figure) > 1 for figure in figures)
    if figures and above * 2 > len(figures):
        return replace(column, unit="%", factor=0.01, doubts=(*column.doubts, say("lists.doubt_percent")))
    return replace(column, factor=1.0 if figures and not above else None)


def _share(value: Any) -> float | None:
    """3.5 % as a fraction, where the cell itself says that it is per cent."""
    if isinstance(value, Percent):
        return float(value)
    found = _PERCENT.fullmatch(folded(value)) if isinstance(value, str) else None
    return float(found.group(1)) / 100 if found else None


def _number(value: Any) -> float | None:
    if isinstance(value, (bool, Percent)):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    return float(value) if isinstance(value, str) and re.fullmatch(r"-?\d+(?:\.\d+)?", value.strip()) else None


def _doubts(heading: Heading, frame: Frame, last_year: int) -> tuple[str, ...]:
    doubts = []
    if heading.why_not == "period":
        doubts.append(say("lists.doubt_period"))
    if heading.odd:
        doubts.append(say("lists.doubt_odd", text=heading.odd))
    yearly = table("headings")["yearly"]["facts"]
    if (
        heading.fact in yearly
        and heading.period is None
        and frame.year
        and frame.year not in (last_year, last_year + 1)
    ):
        doubts.append(say("lists.doubt_year", year=frame.year, last=last_year))
    return tuple(doubts)


def _without_second_names(columns: list[Column]) -> list[Column]:
    """One column names the companies: the first that says so."""
    seen = False
    found = []
    for column in columns:
        role: Role = "known" if column.role == "name" and seen else column.role
        seen = seen or column.role == "name"
        found.append(replace(column, role=role))
    return found


def letters(at: int) -> str:
    """0 → A, 26 → AA, as spreadsheets call their columns."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name
