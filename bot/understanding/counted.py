"""What the tenants of a base were recognised as: 1家独角兽、2家省级瞪羚."""

from __future__ import annotations

import re

from bot.understanding.honours import find_honours
from bot.understanding.model import Reading
from bot.understanding.speech import Segment

_GROWN = re.compile(
    r"新出|新增|孵化|培育|出了|走出|入驻企业|在孵|新认定|毕业|里(?:面)?(?:有|出)|新晋|诞生|新评|出来|涌现|评上"
)


def read_incubated(found: list[Segment], is_base: bool) -> Reading | None:
    """Honours counted in 家 by a base or platform, or where the words say that tenants won them."""
    counts: dict[str, int] = {}
    spans: list[int] = []
    for segment in found:
        if not segment.factual or segment.question:
            continue
        for mention in find_honours(segment.text):
            start = segment.start + mention.start
            count = next(
                (
                    q
                    for q in segment.quantities
                    if q.unit in ("家", "个", "户") and q.end <= start and start - q.end <= 2
                ),
                None,
            )
            behind = next(
                (
                    q
                    for q in segment.quantities
                    if q.unit in ("家", "个", "户") and 0 <= q.start - (segment.start + mention.end) <= 1
                ),
                None,
            )
            quantity = count or behind
            if quantity and quantity.low == quantity.high and (is_base or _GROWN.search(segment.text)):
                counts[mention.name] = int(quantity.low)
                spans += [start, segment.start + mention.end, quantity.start, quantity.end]
    return Reading("incubated", counts, min(spans), max(spans)) if counts else None
