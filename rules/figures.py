"""The figures that stand in a text: Arabic and Chinese numerals with their units, as comparable values."""

from __future__ import annotations

import re
from functools import lru_cache

Figure = tuple[float, str]
"""A value and its kind: yuan, fraction, years, months, days, persons, count, year, or number (no unit printed)."""

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000.0, "亿": 100_000_000.0, "千万": 10_000_000.0, "百万": 1_000_000.0}

_CHINESE = "[零〇一二两三四五六七八九十百千]+"
_ARABIC = r"\d[\d,,]*(?:\.\d+)?"
_UNITS = (
    "个百分点|百分点|个纳税年度|纳税年度|周年|年度|年|个月|个工作日|工作日|天|日|月|元|户"
    "|家|人|名|件|项|个|种|项目|倍|成|%|%|‰|分"
)
_FRACTION = re.compile(rf"([百千万])分之({_ARABIC}|{_CHINESE})")
_FIGURE = re.compile(
    rf"(?P<digits>{_ARABIC})\s*(?P<scale>亿|千万|百万|万)?\s*(?:余|多|来)?(?P<unit>{_UNITS})?"
    rf"|(?P<words>{_CHINESE})(?P<wscale>亿|万)?(?P<wunit>个百分点|个纳税年度|周年|年|个月|个工作日|元|成|倍|(?<=万)(?=元)|(?<=亿))"
)
_COMPOUND = re.compile(rf"({_ARABIC})\s*亿\s*({_ARABIC})\s*(千万|百万|万)?(?=元|\D|$)")


@lru_cache(maxsize=4096)
def figures(text: str) -> frozenset[Figure]:
    """Every figure in the text; money without 元 after 万/亿 counts as yuan and as a bare number."""
    found: set[Figure] = set()
    for match in _FRACTION.finditer(text):
        base = {"百": 100.0, "千": 1000.0, "万": 10_000.0}[match.group(1)]
        found.add((_round(_read(match.group(2)) / base), "fraction"))
    rest = _FRACTION.sub(" ", text)
    for match in _COMPOUND.finditer(rest):
        small = _read(match.group(2)) * _SCALES.get(match.group(3) or "万", 1.0)
        found.update(_money(_read(match.group(1)) * _SCALES["亿"] + small))
    for match in _FIGURE.finditer(rest):
        found.update(_figure(match))
    return frozenset(found)


def chinese_number(words: str) -> int | None:
    """`三百二十` → 320; `二〇二四` → 2024; none where the characters are no numeral."""
    if all(character in _DIGITS for character in words):
        return int("".join(str(_DIGITS[character]) for character in words))
    total, digit = 0, None
    for character in words:
        if character in _TENS:
            total += (1 if digit is None else digit) * _TENS[character]
            digit = None
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return None
    return total + (digit or 0)


def _figure(match: re.Match[str]) -> set[Figure]:
    if match.group("digits") is not None:
        return _kinds(_read(match.group("digits")), match.group("scale"), match.group("unit"))
    return _kinds(_read(match.group("words")), match.group("wscale"), match.group("wunit") or None)


def _kinds(value: float, scale: str | None, unit: str | None) -> set[Figure]:
    if scale and unit in (None, "元"):
        return _money(value * _SCALES[scale])
    value *= _SCALES[scale] if scale else 1.0
    match unit:
        case "元":
            return {(value, "yuan")}
        case "%" | "%" | "个百分点" | "百分点":
            return {(_round(value / 100), "fraction")}
        case "‰":
            return {(_round(value / 1000), "fraction")}
        case "成":
            return {(_round(value / 10), "fraction")}
        case "年" | "周年" | "个纳税年度" | "纳税年度" | "年度":
            return {(value, "year" if 1900 <= value < 2200 else "years")}
        case "个月":
            return {(value, "months")}
        case "天" | "日" | "个工作日" | "工作日" | "月":
            return {(value, "days" if unit != "月" else "month")}
        case "人" | "名":
            return {(value, "persons"), (value, "count")}
        case None:
            return {(value, "number")}
        case _:
            return {(value, "count")}


def _money(yuan: float) -> set[Figure]:
    return {(_round(yuan), "yuan"), (_round(yuan), "number")}


def _read(numeral: str) -> float:
    if numeral[0].isdigit():
        return float(re.sub("[,,]", "", numeral))
    return float(chinese_number(numeral) or 0)


def _round(value: float) -> float:
    return round(value, 9)


def stands_in(value: float, kind: str, text: str) -> bool:
    """Whether the figure stands in the text; a duration may be printed in months or years, a number without unit."""
    found = figures(text)
    wanted = {(_round(value), kind), (_round(value), "number")}
    if kind == "years":
        wanted.add((_round(value * 12), "months"))
    if kind == "months":
        wanted.add((_round(value / 12), "years"))
    if kind in ("persons", "count"):
        wanted |= {(_round(value), "count"), (_round(value), "persons")}
    return bool(wanted & found)
