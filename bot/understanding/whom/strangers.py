"""The head of a statement: whether what stands before all that is known in it names another, or nobody knows whom.

Of their own company people tell with hardly more than small words in front (我们现在一共…, 去年才…). What is left of a
head without those is a subject of its own: 我干妈的厂, 楼上老李, 行业老二.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from bot.understanding.lexicon import any_of, cue, table
from bot.understanding.speech import Segment
from bot.understanding.whom.companies import label

Subject = Literal["", "unknown", "other"]


def mark(found: list[Segment], heads: Sequence[tuple[int, str]]) -> None:
    """Sets `others` and `stranger` by the heads of the stretches, each with where it begins."""
    subjects = {at: (_told_of(subject_of(head), head), at + len(head)) for at, head in heads}
    other = False
    for segment in found:
        said, begun = subjects.get(segment.stretch, ("", 0))
        ours = any(
            segment.start + pronoun.start() >= begun
            for pronoun in cue("phrases", "stance", "ours").finditer(segment.text)
        )
        other = (said == "other" and not ours) or (other and not segment.hard and not segment.ours)
        segment.others = segment.others or other
        segment.stranger = said == "unknown" and not segment.ours


def _told_of(subject: Subject, head: str) -> Subject:
    """王老板说 tells nothing of his firm."""
    return "unknown" if subject == "other" and cue("whom", "stranger", "speaks").search(head) else subject


def subject_of(head: str) -> Subject:
    """`other` where only another person or firm can be meant, `unknown` where nothing tells."""
    head = head.rpartition(":")[2]
    rest = small_words().sub(" ", head).strip()
    called = label().search(head + _IS)
    if cue("whom", "stranger", "suffered").match(head):
        return ""
    if not _HAN.search(rest) or (called and "的" not in called.group()):
        return ""  # 甲公司在济南, told by itself, is of the one in hand
    if (cue("whom", "stranger", "mine").search(head) and not small_words().match(head, 1)) or _named().search(head):
        return "other"
    return "other" if cue("whom", "stranger", "firm").search(head.rstrip("是有在也都的")) else "unknown"


_IS = "是"
"""Stands for what follows the head, which a company's label wants behind it."""
_HAN = re.compile("[\u4e00-\u9fff]")


@cache
def small_words() -> re.Pattern[str]:
    return re.compile(any_of([word for words in table("plain")["head"].values() for word in words]))


@cache
def _named() -> re.Pattern[str]:
    """老李, 王总, 姓赵的."""
    data = table("whom")["stranger"]
    surname, title = data["surname"], data["title"]
    return re.compile(f"(?:老|小){surname}(?![\u4e00-\u9fff]{{1,3}}[市区县镇])|{surname}{title}|姓{surname}")
