"""Marks → a tree of units with offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest

from knowledge.outline.headings import heading_span
from knowledge.outline.labels import Kind
from knowledge.outline.lines import Line
from knowledge.outline.marks import Mark
from knowledge.outline.points import points_in
from knowledge.outline.units import units_at_end


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
    departments: tuple[str, ...] = ()
    children: list[Node] = field(default_factory=list)
    truncated: bool = False

    @property
    def own_end(self) -> int:
        return self.children[0].start if self.children else self.end


def build(marks: list[Mark], lines: list[Line], end: int, masked: str, source: str) -> list[Node]:
    """The units that the marks begin, from the first mark to `end`."""
    roots: list[Node] = []
    stack: list[Node] = []
    for mark in marks:
        line = lines[mark.line]
        node = Node(mark.label.name, mark.label.kind, mark.label.number, line.start, line.start + mark.label.length)
        _place(node, stack, roots)
    _close(roots, end, masked)
    for root in roots:
        _fill(root, masked, source)
    return roots


def _place(node: Node, stack: list[Node], roots: list[Node]) -> None:
    assert node.kind is not None
    while stack and (stack[-1].kind or 0) > node.kind:
        stack.pop()
    if stack and stack[-1].kind == node.kind:
        siblings = stack[-2].children if len(stack) > 1 else roots
        if any(other.name == node.name for other in siblings):
            siblings = stack[-1].children  # the count starts again inside the last unit
        else:
            stack.pop()
    else:
        siblings = stack[-1].children if stack else roots
    _append(node, siblings)
    stack.append(node)


def _append(node: Node, siblings: list[Node]) -> None:
    names = {other.name for other in siblings}
    name, again = node.name, 2
    while node.name in names:
        node.name = f"{name}-{again}"
        again += 1
    siblings.append(node)


def _close(siblings: list[Node], end: int, masked: str) -> None:
    for node, following in zip_longest(siblings, siblings[1:]):
        stop = following.start if following else end
        node.end = node.start + len(masked[node.start : stop].rstrip())
        _close(node.children, node.end, masked)


def _fill(node: Node, masked: str, source: str, in_article: bool = False) -> None:
    assert node.kind is not None
    own_stop = node.own_end
    own = masked[node.words : own_stop]
    points = [] if node.children else points_in(own)
    node.departments = units_at_end(own, source[node.words : own_stop])
    if points:
        node.children = [
            Node(label.name, Kind.INLINE, label.number, node.words + at, node.words + at + label.length)
            for at, label in points
        ]
        for point, following in zip_longest(node.children, node.children[1:]):
            stop = following.start if following else node.end
            point.end = point.start + len(masked[point.start : stop].rstrip())
        own = masked[node.words : node.own_end]
    span = heading_span(own, node.kind, bool(node.children), in_article)
    node.heading = (node.words + span[0], node.words + span[1]) if span else None
    for child in node.children:
        if child.kind is not Kind.INLINE:
            _fill(child, masked, source, in_article or node.kind is Kind.ARTICLE)
    _lift_departments(node, masked)


def _lift_departments(node: Node, masked: str) -> None:
    """A line of responsible units after the last child speaks for all of them when no other child has one."""
    last = node.children[-1] if node.children else None
    if last is None or node.departments or not last.departments or len(node.children) < 2:
        return
    closing = masked[last.start : last.end].rsplit("\n", 1)
    others = any(child.departments for child in node.children[:-1])
    if not others and len(closing) == 2 and closing[1].strip()[:1] in "(【[责牵" and last.own_end == last.end:
        node.departments, last.departments = last.departments, ()
