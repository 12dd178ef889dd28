"""Marks → a tree of units with offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count, zip_longest

from knowledge.model import Cells
from knowledge.outline.headings import heading_span
from knowledge.outline.labels import Kind, Label
from knowledge.outline.lines import Line
from knowledge.outline.marks import Mark
from knowledge.outline.nesting import ranks
from knowledge.outline.points import points_in
from knowledge.outline.units import Units, units_in
from knowledge.reading.source import Table

MOST_DEPTH = 12
TABLE, ROW, AFTER = "表", "行", "续"


@dataclass(slots=True)
class Node:
    """A unit under construction; offsets into the source, `words` where its words begin after the label."""

    name: str
    kind: Kind | None
    number: int
    start: int
    words: int
    end: int = 0
    heading: tuple[int, int] | None = None
    units: Units = field(default_factory=Units)
    children: list[Node] = field(default_factory=list)
    truncated: bool = False
    cells: Cells | None = None
    misread: bool = False
    names: dict[str, int] = field(default_factory=dict)
    """Names of its children, and how often each was wanted."""

    @property
    def own_end(self) -> int:
        return self.children[0].start if self.children else self.end


@dataclass(slots=True)
class Builder:
    """Puts units where they belong; `tables` counts on through the whole document."""

    masked: str
    source: str
    tables: count[int] = field(default_factory=lambda: count(1))

    def build(self, marks: list[Mark], lines: list[Line], end: int) -> list[Node]:
        """The units that the marks begin, from the first mark to `end`."""
        order = ranks([mark.label for mark in marks if mark.label])
        root = Node("", None, 0, 0, 0)
        stack: list[Node] = [root]
        for index, mark in enumerate(marks):
            line = lines[mark.line]
            if mark.table is not None:
                self._add_table(stack[-1], mark.table, lines[mark.last].end)
                following = marks[index + 1].line if index + 1 < len(marks) else None
                after = mark.last + 1
                if after < len(lines) and after != following and lines[after].start < end:
                    _append(stack[-1], Node(AFTER, None, 0, lines[after].start, lines[after].start))
            else:
                assert mark.label is not None
                _place(_node(mark.label, line), stack, order)
        self._close(root, end)
        self._fill(root)
        return root.children

    def table(self, table: Table) -> Node:
        """A table that stands outside every unit."""
        holder = Node("", None, 0, 0, 0)
        self._add_table(holder, table, table.end)
        node = holder.children[0]
        node.end = table.end
        self._close(node, node.end)
        return node

    def _add_table(self, above: Node, table: Table, end: int) -> None:
        node = Node(f"{TABLE}{next(self.tables)}", None, 0, table.start, table.start, end, cells=Cells(table.head))
        for number, row in enumerate(table.rows[table.heads :], 1):
            if row.start < row.end:
                cells = Cells(row.head or table.head, row.cells)
                _append(node, Node(f"{ROW}{number}", None, 0, row.start, row.start, row.end, cells=cells))
        node.start = node.words = _after_blank(self.masked, node.start)
        for child in node.children:
            child.start = child.words = _after_blank(self.masked, child.start)
        _append(above, node)

    def _close(self, root: Node, end: int) -> None:
        """Every unit reaches to the next one, without the blanks between them."""
        stack = [(root, end)]
        while stack:
            node, stop = stack.pop()
            if node.name:
                node.end = node.start + len(self.masked[node.start : stop].rstrip())
            for child, following in zip_longest(node.children, node.children[1:]):
                stack.append((child, following.start if following else (node.end or end)))

    def _fill(self, root: Node) -> None:
        """Headings, points and responsible units, from the innermost outwards."""
        order: list[tuple[Node, bool]] = []
        stack = [(child, False) for child in root.children]
        while stack:
            node, in_article = stack.pop()
            order.append((node, in_article))
            inside = in_article or node.kind is Kind.ARTICLE
            stack += [(child, inside) for child in node.children if child.kind is not None]
        for node, in_article in reversed(order):
            if node.kind is not None:
                self._fill_one(node, in_article)

    def _fill_one(self, node: Node, in_article: bool) -> None:
        assert node.kind is not None
        own = self.masked[node.words : node.own_end]
        points = [] if node.children else points_in(own)
        node.units = units_in(own, self.source[node.words : node.own_end])
        if points:
            node.children = [
                Node(label.name, Kind.INLINE, label.number, node.words + at, node.words + at + label.length)
                for at, label in points
            ]
            for point, following in zip_longest(node.children, node.children[1:]):
                stop = following.start if following else node.end
                point.end = point.start + len(self.masked[point.start : stop].rstrip())
            own = self.masked[node.words : node.own_end]
        for child in node.children:
            if child.name.startswith(AFTER) and child.kind is None:
                rest = slice(child.start, child.end)
                node.units = node.units.with_more(units_in(self.masked[rest], self.source[rest]))
        span = heading_span(own, node.kind, any(child.kind is not None for child in node.children), in_article)
        node.heading = (node.words + span[0], node.words + span[1]) if span else None
        _lift_units(node, self.masked)


def _after_blank(masked: str, start: int) -> int:
    while start < len(masked) and masked[start].isspace():
        start += 1
    return start


def _node(label: Label, line: Line) -> Node:
    node = Node(label.name, label.kind, label.number, line.start, line.start + label.length)
    node.misread = label.misread
    return node


def _place(node: Node, stack: list[Node], order: dict[Kind, int]) -> None:
    """`stack` runs from the root to the last unit."""
    assert node.kind is not None
    while len(stack) > 1 and _rank(stack[-1], order) > order[node.kind]:
        stack.pop()
    if len(stack) > 1 and stack[-1].kind == node.kind:
        again = node.name in stack[-2].names
        if not again or len(stack) > MOST_DEPTH:
            stack.pop()
    _append(stack[-1], node)
    stack.append(node)


def _rank(node: Node, order: dict[Kind, int]) -> int:
    return -1 if node.kind is None else order[node.kind]


def _append(above: Node, node: Node) -> None:
    """Under a name of its own: a second 3 is 3-2."""
    name = node.name
    while node.name in above.names:
        above.names[name] += 1
        node.name = f"{name}-{above.names[name]}"
    above.names[node.name] = 1
    above.children.append(node)


def _lift_units(node: Node, masked: str) -> None:
    """A line of responsible units after the last child speaks for all of them when no other child has one."""
    last = node.children[-1] if node.children else None
    if last is None or node.units or not last.units or len(node.children) < 2:
        return
    closing = masked[last.start : last.end].rsplit("\n", 1)
    others = any(child.units for child in node.children[:-1])
    if not others and len(closing) == 2 and closing[1].strip()[:1] in "(【[责牵" and last.own_end == last.end:
        node.units, last.units = last.units, Units()
