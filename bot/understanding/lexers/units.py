"""Units behind a numeral: 元, %, 成, 个点, 人, 件, 年, 个月 — and figures that are none of ours (美元, 平方米, 级)."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from bot.understanding.lexers.figure import Kind, Quantity
from bot.understanding.lexers.groups import Numeral
from bot.understanding.lexers.numbers import read_numeral
from bot.understanding.lexers.rule import Rule

_YUAN = re.compile(r" ?(?:元|块钱?(?![儿办做搞建弄来去合])|圆|人民币|rmb)(?:人民币)?(?:整|正)?|整(?![个改理])")
_CURRENCIES = (
    "美元|美金|美刀|欧元|港币|港元|港纸|日元|日圆|英镑|韩元|韩币|韩圆|卢布|加元|加币|澳元|澳币|新加坡元|新币|瑞郎|法郎"
    "|新台币|台币|泰铢|卢比|越南盾|马克|usd|eur|hkd|jpy|gbp|krw|aud|cad|chf"
)
_FOREIGN = re.compile(rf" ?(?:{_CURRENCIES}|刀)")
_FOREIGN_BEFORE = re.compile(rf"(?:{_CURRENCIES}|us\$|hk\$|[$€£])(?:是|有|约|为|大概)*[: ]*$")
_PERSONS = re.compile(
    r" ?(?:(?:个|名|位)人(?!才(?!是|评|有|就|也|不|刚|拿|做|干|能|过))|(?:号|口(?:子)?)?人)(?!民币|均|次)"
    r"|(?:个|名|位|号|口)?(?:员工|职工|工人|伙计)"
    r"(?![\d一二两三四五六七八九十百])|[名位]|(?<!两)(?<!俩)口子"
)
_OWN_FIGURE = re.compile(r"人(?:有|是)?(?=[\d一二两三四五六七八九十百])")
_HANDS = re.compile(r" ?号(?![楼线文令院])")
_MOST_DAYS = 31
"""A higher 号 is no day of a month."""
_TWO_OF_THEM = re.compile("(?<![这那们咱])[俩仨]$")
_COUNT = re.compile(
    r" ?(?:件|项|个(?!多?月|点|百分点|小时|亿|星期|季度)|家|款|台|户|笔|次|套|份|本|篇"
    r"|分(?![之钟公厂支店销管区类析红配享]))"
)
_PIECES = re.compile(r" ?(?:[件台套只条瓶箱斤辆双把盒袋桶根块匹册株棵头]|粉丝|用户|订单)(?![钱多])")
"""Behind 万 these count what was made or sold."""
_OTHER = re.compile(
    r"(?:平方?米?|平|亩|吨|公里|米|岁|天|周(?!年)|小时|分钟|点(?:钟|半)|号|日(?![\u4e00-\u9fff])|期(?!限|间)|届|批|层|楼|级|类|倍|季度|版|代|条|页|路|折|度|后|角|分(?=钟)|世纪|点\d|步|位数|c|g)"
)
_PERCENT = re.compile(r" ?(?:%|个?百分点|个多?(?:百分)?点|(?<=\d)个?点(?![\d钟半一二三四五六七八九])|pct|percent)")
_HALF_POINT = re.compile(r"个半(?:百分)?点")
_PERMILLE = re.compile(r" ?‰")
_TENTHS = re.compile(r" ?成(?!立|为|功|本|员|都|交|长|果|品|型|就|年|了)(半|[一二三四五六七八九五](?![年个]))?")
_YEARS = re.compile(
    r" ?(?:个)?(?:整)?(?:周年|年头(?!一?[次回])"
    r"|年(?!头一?[次回]|度|前|产|收|营|销|代|级|底|初|末|均|报|薪|货|化|费|级|龄|轻))"
)
_MONTHS = re.compile(r" ?(?:个多月|多?个月|个半月)")
_VAGUE = re.compile(r" ?(来|多|余|把|好几|几)(?=[个名位号口人件项家款台户笔次套元块年月天成点员职% ]|$|[,。;])")
FOREIGN = "foreign"
"""The `unit` of an amount in another currency."""
_AND_MONTHS = re.compile(r"(?:零|又|加|\s)?")


def begins_unit(text: str, at: int) -> bool:
    return bool(_COUNT.match(text, at) or _YEARS.match(text, at) or _PERSONS.match(text, at))


def read_unit(text: str, numeral: Numeral) -> Quantity | None:
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

    if special := _ratio(text, numeral, at) or _foreign(text, numeral, at):
        return special
    if found := _YUAN.match(text, at):
        return (
            quantity("money", found.end(), unit="元")
            if found.group() != "整" or numeral.scale > 1
            else quantity("bare", at)
        )
    unsaid: Kind = "money" if numeral.scale > 1 else "bare"
    if (_PERSONS.match(text, at) and _is_of_the_next(text, at)) or _is_across(text, at, numeral):
        return quantity(unsaid, numeral.end)
    if numeral.scale > 1 and not text.startswith("人", at):
        made = _OTHER.match(text, at) or _PIECES.match(text, at)
        return quantity("other", made.end()) if made else quantity("money", numeral.end)
    if found := _PERSONS.match(text, at):
        return quantity("persons", found.end())
    if (numeral.low > _MOST_DAYS or at > numeral.end) and (found := _HANDS.match(text, at)):
        return quantity("persons", found.end())
    if text.startswith("月", at) and _TWO_OF_THEM.search(text[: numeral.end]):
        return quantity("months", at + 1)
    if found := _MONTHS.match(text, at):
        return _months(quantity("months", found.end()), found.group())
    if numeral.scale == 1 and (found := _YEARS.match(text, at)):
        return _duration(text, quantity("years", found.end()))
    if found := _OTHER.match(text, at):
        return quantity("other", found.end())
    if found := _COUNT.match(text, at):
        return quantity("count", found.end(), unit=found.group().strip())
    if _TWO_OF_THEM.search(text[: numeral.end]):
        return quantity("count", numeral.end, unit="个")
    return quantity(unsaid, numeral.end)


def _is_across(text: str, at: int, numeral: Numeral) -> bool:
    """Behind a number in characters a blank ends what it counts (去年三千二 人六十)."""
    return text.startswith(" ", at) and not text[numeral.end - 1].isascii() and numeral.scale == 1


_LONE = re.compile(r"(?=$|[ ,。;!?个名位口多来余几左])")


def _is_of_the_next(text: str, at: int) -> bool:
    """人 names what the figure behind it counts (去年两千八 人五十), not what the one before it does."""
    blank = text.startswith(" ", at)
    if blank and not text[at - 1].isascii():
        return True
    own = _OWN_FIGURE.match(text, at + blank)
    following = read_numeral(text, own.end()) if own else None
    return bool(following and following.scale == 1 and _LONE.match(text, following.end))


def _foreign(text: str, numeral: Numeral, at: int) -> Quantity | None:
    """500万美元, $500万: an amount that is not in yuan."""
    behind = _FOREIGN.match(text, at)
    if not (behind or _FOREIGN_BEFORE.search(text[max(0, numeral.start - 10) : numeral.start])):
        return None
    end = behind.end() if behind else at
    return Quantity("other", numeral.start, end, numeral.low, numeral.high, numeral.bound, numeral.approximate, FOREIGN)


def _ratio(text: str, numeral: Numeral, at: int) -> Quantity | None:
    def ratio(end: int, factor: Fraction, extra: Fraction = Fraction(0)) -> Quantity:
        low, high = numeral.low * factor + extra, numeral.high * factor + extra
        return Quantity("ratio", numeral.start, end, low, high, numeral.bound, numeral.approximate)

    if numeral.scale > 1:
        return None
    if found := _HALF_POINT.match(text, at):
        return ratio(found.end(), Fraction(1, 100), Fraction(1, 200))
    if found := _PERCENT.match(text, at):
        percent = ratio(found.end(), Fraction(1, 100))
        return replace(percent, approximate=True, bound="gt") if "多" in found.group() else percent
    if found := _PERMILLE.match(text, at):
        return ratio(found.end(), Fraction(1, 1000))
    if (found := _TENTHS.match(text, at)) and numeral.high <= 10:
        extra = found.group(1)
        half = read_numeral(extra, 0) if extra and extra != "半" else None
        return ratio(found.end(), Fraction(1, 10), half.low / 100 if half else Fraction(bool(extra), 20))
    return None


def _months(months: Quantity, written: str) -> Quantity:
    """个月, 个半月, 个多月."""
    if "半" in written:
        return replace(months, low=months.low + Fraction(1, 2), high=months.high + Fraction(1, 2))
    return replace(months, approximate=True, bound="gt") if "多" in written else months


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


UNIT = Rule(
    "a number with its unit",
    read_unit,
    {
        "500万": ("money", 5_000_000, 5_000_000),
        "三千块": ("money", 3000, 3000),
        "56人": ("persons", 56, 56),
        "二十来口子": ("persons", 20, 20),
        "8件": ("count", 8, 8),
        "3.5%": ("ratio", 0.035, 0.035),
        "三个点": ("ratio", 0.03, 0.03),
        "三个半点": ("ratio", 0.035, 0.035),
        "8‰": ("ratio", 0.008, 0.008),
        "三成半": ("ratio", 0.35, 0.35),
        "三年": ("years", 3, 3),
        "一年半": ("years", 1.5, 1.5),
        "两年零三个月": ("years", 2.25, 2.25),
        "八九年": ("years", 8, 9),
        "十八个月": ("months", 18, 18),
        "一百平": ("other", 100, 100),
        "500万美元": ("other", 5_000_000, 5_000_000),
        "营收(万元)3200": ("money", 32_000_000, 32_000_000),
        "研发(亿)0.2": ("money", 20_000_000, 20_000_000),
    },
)
"""Units, with what one of them is in yuan, as a fraction, in persons, pieces, years or months."""
