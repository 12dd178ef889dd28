"""Yes, no and none, in the words of those who answer a question."""

from __future__ import annotations

import re

from bot.understanding.lexicon import cue, table


def _filled(which: str) -> str:
    filler = table("phrases")["reply"]["filler"]
    return f"(?:{filler})(?:{table('phrases')['reply'][which]})(?:{filler})"


def is_no(text: str) -> bool:
    said = text.strip(" ,。!")
    return bool(re.fullmatch(_filled("no"), said) or cue("phrases", "reply", "not_done").fullmatch(said))


def none_of_these(text: str) -> bool:
    """没有, 都不是 to a choice; 没有了 and 没拿过 say nothing of it."""
    return bool(cue("phrases", "reply", "none_of_these").fullmatch(text))


def denies_flatly(text: str) -> bool:
    """咱没弄那玩意儿, 一台没卖出去: a denial and nothing else, whose words are not those of the question."""
    said = text.strip(" ,。!")
    left_open = cue("phrases", "reply", "not_flat").search(said)
    return bool(cue("phrases", "reply", "flat_no").fullmatch(said)) and not left_open


def is_yes(text: str) -> bool:
    return bool(re.fullmatch(_filled("yes"), text.strip(" ,。!")))


def is_valid(text: str) -> bool | None:
    """没过期呢, 还有一年到期, 上个月刚过期: whether a recognition is valid; None where nothing is said of it."""
    if cue("phrases", "reply", "still_valid").search(text):
        return True
    return False if cue("phrases", "reply", "lapsed").search(text) else None
