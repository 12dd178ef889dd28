"""Running heads, page numbers and feet: what stands at the edge of every page."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.reading.print.glyphs import Printed

EDGE = 0.13
"""Of a page's height, at the top and at the bottom."""
_PAGE_NUMBER = re.compile(
    r"^[-—–·.\s]*(?:第\s?)?(?:\d{1,4}|[ivxlIVXL]{1,6})(?:\s?页)?[-—–·.\s]*(?:[/／共,，]\s*(?:共\s?)?\d{1,4}\s?页?)?[-—–·.\s]*$"
)


def without_frame(pages: list[list[Printed]], heights: list[float]) -> list[list[Printed]]:
    """Lines at the edge that are page numbers, or stand on several pages alike but for their figures."""
    seen: Counter[str] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        seen.update({_plain(line) for line in _edges(lines, height)})
    wanted = max(2, round(0.3 * len(pages)))
    kept = []
    for lines, height in zip(pages, heights, strict=True):
        edge = {id(line) for line in _edges(lines, height)}
        kept.append([line for line in lines if id(line) not in edge or not _is_frame(line, seen, wanted)])
    return kept


def _is_frame(line: Printed, seen: Counter[str], wanted: int) -> bool:
    return bool(_PAGE_NUMBER.match(line.text)) or seen[_plain(line)] >= wanted


def _edges(lines: list[Printed], height: float) -> list[Printed]:
    return [line for line in lines if line.base > height * (1 - EDGE) or line.base < height * EDGE]


def _plain(line: Printed) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))
