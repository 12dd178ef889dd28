"""Figures with units, vagueness, bounds and ranges: 不到500万, 三成半, 两年零三个月, 三千到五千万, 一百五十来人."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from bot.understanding.lexers.dates import Day, read_day
from bot.understanding.lexers.declared import declared, in_brackets
from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexers.groups import Numeral
from bot.understanding.lexers.numbers import START, read_numeral
from bot.understanding.lexers.rule import Rule
from bot.understanding.lexers.units import begins_unit, read_unit
from bot.understanding.lexers.vagueness import dressed

_FRACTION = re.compile(r"(百|千|万)分之")
_SHARE = re.compile(r"([一二两三四五六七八九十百]+|\d+)分之")
_SLASHED = re.compile(r"(\d{1,3})/(\d{1,3})(?![\d/年月日号])")
_PART_OF = re.compile(r"(?:的|占|占了|是|约|大概|差不多|比例|比重|强度|左右)$")
_HALVES = re.compile(r"(?:一多?半|大?半数|一半|过半|对半)(?=$|[,。;\s]|以上|左右|多|都|是|的|吧|不到)")
_TO = re.compile(r" ?(?:到|至|-{1,2}|~|或者?) ?")

_SAYING = re.compile("八九不离十|一五一十|七七八八|三三两两|五花八门|乱七八糟|三天两头|四通八达|九牛一毛|三心二意")
"""Words of numbers that count nothing."""
_BARE_ALONE = re.compile(
    r"[百千]?[万亿](?:元)?(?:左右|上下|以上|以下|出头|级别?|以内|多[,。; ]|多$|来块|把(?:块|元|人|吧|$|[,。; ]))"
)
_BARE_BEFORE = re.compile(r"(上|过|破|近|超|达|成|快|小|差不多|不到|过了|超过|好几)$")


def scan(text: str, as_of: date) -> tuple[list[Quantity], list[Day]]:
    """Every figure and every date of a folded text, in order, none inside another."""
    quantities: list[Quantity] = []
    days: list[Day] = []
    at = 0
    while at < len(text):
        if said := _SAYING.match(text, at):
            at = said.end()
            continue
        day = read_day(text, at, as_of) if _may_be_day(text, at) else None
        if day is not None:
            days.append(day)
            at = day.end
            continue
        quantity = _read(text, at) if text[at] in START or text[at] in "过大对" else None
        if quantity is not None and quantity.kind == "count" and text[at - 1 : at] == "第":
            quantity = replace(quantity, kind="other")  # 第一次 counts nothing
        if quantity is None or _is_mere_word(text, quantity):
            at += 1
            continue
        quantity = dressed(text, quantity, quantities[-1].end if quantities else 0)
        if quantities and quantity.start < quantities[-1].end:
            quantities.pop()  # what is missing from the whole (差两个月满三年)
        between = _between(text, quantities[-1], quantity) if quantities else None
        if between is not None:
            quantities.pop()
        quantities.append(between or quantity)
        at = quantities[-1].end
    return declared(text, quantities), days


_JOINED = re.compile(r"[ ,]*(?:但|且|又|而|并)?(?:是|也|还)?[ ,]*")


def _between(text: str, lower: Quantity, upper: Quantity) -> Quantity | None:
    """五年多不到六年: two bounds of one figure."""
    if lower.bound not in ("gt", "gte") or upper.bound not in ("lt", "lte") or not lower.kind == upper.kind != "bare":
        return None
    if lower.high >= upper.low or not _JOINED.fullmatch(text, lower.end, upper.start):
        return None
    return replace(upper, start=lower.start, low=lower.low, bound=None, approximate=False)


_BEFORE_WORD = re.compile(r"(?:^|[,。;!?\s:]|发明|专利|员工|第|是|有|就|才|到|成|为|了|约|概|共)$")
_OF_PATENTS = re.compile("(?:发明|专利)(?:有|是)?$")
_BEHIND_WORD = re.compile(r"$|[,。;!?\s]|吧|了|左右|啊|呢|多")


def _is_mere_word(text: str, quantity: Quantity) -> bool:
    """一 in 一下, 一直, 统一: a single Han digit is a figure only where it stands by itself."""
    if (
        text[quantity.start : quantity.end] in ("一块", "一块儿")
        and text[quantity.start - 1 : quantity.start] in "这那"
    ):
        return True  # 研发这一块
    if quantity.kind != "bare" or quantity.end - quantity.start > 1 or text[quantity.start].isascii():
        return False
    if text[quantity.start] != "一" and _OF_PATENTS.search(text[max(0, quantity.start - 4) : quantity.start]):
        return False
    return not (_BEFORE_WORD.search(text[: quantity.start]) and _BEHIND_WORD.match(text, quantity.end))


def _may_be_day(text: str, at: int) -> bool:
    return text[at] in START or text[at] in "大上前去今本当这"


def _read(text: str, at: int) -> Quantity | None:
    """One figure with its unit, or a range of two."""
    for rule in RULES:
        special = rule.read(text, at)
        if special is not None:
            return _ranged(text, special)
    bare = bool(_BARE_BEFORE.search(text[max(0, at - 3) : at]) or _BARE_ALONE.match(text, at))
    numeral = read_numeral(text, at, bare=bare)
    if numeral is None:
        return None
    found = _range_of(text, numeral) or read_unit(text, numeral)
    return in_brackets(text, found) if found and found.kind == "bare" else found


def _fraction(text: str, at: int) -> Quantity | None:
    """百分之五, 千分之八, 万分之五."""
    if text.startswith("百分百", at):
        return Quantity("ratio", at, at + 3, Fraction(1), Fraction(1))
    found = _FRACTION.match(text, at)
    if not found:
        return None
    if text.startswith("百", found.end()):
        return Quantity("ratio", at, found.end() + 1, Fraction(1), Fraction(1))
    numeral = read_numeral(text, found.end())
    if numeral is None:
        return None
    base = {"百": 100, "千": 1000, "万": 10_000}[found.group(1)]
    part = numeral.times(Fraction(1, base))
    vague = re.compile("多").match(text, numeral.end)
    return (
        Quantity("ratio", at, numeral.end, part.low, part.high, numeral.bound, numeral.approximate)
        if not vague
        else Quantity("ratio", at, vague.end(), part.low, part.high, "gt", True)
    )


def _share(text: str, at: int) -> Quantity | None:
    found = _SHARE.match(text, at)
    numeral = read_numeral(text, found.end()) if found else None
    if found is None or numeral is None:
        return None
    whole = read_numeral(found.group(1), 0)
    part = numeral.low / whole.low if whole and whole.low else Fraction(0)
    return Quantity("ratio", at, numeral.end, part, part) if 0 < part <= 1 else None


def _slashed(text: str, at: int) -> Quantity | None:
    """营收的1/20; 6/18 alone is no share."""
    found = _SLASHED.match(text, at)
    if not found or not _PART_OF.search(text[max(0, at - 3) : at]):
        return None
    part, whole = int(found.group(1)), int(found.group(2))
    return (
        Quantity("ratio", at, found.end(), Fraction(part, whole), Fraction(part, whole)) if 0 < part < whole else None
    )


def _halves(text: str, at: int) -> Quantity | None:
    found = _HALVES.match(text, at)
    if not found:
        return None
    half, word = Fraction(1, 2), found.group()
    if word in ("过半", "大半数", "一多半"):
        return Quantity("ratio", at, found.end(), half, half, "gt")
    return Quantity("ratio", at, found.end(), half, half)


def _half_year(text: str, at: int) -> Quantity | None:
    found = re.compile(r"(?:大)?半年(?!度|报)|半个月").match(text, at)
    if not found or text[max(0, at - 1) : at] in ("上", "下"):
        return None
    half = Fraction(1, 2)
    if found.group().endswith("月"):
        return Quantity("months", at, found.end(), half, half)
    vague = found.group().startswith("大")
    return Quantity("years", at, found.end(), half, half, "gt" if vague else None, vague)


RULES: tuple[Rule[Callable[[str, int], Quantity | None]], ...] = (
    Rule(
        "per cent and per mille in words",
        _fraction,
        {
            "百分之五": ("ratio", 0.05, 0.05),
            "千分之八": ("ratio", 0.008, 0.008),
            "万分之五": ("ratio", 0.0005, 0.0005),
            "百分百": ("ratio", 1, 1),
            "百分之三到百分之五": ("ratio", 0.03, 0.05),
        },
    ),
    Rule(
        "a part of so many",
        _share,
        {
            "三分之一": ("ratio", 1 / 3, 1 / 3),
            "十五分之二": ("ratio", 2 / 15, 2 / 15),
            "20分之1": ("ratio", 0.05, 0.05),
        },
    ),
    Rule("a part with a stroke", _slashed, {"营收的1/20": ("ratio", 0.05, 0.05), "占2/5": ("ratio", 0.4, 0.4)}),
    Rule(
        "half a year or month",
        _half_year,
        {"半年": ("years", 0.5, 0.5), "半个月": ("months", 0.5, 0.5), "大半年": ("years", 0.5, 0.5)},
    ),
    Rule("half of it", _halves, {"占一半": ("ratio", 0.5, 0.5), "过半": ("ratio", 0.5, 0.5)}),
)
"""Figures that are not a number with a unit behind it, tried in order."""


def _ranged(text: str, first: Quantity) -> Quantity:
    joint = _TO.match(text, first.end)
    if joint:
        second = _fraction(text, joint.end())
        if second and second.low > first.low:
            return replace(first, end=second.end, high=second.high)
        numeral = read_numeral(text, joint.end())
        if first.kind == "ratio" and numeral and numeral.low / 100 > first.low and not begins_unit(text, numeral.end):
            return replace(first, end=numeral.end, high=numeral.high / 100)
    return first


def _range_of(text: str, numeral: Numeral) -> Quantity | None:
    """三千到五千万, 3000-5000万, 3%-5%, 三到五年: what the first lacks it takes from the second."""
    first = read_unit(text, numeral)
    if text[max(0, numeral.start - 1) : numeral.start] in ("差", "缺"):
        return None
    joint = _TO.match(text, first.end if first else numeral.end)
    second_numeral = read_numeral(text, joint.end()) if joint else None
    if joint is None or first is None or second_numeral is None:
        return None
    second = read_unit(text, second_numeral)
    if second is None or second.window:
        return None
    low = _inherited(first, numeral, second, second_numeral)
    if low is None or low > second.high or (first.approximate and first.low != first.high):
        return None
    return replace(second, start=first.start, low=low, approximate=first.approximate or second.approximate)


def _inherited(first: Quantity, low: Numeral, second: Quantity, high: Numeral) -> Fraction | None:
    if first.kind == second.kind and first.kind != "bare" and (low.scale > 1 or high.scale == 1 or first.unit == "元"):
        return first.low
    if first.kind == "months" and second.kind == "years":
        return first.low / 12
    if first.kind not in ("bare", "money"):
        return None
    if high.scale > 1 and low.scale == 1:
        for scale in (high.scale, 10_000):
            if low.low * scale <= high.high:
                return low.low * scale
        return None
    factor = second.high / high.high if high.high else Fraction(1)
    return low.low * factor
