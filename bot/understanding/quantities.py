"""Figures with their units, vagueness, bounds and ranges: 不到500万, 三成半, 两年零三个月, 三千到五千万, 一百五十来人."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from bot.understanding.dates import Day, read_day
from bot.understanding.numbers import START, Bound, Numeral, read_numeral

Kind = Literal["money", "ratio", "persons", "count", "years", "months", "bare", "other"]

_YUAN = re.compile(r" ?(?:元|块钱?|圆|人民币|rmb)(?:人民币)?(?:整|正)?|整(?![个改理])")
_FOREIGN = re.compile(r" ?(?:美元|美金|美刀|欧元|港币|港元|日元|英镑|usd|eur|刀)")
_PERSONS = re.compile(r" ?(?:个|名|位|号|口)?(?:人(?!民币|均|次|才)|员工|职工|工人|伙计)|[名位]")
_COUNT = re.compile(r" ?(?:件|项|个(?!多?月|点|百分点|小时|亿|星期|季度)|家|款|台|户|笔|次|套|份|本|篇)")
_OTHER = re.compile(
    r"(?:平方?米?|平|亩|吨|公里|米|岁|天|周(?!年)|小时|分钟|点(?:钟|半)|号|日|期(?!限|间)|届|批|层|楼|级|类|倍|季度|版|代|条|页|路|折|度|后|角|分(?!之)|世纪|点\d|步|位数|c|g)"
)
_PERCENT = re.compile(r" ?(?:%|个?百分点|个点|(?<=\d)个?点(?![\d钟半一二三四五六七八九])|pct|percent)")
_HALF_POINT = re.compile(r"个半(?:百分)?点")
_PERMILLE = re.compile(r" ?‰")
_TENTHS = re.compile(r" ?成(?!立|为|功|本|员|都|交|长|果|品|型|就|年|了)(半|[一二三四五六七八九五](?![年个]))?")
_FRACTION = re.compile(r"(百|千|万)分之")
_SHARE = re.compile(r"([一二两三四五六七八九十])分之")
_HALVES = re.compile(r"(?:一多?半|大?半数|一半|过半|对半)(?=$|[,。;\s]|以上|左右|多|都|是|的|吧|不到)")
_YEARS = re.compile(r" ?(?:个)?(?:整)?(?:周年|年头|年(?!度|前|产|收|营|销|代|级|底|初|末|均|报|薪|货|化|费|级|龄|轻))")
_MONTHS = re.compile(r" ?个?多?个月|(?<=几)个月")
_VAGUE = re.compile(r" ?(来|多|余|把|好几|几)(?=[个名位号口人件项家款台户笔次套元块年月天成点员职% ]|$|[,。;])")
_AND_MONTHS = re.compile(r"(?:零|又|加|\s)?")
_TO = re.compile(r" ?(?:到|至|-{1,2}|~|或者?) ?")

_BEFORE: tuple[tuple[re.Pattern[str], Bound | None, bool], ...] = tuple(
    (re.compile(f"(?:{pattern})(?:有|是|在|做了|做|个|能|花了|大概|用了|了| )*$"), bound, approximate)
    for pattern, bound, approximate in (
        (r"不超过?|没(?:有)?超过?|未超过?|不高于|不大于|不多于|至多|最多|顶多|撑死|≤|<=|上限", "lte", False),
        (r"不到|没(?:有)?到|未到|不足|不够|不满|未满|没满|低于|少于|小于|够不到|不及|(?<![<])<", "lt", False),
        (r"不少于|不低于|不小于|至少|最少|起码|大于等于|≥|>=|打底|少说|超过等于", "gte", False),
        (r"刚(?:刚)?(?:过|破|超过?|出头)", "gt", True),
        (r"超过|超|大于|多于|高于|突破|超出|>|(?<![通经没不])破|高达", "gt", False),
        (r"将近|快(?:要|到|满)?|接近|差点|(?<![最附])近|(?<![大])小|差不多快|逼近|奔着", "lt", True),
        (r"刚满|刚好满?|正好|整整|恰好|刚刚满|刚刚好|已?满|整", None, False),
        (r"大概|大约|(?<!合)约|差不多|估计|可能|约莫|好像|大致|粗略|估摸|粗算|左右|毛估|~", None, True),
    )
)
_BARE_ALONE = re.compile(r"[百千]?[万亿](?:元)?(?:左右|上下|以上|以下|出头|级别?|以内|多[,。; ]|多$|来块)")
_BARE_BEFORE = re.compile(r"(上|过|破|近|超|达|成|快|小|差不多|不到|过了|超过|好几)$")
_AFTER: tuple[tuple[re.Pattern[str], Bound | None, bool], ...] = tuple(
    (re.compile(f" ?(?:{pattern})"), bound, approximate)
    for pattern, bound, approximate in (
        (r"[多余](?![少次长年月])|出头|挂零|开外|冒头|还多|多点|多一点", "gt", True),
        (r"(?:及|或|\()?以上|往上|\+|起步|打底|朝上", "gte", False),
        (r"(?:及|或|\()?以下|以内|之内|内(?=$|[,。; ])|封顶|往下", "lte", False),
        (r"左右|上下(?!浮)|的?样子|前后|差不多|这样|几许|来着|大概|吧可能", None, True),
        (r"不到点?|差一?点|弱|都?没到|还不到", "lt", False),
        (r"整(?![个改理])|正好|刚好", None, False),
    )
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`low` ≤ the figure ≤ `high` in yuan, fractions, persons, pieces, years or months; `start`, `end` take in the words around it."""

    kind: Kind
    start: int
    end: int
    low: Fraction
    high: Fraction
    bound: Bound | None = None
    approximate: bool = False
    unit: str = ""
    window: bool = False
    """近两年: a stretch of time looked at, not a duration of something."""

    @property
    def value(self) -> Any:
        return as_value(self.low, self.high, self.bound, self.approximate)


