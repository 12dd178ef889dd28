"""Honours that are only planned, hoped for or denied in words of their own."""

from __future__ import annotations

from bot.understanding.facts.honour_ways import EVENTS
from bot.understanding.facts.subjects import find_subjects
from bot.understanding.lexicon import cue
from bot.understanding.speech import Segment


def _said(section: str, name: str, text: str) -> bool:
    return bool(cue("honours", section, name).search(text))


def lead(found: list[Segment], position: int) -> str:
    """What runs on to a segment without a pause (准备三年内拿下|小巨人)."""
    before = found[position - 1] if position else None
    return before.text if before is not None and before.end == found[position].start else ""


def is_planned(before: str, behind: str, forecast: bool) -> bool:
    """准备三年内拿下小巨人, 小巨人明年再报."""
    aimed = _said("status", "aimed", before) or (forecast and _said("status", "aimed_then", before))
    return aimed or bool(cue("honours", "status", "aimed_behind").match(behind))


def is_open_denial(behind: str) -> bool:
    """高企今年没续上: a denial behind an honour that no known word explains; what names another fact is of that."""
    rest = cue("phrases", "guard", "harmless").sub("", behind)
    for name in EVENTS:
        rest = cue("honours", "event", name).sub("", rest)
    for name in ("renewing", "expired"):
        rest = cue("honours", "status", name).sub("", rest)
    return bool(cue("phrases", "guard", "denial").search(rest)) and not find_subjects(rest)


def is_hoped(before: str, behind: str) -> bool:
    """公示了 还没发文, 想申请小巨人: neither held nor denied."""
    hoped = any(_said("status", status, text) for status in ("applying", "announced") for text in (before, behind))
    return hoped and not _said("status", "refused", behind) and not cue("honours", "cue", "have_not").search(before)
