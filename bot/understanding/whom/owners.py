"""Whose company a stretch of speech is about: ours, or that of kin, acquaintances, competitors, a firm pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.understanding.lexicon import cue, table

_NEAR = 4
"""Characters between the owner and 自己, which is theirs then (外甥自己开的)."""


def about_others(text: str, before: bool, ahead: str = "") -> bool:
    """The last word in `text` decides; without one it goes on about whom it was about (`before`).

    `ahead`: what follows without a pause, where the firm of a person may stand.
    """
    others = sorted(_others(text, ahead))
    ours = [start for start in _ours(text) if not _is_theirs(text, start, others)]
    others += [(start, start + 1) for start in _ours(text) if start not in ours]
    if not ours and not others:
        return before
    return max((start for start, _ in others), default=-1) > max(ours, default=-1)


def _ours(text: str) -> Iterator[int]:
    return (found.start() for found in cue("phrases", "stance", "ours").finditer(text))


def _is_theirs(text: str, start: int, others: list[tuple[int, int]]) -> bool:
    """自己 right behind another owner is that one, 我们的供应商 is not us."""
    pronoun = cue("phrases", "stance", "ours").match(text, start)
    if pronoun and cue("whom", "business", "ours_of").match(text, pronoun.end()):
        return True
    return text.startswith(("自己", "自家"), start) and any(0 <= start - end <= _NEAR for _, end in others)


def _others(text: str, ahead: str) -> Iterator[tuple[int, int]]:
    whole = text + ahead
    yield from (found.span() for found in cue("phrases", "stance", "others").finditer(text))
    for found in _persons().finditer(text):
        end = found.end()
        if not cue("whom", "person", "does").match(whole, end) and cue("whom", "person", "firm").match(whole, end):
            yield found.end() - 1, found.end()
    for found in cue("whom", "business", "names").finditer(text):
        if not cue("whom", "business", "object").search(text[: found.start()]):
            yield found.span()
    for found in cue("whom", "pointed", "that").finditer(text):
        if not cue("whom", "pointed", "ours").search(text[: found.start() + 1]):
            yield found.span()
    yield from ((found.end() - 1, found.end()) for found in cue("whom", "pointed", "serves").finditer(text))


@cache
def _persons() -> re.Pattern[str]:
    data = table("whom")["person"]
    return re.compile("|".join((data["kin"], data["short_kin"], data["acquainted"])))
