"""Which rows below a head are companies: not sums, notes, groups, numbers of the columns or the head once more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.lists.folding import folded, shown
from bot.lists.heads.frames import Frame, units_of
from bot.lists.model import NO_RESULT, Sheet
from bot.lists.words import whole

_MOST_IN_A_NOTE = 4
_FEWEST_COLUMNS = 3
"""A single cell in a row names a group only where companies have so many."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as in the file, from 1; `passed`: why it is no company, if so; `group`: what the rows stand under."""

    number: int
    cells: Sequence[Any]
    passed: str = ""
    group: str = ""


def body(sheet: Sheet, frame: Frame, end: int) -> Iterator[Row]:
    """Every row below the head that has something in it; repeated heads, sums and notes marked as such."""
    head = {folded(text) for text in frame.texts if text}
    name_at = next((n for n, heading in enumerate(frame.headings) if heading.role == "name"), None)
    lines = head_lines(sheet, frame)
    group = ""
    for number, cells in enumerate(sheet.rows[frame.top : end], frame.top + 1):
        texts = ["" if cell is NO_RESULT else shown(cell) for cell in cells]
        if any(texts):
            again = filled_in(cells) in lines
            passed = "head" if again else _passed(texts, head, name_at, number <= frame.top + 2)
            if passed == "groups":
                group = next(filter(None, texts))
            yield Row(number, cells, passed, group)


def head_lines(sheet: Sheet, frame: Frame) -> list[dict[int, str]]:
    """The rows that the head stands in."""
    return [filled_in(row) for row in sheet.rows[frame.top - frame.lines : frame.top]]


def filled_in(cells: Sequence[Any]) -> dict[int, str]:
    """The cells of a row that hold something, by column."""
    return {at: text for at, cell in enumerate(cells) if cell is not NO_RESULT and (text := folded(shown(cell)))}


def _passed(texts: list[str], head: set[str], name_at: int | None, first: bool) -> str:
    """The kind of row that is no company: head, numbers, total, group, note, example."""
    given = [folded(text) for text in texts if text]
    name = folded(texts[name_at]) if name_at is not None and name_at < len(texts) else ""
    if first and (_counts(given) or units_of(texts)):
        return "numbers"
    if len(given) == 1 and len(head) >= _FEWEST_COLUMNS and _is_group(given[0]):
        return "groups"
    if len(given) <= _MOST_IN_A_NOTE and _is(given[0], ("notes",)) and given[0] != name:
        return "notes"
    if _totals(texts, name, name_at):
        return "totals"
    if name and name not in head and not _is(name, ("examples", "notes")):
        return "example" if first and given[0] in ("例", "示例", "样例") else ""
    if sum(text in head for text in given) * 2 > len(given):
        return "head"
    for kind in ("notes", "examples"):
        if _is(given[0], (kind,)) or (name and _is(name, (kind,))):
            return kind
    return "notes" if len(given) == 1 and not name and name_at is not None else ""


def _totals(texts: list[str], name: str, name_at: int | None) -> bool:
    """A word for a sum in front of the figures, or figures alone where companies have names."""
    before = [folded(text) for text in texts[: 2 if name_at is None else name_at + 1] if text]
    if any(_is(text, ("totals",)) for text in before):
        return True
    given = [folded(text) for text in texts if text]
    return name_at is not None and not name and len(given) > 1 and all(map(_FIGURE.fullmatch, given))


_FIGURE = re.compile(r"-?[\d,.]+%?")


def _is_group(text: str) -> bool:
    return _is(text, ("counted",)) or (_is(text, ("groups",)) and not is_company(text))


def is_company(text: str) -> bool:
    return whole("values", "companies", "names").fullmatch(text) is not None


def _counts(given: list[str]) -> bool:
    """甲 乙 1 2 3: the numbers of the columns themselves."""
    numbers = [int(text.strip("()")) for text in given if re.fullmatch(r"\(?\d{1,2}\)?", text)]
    others = [text for text in given if not re.fullmatch(r"\(?\d{1,2}\)?(?:=.*)?|[甲乙丙丁a-z]", text)]
    return not others and len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is(text: str, kinds: Sequence[str]) -> bool:
    return any(whole("values", "rows", kind).fullmatch(text) for kind in kinds)
