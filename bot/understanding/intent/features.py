"""What a message looks like to the learnt readers: its character runs, as written and with its names masked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache

from bot.understanding.fold import fold
from bot.understanding.names.honours import find_honours
from bot.understanding.names.places import find_places

BUCKETS = 1 << 14
_LONGEST = 4
_MOST_CHARACTERS = 240
"""What a message is shows at its beginning; a pasted text must not cost more than a message."""
_NUMERAL = r"(?:\d[\d.,]*|[零一二两俩三四五六七八九十百千]+)"
_FIGURE = re.compile(
    rf"{_NUMERAL}\s*(?:多|来|几)?\s*(?:个亿|亿|千万|百万|万|元|块|%|个点|个百分点|家|人|年|月|项|件|岁)|\d[\d.,]*"
)
_BLANKS = re.compile(r"[\s,,。.!!?？、;;:：~～…“”\"'()()]+")
_PLACE, _HONOUR, _NUMBER = "\ue000", "\ue001", "\ue002"


def features(text: str, *, pending: bool = False, focus: bool = False) -> dict[str, float]:
    """Feature → value. `pending`: a question of ours waits; `focus`: something was answered before."""
    found: dict[str, float] = {}
    folded = fold(text[:_MOST_CHARACTERS])
    for view, written in (("r", folded), ("m", masked(folded))):
        runs = dict.fromkeys(_runs(view, f"^{_BLANKS.sub(' ', written).strip()}$"))
        weight = 1.0 / max(1.0, float(len(runs))) ** 0.5
        found.update(dict.fromkeys(runs, weight))
    found["c:always"] = 0.5
    if pending:
        found["c:pending"] = 0.5
    if focus:
        found["c:focus"] = 0.5
    return found


def masked(folded: str) -> str:
    """Places, honours and figures each as one sign, so that what is learnt of one holds for all."""
    spans = [(place.start, place.end, _PLACE) for place in find_places(folded)]
    spans += [(mention.start, mention.end, _HONOUR) for mention in find_honours(folded)]
    spans += [(found.start(), found.end(), _NUMBER) for found in _FIGURE.finditer(folded)]
    written, at = [], 0
    for start, end, sign in sorted(spans):
        if start >= at:
            written += [folded[at:start], sign]
            at = end
    return "".join([*written, folded[at:]])


@lru_cache(maxsize=1 << 16)
def bucket(feature: str) -> int:
    """The row of the weights that a feature has; several may share one."""
    return zlib.crc32(feature.encode()) % BUCKETS


def shown(feature: str) -> str:
    """A feature as people read it."""
    for sign, name in ((_PLACE, "〈地〉"), (_HONOUR, "〈称号〉"), (_NUMBER, "〈数〉")):
        feature = feature.replace(sign, name)
    return feature


def _runs(view: str, text: str) -> Iterator[str]:
    for length in range(1, _LONGEST + 1):
        for at in range(len(text) - length + 1):
            yield f"{view}:{text[at : at + length]}"
