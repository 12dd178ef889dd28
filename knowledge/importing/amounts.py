"""Sums of money and shares in a sentence, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.search.folding import simplified

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = "[一二两三四五六七八九十百千]+"
_SCALES = {
    "": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8,
}  # fmt: skip
_JOINT = r"[-—–~～至到]+"
_NOT_MONEY = r"(?![元美欧港人家吨亩平户名字辆台件只头次册个千立株公标级标张㎡例条米座套分片瓦美])"
_MONEY = re.compile(
    rf"(?P<digits>{_NUMBER})(?P<scale>亿|千万|百万|十万|万|千|百)?(?:人民币)?(?P<unit>元|美元|港元|欧元)"
    rf"|(?P<short>{_NUMBER})(?P<shortscale>亿|千万|百万|万){_NOT_MONEY}"
    rf"|(?P<han>{_HAN})(?P<hanscale>亿|万)?元"
    rf"|(?P<bare>{_NUMBER})(?=(?:[、/,，和或及]|{_JOINT})(?:(?:{_NUMBER})[、/和或及])*(?:{_NUMBER})(?P<later>亿|万|千)?元)"
)
_RATE = re.compile(
    rf"(?P<digits>{_NUMBER})(?P<sign>[%‰])"
    rf"|(?P<base>[百千万])分之(?P<of>{_NUMBER}|{_HAN})"
    rf"|(?P<ratio>1[:∶]1)(?!\d)"
    rf"|(?P<below>[二三四五])分之(?P<above>[一二三四])"
)
_PARTS = {"百": 100.0, "千": 1000.0, "万": 10_000.0}
_DIGITS = "零一二三四五六七八九"
_FOLDS = str.maketrans("０１２３４５６７８９％（）；：．", "0123456789%();:.")


class Kind(StrEnum):
    MONEY = "money"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum in yuan or a share as a fraction; `start` and `end` are offsets into the folded sentence."""

    kind: Kind
    value: float
    start: int
    end: int
    text: str


def plain(sentence: str) -> str:
    """The sentence without blanks, simplified, digits and brackets of one width: what the grammar reads."""
    return re.sub(r"\s+", "", simplified(sentence)).translate(_FOLDS)


def figures_of(text: str) -> list[Figure]:
    """Every sum and share of a plain sentence, in order; a bare number takes the unit of the list it stands in."""
    found = [_money(place) for place in _MONEY.finditer(text)] + [_rate(place) for place in _RATE.finditer(text)]
    return sorted((figure for figure in found if figure), key=lambda figure: figure.start)


def has_figure(text: str) -> bool:
    """Whether any digit with a unit of money or a share stands in the text: the plain scan beside the grammar."""
    return bool(re.search(rf"(?:\d|{_HAN})[^\d。;；]{{0,2}}?(?:元|[%％‰])|\d\s*(?:万|亿)|分之", plain(text)))


def _money(place: re.Match[str]) -> Figure | None:
    named = place.groupdict()
    if named["digits"]:
        value = _read(named["digits"]) * _SCALES[named["scale"] or ""]
    elif named["short"]:
        value = _read(named["short"]) * _SCALES[named["shortscale"]]
    elif named["bare"]:
        value = _read(named["bare"]) * _SCALES[named["later"] or ""]
    else:
        value = han_number(named["han"]) * _SCALES[named["hanscale"] or ""]
    return Figure(Kind.MONEY, round(value, 4), place.start(), place.end(), place.group())


def _rate(place: re.Match[str]) -> Figure | None:
    named = place.groupdict()
    if named["digits"]:
        value = _read(named["digits"]) / (100 if named["sign"] == "%" else 1000)
    elif named["base"]:
        value = (han_number(named["of"]) if not named["of"][0].isdigit() else _read(named["of"])) / _PARTS[
            named["base"]
        ]
    elif named["ratio"]:
        value = 1.0
    else:
        value = _DIGITS.index(named["above"]) / _DIGITS.index(named["below"])
    return Figure(Kind.RATE, round(value, 6), place.start(), place.end(), place.group())


def _read(digits: str) -> float:
    return float(digits.replace(",", ""))


def han_number(words: str) -> int:
    """三百二十 → 320, 两千 → 2000."""
    total = digit = 0
    for character in words.replace("两", "二"):
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
    return total + digit
