"""A document's texts: the text proper, attachments, and pieces whose count starts again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from knowledge.outline.labels import Kind
from knowledge.outline.lines import Line, Sort
from knowledge.outline.marks import Mark
from knowledge.outline.nesting import ranks

_ATTACHMENT_HEAD = re.compile(r"^附 ?(?:件|表|录) ?[\d一二三四五六七八九十]{0,3}(?:-\d{1,2})? ?[:：.]?$")
_ATTACHMENT_TITLED = re.compile(r"^附 ?(?:件|表|录) ?[\d一二三四五六七八九十]{1,3} ?[:：.、 ]? ?[^:]{2,60}$")
_TITLED = re.compile(r"^附 ?(?:件|表|录) ?[\d一二三四五六七八九十]{0,3} ?[:：.、] ?[^:]{2,60}$")
_ISSUES = re.compile(r"印发|发布|公布|转发|下发")
_ACT = re.compile(
    r"(?:办法|细则|措施|规定|方案|意见|政策|条例|规划|计划|指南|规则|制度|章程|标准|要点|指引|条款|清单)(?:\([^()]{1,40}\))*$"
)
FEWEST_BEFORE = 2
MOST_ATTACHMENTS, MOST_PIECES = 300, 300


@dataclass(frozen=True, slots=True)
class Part:
    """Lines from `first` to before the next part."""

    first: int
    attached: bool


def parts_of(lines: list[Line], marks: list[Mark]) -> list[Part]:
    """The first line of each part after the first one, in order."""
    attachments = _attachments(lines, marks)
    stop = attachments[0].first if attachments else len(lines)
    pieces = _restarts(lines, [mark for mark in marks if mark.line < stop])
    return [*pieces[:MOST_PIECES], *attachments]


def _attachments(lines: list[Line], marks: list[Mark]) -> list[Part]:
    """Lines that say 附件 and nothing else, below a text that could end there."""
    heads = [
        index
        for index, line in enumerate(lines)
        if line.sort is Sort.ATTACHMENT and _ATTACHMENT_HEAD.match(line.text) and ":" not in line.text
    ]
    if not heads:
        return [Part(head, True) for head in _titled_below(lines, marks)]
    first_mark = next((mark.line for mark in marks if mark.label), len(lines))
    enough = _enough_before(lines)
    kept = [head for head in heads if head >= enough]
    if kept and first_mark > kept[0] and _holds_the_act(lines, kept[0], first_mark):
        kept = kept[1:]
    if kept and _ended_before(lines, marks, kept[0]):
        more = {
            index
            for index, line in enumerate(lines[kept[0] :], kept[0])
            if line.sort is Sort.ATTACHMENT and _ATTACHMENT_TITLED.match(line.text)
        }
        kept = sorted({*kept, *more})[:MOST_ATTACHMENTS]
    return [Part(head, True) for head in kept]


def _titled_below(lines: list[Line], marks: list[Mark]) -> list[int]:
    """附件1：××表 with its title in the same line: where the text is signed above it, or a table stands below it.

    A list of attachments is none: the next one, its own second entry or a signature follows it.
    """
    begun = next((mark.line for mark in marks if mark.label), len(lines))
    signed = next((at for at, line in enumerate(lines) if line.sort is Sort.DATE and at > 2), len(lines))
    found = []
    for at, (line, below) in enumerate(pairwise(lines)):
        if line.sort is not Sort.ATTACHMENT or at < min(begun, signed) or not _TITLED.match(line.text):
            continue
        told = below.sort in (Sort.SENTENCE, Sort.TITLE) and not re.match(r"^2 ?[.、．]", below.text)
        if below.sort is Sort.TABLE or (at > signed and told):
            found.append(at)
    return found[:MOST_ATTACHMENTS]


def _enough_before(lines: list[Line]) -> int:
    """The first line before which something has been said that could have an attachment."""
    said = (index for index, line in enumerate(lines) if line.sort in (Sort.SENTENCE, Sort.DATE, Sort.TABLE))
    return next(islice(said, FEWEST_BEFORE - 1, None), len(lines)) + 1


def _ended_before(lines: list[Line], marks: list[Mark], head: int) -> bool:
    return bool(marks) or any(line.sort is Sort.DATE for line in lines[max(0, head - 6) : head])


def _holds_the_act(lines: list[Line], head: int, first_mark: int) -> bool:
    """A notice without numbers of its own that issues what is attached: the attachment is the text proper."""
    if first_mark >= len(lines) or first_mark - head > 12:
        return False
    notice = "\n".join(line.text for line in lines[max(0, head - 30) : head])
    titles = [line.text for line in lines[head + 1 : first_mark] if line.sort is Sort.TITLE]
    return bool(_ISSUES.search(notice)) and any(_ACT.search(title) for title in titles)


def _restarts(lines: list[Line], marks: list[Mark]) -> list[Part]:
    """First lines of the pieces after a count that starts again: 三、… then a title and 一、"""
    labels = [mark.label for mark in marks if mark.label]
    order = ranks(labels)
    top = min((label.kind for label in labels), default=None, key=lambda kind: order[kind])
    found: list[Part] = []
    previous: Mark | None = None
    for index, mark in enumerate(marks):
        if mark.label is None or mark.label.kind is not top or top is Kind.ARTICLE:
            continue
        if previous is not None and mark.label.number == 1:
            start, attached = _piece_start(lines, marks[index - 1].line, mark.line)
            found.append(Part(start, attached))
        previous = mark
    return found


def _piece_start(lines: list[Line], last: int, restart: int) -> tuple[int, bool]:
    """The line between the last unit and the new count where the new piece's title begins."""
    attachments = [index for index in range(last + 1, restart) if lines[index].sort is Sort.ATTACHMENT]
    if attachments:
        return next((index for index in attachments if ":" not in lines[index].text), attachments[0]), True
    for index in range(last + 1, restart):
        if lines[index].sort is Sort.TITLE and lines[index].label is None and lines[index - 1].sort is not Sort.TITLE:
            return index, False
    return restart, False
