"""Printed lines → paragraphs: the line breaks of the page are undone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from knowledge.outline.lines import begins_with_label
from knowledge.reading.blocks import Paragraph
from knowledge.reading.print.glyphs import Printed

INDENT = 1.0
RIGHT_ALIGNED = 0.35
"""Of the width: a line that begins so far inside is signed or dated, not filled."""
SHORT = 2.2
"""Characters: a line that ends so far before the margin ends its paragraph."""
_STOPS = "。；;：:！!？?”）)】》"
_ENDS = "。；;：:！!？?"


def paragraphs(lines: Sequence[Printed], everything: Sequence[Printed]) -> list[Paragraph]:
    """`everything` are the lines of the whole file: they show the margins."""
    if not lines:
        return []
    left, right = _margins(everything)
    usual = median(line.height for line in everything)
    found: list[Paragraph] = []
    text, title, before = "", False, None
    for line in lines:
        if before is None or _begins(before, line, left, right):
            if text:
                found.append(Paragraph(text, title))
            text, title = line.text, _is_title(line, left, right, usual)
        else:
            text += _gap(text, line.text) + line.text
            title = title and _is_title(line, left, right, usual)
        before = line
    if text:
        found.append(Paragraph(text, title))
    return found


def _margins(lines: Sequence[Printed]) -> tuple[float, float]:
    """Where most full lines begin, and where they end."""
    size = median(line.height for line in lines)
    left = Counter(round(line.left / size * 2) for line in lines)
    first = min((place for place, times in left.items() if times >= max(2, 0.1 * len(lines))), default=min(left))
    ends = sorted(line.right for line in lines)
    return first * size / 2, ends[int(len(ends) * 0.9)] if len(ends) > 3 else ends[-1]


def _begins(before: Printed, line: Printed, left: float, right: float) -> bool:
    """Whether a line starts a paragraph."""
    size = line.height
    if before.right < right - SHORT * size and before.page == line.page and line.base > before.base:
        return True  # another column
    if abs(before.height - size) > 0.2 * size or before.left > left + RIGHT_ALIGNED * (right - left):
        return True
    if before.page == line.page and before.base - line.base > 2.6 * size and before.text[-1] in _STOPS:
        return True
    if line.left > left + INDENT * size and not (
        line.left <= before.left + 0.3 * size and before.right >= right - size
    ):
        return True
    if before.right < right - SHORT * size:
        return True
    return before.text[-1] in _STOPS and begins_with_label(line.text) and before.text[-1] in _ENDS + ")）】》"


def _is_title(line: Printed, left: float, right: float, usual: float) -> bool:
    if line.text[-1] in "。；;，,":
        return False
    large = line.height > 1.2 * usual
    centred = (
        abs((line.left + line.right) / 2 - (left + right) / 2) < line.height
        and line.left > left + 2.5 * line.height
        and line.right < right - 2.5 * line.height
    )
    return large or centred


def _gap(before: str, after: str) -> str:
    """Latin words that the line break parted stay parted."""
    return " " if re.match(r"[A-Za-z0-9]", before[-1:]) and re.match(r"[A-Za-z]", after[:1]) else ""
