"""The numbers that a browser shows: before the items of `<ol>`, and where the page's style sheets count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from knowledge.reading.web.counters import NUMERALS, Counters
from knowledge.reading.web.styles import Style
from knowledge.reading.word.numerals import written

_NUMBERED = re.compile(r"^\s*[（(]?\s*(?:第\s*)?[\d一二三四五六七八九十①-⑳]{1,4}\s*[)）.、．条]")


class Lists:
    def __init__(self, styles: Mapping[Any, Style]) -> None:
        self._open: list[list[Any]] = []
        self._styles = styles
        self._counters = Counters(styles)

    def enter(self, element: Any) -> str:
        """What stands before the element's own words; to be called once for each element, in order."""
        counted = self._counters.enter(element)
        return self._item(element) + counted

    def _item(self, element: Any) -> str:
        if element.tag in ("ol", "ul"):
            self._open.append([element, _whole(element.get("start"), 1) - 1])
            return ""
        if element.tag != "li" or not self._open or self._open[-1][0].tag != "ol":
            return ""
        holder = self._open[-1]
        holder[1] = _whole(element.get("value"), holder[1] + 1)
        style = self._style(element) or self._style(holder[0]) or "decimal"
        if style in ("none", "disc", "circle", "square") or _NUMBERED.match(_first_words(element)):
            return ""
        shown = written(holder[1], NUMERALS.get(style, "decimal"))
        return f"{shown}、" if shown[0] in "一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾" else f"{shown}. "

    def leave(self, element: Any) -> None:
        self._counters.leave(element)
        if self._open and self._open[-1][0] is element:
            self._open.pop()

    def _style(self, element: Any) -> str | None:
        named = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style") or "")
        if named:
            return named.group(1)
        own = self._styles.get(element)
        return own.list_type if own is not None and own.list_type else element.get("type")


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
