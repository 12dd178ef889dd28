"""The table of contents: lines that name units without being them."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.outline.labels import Label
from knowledge.outline.lines import Line, Sort

MOST_ENTRIES = 400
LONGEST_ENTRY, LONGEST_LEADER = 240, 60
_HEAD = re.compile(r"^目 {0,6}[录次]$")
_ENTRY = re.compile(r"(?:…|\.{3}|·{3}|-{4}|—{3}|_{3}| {2})[ .…·_—-]*\d{1,4}$")


def with_contents(lines: list[Line]) -> list[Line]:
    """The same lines; those of the contents have no label and a sort of their own."""
    found = _range(lines)
    if found is None:
        return lines
    first, stop = found
    return [
        replace(line, sort=Sort.CONTENTS, label=None) if first <= index < stop else line
        for index, line in enumerate(lines)
    ]


def _range(lines: list[Line]) -> tuple[int, int] | None:
    head = next((index for index, line in enumerate(lines) if _HEAD.match(line.text)), None)
    if head is None:
        entries = [index for index, line in enumerate(lines[:MOST_ENTRIES]) if _is_entry(line)]
        if len(entries) < 3 or entries[-1] - entries[0] > len(entries) + 1:
            return None
        return entries[0], entries[-1] + 1
    stop = head + 1
    while stop < len(lines) and stop - head < MOST_ENTRIES and (_is_entry(lines[stop]) or _follows(lines, head, stop)):
        stop += 1
    return (head, stop) if stop > head + 1 else None


def _is_entry(line: Line) -> bool:
    return len(line.text) <= LONGEST_ENTRY and bool(_ENTRY.search(line.text[-LONGEST_LEADER:]))


def _follows(lines: list[Line], head: int, index: int) -> bool:
    """An entry without a page number: a short line, as long as the first entry has not come again."""
    if lines[index].sort is not Sort.TITLE:
        return False
    if any(_is_entry(line) for line in lines[head + 1 : head + 3]):
        return False
    first = _name(lines[head + 1].label)
    if index == head + 1:
        return first is not None and _comes_again(lines, head + 1)
    return _name(lines[index].label) != first or first is None


def _comes_again(lines: list[Line], index: int) -> bool:
    wanted = lines[index].label
    return any(line.label and _name(line.label) == _name(wanted) for line in lines[index + 1 : index + MOST_ENTRIES])


def _name(label: Label | None) -> str | None:
    return label.name if label else None
