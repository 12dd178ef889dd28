"""What only asks: speech about the policy, and names brought up without telling anything of the asker."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexicon import cue
from bot.understanding.speech import Segment

_NOT_MANY = re.compile("没有?$")
_NEAR = 16
"""Characters beside a figure that say what becomes of it."""


def mark(found: list[Segment], named: Collection[str] = ()) -> None:
    """Sets `policy` and `topic`: an utterance that asks and tells nothing of us only brings up what it names.

    `named`: names of facts; one that fills a segment is the head of what follows, whatever its words (考核目标: 达到).
    Who asks whether one may apply is described by what is named beside (高企 市级专精特新 能报小巨人吗).
    """
    for before, segment in zip([None, *found], found, strict=False):
        segment.question = segment.question or bool(before and _wanted(segment.text, before.text))
        is_head = segment.text.strip(" :") in named
        segment.forecast = segment.forecast and not is_head
        segment.policy = not (segment.ours or is_head) and _about_policy(segment)
    if found and found[-1].question and cue("phrases", "policy", "recited").match(found[-1].text):
        for segment in found:
            segment.policy = segment.policy or not segment.ours
    asks = any(segment.question or segment.policy for segment in found)
    if not asks or any(_tells(segment) for segment in found):
        return
    described = any(segment.question and cue("phrases", "policy", "eligible").search(segment.text) for segment in found)
    for position, segment in enumerate(found):
        told = asserts(segment) or _goes_on(found[position + 1 :]) or (described and not segment.question)
        segment.topic = not told


def asserts(segment: Segment) -> bool:
    """It says that something is so; a question does only by what has come about (评上了, 刚批)."""
    return bool(cue("phrases", "policy", "done" if segment.question else "so").search(segment.text))


def was_won(segment: Segment) -> bool:
    """省级专精特新今年新评: recognised on a day that is named, and asks nothing."""
    return not segment.question and any(
        cue("honours", "cue", "won").match(segment.text, day.end - segment.start) for day in segment.days if not day.ago
    )


def how_many(quantity: Quantity, segment: Segment) -> bool:
    """几个, 几万, 几年 in a question or in words of not knowing ask for the figure; 几百万 is a loose one.

    没几个人 gives none either.
    """
    if quantity.approximate and quantity.low <= 1 and _NOT_MANY.search(_around(quantity, segment)[0]):
        return True
    written = segment.text[quantity.start - segment.start : quantity.end - segment.start]
    if _wanted(written, _around(quantity, segment)[0]):
        return True
    if not cue("phrases", "question", "how_many").search(written):
        return False
    return segment.question or bool(cue("phrases", "unknown", "mark").search(segment.text))


def _wanted(written: str, before: str) -> bool:
    """平均几件, 能贷几十万: 几 behind words that ask for a figure."""
    some = cue("phrases", "question", "some").match(written)
    return bool(some and cue("phrases", "question", "wanted").search(before))


def is_reward(quantity: Quantity, segment: Segment) -> bool:
    """200万奖励, 奖励200万, 最高补50万: what a policy pays."""
    reward = cue("phrases", "stance", "reward")
    if quantity.kind not in ("money", "bare", "ratio") or not reward.search(segment.text):
        return False
    before, behind = _around(quantity, segment)
    paid = cue("phrases", "policy", "pays").search(before)
    return bool(paid or cue("phrases", "policy", "paid").match(behind))


def _about_policy(segment: Segment) -> bool:
    text = segment.text
    if cue("phrases", "policy", "document").search(text) or cue("phrases", "policy", "aim").search(text):
        return True
    if segment.question and any(cue("phrases", "policy", name).search(text) for name in ("any_company", "meaning")):
        return True
    return any(_is_demanded(quantity, segment) for quantity in segment.quantities)


def _is_demanded(quantity: Quantity, segment: Segment) -> bool:
    """必须满两年, 一千万以上的才能报; in a question also 得有 and 300人以下 (in a statement they tell)."""
    before, behind = _around(quantity, segment)
    if cue("phrases", "policy", "reached").search(before + segment.text[quantity.start - segment.start :][:1]):
        return True
    if cue("phrases", "policy", "must").search(before) or cue("phrases", "policy", "only_then").search(behind):
        return True
    written = segment.text[: quantity.end - segment.start]
    return segment.question and bool(
        cue("phrases", "policy", "need").search(before) or cue("phrases", "policy", "bounded").search(written)
    )


def _around(quantity: Quantity, segment: Segment) -> tuple[str, str]:
    start, end = quantity.start - segment.start, quantity.end - segment.start
    return segment.text[max(0, start - _NEAR) : start], segment.text[end : end + _NEAR]


def _tells(segment: Segment) -> bool:
    """Something of our own: said to be ours, won on a day, or a figure that is neither asked for nor paid."""
    if not segment.factual:
        return False
    return (
        segment.ours
        or was_won(segment)
        or any(
            quantity.kind not in ("bare", "other")
            and not quantity.window
            and not how_many(quantity, segment)
            and not is_reward(quantity, segment)
            for quantity in segment.quantities
        )
    )


def _goes_on(later: list[Segment]) -> bool:
    """复核过了 after the honour's bare name."""
    return bool(later) and later[0].factual and not later[0].question and asserts(later[0])