def as_value(low: Fraction, high: Fraction, bound: Bound | None = None, approximate: bool = False) -> Any:
    """The JSON shape of a figure: plain where exact, else an object."""
    if low != high and bound in ("lt", "lte"):
        low = high
    if low != high and bound in ("gt", "gte"):
        high = low
    shape: dict[str, Any] = {"value": plain(low)} if low == high else {"low": plain(low), "high": plain(high)}
    if approximate:
        shape["approximate"] = True
    if bound:
        shape["bound"] = bound
    return shape["value"] if shape.keys() == {"value"} else shape


def plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)


def scan(text: str, as_of: date) -> tuple[list[Quantity], list[Day]]:
    """Every figure and every date of a folded text, in order, none inside another."""
    quantities: list[Quantity] = []
    days: list[Day] = []
    at = 0
    while at < len(text):
        day = read_day(text, at, as_of) if _may_be_day(text, at) else None
        if day is not None:
            days.append(day)
            at = day.end
            continue
        quantity = _read(text, at) if text[at] in START or text[at] in "过大对" else None
        if quantity is None or _is_mere_word(text, quantity):
            at += 1
            continue
        quantities.append(_dressed(text, quantity, quantities[-1].end if quantities else 0))
        at = quantities[-1].end
    return quantities, days


_BEFORE_WORD = re.compile(r"(?:^|[,。;!?\s:]|是|有|就|才|到|成|为|了|约|概|共)$")
_BEHIND_WORD = re.compile(r"$|[,。;!?\s]|吧|了|左右|啊|呢|多")


def _is_mere_word(text: str, quantity: Quantity) -> bool:
    """一 in 一下, 一直, 统一: a single Han digit is a figure only where it stands by itself."""
    if quantity.kind != "bare" or quantity.end - quantity.start > 1 or text[quantity.start].isascii():
        return False
    return not (_BEFORE_WORD.search(text[: quantity.start]) and _BEHIND_WORD.match(text, quantity.end))


def _may_be_day(text: str, at: int) -> bool:
    return text[at] in START or text[at] in "大上前去今本当这"


