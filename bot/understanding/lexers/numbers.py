"""Numerals as people write them (一千二百万, 1.2亿, 2.3个亿, 千把, 三十几, 五六十) as exact intervals.

A numeral is `[groups with 亿] [groups with 万] [rest]`. A digit left over after a unit, without 零, counts tenths of
that unit (一千二 = 1200, 1亿2 = 1.2亿).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from bot.understanding.lexers.groups import DIGITS, SEVERAL, SMALL, Numeral, begins_another, read_group
from bot.understanding.lexers.rule import Rule

_BIG = {"万": 10_000, "w": 10_000, "m": 1_000_000, "亿": 100_000_000, "e": 100_000_000, "小目标": 100_000_000}
_BIG_UNIT = re.compile(
    r" ?(个|個)?(把来|[来多余把几]|好几)?(个)?(半)?"
    r"(万|亿|小目标|w(?![a-z])|(?<=\d)e(?![a-z\d])|(?<=\d)m(?=rmb|元|块|人民币|$|[,。;!? 的左上以多]))"
)
START = frozenset("0123456789" + "".join(DIGITS) + "".join(SMALL) + "万亿半廿卅" + SEVERAL) - {"k"}


def numerals(text: str) -> Iterator[tuple[int, Numeral]]:
    """Every numeral from the left with where it begins; none inside another."""
    at = 0
    while at < len(text):
        numeral = read_numeral(text, at) if text[at] in START else None
        if numeral is None:
            at += 1
            continue
        yield at, numeral
        at = max(numeral.end, at + 1)


def read_numeral(text: str, at: int, *, bare: bool = False) -> Numeral | None:
    """The longest numeral that starts at `at`; with `bare`, a unit alone (千万, 亿) counts as one of it."""
    if at < len(text) and text[at] == "半":
        return _half(text, at)
    return _whole(text, at, bare)


def _half(text: str, at: int) -> Numeral | None:
    """半个亿; other halves (一年半, 三成半) belong to their units."""
    found = re.compile(r"半(?:个)?(亿|百万|千万)").match(text, at)
    if not found:
        return None
    unit = {"亿": 100_000_000, "百万": 1_000_000, "千万": 10_000_000}[found.group(1)]
    half = Fraction(unit, 2)
    return Numeral(at, found.end(), half, half, scale=_BIG[found.group(1)[-1]])


def _whole(text: str, at: int, bare: bool) -> Numeral | None:
    group = read_group(text, at, bare)
    if group is None:
        return _unit_alone(text, at) if bare else None
    scaled = _scaled(text, group)
    if scaled is None:
        return group
    if scaled.approximate or scaled.low != scaled.high:
        return _over_yi(text, scaled)
    return _continued(text, scaled)


def _unit_alone(text: str, at: int) -> Numeral | None:
    """亿 in 过亿."""
    scale = _BIG.get(text[at]) if text[at] in "万亿" else None
    return Numeral(at, at + 1, Fraction(scale), Fraction(scale), scale=scale) if scale else None


def _over_yi(text: str, found: Numeral) -> Numeral:
    """几万亿 and the like: a second big unit directly behind."""
    if found.scale == 10_000 and text.startswith("亿", found.end):
        return replace(found.times(100_000_000), end=found.end + 1, scale=100_000_000)
    return found


def _scaled(text: str, group: Numeral) -> Numeral | None:
    """The group with its 万 or 亿 (个亿, 多万, 来亿 …); None where neither follows."""
    found = _BIG_UNIT.match(text, group.end)
    if not found:
        return None
    counted, vague, counted_after, half, unit = found.groups()
    if unit in "万w" and (counted or counted_after):
        return None
    number = group
    if half:
        number = replace(number, low=number.low + Fraction(1, 2), high=number.high + Fraction(1, 2))
    scale = _BIG[unit]
    number = replace(number.times(scale), end=found.end(), scale=scale)
    if vague:
        number = _vague(number, vague)
    after = re.compile(r"[多余](?![少年月])").match(text, number.end) if unit == "亿" else None
    if after and not vague:
        number = replace(number, approximate=True, bound="gt", end=after.end())
    return number


def _vague(number: Numeral, word: str) -> Numeral:
    return replace(number, approximate=True, bound="gt" if word in "多余" else number.bound)


def _continued(text: str, high: Numeral) -> Numeral:
    """What follows 亿 or 万 in the same numeral: 1亿2千万, 一万二千, 12万5."""
    at = high.end
    while at < len(text) and text[at] in "零〇":
        at += 1
    zero = at > high.end
    if not zero and text.startswith("亿", at) and high.scale == 10_000:
        return _continued(text, replace(high.times(100_000_000), end=at + 1, scale=100_000_000))
    group = read_group(text, at, False)
    if group is None:
        return high
    rest = _scaled(text, group)
    if rest is not None:
        if rest.scale >= high.scale:
            return high
        rest = _continued(text, rest) if rest.low == rest.high and not rest.approximate else rest
        return _joined(high, rest)
    return _tail(text, high, group, zero)


def _tail(text: str, high: Numeral, group: Numeral, zero: bool) -> Numeral:
    written = text[group.start : group.end]
    if group.low != group.high or "." in written:
        return high
    if not zero and group.low < 10 and len(written) == 1:
        if begins_another(text, group.end):
            return high
        tenth = replace(group.times(high.scale // 10), scale=1)
        return replace(_joined(high, tenth), scale=high.scale, abbreviated=True)
    if group.low >= high.scale or (written[0].isdigit() and len(written) > 4) or begins_another(text, group.end):
        return high
    if written[0].isdigit() and len(written) < 4 and not zero:
        return high
    return _joined(high, group)


def _joined(high: Numeral, rest: Numeral) -> Numeral:
    return replace(
        high,
        end=rest.end,
        low=high.low + rest.low,
        high=high.high + rest.high,
        approximate=high.approximate or rest.approximate,
        bound=rest.bound or high.bound,
        scale=rest.scale if rest.scale > 1 else 1,
        abbreviated=rest.abbreviated,
    )


NUMERAL = Rule(
    "a numeral",
    read_numeral,
    {
        "一千二百万": (12_000_000, 12_000_000),
        "1.2亿": (120_000_000, 120_000_000),
        "1亿2": (120_000_000, 120_000_000),
        "一千二": (1200, 1200),
        "两百三": (230, 230),
        "3千5": (3500, 3500),
        "1,200": (1200, 1200),
        "32 000 000": (32_000_000, 32_000_000),
        "二零一八": (2018, 2018),
        "三十几": (31, 39),
        "五六十": (50, 60),
        "几百万": (1_000_000, 10_000_000),
        "百八十": (80, 100),
        "半个亿": (50_000_000, 50_000_000),
        "三点五": (3.5, 3.5),
        "壹仟万": (10_000_000, 10_000_000),
        "廿三": (23, 23),
        "500w": (5_000_000, 5_000_000),
        "1.2e": (120_000_000, 120_000_000),
        "32M": (32_000_000, 32_000_000),
        "1.8个小目标": (180_000_000, 180_000_000),
    },
)
"""What a number may look like, with the least and the most that it can mean."""
