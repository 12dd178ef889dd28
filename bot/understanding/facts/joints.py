"""Whether what is named next goes on with the statement before it or begins another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.understanding.facts.subjects import fits
from bot.understanding.lexicon import cue

COUNTED = ("家", "个", "户", "位", "名")
"""What stands right behind such a count is what was counted (一家中型企业, 两家入驻企业)."""
_IS = re.compile("的(?:也|都|均|全)?是")
_IS_OF = re.compile("(?:这个?|那个?|就)*是(?:(?:我们|公司|厂里)的?)?")
_OF = re.compile("(?:授权|有效)?的?")


@dataclass(frozen=True, slots=True)
class Item:
    start: int
    end: int
    kind: str
    """figure, subject, year, founded, place, trade, honour, flag, none."""
    of: Any = None


def belongs(text: str, clause: list[Item], before: Item, item: Item, following: Item | None, turned: bool) -> bool:
    """Whether `item` goes on with the statement that `clause` has begun."""
    gap = text[before.end : item.start]
    if before.kind == "figure" and item.kind in ("subject", "year") and _is_said_to_be(clause, gap):
        return True
    if before.kind == "figure" and not gap and _counts(clause, before, item):
        return True
    if before.kind == "figure" and item.kind == "subject":
        own = len(clause) > 1 and clause[-2].kind == "subject" and fits(clause[-2].of, before.of)
        counted = before.of.kind == "count" and not own
        return ((turned or counted) and fits(item.of, before.of) and bool(_OF.fullmatch(gap))) or not is_pause(gap)
    if "founded" in (before.kind, item.kind):
        return before.kind == "year"
    if "none" in (before.kind, item.kind):
        return False
    if "trade" in (before.kind, item.kind):
        return before.kind == "year" or not is_pause(gap)
    judge = {
        "figure": _behind_figure,
        "subject": _behind_subject,
        "year": _behind_year,
        "place": _behind_place,
    }.get(before.kind, _behind_word)
    return judge(gap, clause, before, item, following)


def _is_said_to_be(clause: list[Item], gap: str) -> bool:
    """三千二百万是去年的营收: nothing has told yet what the figure is of."""
    return bool(_IS_OF.fullmatch(gap)) and not any(other.kind == "subject" for other in clause)


def _counts(clause: list[Item], figure: Item, item: Item) -> bool:
    """一家中型企业: what was counted, unless the figure is of what was named before it (员工86个)."""
    if item.kind not in ("place", "honour", "flag", "subject", "trade") or figure.of.unit not in COUNTED:
        return False
    return not any(other.kind == "subject" and fits(other.of, figure.of) for other in clause)


def is_pause(gap: str) -> bool:
    """Nothing between but particles and what leads in."""
    return bool(cue("phrases", "run", "pause").fullmatch(gap))


def _behind_figure(gap: str, clause: list[Item], before: Item, item: Item, following: Item | None) -> bool:
    del clause
    if item.kind == "honour":
        return before.of.unit in COUNTED and bool(cue("phrases", "run", "won").search(gap))
    if item.kind == "year":
        return following is None or following.kind not in ("figure", "subject")
    if item.kind == "figure":
        return bool(item.of.kind == before.of.kind or not is_pause(gap))
    return not is_pause(gap) if item.kind == "place" else item.kind == "flag" and not is_pause(gap)


def _behind_subject(gap: str, clause: list[Item], before: Item, item: Item, following: Item | None) -> bool:
    if item.kind == "figure":
        return True
    if item.kind == "subject":
        if any(other.kind == "figure" for other in clause):
            return False
        return not (following and following.kind == "figure" and cue("phrases", "run", "said").search(gap))
    said_of_it = item.kind == "flag" and bool(_IS.fullmatch(gap))  # 借款的是小微企业
    return item.kind in ("year", "honour", "place") or said_of_it or not is_pause(gap) or not gap


def _behind_year(gap: str, clause: list[Item], before: Item, item: Item, following: Item | None) -> bool:
    del gap, clause, before, item, following
    return True


def _behind_place(gap: str, clause: list[Item], before: Item, item: Item, following: Item | None) -> bool:
    del clause, before, following
    if item.kind == "figure":
        return item.of.kind != "persons" or not is_pause(gap)
    return item.kind in ("place", "honour") or not is_pause(gap)


def _behind_word(gap: str, clause: list[Item], before: Item, item: Item, following: Item | None) -> bool:
    """Behind an honour or a yes-or-no: a year beside it is its own unless a figure follows."""
    del clause
    if item.kind == "year":
        return following is None or following.kind not in ("figure", "subject")
    if before.kind == "flag":
        return item.kind in ("figure", "flag")
    if item.kind == "subject" and following is None and not cue("phrases", "run", "said").search(gap):
        return True
    return item.kind in ("honour", "place")
