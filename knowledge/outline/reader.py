"""The door of the outline: text → parts and units."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from knowledge.outline.back import back_parts
from knowledge.outline.characters import mask, squeeze
from knowledge.outline.front import HEADER, TITLE, Named, front_parts
from knowledge.outline.labels import Kind
from knowledge.outline.lines import Line, Sort, lines_of
from knowledge.outline.marks import Mark, marks_of
from knowledge.outline.tree import Node, build

BODY, PIECE, ATTACHMENT = "正文", "文", "附件"
_COMPLETE = re.compile(r"[。;!?)】》”’\"…:.]$")


@dataclass(frozen=True, slots=True)
class Unit:
    """One clause before it belongs to a document; offsets into the source text."""

    path: tuple[str, ...]
    heading: str | None
    departments: tuple[str, ...]
    start: int
    end: int
    own_end: int
    truncated: bool


def read_outline(text: str) -> tuple[Unit, ...]:
    """Every named part and numbered unit, parents before children, in the order of the text.

    The units' own words (`start` to `own_end`) cover all of the text but the spaces and line breaks between units.
    """
    masked = mask(text)
    lines = lines_of(masked)
    nodes = _pieces(lines, marks_of(lines), masked, text)
    _mark_truncation(nodes, masked)
    return tuple(unit for node in nodes for unit in _flatten(node, (), text))


def _flatten(node: Node, above: tuple[str, ...], text: str) -> list[Unit]:
    path = (*above, node.name)
    heading = squeeze(text[slice(*node.heading)]).replace("**", "") if node.heading else None
    unit = Unit(path, heading or None, node.departments, node.start, node.end, node.own_end, node.truncated)
    return [unit, *(below for child in node.children for below in _flatten(child, path, text))]


def _pieces(lines: list[Line], marks: list[Mark], masked: str, text: str) -> list[Node]:
    starts = _piece_starts(lines, marks)
    if not starts:
        return _one_text(lines, marks, masked, text)
    bounds = [0, *starts, len(lines)] if starts[0] else [*starts, len(lines)]
    nodes: list[Node] = []
    attached = any(lines[start].sort is Sort.ATTACHMENT for start in starts)
    for number, (first, stop) in enumerate(pairwise(bounds), 1):
        own = [Mark(mark.line - first, mark.label, mark.lost) for mark in marks if first <= mark.line < stop]
        part = lines[first:stop]
        inside = _one_text(part, own, masked, text)
        if attached and number == 1:
            nodes += inside
        else:
            name = _attachment_name(part[0], nodes) if attached else f"{PIECE}{number}"
            nodes.append(_wrap(name, inside, part, attached))
    return nodes


def _attachment_name(line: Line, nodes: list[Node]) -> str:
    number = re.match(r"附(?:件|表|录) ?([\d一二三四五六七八九十]{0,2})", line.text)
    name = f"{ATTACHMENT}{number.group(1) if number else ''}"
    taken = {node.name for node in nodes}
    return name if name not in taken else next(f"{name}-{n}" for n in range(2, 999) if f"{name}-{n}" not in taken)


def _wrap(name: str, inside: list[Node], lines: list[Line], attached: bool) -> Node:
    """A piece of its own: its title is its heading, and what stands in it its children."""
    node = Node(name, None, 0, lines[0].start, lines[0].start, inside[-1].end)
    title = next((part for part in inside if part.kind is None and part.name == TITLE), None)
    if title is not None:
        node.heading = (title.start, title.end)
        inside = [part for part in inside if part is not title and part.name != HEADER]
    elif attached and lines[0].sort is Sort.ATTACHMENT and len(lines) > 1:
        node.heading = (lines[0].start, lines[0].end)
    node.children = inside
    return node


def _piece_starts(lines: list[Line], marks: list[Mark]) -> list[int]:
    """First lines of the pieces after a count that starts again: 三、… then a title and 一、"""
    top = min((mark.label.kind for mark in marks), default=None)
    starts: list[int] = []
    previous: Mark | None = None
    for index, mark in enumerate(marks):
        if mark.label.kind is not top or top in (Kind.ARTICLE,):
            continue
        if previous is not None and mark.label.number == 1 and previous.label.number >= 1:
            last = marks[index - 1].line
            starts.append(_piece_start(lines, last, mark.line))
        previous = mark
    if starts:
        first = next(mark.line for mark in marks if mark.label.kind is top)
        return starts if first >= 0 else []
    return starts


def _piece_start(lines: list[Line], last: int, restart: int) -> int:
    """The line between the last unit and the new count where the new piece's title begins."""
    attachments = [index for index in range(last + 1, restart) if lines[index].sort is Sort.ATTACHMENT]
    if attachments:
        return next((index for index in attachments if ":" not in lines[index].text), attachments[0])
    for index in range(last + 1, restart):
        if lines[index].sort is Sort.TITLE and lines[index].label is None and lines[index - 1].sort is not Sort.TITLE:
            return index
    return restart


def _one_text(lines: list[Line], marks: list[Mark], masked: str, text: str) -> list[Node]:
    if not lines:
        return []
    first_mark = marks[0].line if marks else len(lines)
    last_mark = marks[-1].line if marks else _body_start(lines)
    back = back_parts(lines, last_mark)
    stop = back[0].first if back else len(lines)
    front = front_parts(lines[: min(first_mark, stop)])
    if not marks and front and front[-1].name == "引言":
        front[-1] = Named(BODY, front[-1].first, front[-1].last)
    end = lines[stop - 1].end
    units = build(marks, lines, end, masked, text)
    return _with_own_names([*_named(front, lines), *units, *_named(back, lines)])


def _with_own_names(nodes: list[Node]) -> list[Node]:
    """A second 落款 becomes 落款-2, so that every path is one clause's."""
    seen: Counter[str] = Counter()
    for node in nodes:
        seen[node.name] += 1
        if seen[node.name] > 1:
            node.name = f"{node.name}-{seen[node.name]}"
    return nodes


def _body_start(lines: list[Line]) -> int:
    """In a text without numbers: the last line that cannot be part of a signature."""
    return next((i for i in range(len(lines) - 1, -1, -1) if lines[i].sort is Sort.SENTENCE), len(lines) - 1)


def _named(parts: list[Named], lines: list[Line]) -> list[Node]:
    return [
        Node(part.name, None, 0, lines[part.first].start, lines[part.first].start, lines[part.last].end)
        for part in parts
    ]


def _mark_truncation(nodes: list[Node], masked: str) -> None:
    """The text breaks off when its last unit ends without a closing mark though it is no heading."""
    if not nodes:
        return
    node = nodes[-1]
    while node.children:
        node = node.children[-1]
    if node.kind is None and node.name not in (BODY, "附则", "引言"):
        return
    own = masked[node.words : node.end]
    node.truncated = bool(own.strip()) and not _COMPLETE.search(own) and bool(re.search("[,。;、]", own))
