"""Whether an honour is named of somebody whom the asker serves, lends to or invests in."""

from __future__ import annotations

from bot.understanding.lexicon import cue
from bot.understanding.names.honours import Mention
from bot.understanding.speech import Segment


def is_of_a_client(mention: Mention, segment: Segment, before: str, behind: str) -> bool:
    """给一家专精特新企业担保, 手头一户省专精特新客户: the honour of somebody whom one serves."""
    if cue("honours", "cue", "of_others").search(before) and _is_a_company(mention, segment, behind):
        return True
    if cue("honours", "cue", "among").search(before):
        return True
    return bool(cue("honours", "cue", "client").match(behind) and not cue("honours", "cue", "is_one").search(before))


def _is_a_company(mention: Mention, segment: Segment, behind: str) -> bool:
    """专精特新企业, 一家专精特新: those who have the honour, not the honour."""
    written = segment.text[mention.start - segment.start : mention.end - segment.start]
    before = segment.text[: mention.start - segment.start]
    if cue("honours", "cue", "one_of").search(before):
        return True
    return written.endswith(("企业", "公司")) or behind.startswith(("企业", "公司", "的企业", "的公司"))
