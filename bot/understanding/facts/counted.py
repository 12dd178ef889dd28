"""What the tenants of a base were recognised as: 1家独角兽、2家省级瞪羚."""

from __future__ import annotations

import re

from bot.understanding.lexers.figure import Quantity
from bot.understanding.model import Reading
from bot.understanding.names.honours import Mention, find_honours
from bot.understanding.speech import Segment
from bot.understanding.whom.roles import is_body

_GROWN = re.compile(
    r"新出|新增|孵[化出了]|培育出|出了|走出|入驻企业|在孵|毕业|(?<![县市省区国镇业会])里(?:面)?(?:有|出)|诞生|出来|涌现|园里|园内|院里|(?:基地|园区|平台|孵化器|产业园)"
)
_INVESTED = re.compile(r"投(?:了|给|资了?)?[^,。;]{0,6}$")
"""A company invested in is not counted among tenants."""
_COUNTED = ("家", "个", "户")


def read_incubated(found: list[Segment], is_base: bool) -> Reading | None:
    """Honours counted in 家 by a base or platform, or where the words say that tenants won them."""
    counts: dict[str, int] = {}
    spans: list[int] = []
    grown = False
    waiting: Quantity | None = None
    for segment in found:
        grown = bool(_GROWN.search(segment.text)) or (grown and not segment.hard)
        if not (is_base or grown) or not segment.factual or segment.question:
            continue
        mentions = find_honours(segment.text)
        waiting = _tenants(segment) if not mentions else waiting
        for mention in (one for one in mentions if not is_body(one.name)):
            quantity = _count(segment, mention) or (waiting if not segment.quantities else None)
            if quantity and quantity.low == quantity.high:
                counts[mention.name] = int(quantity.low)
                spans += [segment.start + mention.start, segment.start + mention.end, quantity.start, quantity.end]
    return Reading("incubated", counts, min(spans), max(spans)) if counts else None


def _tenants(segment: Segment) -> Quantity | None:
    """有1家入驻了十五个月的企业, 前阵子评上独角兽: the count stands before the honour is named."""
    counted = [q for q in segment.quantities if q.unit in _COUNTED]
    return counted[0] if len(counted) == 1 and re.search("企业|公司|入驻|租户", segment.text) else None


def _count(segment: Segment, mention: Mention) -> Quantity | None:
    """The count right before the honour (2家企业评上省瞪羚) or right behind it (省瞪羚2家)."""
    start, end = segment.start + mention.start, segment.start + mention.end
    for quantity in segment.quantities:
        if quantity.unit not in _COUNTED or _INVESTED.search(segment.text[: max(0, quantity.start - segment.start)]):
            continue
        between = segment.text[quantity.end - segment.start : mention.start]
        if quantity.end <= start and re.fullmatch(
            r"(?:的)?(?:入驻|在孵)?(?:企业|公司)?(?:新)?(?:评上|评[了为]|认定为?|获评|获批|获得|成为|拿了|拿到|是|成了|升为)?(?:了)?",
            between,
        ):
            return quantity
        if 0 <= quantity.start - end <= 1:
            return quantity
    return None
