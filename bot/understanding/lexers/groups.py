"""Groups: the numbers below ten thousand that 万 and 亿 multiply; digits with 千百十 between them in any mixture."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Literal

from bot.understanding.lexicon import any_of, table

Bound = Literal["lt", "lte", "gt", "gte"]

DIGITS = {
    c: n
    for n, row in enumerate(("零〇", "一壹幺", "二两贰俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in row
}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
SEVERAL = "几数"
_ARABIC = re.compile(
    r"[1-9]\d{0,2}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|(?<![\d.])[1-9]\d{0,2}(?: \d{3}){2,}(?![\d.])|(?<![\d.人明利])[1-9] \d{3}(?= ?(?:万|元))"
    r"|\d+(?:\.\d+)?"
)
"""Thousands parted by commas or blanks; one blank alone only where a single digit stands before it (1 200万元)."""
_HAN_DIGITS = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_POSITIONAL = re.compile(f"[{_HAN_DIGITS}]{{2,}}(?![十拾百佰千仟万亿])")
_EIGHTY = re.compile("(百)儿?八十|(千)儿?八百")
"""百八十 by itself: eighty to a hundred."""
_HUNDRED = re.compile("百十(?=[来多号个名人口几])")
"""百十号人: a hundred or so."""
_HAN_DECIMAL = re.compile(f"点([{_HAN_DIGITS}]+)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """`low` ≤ the number ≤ `high`; equal where one was said. `scale` is the outermost 万 or 亿 it ends with, else 1."""

    start: int
    end: int
    low: Fraction
    high: Fraction
    approximate: bool = False
    bound: Bound | None = None
    scale: int = 1
    abbreviated: bool = False
    """It ends in a digit that counts tenths of the unit before (一千二)."""

    def times(self, factor: Fraction | int) -> Numeral:
        return replace(self, low=self.low * factor, high=self.high * factor)


_ANOTHER = re.compile(r" ?(?:年|月|个|件|项|家|人|名|成|%|‰|点|\.|/|-|:|号|日|倍|级|类|次|笔|批|回|趟|期|步|户|款|档)")
_ONE_MORE = re.compile("一(?:[共起并直定样般旦]|下子|口气)")
"""Words that begin with 一 and count nothing (200万一共, 200万一起给)."""


def begins_another(text: str, at: int) -> bool:
    """The digits before `at` count something else (1亿 2个, 3万5年, 200万一次), or are no digits (200万一共)."""
    return bool(_ANOTHER.match(text, at) or _ONE_MORE.match(text, at - 1) or _placed().match(text, at - 1))


@cache
def _placed() -> re.Pattern[str]:
    """Names of places that begin with a digit (五莲)."""
    data = table("places")
    names = [*data["others"]["shandong"], *data["others"]["china"]]
    for city in data["city"].values():
        names += city["districts"]
        names += [form for forms in city["districts"].values() for form in forms]
    return re.compile(any_of([name for name in names if name[0] in DIGITS]) or "(?!)")


def read_group(text: str, at: int, bare: bool) -> Numeral | None:
    """A number below its 万 or 亿."""
    found = _ARABIC.match(text, at)
    if found:
        value = Fraction(found.group().replace(",", "").replace(" ", ""))
        return _small_units(text, at, found.end(), value)
    return _han_group(text, at, bare)


def _small_units(text: str, start: int, at: int, value: Fraction) -> Numeral:
    """1千2百, 3百5, 2千多, 1.5k; plain digits otherwise."""
    total, unit = Fraction(0), 0
    digits: Fraction | None = value
    end = at
    while digits is not None:
        found = re.compile(r"[千仟百佰十拾]|k(?![a-vx-z])").match(text, end)
        if not found or (unit and SMALL[found.group()] >= unit):
            break
        unit = SMALL[found.group()]
        total += digits * unit
        end, digits = found.end(), None
        following = re.compile(f"[\\d{_HAN_DIGITS}两](?![\\d,.])").match(text, end)
        if following and not begins_another(text, following.end()):
            digits = Fraction(_digit(following.group()))
            end = following.end()
    if unit == 0:
        number = Numeral(start, at, value, value)
        return several_tenths(number) if text.startswith("点几", at) and value.denominator == 1 else number
    abbreviated = digits is not None and unit > 10
    if digits is not None:
        total += digits * (Fraction(unit, 10) if unit > 10 else 1)
    number = Numeral(start, end, total, total, abbreviated=abbreviated)
    return _group_vague(text, number, digits is None)


def several_tenths(number: Numeral) -> Numeral:
    """三点几 = 3.1 to 3.9."""
    tenth = Fraction(1, 10)
    return replace(number, end=number.end + 2, low=number.low + tenth, high=number.high + 9 * tenth, approximate=True)


def _digit(character: str) -> int:
    return int(character) if character.isdigit() else DIGITS[character]


def _group_vague(text: str, number: Numeral, after_unit: bool) -> Numeral:
    """几 after a unit: 三十几 = 31 to 39; the other vague words wait for what they stand before."""
    found = re.compile(r"好?几").match(text, number.end) if after_unit else None
    if not found:
        return number
    unit = _last_unit(text, number.end)
    if unit is None:
        return number
    step = max(unit // 10, 1)
    return replace(number, low=number.low + step, high=number.high + 9 * step, approximate=True, end=found.end())


def _last_unit(text: str, end: int) -> int | None:
    return SMALL.get(text[end - 1])


def _han_group(text: str, at: int, bare: bool) -> Numeral | None:
    idiom = _EIGHTY.match(text, at)
    if idiom:
        unit = SMALL[idiom.group()[0]]
        return Numeral(at, idiom.end(), Fraction(unit * 8, 10), Fraction(unit), approximate=True)
    if hundred := _HUNDRED.match(text, at):
        return Numeral(at, hundred.end(), Fraction(100), Fraction(100), approximate=True)
    positional = _read_positional(text, at)
    if positional is not None:
        return positional
    state = _Group(text, at, bare)
    return state.read()


def _read_positional(text: str, at: int) -> Numeral | None:
    """二〇一八, 一五, 八六: digits in a row that no unit follows; a rising pair (三四) is loose and not read here."""
    found = _POSITIONAL.match(text, at)
    if not found or (len(found.group()) == 2 and _is_loose_pair(found.group())):
        return None
    written = found.group()
    value = Fraction("".join(str(DIGITS[c]) for c in written))
    decimal = _HAN_DECIMAL.match(text, found.end())
    if decimal:
        return None
    return Numeral(at, found.end(), value, value)


def _is_rising(first: int, second: int) -> bool:
    """三四, and 三五 by custom."""
    return second == first + 1 or (first == 3 and second == 5)


def _is_loose_pair(pair: str) -> bool:
    first, second = (DIGITS[c] for c in pair)
    return first > 0 and _is_rising(first, second)


class _Group:
    """Reads one Han group digit by digit, unit by unit."""

    def __init__(self, text: str, at: int, bare: bool) -> None:
        self.text, self.start, self.at, self.bare = text, at, at, bare
        self.low = self.high = Fraction(0)
        self.unit = 0
        self.digit: tuple[Fraction, Fraction] | None = None
        self.zero = self.loose = self.seen = False

    def read(self) -> Numeral | None:
        while self.at < len(self.text) and self._step(self.text[self.at]):
            self.at += 1
        if not self.seen:
            return None
        abbreviated = self._close()
        number = Numeral(self.start, self.at, self.low, self.high, self.loose, abbreviated=abbreviated)
        number = self._decimal(number)
        return _group_vague(self.text, number, self.digit is None and self.unit > 0)

    def _step(self, character: str) -> bool:
        if character in "零〇" or (character == "单" and self._is_zero()):
            if self.digit is not None:
                return False
            self.zero = self.seen = True
            if self.unit == 0:
                self.digit = (Fraction(0), Fraction(0))
            return True
        if character in "廿卅":
            return self._take_tens(20 if character == "廿" else 30)
        if character in DIGITS:
            return self._take_digit(DIGITS[character])
        if character in SEVERAL:
            return self._take_several(character)
        if character in SMALL and character != "k":
            return self._take_unit(SMALL[character])
        return False

    def _is_zero(self) -> bool:
        """一百单八."""
        return self.unit >= 100 and self.text[self.at + 1 : self.at + 2] in set(DIGITS)

    def _take_tens(self, value: int) -> bool:
        if self.digit is not None or (self.unit and self.unit <= 10):
            return False
        self.low += value
        self.high += value
        self.unit, self.seen = 10, True
        return True

    def _take_digit(self, value: int) -> bool:
        if self.digit is None:
            if self.unit == 1:
                return False
            self.digit = (Fraction(value), Fraction(value))
            self.seen = True
            return True
        low, high = self.digit
        if low == high and low > 0 and _is_rising(int(low), value):
            self.digit = (low, Fraction(value))
            self.loose = True
            return True
        return False

    def _take_several(self, character: str) -> bool:
        if (
            self.digit is not None
            or self.unit
            or not re.compile(r"[几数](?:个)?[十百千万亿]|几").match(self.text, self.at)
        ):
            return False
        if character == "数" and not re.compile(r"数[十百千万亿]").match(self.text, self.at):
            return False
        self.digit = (Fraction(1), Fraction(10))
        self.loose = self.seen = True
        return True

    def _take_unit(self, unit: int) -> bool:
        if self.unit and unit >= self.unit:
            return False
        if self.digit is None and not self._unit_alone(unit):
            return False
        low, high = self.digit or (Fraction(1), Fraction(1))
        self.low += low * unit
        self.high += high * unit
        self.digit, self.unit, self.zero, self.seen = None, unit, False, True
        return True

    def _unit_alone(self, unit: int) -> bool:
        """十 may stand alone; 百 and 千 only where a vague word says so (百把人, 千把万, 上千万, 百十来)."""
        if unit == 10 or self.bare:
            return True
        return self.unit == 0 and bool(re.compile(r".(?:[来把]|十[来多几号]|八十)").match(self.text, self.at))

    def _close(self) -> bool:
        if self.digit is None:
            return False
        low, high = self.digit
        tenths = self.unit > 10 and not self.zero
        factor = Fraction(self.unit, 10) if tenths else Fraction(1)
        self.low += low * factor
        self.high += high * factor
        return tenths

    def _decimal(self, number: Numeral) -> Numeral:
        if self.text.startswith("点几", number.end) and number.low == number.high:
            return several_tenths(number)
        found = _HAN_DECIMAL.match(self.text, number.end)
        if not found or self.loose:
            return number
        digits = "".join(str(DIGITS[c]) for c in found.group(1))
        part = Fraction(int(digits), 10 ** len(digits))
        return replace(number, low=number.low + part, high=number.high + part, end=found.end())