def _read(text: str, at: int) -> Quantity | None:
    """One figure with its unit, or a range of two."""
    special = _fraction(text, at) or _share(text, at) or _half_year(text, at) or _halves(text, at)
    if special is not None:
        return _ranged(text, special)
    bare = bool(_BARE_BEFORE.search(text[max(0, at - 3) : at]) or _BARE_ALONE.match(text, at))
    numeral = read_numeral(text, at, bare=bare)
    if numeral is None:
        return None
    return _range_of(text, numeral) or _united(text, numeral)


def _fraction(text: str, at: int) -> Quantity | None:
    """百分之五, 千分之八, 万分之五."""
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
    part = numeral.low / whole.low if whole else Fraction(0)
    return Quantity("ratio", at, numeral.end, part, part) if 0 < part <= 1 else None


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


def _ranged(text: str, first: Quantity) -> Quantity:
    joint = _TO.match(text, first.end)
    if joint:
        second = _fraction(text, joint.end())
        if second and second.low > first.low:
            return replace(first, end=second.end, high=second.high)
        numeral = read_numeral(text, joint.end())
        if first.kind == "ratio" and numeral and numeral.low / 100 > first.low and not _begins_unit(text, numeral.end):
            return replace(first, end=numeral.end, high=numeral.high / 100)
    return first


def _begins_unit(text: str, at: int) -> bool:
    return bool(_COUNT.match(text, at) or _YEARS.match(text, at) or _PERSONS.match(text, at))


def _range_of(text: str, numeral: Numeral) -> Quantity | None:
    """三千到五千万, 3000-5000万, 3%-5%, 三到五年: what the first lacks it takes from the second."""
    first = _united(text, numeral)
    joint = _TO.match(text, first.end if first else numeral.end)
    second_numeral = read_numeral(text, joint.end()) if joint else None
    if joint is None or first is None or second_numeral is None:
        return None
    second = _united(text, second_numeral)
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


def _united(text: str, numeral: Numeral) -> Quantity | None:
    """The numeral with the unit behind it."""
    vague = _VAGUE.match(text, numeral.end) if not numeral.approximate else None
    at = vague.end() if vague else numeral.end
    found = _unit(text, numeral, at)
    if found is None:
        return None
    if vague:
        more = vague.group(1) in "多余"
        found = replace(found, approximate=True, bound="gt" if more else found.bound, end=max(found.end, vague.end()))
        if vague.group(1) in ("好几", "几") and numeral.scale == 1:
            found = replace(found, high=found.low + 9, low=found.low + 1, bound=None)
    return found


def _unit(text: str, numeral: Numeral, at: int) -> Quantity | None:
    def quantity(kind: Kind, end: int, factor: Fraction | int = 1, unit: str = "") -> Quantity:
        value = numeral.times(factor)
        return Quantity(kind, numeral.start, end, value.low, value.high, numeral.bound, numeral.approximate, unit)

    ratio = _ratio(text, numeral, at)
    if ratio is not None:
        return ratio
    if found := _FOREIGN.match(text, at):
        return quantity("other", found.end())
    if found := _YUAN.match(text, at):
        return (
            quantity("money", found.end(), unit="元")
            if found.group() != "整" or numeral.scale > 1
            else quantity("bare", at)
        )
    if found := _PERSONS.match(text, at):
        return quantity("persons", found.end())
    if found := _MONTHS.match(text, at):
        return quantity("months", found.end())
    if numeral.scale == 1 and (found := _YEARS.match(text, at)):
        return _duration(text, quantity("years", found.end()))
    if found := _OTHER.match(text, at):
        return quantity("other", found.end())
    if found := _COUNT.match(text, at):
        return quantity("count", found.end(), unit=found.group().strip())
    return quantity("money" if numeral.scale > 1 else "bare", numeral.end)


