"""The industry as said: 做机械加工的, 汽车零部件企业, 化工行业."""

from __future__ import annotations

import re
from functools import cache

from bot.understanding.lexicon import any_of, table
from bot.understanding.model import Reading
from bot.understanding.speech import Segment


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A whole segment, 做…的, and a noun with 企业 or 厂 behind it."""
    data = table("industries")
    parts = {"names": any_of(data["names"]), "does": data["does"]}
    return tuple(re.compile(data[form].format(**parts)) for form in ("whole", "made", "ending"))


def read_industry(found: list[Segment], masked: set[int]) -> Reading | None:
    whole, made, ending = _patterns()
    for segment in found:
        text = segment.text.strip()
        if not segment.factual or segment.question or not text or segment.forecast:
            continue
        match = whole.fullmatch(text) or made.search(text) or ending.search(text)
        name = next((group for group in match.groups() if group), None) if match else None
        if match is None or name is None or re.search(table("industries")["never"], name):
            continue
        start = segment.start + segment.text.index(name)
        if start not in masked:
            return Reading("industry", name, start, start + len(name))
    return None
