"""The numbers that a browser shows before the items of `<ol>`."""

from __future__ import annotations

import re
from typing import Any

from knowledge.reading.word.numerals import written

_STYLES = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-latin": "lowerLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified",
}
_NUMBERED = re.compile(r"^\s*[（(]?\s*(?:第\s*)?[\d一二三四五六七八九十①-⑳]{1,4}\s*[)）.、．条]")


class Lists:
    def __init__(self) -> None:
        self._open: list[list[Any]] = []

    def enter(self, element: Any) -> str:
        """What stands before the element's own words; to be called once for each element, in order."""
        if element.tag in ("ol", "ul"):
            self._open.append([element, _whole(element.get("start"), 1) - 1])
            return ""
        if element.tag != "li" or not self._open or self._open[-1][0].tag != "ol":
            return ""
        holder = self._open[-1]
        holder[1] = _whole(element.get("value"), holder[1] + 1)
        style = _style(element) or _style(holder[0]) or "decimal"
        if style in ("none", "disc", "circle", "square") or _NUMBERED.match(_first_words(element)):
            return ""
        shown = written(holder[1], _STYLES.get(style, "decimal"))
        return f"{shown}、" if shown[0] in "一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾" else f"{shown}. "

    def leave(self, element: Any) -> None:
        if self._open and self._open[-1][0] is element:
            self._open.pop()


def _style(element: Any) -> str | None:
    named = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style") or "")
    return named.group(1) if named else element.get("type")


def _first_words(element: Any) -> str:
    for one in element.iter():
        if isinstance(one.tag, str) and (one.text or "").strip():
            return str(one.text)
    return ""


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise
