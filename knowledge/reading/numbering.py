"""Word keeps automatic numbers out of the text: this counts them and writes them as they are shown."""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCountingThousand",
    "taiwaneseCounting",
)


class Numbering:
    """Labels of automatically numbered paragraphs, in the order of the document."""

    def __init__(self, document: Any) -> None:
        self._levels = _levels(document)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: Any) -> str:
        place = _place(paragraph)
        if place is None or place not in self._levels:
            return ""
        number, level = place
        counts = self._counts.setdefault(number, {})
        start, _, _ = self._levels[place]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return self._written(number, level, counts)

    def _written(self, number: str, level: int, counts: dict[int, int]) -> str:
        _, style, pattern = self._levels[number, level]
        if style == "bullet":
            return ""

        def one(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            start, shown, _ = self._levels.get((number, at), (1, style, ""))
            return _write(counts.get(at, start), shown)

        return re.sub(r"%(\d)", one, pattern)


def _levels(document: Any) -> dict[tuple[str, int], tuple[int, str, str]]:
    """(list, level) → (first number, style, pattern such as `第%1条`)."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, AttributeError, NotImplementedError):
        return {}
    abstract = {element.get(f"{_W}abstractNumId"): element for element in root.findall(f"{_W}abstractNum")}
    found: dict[tuple[str, int], tuple[int, str, str]] = {}
    for numbered in root.findall(f"{_W}num"):
        reference = numbered.find(f"{_W}abstractNumId")
        element = abstract.get(reference.get(f"{_W}val")) if reference is not None else None
        for level in element.findall(f"{_W}lvl") if element is not None else ():
            at = int(level.get(f"{_W}ilvl", "0"))
            found[numbered.get(f"{_W}numId"), at] = (
                int(_of(level, "start") or 1),
                _of(level, "numFmt") or "decimal",
                _of(level, "lvlText") or "",
            )
    return found


def _of(level: Any, name: str) -> str | None:
    element = level.find(f"{_W}{name}")
    return element.get(f"{_W}val") if element is not None else None


def _place(paragraph: Any) -> tuple[str, int] | None:
    properties = paragraph._p.pPr
    style = paragraph.style.element.pPr if paragraph.style is not None else None
    for holder in (properties, style):
        found = holder.numPr if holder is not None else None
        if found is not None and found.numId is not None:
            return str(found.numId.val), int(found.ilvl.val) if found.ilvl is not None else 0
    return None


def _write(number: int, style: str) -> str:
    if style in _CHINESE and 0 < number < 100:
        tens, units = divmod(number, 10)
        digits = "零一二三四五六七八九"
        return ("" if not tens else ("" if tens == 1 else digits[tens]) + "十") + (digits[units] if units else "")
    if style == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)
