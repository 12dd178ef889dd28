"""Where the head of a table stands among titles and notes, and which rows below it are companies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from bot.lists.folding import filled, folded, shown
from bot.lists.heads.headings import Heading, Headings
from bot.lists.heads.periods import of_a_part, tells_of_a_year
from bot.lists.heads.siblings import dated
from bot.lists.model import Sheet
from bot.lists.words import unit_of, whole

_MOST_LINES_ABOVE = 40
_MOST_HEAD_LINES = 3
_WIDE_PARENT = 3
"""A parent over at least so many columns groups them; a narrower one not understood is part of their meaning."""
_NOTED_UNIT = re.compile(r"单位[::]?((?:(?!单位)[^,;。()])*)|\(([^()]{1,8})\)$")
_VALUE = re.compile(r"(?!20\d\d年?$)[-+¥]?\d[\d.,]*(?:%|[万亿千百]?元?|[人件项年]|[-/年]\d{1,2}.{0,10})")
_COMPANY = re.compile(r".{4,40}公司")
_A_YEAR = re.compile(r"20\d\d")
_NOTE = re.compile(r"[^:()]{2,12}:.+")
_YEAR = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Frame:
    """`top`: number of rows up to and including the head; `unit`: said for the whole sheet; `year`: of its title."""

    top: int
    texts: tuple[str, ...]
    headings: tuple[Heading, ...]
    unit: str | None
    year: int | None
    lines: int = 1
    above: int = 0
    """First row of its titles."""
    partly: bool = False
    """Its titles are of some months only."""

    @property
    def named(self) -> bool:
        return any(heading.role == "name" for heading in self.headings)

    @property
    def told(self) -> int:
        """How many columns say something about a company."""
        return sum(heading.role in ("fact", "honour", "sorts", "place") for heading in self.headings)


def find_frame(sheet: Sheet, headings: Headings) -> Frame | None:
    """The rows whose cells are understood best as a head; none where no row is one."""
    best, most = None, (0, 0, 0)
    for top in range(min(len(sheet.rows), _MOST_LINES_ABOVE)):
        for lines in range(1, _MOST_HEAD_LINES + 1):
            if not _may_be_head(sheet.rows[top : top + lines], lines) or (lines > 1 and _is_title(sheet.rows[top])):
                break
            found = _frame(sheet, top, lines, headings)
            # Twice the same heading is half of one: a line of the head is missing below it.
            known = len({t for t, heading in zip(found.texts, found.headings, strict=True) if heading.known})
            score = (known + 2 * found.named - _values(sheet.rows[top : top + lines]), -lines, -top)
            if known and score > most:
                best, most = found, score
        if best and best.named and best.told and top > best.top + 1:
            break
    best = best if best and (best.told or best.named) else _by_form(sheet, headings)
    return best and _with_unit_row(sheet, _counted(sheet, best, headings))


def head_at(sheet: Sheet, top: int, last: Frame, headings: Headings) -> Frame | None:
    """The head of a further table that begins in this row, or that of the last table once more."""
    found = [
        _frame(sheet, top, lines, headings, last.top)
        for lines in range(1, _MOST_HEAD_LINES + 1)
        if _may_be_head(sheet.rows[top : top + lines], lines)
    ]
    heads = [frame for frame in found if (frame.named and frame.told) or frame.texts == last.texts]
    if not heads:
        return None
    best = max(heads, key=lambda frame: (len({*frame.texts}), frame.told, -frame.lines))
    return _with_unit_row(sheet, _counted(sheet, best, headings))


def _counted(sheet: Sheet, frame: Frame, headings: Headings) -> Frame:
    """Where the list calls a year this one, its words for years are counted from the year of its title.

    So they are where a figure without a year stands beside the same of 上年: the one without is the last full year's.
    """
    if frame.partly:
        return _frame(sheet, frame.top - frame.lines, frame.lines, headings.of_a_part(), frame.above)
    if any(map(_counts_from_here, frame.headings)):
        year = frame.year or max(map(_year_of, frame.headings), default=0)
        return _frame(sheet, frame.top - frame.lines, frame.lines, headings.reporting(year), frame.above)
    undated = {heading.fact for heading in frame.headings if heading.fact and heading.period is None}
    if any(_of_last_year(heading) and heading.fact in undated for heading in frame.headings):
        return _frame(sheet, frame.top - frame.lines, frame.lines, headings.reporting(headings.last_year), frame.above)
    return frame


def _counts_from_here(heading: Heading) -> bool:
    """本年, 上年同期: of a year that only the list itself can name."""
    period = heading.period
    return period is not None and bool(heading.why_not) and (period.back == 0 or period.same)


def _year_of(heading: Heading) -> int:
    """The year that a heading names by its number; 0 where it names none."""
    found = re.search(r"20\d\d", heading.period.text) if heading.period and heading.fact else None
    return int(found.group()) if found else 0


def _of_last_year(heading: Heading) -> bool:
    period = heading.period
    return period is not None and period.back == 1 and not period.said_by_number


def _with_unit_row(sheet: Sheet, frame: Frame) -> Frame:
    """A row of units under the head gives its columns their units."""
    for row in sheet.rows[frame.top : frame.top + 2]:
        units = units_of(row)
        if units:
            read = [_with_unit(heading, units.get(at)) for at, heading in enumerate(frame.headings)]
            return replace(frame, headings=tuple(read))
    return frame


def units_of(row: Sequence[Any]) -> dict[int, str]:
    """By column; empty where the row is no row of units."""
    cells = {at: folded(shown(cell)) for at, cell in enumerate(row) if filled(cell)}
    units = {at: unit for at, text in cells.items() if (unit := unit_of(text))}
    return units if len(units) > 1 and len(units) * 2 >= len(cells) else {}


def _may_be_head(rows: Sequence[Sequence[Any]], lines: int) -> bool:
    """Texts only, below the first line also years; a single filled cell is a title."""
    if len(rows) < lines:
        return False
    cells = [cell for cell in rows[-1] if filled(cell)]
    texts = [cell for cell in cells if isinstance(cell, str) and not re.fullmatch(r"[\d.,\s]+", cell)]
    if lines == 1:
        return bool(texts) and len(texts) * 2 > len(cells)
    years = [cell for cell in cells if _A_YEAR.fullmatch(shown(cell))]
    return bool(cells) and len(texts) + len(years) == len(cells)


def _values(rows: Sequence[Sequence[Any]]) -> int:
    """Cells that are figures, dates or names of companies rather than words for them."""
    return sum(
        bool(_VALUE.fullmatch(text := folded(shown(cell)))) or bool(_COMPANY.fullmatch(text))
        for row in rows
        for cell in row
        if filled(cell)
    )


def _by_form(sheet: Sheet, headings: Headings) -> Frame | None:
    """A row of words above a row of values, where none of the words is known as a heading."""
    for top, (row, below) in enumerate(pairwise(sheet.rows[:_MOST_LINES_ABOVE])):
        words = [cell for cell in row if filled(cell)]
        if len(words) > 2 and all(isinstance(cell, str) for cell in words) and not _values([row]) and _values([below]):
            return _frame(sheet, top, 1, headings)
    return None


def _is_title(row: Sequence[Any]) -> bool:
    """One filled cell above others groups nothing: it names the table; so do notes alone (填报单位:…, 单位:千元)."""
    texts = [folded(shown(cell)) for cell in row if filled(cell)]
    notes = [text for text in texts if _NOTE.fullmatch(text)]
    return len(texts) == 1 or (bool(notes) and all(text in notes or _YEAR.match(text) for text in texts))


def _frame(sheet: Sheet, top: int, lines: int, headings: Headings, begins: int = 0) -> Frame:
    grid = [_spread(sheet, top + line, line + 1 < lines) for line in range(lines)]
    width = max(map(len, grid))
    paths = [[line[column] if column < len(line) else "" for line in grid] for column in range(width)]
    spans = [{text: line.count(text) for text in line if text} for line in grid]
    read = [_read(path, spans, headings) for path in paths]
    above = [shown(cell) for row in sheet.rows[begins:top] for cell in row if filled(cell)]
    years = [int(year) for text in above for year in _YEAR.findall(text)]
    texts = tuple(" ".join(dict.fromkeys(filter(None, path))) for path in paths)
    year = years[0] if years else None
    of_year = year if any(map(tells_of_a_year, map(folded, above))) else None
    partly = any(map(of_a_part, above))
    settled = dated(_same_units(read), headings, of_year, partly=partly)
    return Frame(top + lines, texts, settled, _unit_above(above), year, lines, begins, partly)


def _same_units(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """(同左): in the unit of the column to the left."""
    found: list[Heading] = []
    for heading in headings:
        same = found and heading.odd and whole("headings", "same", "left").fullmatch(heading.odd)
        found.append(replace(heading, odd="", unit=heading.unit or found[-1].unit) if same else heading)
    return tuple(found)


def _spread(sheet: Sheet, row: int, parent: bool) -> list[str]:
    """The cells of a head's line, merged ones repeated; a line above others also fills the blanks to its right."""
    cells = [shown(cell).replace("\n", "") for cell in sheet.rows[row]]
    merged = False
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom and right < len(cells) + 1:
            source = sheet.rows[top][left] if left < len(sheet.rows[top]) else None
            for column in range(left, min(right + 1, len(cells))):
                cells[column] = shown(source).replace("\n", "")
            merged = merged or right > left
    if parent and not merged and row + 1 < len(sheet.rows):
        below = [shown(cell) for cell in sheet.rows[row + 1]]
        for column in range(1, len(cells)):
            if not cells[column] and column < len(below) and below[column]:
                cells[column] = cells[column - 1]
    return cells


def _read(path: Sequence[str], spans: Sequence[dict[str, int]], headings: Headings) -> Heading:
    """The whole path; else its last line, where those above it only group columns."""
    lines = list(dict.fromkeys(filter(None, path)))
    if not lines:
        return Heading()
    found = headings.read("".join(lines))
    if len(lines) == 1 or (found.known and found.role != "known") or found.why_not:
        return found
    if len(lines) > 2 and _groups(lines[0], max(span.get(lines[0], 0) for span in spans)):
        shorter = _read(lines[1:], spans, headings)
        return _with_unit(shorter, _unit_of_parent(lines[0]))
    turned = headings.read(lines[-1] + lines[-2])
    if turned.role in ("fact", "honour"):
        return _with_unit(turned, _unit_of_parent(lines[-2]))  # Ⅰ类 below 知识产权
    parents, child = lines[:-1], headings.read(lines[-1])
    if all(_groups(parent, max(span.get(parent, 0) for span in spans)) for parent in parents):
        unit = child.unit or next((unit for parent in parents if (unit := _unit_of_parent(parent))), None)
        return _with_unit(child, unit)
    return found


def _groups(parent: str, width: int) -> bool:
    text = re.sub(r"\([^()]*\)", "", folded(parent))
    if whole("headings", "never", "words").search(text):
        return False
    return bool(whole("headings", "parents", "words").fullmatch(text)) or width >= _WIDE_PARENT or not text


def _unit_of_parent(parent: str) -> str | None:
    found = re.search(r"\(([^()]*)\)", folded(parent))
    return unit_of(found.group(1)) if found else None


def _with_unit(heading: Heading, unit: str | None) -> Heading:
    return replace(heading, unit=unit) if unit and heading.unit is None and heading.role == "fact" else heading


def _unit_above(texts: Sequence[str]) -> str | None:
    """单位:万元 above the table."""
    for text in texts:
        for found in _NOTED_UNIT.finditer(folded(text)):
            for part in re.split(r"[、/,]", found.group(1) or found.group(2) or ""):
                if unit := unit_of(part):
                    return unit
    return None
