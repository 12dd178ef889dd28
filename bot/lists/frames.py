"""Where the head of a table stands among titles and notes, and which rows below it are companies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.lists.folding import filled, folded, shown
from bot.lists.headings import Heading, Headings, unit_of
from bot.lists.model import Sheet
from bot.lists.words import whole

_MOST_LINES_ABOVE = 40
_MOST_HEAD_LINES = 3
_MOST_IN_A_NOTE = 4
_WIDE_PARENT = 3
"""A parent over at least so many columns groups them; a narrower one not understood is part of their meaning."""
_NOTED_UNIT = re.compile(r"单位[::]?((?:(?!单位)[^,;。()])*)|\(([^()]{1,8})\)$")
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
            score = (known + 2 * found.named, -lines, -top)
            if known and score > most:
                best, most = found, score
        if best and best.named and best.told and top > best.top + 1:
            break
    if best is None or not (best.told or best.named):
        return None
    return _with_unit_row(sheet, _counted(sheet, best, headings))


def _counted(sheet: Sheet, frame: Frame, headings: Headings) -> Frame:
    """Where the list calls a year this one, its words for years are counted from the year of its title."""
    if not any(heading.period and heading.why_not and heading.period.back == 0 for heading in frame.headings):
        return frame
    return _frame(sheet, frame.top - frame.lines, frame.lines, headings.reporting(frame.year))


def _with_unit_row(sheet: Sheet, frame: Frame) -> Frame:
    """A row of units under the head gives its columns their units."""
    for row in sheet.rows[frame.top : frame.top + 2]:
        units = _units_of(row)
        if units:
            read = [_with_unit(heading, units.get(at)) for at, heading in enumerate(frame.headings)]
            return replace(frame, headings=tuple(read))
    return frame


def _units_of(row: Sequence[Any]) -> dict[int, str]:
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
    return bool(cells) and len(texts) == len(cells)


def _is_title(row: Sequence[Any]) -> bool:
    """One filled cell above others groups nothing: it names the table."""
    return sum(map(filled, row)) == 1


def _frame(sheet: Sheet, top: int, lines: int, headings: Headings) -> Frame:
    grid = [_spread(sheet, top + line, line + 1 < lines) for line in range(lines)]
    width = max(map(len, grid))
    paths = [[line[column] if column < len(line) else "" for line in grid] for column in range(width)]
    spans = [{text: line.count(text) for text in line if text} for line in grid]
    read = [_read(path, spans, headings) for path in paths]
    above = [shown(cell) for row in sheet.rows[:top] for cell in row if filled(cell)]
    years = [int(year) for text in above for year in _YEAR.findall(text)]
    texts = tuple(" ".join(dict.fromkeys(filter(None, path))) for path in paths)
    return Frame(top + lines, texts, tuple(read), _unit_above(above), years[0] if years else None, lines)


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


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as in the file, from 1; `passed`: why it is no company, if so."""

    number: int
    cells: Sequence[Any]
    passed: str = ""


def body(sheet: Sheet, frame: Frame) -> Iterator[Row]:
    """Every row below the head that has something in it; repeated heads, sums and notes marked as such."""
    head = {folded(text) for text in frame.texts if text}
    name_at = next((n for n, heading in enumerate(frame.headings) if heading.role == "name"), None)
    for number, cells in enumerate(sheet.rows[frame.top :], frame.top + 1):
        texts = [shown(cell) for cell in cells]
        if any(texts):
            yield Row(number, cells, _passed(texts, head, name_at, number <= frame.top + 2))


def _passed(texts: list[str], head: set[str], name_at: int | None, first: bool) -> str:
    """The kind of row that is no company: head, numbers, total, note, example."""
    given = [folded(text) for text in texts if text]
    name = folded(texts[name_at]) if name_at is not None and name_at < len(texts) else ""
    if first and (_counts(given) or _units_of(texts)):
        return "numbers"
    if len(given) <= _MOST_IN_A_NOTE and _is(given[0], ("notes",)) and given[0] != name:
        return "notes"
    if name and name not in head and not _is(name, ("totals", "examples", "notes")):
        return "example" if first and given[0] in ("例", "示例", "样例") else ""
    if sum(text in head for text in given) * 2 > len(given):
        return "head"
    for kind in ("totals", "notes", "examples"):
        if _is(given[0], (kind,)) or (name and _is(name, (kind,))):
            return kind
    return "notes" if len(given) == 1 and not name and name_at is not None else ""


def _counts(given: list[str]) -> bool:
    """甲 乙 1 2 3: the numbers of the columns themselves."""
    numbers = [int(text.strip("()")) for text in given if re.fullmatch(r"\(?\d{1,2}\)?", text)]
    others = [text for text in given if not re.fullmatch(r"\(?\d{1,2}\)?(?:=.*)?|[甲乙丙丁a-z]", text)]
    return not others and len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is(text: str, kinds: Sequence[str]) -> bool:
    return any(whole("values", "rows", kind).fullmatch(text) for kind in kinds)
