"""The numbers that official documents put before their units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """From the outermost to the innermost, as documents nest them where a text does not show another order."""

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
    LETTER = 10
    INLINE = 11


@dataclass(frozen=True, slots=True)
class Label:
    kind: Kind
    name: str
    """As it stands in a clause's path: no spaces, no punctuation after it, half-width brackets."""
    number: int
    length: int
    """Characters from the start of the line to the end of the label and its punctuation."""
    doubtful: bool = False
    """May as well be a reference inside a sentence (`第三条规定的…`): a label only where its number is next."""
    misread: bool = False
    """Characters that a machine mistakes for others had to be read as numerals: 第于条."""


_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_DIGITS |= {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"廿": 2, "卅": 3}
_HAN = "[零〇○一二三四五六七八九十百千]"
_NUMERAL = rf"({_HAN}(?: ?{_HAN}){{0,9}})"
_LEGAL = "([壹贰叁肆伍陆柒捌玖拾]{1,3})"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_HAN_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_HAN_CIRCLED = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_UNITS = {
    "编": Kind.PART,
    "篇": Kind.PART,
    "部分": Kind.PART,
    "章": Kind.CHAPTER,
    "节": Kind.SECTION,
    "条": Kind.ARTICLE,
}
_AFTER_UNIT = rf"(?:之{_HAN}+)?"
_REFERS = r" ?(?:规定|所[列称述规指]|第[\d零一二三四五六七八九十百]{1,4}[款项条]|[的和至及到或、,]|以[上下外内]|款|项)"
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.ARTICLE,
        re.compile(rf"第 ?(?:{_NUMERAL}|(\d(?: ?\d){{0,5}})) ?(编|篇|部 ?分|章|节|条){_AFTER_UNIT}[ :、.]*"),
    ),
    (Kind.CHINESE, re.compile(rf"{_NUMERAL} ?[、.](?! ?{_HAN}+ ?[、级期类线季])")),
    (Kind.CHINESE, re.compile(rf"{_LEGAL} ?[、.]")),
    (Kind.CHINESE_BRACKETS, re.compile(rf"[(〔\[] ?{_NUMERAL} ?[)〕\]][、.]?")),
    (Kind.CHINESE_BRACKETS, re.compile(rf"([{_HAN_BRACKETED}])[、.]?")),
    (Kind.DECIMAL, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?: +|[、.] *)(?=[^\d\s%])")),
    (
        Kind.NUMBER,
        re.compile(r"(\d{1,3}) ?(?:、(?! ?\d+ ?[、级期类线季])|\.(?:(?!\d)(?! *[%])|(?=(?:19|20)\d\d ?年)))"),
    ),
    (Kind.NUMBER_BRACKETS, re.compile(r"\(? ?(\d{1,2}) ?\)[、.]?")),
    (Kind.CIRCLED, re.compile(f"([{_CIRCLES}{_HAN_CIRCLED}])[、.]?")),
    (Kind.NUMBER_BRACKETS, re.compile(f"([{_BRACKETED}])[、.]?")),
    (Kind.NUMBER, re.compile(f"([{_DOTTED}])")),
    (Kind.LETTER, re.compile(f"([{_ROMAN}]|[A-Za-z](?=[.、]))[.、 ] ?(?=[^A-Za-z\\d.])")),
)
_POINT = re.compile(rf"({_HAN}{{1,3}}) ?([是要])")
_LOOKALIKES = str.maketrans("于士干土工千入人大亡口囗兀丸—-", "十十十十十十八八六七四四九九一一")
_MISREAD = re.compile(r"第 ?([零一二三四五六七八九十百于士干土工千入人大亡口囗兀丸—-]{1,5}) ?条[ :、.]*")


_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000}


def chinese_number(numeral: str) -> int:
    """二十一 → 21, 百零三 → 103, 一千零二 → 1002; 0 for what is no number."""
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
    """21 → 二十一, for the place of a unit that lost its number (1 to 999)."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    digits = "零一二三四五六七八九"
    head = f"{digits[hundreds]}百" if hundreds else ""
    gap = "零" if hundreds and not tens and units else ""
    middle = ("十" if tens == 1 and not hundreds else f"{digits[tens]}十") if tens else ""
    return head + gap + middle + (digits[units] if units else "")


def label_at(line: str) -> Label | None:
    """The label that a masked line starts with."""
    if not line or line[0] not in _STARTS:
        return None
    for kind, form in _FORMS:
        found = form.match(line)
        if found:
            return _label(kind, found)
    return _misread(line)


def _label(kind: Kind, found: re.Match[str]) -> Label | None:
    if kind is Kind.ARTICLE:
        return _article(found)
    numeral = found.group(1).replace(" ", "")
    number = _value(numeral)
    name = {
        Kind.CHINESE_BRACKETS: f"({chinese_numeral(number) if numeral in _HAN_BRACKETED else numeral})",
        Kind.NUMBER: str(number),
        Kind.NUMBER_BRACKETS: f"({number})",
        Kind.CIRCLED: _CIRCLES[number - 1] if 0 < number <= 20 else numeral,
    }.get(kind, numeral)
    return Label(kind, name, number, found.end()) if number else None


def _article(found: re.Match[str]) -> Label | None:
    numeral, digits, unit = found.group(1), found.group(2), found.group(3).replace(" ", "")
    number = int(digits.replace(" ", "")) if digits else chinese_number(numeral)
    bare = re.sub(r"[ :、.]+$", "", found.group())
    after = found.string[found.start() + len(bare) :]
    doubtful = bool(re.match(_REFERS, after)) and not re.match(r" {2,}", after)
    spaced = after[:1] == " " and not re.match(r" [的和至及到或、,]", after)
    if not number:
        return None
    return Label(_UNITS[unit], bare.replace(" ", ""), number, found.end(), doubtful and not spaced)


def _misread(line: str) -> Label | None:
    """第于条: the numeral that a machine mistook; a label only where its number is next."""
    found = _MISREAD.match(line)
    if found is None:
        return None
    numeral = found.group(1).translate(_LOOKALIKES)
    number = chinese_number(numeral)
    return Label(Kind.ARTICLE, f"第{numeral}条", number, found.end(), True, True) if number else None


_STARTS = frozenset(
    "第(〔[0123456789零〇○一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾"
    f"{_CIRCLES}{_BRACKETED}{_DOTTED}{_HAN_BRACKETED}{_HAN_CIRCLED}{_ROMAN}"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)


def bare_number(line: str) -> Label | None:
    """`1 总则`: a number and a space; a label only in texts that number 1.1."""
    found = re.match(r"(\d{1,2}) +(?=[\u4e00-\u9fff])", line)
    return Label(Kind.NUMBER, found.group(1), int(found.group(1)), found.end()) if found else None


def _value(numeral: str) -> int:
    for row in (_CIRCLES, _BRACKETED, _DOTTED, _HAN_BRACKETED, _HAN_CIRCLED, _ROMAN):
        if numeral in row:
            return row.index(numeral) + 1
    if numeral.isascii() and numeral.isalpha():
        return ord(numeral.lower()) - ord("a") + 1
    if numeral[0].isdigit():
        return int(numeral.rsplit(".", 1)[-1])
    return chinese_number(numeral)


def point_at(text: str, position: int) -> Label | None:
    """一是, 二要 … standing at a place inside a paragraph."""
    found = _POINT.match(text, position)
    if not found:
        return None
    return Label(Kind.INLINE, found.group().replace(" ", ""), chinese_number(found.group(1)), found.end() - position)
