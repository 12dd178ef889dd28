"""CSS counters: what a browser counts along a page, and what it shows before an element."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.reading.web.styles import Style, Words
from knowledge.reading.word.numerals import written

NUMERALS = {
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
    "cjk-decimal": "ideographDigital",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "chineseLegalSimplified",
    "decimal-leading-zero": "decimalZero",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
"""Kinds of lists in HTML and CSS → the same in Word."""


class Counters:
    """Elements are to be entered and left in the order of the page."""

    def __init__(self, styles: Mapping[Any, Style]) -> None:
        self._styles = styles
        self._open: dict[str, list[list[Any]]] = {}
        """Name → the counters of that name in force, innermost last: of each its scope's element and its count."""

    def enter(self, element: Any) -> str:
        """Counts, and gives what is shown before the element's words."""
        style = self._styles.get(element)
        if style is None:
            return ""
        for name, value in style.resets.items():
            self._reset(name, value, element.getparent())
        for counted in (style.increments, style.before_increments):
            for name, value in counted.items():
                self._counting(name, element)[1] += value
        return self._shown(style.before)

    def leave(self, element: Any) -> None:
        for held in self._open.values():
            while held and held[-1][0] is element:
                held.pop()

    def _reset(self, name: str, value: int, scope: Any) -> None:
        held = self._open.setdefault(name, [])
        if held and held[-1][0] is scope:
            held[-1][1] = value
        else:
            held.append([scope, value])

    def _counting(self, name: str, element: Any) -> list[Any]:
        held = self._open.setdefault(name, [])
        if not held:
            held.append([element.getparent(), 0])
        return held[-1]

    def _shown(self, words: Words) -> str:
        return "".join(said[0] if kind == "text" else self._numbers(kind, said) for kind, said in words)

    def _numbers(self, kind: str, said: tuple[str, ...]) -> str:
        name, *rest = said
        held = self._open.get(name) or [[None, 0]]
        between = rest.pop(0) if kind == "counters" and rest else ""
        style = NUMERALS.get(rest[0], "decimal") if rest else "decimal"
        shown = held if kind == "counters" else held[-1:]
        return between.join(written(value, style) for _, value in shown)
