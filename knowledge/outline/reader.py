"""The door of the outline: text and tables → parts and units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.model import Cells
from knowledge.outline.back import back_parts
from knowledge.outline.characters import mask, squeeze
from knowledge.outline.contents import with_contents
from knowledge.outline.front import HEADER, INTRODUCTION, TITLE, Named, front_parts
from knowledge.outline.labels import Kind
from knowledge.outline.lines import Line, Sort, lines_of
from knowledge.outline.marks import Mark, marks_of
from knowledge.outline.parts import parts_of
from knowledge.outline.tabled import with_rows
from knowledge.outline.tree import AFTER, Builder, Node
from knowledge.reading.source import Table

BODY, PIECE, ATTACHMENT, CONTENTS = "正文", "文", "附件", "目录"
_COMPLETE = re.compile(r"[。;!?)】》”’\"…:.]$")


@dataclass(frozen=True, slots=True)
class Unit:
    """One clause before it belongs to a document; offsets into the source text."""

    path: tuple[str, ...]
    heading: str | None
    departments: tuple[str, ...]
    supports: tuple[str, ...]
    start: int
    end: int
    own_end: int
    truncated: bool
    cells: Cells | None
    kind: Kind | None
    number: int
    misread: bool


def read_outline(text: str, tables: tuple[Table, ...] = ()) -> tuple[Unit, ...]:
    """Every named part and numbered unit, parents before children, in the order of the text.

    The units' own words (`start` to `own_end`) cover all of the text but the spaces and line breaks between units, and
    what follows a table inside a unit, which is a child of its own.
    """
    masked = mask(text)
    lines, tabled = with_rows(with_contents(lines_of(masked)), tables)
    marks = sorted([*marks_of(lines), *tabled], key=lambda mark: mark.line)
    nodes = _Pieces(lines, masked, text).read(marks)
    _mark_truncation(nodes, masked)
    return tuple(_flattened(nodes, text))


def _flattened(nodes: list[Node], text: str) -> Iterator[Unit]:
    stack: list[tuple[Node, tuple[str, ...]]] = [(node, ()) for node in reversed(nodes)]
    while stack:
        node, above = stack.pop()
        path = (*above, node.name)
        heading = squeeze(text[slice(*node.heading)]).replace("**", "") if node.heading else None
        yield Unit(
            path, heading or None, node.units.order, node.units.supports, node.start, node.end, node.own_end,
            node.truncated, node.cells, node.kind, node.number, node.misread,
        )  # fmt: skip
        stack += [(child, path) for child in reversed(node.children)]


class _Pieces:
    def __init__(self, lines: list[Line], masked: str, text: str) -> None:
        self._lines, self._builder = lines, Builder(masked, text)
        self._names: dict[str, int] = {}

    def read(self, marks: list[Mark]) -> list[Node]:
        parts = parts_of(self._lines, marks)
        bounds = [0, *(part.first for part in parts if part.first > 0), len(self._lines)]
        attached = [False, *(part.attached for part in parts if part.first > 0)]
        nodes: list[Node] = []
        pieces = any(not one for one in attached[1:])
        places = [mark.line for mark in marks]
        for number, (first, stop) in enumerate(pairwise(bounds), 1):
            inner = slice(bisect_left(places, first), bisect_left(places, stop))
            own = [replace(mark, line=mark.line - first, last=mark.last - first) for mark in marks[inner]]
            lines = self._lines[first:stop]
            inside = self._one_text(lines, own)
            if attached[number - 1]:
                nodes.append(self._wrapped(self._attachment(lines[0]), inside, lines, True))
            elif pieces:
                nodes.append(self._wrapped(f"{PIECE}{number}", inside, lines, False))
            else:
                nodes += inside
        return nodes

    def _attachment(self, line: Line) -> str:
        number = re.match(r"附 ?(?:件|表|录) ?([\d一二三四五六七八九十]{0,3}(?:-\d{1,2})?)", line.text)
        name = f"{ATTACHMENT}{number.group(1).strip() if number else ''}"
        self._names[name] = self._names.get(name, 0) + 1
        return name if self._names[name] == 1 else f"{name}-{self._names[name]}"

    @staticmethod
    def _wrapped(name: str, inside: list[Node], lines: list[Line], attached: bool) -> Node:
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

    def _one_text(self, lines: list[Line], marks: list[Mark]) -> list[Node]:
        if not lines:
            return []
        numbered = [mark.line for mark in marks if mark.label]
        first = numbered[0] if numbered else len(lines)
        fronted = [mark for mark in marks if mark.table and mark.line < first]
        inner = [mark for mark in marks if mark.line >= first]
        last = max(inner[-1].line, inner[-1].last) if inner else self._last_of_body(lines, fronted)
        back = back_parts(lines, last)
        stop = back[0].first if back else len(lines)
        front = self._front(lines[: min(first, stop)], fronted, bool(numbered))
        units = self._builder.build(inner, lines, lines[stop - 1].end) if inner else []
        return _with_own_names([*front, *units, *_named(back, lines)])

    @staticmethod
    def _last_of_body(lines: list[Line], tables: list[Mark]) -> int:
        """In a text without numbers: the last line that cannot be part of a signature."""
        sentence = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].sort is Sort.SENTENCE), -1)
        after = max([sentence, *(mark.last for mark in tables)])
        return after if after >= 0 else len(lines) - 1

    def _front(self, lines: list[Line], tables: list[Mark], has_units: bool) -> list[Node]:
        """Named parts, with contents and tables where they stand."""
        nodes: list[Node] = []
        position, titled = 0, False
        cuts = [(mark.line, mark.last, mark) for mark in tables if mark.line < len(lines)] + _contents(lines)
        for first, last, mark in [*sorted(cuts, key=lambda cut: cut[0]), (len(lines), len(lines), None)]:
            between = lines[position:first]
            if between:
                parts = [Named(AFTER, 0, len(between) - 1)] if titled else front_parts(between)
                titled = titled or any(part.name == TITLE for part in parts)
                nodes += _named(_bodied(parts) if not has_units else parts, between)
            if first < len(lines):
                if mark is not None and mark.table is not None:
                    nodes.append(self._builder.table(mark.table))
                else:
                    nodes.append(Node(CONTENTS, None, 0, lines[first].start, lines[first].start, lines[last].end))
            position = last + 1
        return nodes


def _contents(lines: list[Line]) -> list[tuple[int, int, Mark | None]]:
    found = [index for index, line in enumerate(lines) if line.sort is Sort.CONTENTS]
    return [(found[0], found[-1], None)] if found else []


def _bodied(parts: list[Named]) -> list[Named]:
    """Without numbered units, what follows the title is the text itself."""
    if parts and parts[-1].name == INTRODUCTION:
        return [*parts[:-1], Named(BODY, parts[-1].first, parts[-1].last)]
    return parts


def _with_own_names(nodes: list[Node]) -> list[Node]:
    """A second 落款 becomes 落款-2, so that every path is one clause's."""
    seen: dict[str, int] = {}
    for node in nodes:
        seen[node.name] = seen.get(node.name, 0) + 1
        if seen[node.name] > 1:
            node.name = f"{node.name}-{seen[node.name]}"
    return nodes


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
    if node.cells is not None or (node.kind is None and node.name not in (BODY, "附则", "引言")):
        return
    own = masked[node.words : node.end]
    node.truncated = bool(own.strip()) and not _COMPLETE.search(own) and bool(re.search("[,。;、]", own))
