"""Running heads, page numbers and feet: what stands at the edge of every page."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from knowledge.reading.print.glyphs import TABLE, Printed

EDGE = 0.13
"""Of a page's height, at the top and at the bottom."""
SMALL = 0.9
"""Of the size of the text: a short line at the edge that is printed smaller is no part of it."""
LONGEST_HEAD = 40
_PAGE_NUMBER = re.compile(
    r"^[-—–·.\s]*(?:第\s?)?(?:\d{1,4}|[ivxlIVXL]{1,6})(?:\s?页)?[-—–·.\s]*(?:[/／共,，]\s*(?:共\s?)?\d{1,4}\s?页?)?[-—–·.\s]*$"
)

_DAY = re.compile(r"^(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$")
"""Of the signature: its figures are lower than characters, and it may stand at a page's foot."""


def without_frame(pages: list[list[Printed]], heights: list[float]) -> list[list[Printed]]:
    """Lines at the edge that are page numbers, or stand on several pages alike but for their figures."""
    seen: Counter[str] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        seen.update({_plain(line) for line in _edges(lines, height)})
    wanted = max(2, round(0.3 * len(pages)))
    heights_of_text = [line.height for lines in pages for line in lines if not line.text.startswith(TABLE)]
    small = SMALL * median(heights_of_text) if heights_of_text else 0.0
    kept = []
    for lines, height in zip(pages, heights, strict=True):
        edge = {id(line) for line in _edges(lines, height)}
        kept.append([line for line in lines if id(line) not in edge or not _is_frame(line, seen, wanted, small)])
    return kept


def _is_frame(line: Printed, seen: Counter[str], wanted: int, small: float) -> bool:
    if _PAGE_NUMBER.match(line.text) or seen[_plain(line)] >= wanted:
        return True
    if _DAY.match(line.text):
        return False
    return line.height < small and len(line.text) <= LONGEST_HEAD and not re.search(r"[。；;:：]", line.text)


def _edges(lines: list[Printed], height: float) -> list[Printed]:
    return [
        line
        for line in lines
        if not line.text.startswith(TABLE) and (line.base > height * (1 - EDGE) or line.base < height * EDGE)
    ]


def _plain(line: Printed) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))
