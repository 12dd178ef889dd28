"""Speech without pauses (2018年成立员工60人营收3000万): where one statement ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from bot.understanding.facts.subjects import Subject, find_subjects, fits
from bot.understanding.lexers.dates import Day
from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexicon import cue

_STRETCH = re.compile(r"[^,。;!?\s]+")
_COMPARES = re.compile(r"(?<!占)比|较|分别")
"""Such a stretch sets its figures against each other."""
_NEAR = 10
_PARTICLES = re.compile(r"[的了]*")

_Item = tuple[int, int, Literal["figure", "subject", "year", "founded"], Quantity | Subject | None]
_CLAUSE = "y?sy?f(?:yf)*"
"""A subject with its figure, then those of other years (营业额2800万前年2300万)."""


def breaks(text: str, quantities: Sequence[Quantity], days: Sequence[Day]) -> set[int]:
    """Positions at which a new statement begins although nothing was written between."""
    found: set[int] = set()
    if len(quantities) + len(days) < 2:
        return found
    for stretch in _STRETCH.finditer(text):
        start, end = stretch.span()
        figures = [q for q in quantities if start <= q.start < end and not q.window and q.kind != "other"]
        dated = [d for d in days if start <= d.start < end]
        if len(figures) + len(dated) > 1 and not _is_of_others(stretch.group()):
            found |= _between(text, _items(text, start, end, figures, dated))
    return found


def _is_of_others(text: str) -> bool:
    return bool(
        _COMPARES.search(text)
        or cue("phrases", "stance", "others").search(text)
        or cue("phrases", "stance", "hypothetical").search(text)
    )


def _items(text: str, start: int, end: int, figures: list[Quantity], dated: list[Day]) -> list[_Item]:
    subjects = [s for s in find_subjects(_blanked(text, start, end, [*figures, *dated]), start) if not _is_loose(s)]
    founding = [s for s in subjects if s.entry.get("founding")]
    items = _figures(text, figures)
    for day in dated:
        near = next((s for s in founding if -_NEAR < s.start - day.end < _NEAR), None)
        if near is not None:
            subjects.remove(near)
            founding.remove(near)
            last = _PARTICLES.match(text, max(day.end, near.end))
            items.append((min(day.start, near.start), last.end() if last else day.end, "founded", None))
        elif day.month is None and not day.ago:
            items.append((day.start, day.end, "year", None))
    return sorted([*items, *((s.start, s.end, "subject", s) for s in subjects)], key=lambda item: item[0])


def _figures(text: str, figures: list[Quantity]) -> list[_Item]:
    """Each figure; 从80人涨到120人 is one."""
    items: list[_Item] = []
    for figure in figures:
        start = figure.start
        if items and any(
            cue("changes", "when", name).fullmatch(text, items[-1][1], start) for name in ("between", "grown")
        ):
            start = items.pop()[0]
        items.append((start, figure.end, "figure", figure))
    return items


def _is_loose(subject: Subject) -> bool:
    return subject.weak or bool(subject.entry.get("here")) or "needs" in subject.entry


def _blanked(text: str, start: int, end: int, spans: Sequence[Quantity | Day]) -> str:
    for span in spans:
        text = text[: span.start] + "0" * (span.end - span.start) + text[span.end :]
    return text[start:end]


def _between(text: str, items: list[_Item]) -> set[int]:
    """Behind each date of founding, and between what is named and counted in turn."""
    found = {item[1] for item in items[:-1] if item[2] == "founded"}
    found |= {before[1] for before, item in pairwise(items) if item[2] == "founded"}
    told = [item for item in items if item[2] != "founded"]
    kinds = "".join(item[2][0] for item in told)
    if re.fullmatch(f"(?:y?f)?(?:{_CLAUSE})+y*", kinds):
        if _all_belong(told):
            found |= {item[1] for item in items[:-1] if item[2] == "figure"}
        return found
    named = [item for item in told if item[2] != "year"]
    if re.fullmatch("(?:fs)+", "".join(item[2][0] for item in named)) and all(
        _belongs(named[n + 1], named[n]) for n in range(0, len(named), 2)
    ):
        found |= {item[1] for item in items[:-1] if item[2] == "subject"}
    return found


def _all_belong(told: list[_Item]) -> bool:
    """Each figure to the subject named last; one before the first subject stands by itself."""
    subject = None
    for item in told:
        if item[2] == "subject":
            subject = item
        elif item[2] == "figure" and subject is not None and not _belongs(subject, item):
            return False
    return True


def _belongs(subject: _Item, figure: _Item) -> bool:
    return isinstance(subject[3], Subject) and isinstance(figure[3], Quantity) and fits(subject[3], figure[3])
