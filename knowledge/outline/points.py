"""Points that a paragraph counts without breaking the line: 一是…；二是…, ①…②…, (1)…(2)…"""

from __future__ import annotations

import re

from knowledge.outline.labels import Kind, Label, label_at, point_at

_AFTER = r"(?:^|(?<=[。;:,!\n])) {0,40}"
_POINTS = re.compile(
    _AFTER + r"(?=[一二三四五六七八九十]{1,3} ?[是要]|[①-⑳]|\( ?(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?\)|[⑴-⒇])"
)


def points_in(own: str) -> list[tuple[int, Label]]:
    """Offset and label of every point of the first complete sequence (一, 二, …) in a unit's own masked words."""
    found: list[tuple[int, Label]] = []
    family = ""
    for place in _POINTS.finditer(own):
        label = point_at(own, place.end()) or label_at(own[place.end() :])
        if label is None:
            continue
        kind = label.name[-1] if label.kind is Kind.INLINE else str(label.kind)
        if label.number == len(found) + 1 and (not found or kind == family):
            found.append((place.end(), label))
            family = kind
    return found if len(found) > 1 else []
