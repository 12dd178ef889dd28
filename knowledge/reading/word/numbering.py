"""Word keeps automatic numbers out of the text: this counts them and writes them as they are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from knowledge.reading.word.archive import attribute, child, local, value_of
from knowledge.reading.word.numerals import written
from knowledge.reading.word.styles import Styles


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    style: str
    pattern: str
    """Such as `第%1条`."""
    restarts: int | None
    """The level whose number starts it again; None: every higher one; 0: none."""
    plain: bool
    """Every number of the pattern is shown in Arabic figures."""
    paragraph_style: str | None
    gap: str


class Numbering:
    """Labels of automatically numbered paragraphs, asked for in the order of the document."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}
        self._overridden: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        abstract = {attribute(one, "abstractNumId") or "": one for one in root if local(one) == "abstractNum"}
        linked = {
            link: one
            for one in abstract.values()
            if (link := value_of(one, "styleLink")) and child(one, "lvl") is not None
        }
        for number in (one for one in root if local(one) == "num"):
            name, source = attribute(number, "numId") or "", value_of(number, "abstractNumId") or ""
            element = abstract.get(source)
            if element is not None and (link := value_of(element, "numStyleLink")) in linked:
                element = linked[link]
            levels = _levels(element)
            for override in (one for one in number if local(one) == "lvlOverride"):
                at = _whole(attribute(override, "ilvl"), 0)
                levels |= _levels(override)
                start = value_of(override, "startOverride")
                if start is not None and at in levels:
                    levels[at] = replace(levels[at], start=_whole(start, 1))
                    self._overridden.setdefault(name, {})[at] = _whole(start, 1)
            self._levels[name] = levels
            self._list_of[name] = source

    def label(self, paragraph: Any) -> str:
        """The number in front of the paragraph with the gap behind it; empty where there is none."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number, at = place
        levels = self._levels.get(number, {})
        if at not in levels:
            return ""
        counts = self._counts.setdefault(self._list_of[number], {})
        self._begin(number, counts)
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [other for other in counts if other > at]:
            limit = levels[deeper].restarts if deeper in levels else None
            if limit is None or (limit > 0 and at < limit):
                del counts[deeper]
        return _shown(levels, at, counts)

    def _begin(self, number: str, counts: dict[int, int]) -> None:
        """A list whose start is overridden begins anew where it is first used."""
        for at, start in self._overridden.get(number, {}).items():
            if (number, at) not in self._begun:
                self._begun.add((number, at))
                counts[at] = start - 1

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """List and level; the level of a style is the one that names the style."""
        name = None
        own = True
        for holder in [paragraph, *self._styles.chain(paragraph)]:
            found = child(child(holder, "pPr"), "numPr")
            if found is not None:
                name = name or value_of(found, "numId")
                level = value_of(found, "ilvl")
                if name is not None and (level is not None or own):
                    return (name, _whole(level, 0)) if name != "0" else None
                if name is not None:
                    return (name, self._level_of_style(name, holder)) if name != "0" else None
            own = False
        return None

    def _level_of_style(self, number: str, style: Any) -> int:
        wanted = attribute(style, "styleId")
        levels = self._levels.get(number, {})
        return next((at for at, level in levels.items() if level.paragraph_style == wanted), 0)


def _levels(holder: Any | None) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for level in (one for one in holder if local(one) == "lvl") if holder is not None else ():
        restarts = value_of(level, "lvlRestart")
        found[_whole(attribute(level, "ilvl"), 0)] = Level(
            start=_whole(value_of(level, "start"), 1),
            style=_style(level),
            pattern=value_of(level, "lvlText") or "",
            restarts=_whole(restarts, 0) if restarts is not None else None,
            plain=child(level, "isLgl") is not None and value_of(level, "isLgl") not in ("0", "false"),
            paragraph_style=value_of(level, "pStyle"),
            gap=" " if value_of(level, "suff") == "space" else "",
        )
    return found


def _style(level: Any) -> str:
    """The format, also where newer ones stand beside an older choice."""
    for one in level:
        if local(one) == "AlternateContent":
            for choice in one:
                if found := value_of(choice, "numFmt"):
                    return found
    return value_of(level, "numFmt") or "decimal"


def _shown(levels: dict[int, Level], at: int, counts: dict[int, int]) -> str:
    level = levels[at]
    if level.style in ("bullet", "none") and "%" not in level.pattern:
        return "" if level.style == "bullet" else level.pattern

    def one(found: re.Match[str]) -> str:
        above = int(found.group(1)) - 1
        known = levels.get(above)
        style = "decimal" if level.plain else known.style if known else level.style
        return written(counts.get(above, known.start if known else 1), style)

    return re.sub(r"%(\d)", one, level.pattern) + level.gap


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise
