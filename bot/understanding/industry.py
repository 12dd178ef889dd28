"""The industry as said: 做机械加工的, 汽车零部件企业, 化工行业."""

from __future__ import annotations

import re
from functools import cache

from bot.understanding.lexicon import any_of, table
from bot.understanding.model import Reading
from bot.understanding.speech import Segment

_DOES = r"(?:^|我们|咱们?|公司|厂|我司|是|主要|专门)(?:是|主要|专门|一直|家|这家)*(?:做|搞|从事|生产|加工|经营)(?!了|过|不|大|强|到|研发|完|的|好|个)"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = any_of(table("industries")["names"])
    whole = re.compile(
        f"(?:我们|咱们?|我司|公司)?(?:是|属于|一家|家|个|做|搞|干|的)*({names})(?:类|制造|加工|生产|设备)*(?:业|行业|企业|公司|厂|工厂|小厂|的|这行|这块|领域)*"
    )
    ending = re.compile(
        f"({names})(?:制造|加工|生产)?(?:行业|企业|公司|厂|工厂|小厂)(?!(?:是|有|被|在).{{0,4}}(?:吗|么))"
    )
    does = re.compile(
        rf"{_DOES}((?:{names})[\u4e00-\u9fff]{{0,6}}?|[\u4e00-\u9fff]{{2,8}}?)(?:的|行业|生意|业务|这行|这块|这一块)(?=$|[^\u4e00-\u9fff])|{_DOES}({names})(?:类|制造|加工|设备)?(?=$|[,。; ])"
    )
    return whole, ending, does


def read_industry(found: list[Segment], masked: set[int]) -> Reading | None:
    whole, ending, does = _patterns()
    for segment in found:
        text = segment.text.strip()
        if not segment.factual or segment.question or not text or segment.forecast:
            continue
        match = whole.fullmatch(text) or does.search(text) or ending.search(text)
        name = next((group for group in match.groups() if group), None) if match else None
        if (
            match is None
            or name is None
            or re.search(r"小巨人|专精特新|高新|瞪羚|冠军|担保|投资|咨询|什么|啥|多少", name)
        ):
            continue
        start = segment.start + segment.text.index(name)
        if start not in masked:
            return Reading("industry", name, start, start + len(name))
    return None
