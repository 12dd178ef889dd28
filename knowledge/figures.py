"""Figures with their units, written in one way: 五万, 5 万元 and 5万 are the same."""

from __future__ import annotations

import re

from knowledge.outline.labels import chinese_number

FIGURE = "#"
"""Before a figure among the terms of an index, so that it never meets a word."""

_UNIT = r"(?P<unit>万|亿|家|个百分点|百分点|个月|个|项|%|‰|年|种|场次|天|倍)"
_DIGITS = re.compile(rf"(?P<number>\d+(?:\.\d+)?) ?{_UNIT}")
_HAN = re.compile(rf"(?P<number>[一二三四五六七八九十百千两]{{1,7}}) ?{_UNIT}")
_PER_CENT = re.compile(r"百分之([一二三四五六七八九十百]+|\d+)")


def figures_in(text: str) -> list[str]:
    """`5万`, `20%`, `1000家` … in a folded text, Chinese numerals included."""
    text = _PER_CENT.sub(lambda found: f"{_value(found.group(1))}%", text)
    found = [f"{place['number']}{place['unit']}" for place in _DIGITS.finditer(text)]
    return found + [f"{_value(place['number'])}{place['unit']}" for place in _HAN.finditer(text)]


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else chinese_number(numeral)
