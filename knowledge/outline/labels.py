"""The numbers that official documents put before their units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """From the outermost to the innermost, as documents nest them."""

    PART = 0
    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    CHINESE = 4
    CHINESE_BRACKETS = 5
    NUMBER = 6
    DECIMAL = 7
    NUMBER_BRACKETS = 8
    CIRCLED = 9
    INLINE = 10


@dataclass(frozen=True, slots=True)
class Label:
    kind: Kind
    name: str
    """As it stands in a clause's path: no spaces, no punctuation after it, half-width brackets."""
    number: int
    length: int
    """Characters from the start of the line to the end of the label and its punctuation."""


_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_HAN = "[零〇○一二三四五六七八九十百]"
_NUMERAL = rf"({_HAN}(?: ?{_HAN})*)"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_UNITS = {
    "编": Kind.PART,
    "篇": Kind.PART,
    "部分": Kind.PART,
    "章": Kind.CHAPTER,
    "节": Kind.SECTION,
    "条": Kind.ARTICLE,
}
_NOT_A_YEAR = r"(?!\d)(?! *[年月日%])|(?=(?:19|20)\d\d ?年)"

_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.ARTICLE,
        re.compile(
            rf"第 ?(?:{_NUMERAL}|(\d{{1,3}})) ?(编|篇|部分|章|节|条)(?:之{_HAN})?(?! ?[第规所的和至及到或、])[ :、.]*"
        ),
    ),
    (Kind.CHINESE, re.compile(rf"{_NUMERAL} ?[、.](?! ?{_HAN}+ ?[、级期类线季])")),
    (Kind.CHINESE_BRACKETS, re.compile(rf"\( ?{_NUMERAL} ?\)[、.]?")),
    (Kind.DECIMAL, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?: +|[、.] *)(?=[^\d\s%])")),
    (Kind.NUMBER, re.compile(rf"(\d{{1,3}}) ?(?:、|\.(?:{_NOT_A_YEAR}))")),
    (Kind.NUMBER_BRACKETS, re.compile(r"\(? ?(\d{1,2}) ?\)[、.]?")),
    (Kind.CIRCLED, re.compile(f"([{_CIRCLES}])[、.]?")),
    (Kind.NUMBER_BRACKETS, re.compile(f"([{_BRACKETED}])[、.]?")),
    (Kind.NUMBER, re.compile(f"([{_DOTTED}])")),
)
_POINT = re.compile(rf"({_HAN}+) ?([是要])")


_SCALES = {"十": 10, "百": 100, "千": 1000}


def chinese_number(numeral: str) -> int:
    """二十一 → 21, 百零三 → 103; 0 for what is no number."""
    total, digit = 0, 0
    for character in numeral.replace(" ", ""):
        if character in _SCALES:
            total += (digit or 1) * _SCALES[character]
            digit = 0
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return 0
    return total + digit


def chinese_numeral(number: int) -> str:
    """21 → 二十一, for the place of a unit that lost its number (1 to 99)."""
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else ("" if tens == 1 else "零一二三四五六七八九"[tens]) + "十") + (
        "零一二三四五六七八九"[units] if units else ""
    )


def label_at(line: str) -> Label | None:
    """The label that a masked line starts with."""
    for kind, form in _FORMS:
        found = form.match(line)
        if found:
            return _label(kind, found)
    return None


def _label(kind: Kind, found: re.Match[str]) -> Label | None:
    if kind is Kind.ARTICLE:
        numeral, digits, unit = found.group(1), found.group(2), found.group(3)
        name = re.sub(r"[ :、.]+$", "", found.group()).replace(" ", "")
        return Label(_UNITS[unit], name, int(digits) if digits else chinese_number(numeral), found.end())
    numeral = found.group(1).replace(" ", "")
    number = _value(numeral)
    name = {
        Kind.CHINESE_BRACKETS: f"({numeral})",
        Kind.NUMBER: str(number),
        Kind.NUMBER_BRACKETS: f"({number})",
    }.get(kind, numeral)
    return Label(kind, name, number, found.end()) if number else None


def bare_number(line: str) -> Label | None:
    """`1 总则`: a number and a space; a label only in texts that number 1.1."""
    found = re.match(r"(\d{1,2}) +(?=[\u4e00-\u9fff])", line)
    return Label(Kind.NUMBER, found.group(1), int(found.group(1)), found.end()) if found else None


def _value(numeral: str) -> int:
    for row in (_CIRCLES, _BRACKETED, _DOTTED):
        if numeral in row:
            return row.index(numeral) + 1
    if numeral[0].isdigit():
        return int(numeral.rsplit(".", 1)[-1])
    return chinese_number(numeral)


def point_at(text: str, position: int) -> Label | None:
    """一是, 二要 … standing at a place inside a paragraph."""
    found = _POINT.match(text, position)
    if not found:
        return None
    return Label(Kind.INLINE, found.group().replace(" ", ""), chinese_number(found.group(1)), found.end() - position)