def _ratio(text: str, numeral: Numeral, at: int) -> Quantity | None:
    def ratio(end: int, factor: Fraction, extra: Fraction = Fraction(0)) -> Quantity:
        low, high = numeral.low * factor + extra, numeral.high * factor + extra
        return Quantity("ratio", numeral.start, end, low, high, numeral.bound, numeral.approximate)

    if numeral.scale > 1:
        return None
    if found := _HALF_POINT.match(text, at):
        return ratio(found.end(), Fraction(1, 100), Fraction(1, 200))
    if found := _PERCENT.match(text, at):
        return ratio(found.end(), Fraction(1, 100))
    if found := _PERMILLE.match(text, at):
        return ratio(found.end(), Fraction(1, 1000))
    if (found := _TENTHS.match(text, at)) and numeral.high <= 10:
        extra = found.group(1)
        half = read_numeral(extra, 0) if extra and extra != "半" else None
        return ratio(found.end(), Fraction(1, 10), half.low / 100 if half else Fraction(bool(extra), 20))
    return None


def _duration(text: str, years: Quantity) -> Quantity:
    """三年, 一年半, 两年零三个月, 三年多."""
    if text.startswith("半", years.end):
        half = Fraction(1, 2)
        return replace(years, low=years.low + half, high=years.high + half, end=years.end + 1)
    joint = _AND_MONTHS.match(text, years.end)
    months = read_numeral(text, joint.end()) if joint else None
    found = re.compile(r" ?个?多?月").match(text, months.end) if months else None
    if months and found and months.high < 12:
        part = months.low / 12
        return replace(years, low=years.low + part, high=years.high + part, end=found.end())
    return years


def _dressed(text: str, quantity: Quantity, floor: int) -> Quantity:
    """The figure with the words of vagueness and bounds around it."""
    quantity = _after(text, quantity)
    quantity = _short_of(text, quantity, floor)
    head = text[max(floor, quantity.start - 12) : quantity.start]
    if re.search(r"(?:最近|这|过去|前|未来|每|后|(?<!将)(?<!成立)(?<!注册)(?<!快)近)$", head) and quantity.kind in (
        "years",
        "months",
    ):
        return replace(quantity, window=True)
    for _ in range(3):
        for pattern, bound, approximate in _BEFORE:
            found = pattern.search(head)
            if found:
                quantity = replace(
                    quantity,
                    start=quantity.start - (len(head) - found.start()),
                    bound=quantity.bound or bound,
                    approximate=quantity.approximate or approximate,
                )
                head = head[: found.start()]
                break
        else:
            break
    return _reaching(text, quantity, head)


def _reaching(text: str, quantity: Quantity, head: str) -> Quantity:
    """上亿, 过千万: a bare unit that is reached or passed."""
    if quantity.kind == "money" or text[quantity.start : quantity.start + 1] in "百千万亿":
        if head.endswith("上") and text[quantity.start] in "百千万亿":
            return replace(quantity, bound="gte", approximate=True, start=quantity.start - 1)
        if re.search(r"(?:^|[^通超不没经干做用花])过$", head) and quantity.kind == "money" and not quantity.bound:
            return replace(quantity, bound="gt", start=quantity.start - 1)
    return quantity


def _after(text: str, quantity: Quantity) -> Quantity:
    for _ in range(2):
        for pattern, bound, approximate in _AFTER:
            found = pattern.match(text, quantity.end)
            if found:
                quantity = replace(
                    quantity,
                    end=found.end(),
                    bound=quantity.bound or bound,
                    approximate=quantity.approximate or approximate,
                )
                break
        else:
            break
    return quantity


_SHORT = re.compile(
    r"(?:还)?(?:差|缺)(?:着)?(?:不到)?([一二两三四五六七八九十\d]+)个(?:多)?月(?:就|才|不到|快|到|够|就满|就到)*(?:满)?$"
)


def _short_of(text: str, quantity: Quantity, floor: int) -> Quantity:
    """差两个月满三年: the whole less what is missing."""
    del floor
    found = _SHORT.search(text[max(0, quantity.start - 14) : quantity.start])
    if not found or quantity.kind != "years":
        return quantity
    months = read_numeral(found.group(1), 0)
    if months is None:
        return quantity
    part = months.low / 12
    return replace(quantity, low=quantity.low - part, high=quantity.high - part)
