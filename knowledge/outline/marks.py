"""Which lines begin a unit: labels in their sequence, sections that lost their number, and tables."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.outline.labels import Kind, Label, bare_number, chinese_numeral
from knowledge.outline.lines import Line, Sort, finished
from knowledge.reading.source import Table

MOST_LOST_IN_A_ROW = 2
_BRACKETED = (Kind.CHINESE_BRACKETS, Kind.NUMBER_BRACKETS, Kind.CIRCLED, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that begins a unit, and the label it has or should have; or the first row of a table."""

    line: int
    label: Label | None
    lost: bool = False
    """The source lacks the number; the label says the place."""
    table: Table | None = None
    last: int = -1
    """Of a table: the line of its last row."""


def marks_of(lines: list[Line]) -> list[Mark]:
    """The numbered units' first lines, in order."""
    marks = _in_sequence(with_bare_numbers(lines))
    return _with_lost_numbers(lines, marks)


def _in_sequence(lines: list[Line]) -> list[Mark]:
    marks: list[Mark] = []
    last: dict[Kind, int] = {}
    listed = _names_of_attachments(lines)
    for index, line in enumerate(lines):
        label = line.label
        if label is None or index in listed or not _may_begin(lines, index, label, last):
            continue
        for deeper in [kind for kind in last if kind > label.kind and not _runs_on(kind)]:
            del last[deeper]
        last[label.kind] = label.number
        marks.append(Mark(index, label))
    return marks


def with_bare_numbers(lines: list[Line]) -> list[Line]:
    """Where units are numbered 1.1, the line `1 总则` begins one too, though nothing follows its number."""
    if not any(line.label and line.label.kind is Kind.DECIMAL for line in lines):
        return lines
    return [replace(line, label=bare_number(line.text)) if _headlike(line) else line for line in lines]


def _headlike(line: Line) -> bool:
    return line.label is None and line.sort is Sort.TITLE


def _names_of_attachments(lines: list[Line]) -> set[int]:
    """Lines such as `2. 汇总表` under `附件：1. 申报书`."""
    found: set[int] = set()
    listing = False
    for index, line in enumerate(lines):
        if line.sort is Sort.ATTACHMENT:
            listing = ":" in line.text
            if listing:
                found.add(index)
        elif listing and line.sort is Sort.TITLE and line.label is not None and line.label.kind is Kind.NUMBER:
            found.add(index)
        else:
            listing = False
    return found


def _runs_on(kind: Kind) -> bool:
    """Numbers of this kind may go on counting under the next parent: articles, (四) under 二, 4. under (二)."""
    return kind in (Kind.ARTICLE, Kind.CHINESE_BRACKETS, Kind.NUMBER)


def _may_begin(lines: list[Line], index: int, label: Label, last: dict[Kind, int]) -> bool:
    """A number in the middle of a wrapped sentence is no label."""
    if label.kind is Kind.DECIMAL and not ({Kind.NUMBER, Kind.DECIMAL} & set(last) or label.number == 1):
        return False
    expected = label.number == last.get(label.kind, 0) + 1
    settled = index == 0 or lines[index].after_blank or finished(lines[index - 1])
    if label.kind is Kind.LETTER and not (settled and expected):
        return False
    if label.doubtful and not (expected and (settled or label.misread)):
        return False
    if settled:
        return True
    return expected and (label.kind in _BRACKETED or lines[index - 1].text[-1] not in ",、")


def _with_lost_numbers(lines: list[Line], marks: list[Mark]) -> list[Mark]:
    """Where 三 follows 一, a heading on its own line between them is 二."""
    found = list(marks)
    previous: dict[Kind, Mark | None] = {}
    for mark in marks:
        assert mark.label is not None
        kind = mark.label.kind
        before = previous.get(kind)
        number = before.label.number if before and before.label else 0
        missing = mark.label.number - number - 1
        if 0 < missing <= MOST_LOST_IN_A_ROW and kind in (Kind.CHINESE, Kind.CHINESE_BRACKETS, Kind.NUMBER):
            places = _bare_headings(lines, before.line if before else -1, mark.line, kind)
            found += [
                Mark(place, _label_of_place(kind, number + 1 + offset), lost=True)
                for offset, place in enumerate(places[:missing])
                if len(places) >= missing
            ]
        for deeper in [other for other in previous if other > kind and not _runs_on(other)]:
            del previous[deeper]
        previous[kind] = mark
    return sorted(found, key=lambda mark: mark.line)


def _bare_headings(lines: list[Line], after: int, before: int, kind: Kind) -> list[int]:
    """Short lines without a label that follow a finished paragraph and open another one or a list of deeper units."""
    return [
        index
        for index in range(after + 2, before - 1)
        if lines[index].label is None
        and lines[index].sort is Sort.TITLE
        and lines[index - 1].sort is Sort.SENTENCE
        and _opens(lines[index + 1], kind)
    ]


def _opens(line: Line, kind: Kind) -> bool:
    return line.label.kind > kind if line.label else line.sort is Sort.SENTENCE


def _label_of_place(kind: Kind, number: int) -> Label:
    name = {Kind.CHINESE: chinese_numeral(number), Kind.CHINESE_BRACKETS: f"({chinese_numeral(number)})"}.get(
        kind, str(number)
    )
    return Label(kind, name, number, 0)
