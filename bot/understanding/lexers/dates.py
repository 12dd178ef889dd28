"""Years, months and days as people write them: 19年3月, 二〇一八年, 2020/6/18, 去年, 上个月, 三年前."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.understanding.lexers.numbers import read_numeral
from bot.understanding.lexers.rule import Rule

_HAN = "零〇一二三四五六七八九"
_ISO = re.compile(
    r"(?<![\d.年])((?:19|20)\d\d) ?[-/.] ?(1[0-2]|0?[1-9])(?: ?[-/.] ?(3[01]|[12]\d|0?[1-9]))?(?![\d%万亿]|\.\d| ?万)"
)
_SOLID = re.compile(r"(?<!\d)((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d|[万元人个件])")
_YEAR = re.compile(
    rf"(?:(?<![\d.])(\d{{4}})|(?<![\d.十百千])(\d\d)"
    rf"|((?:二[零〇]|一九)[{_HAN}]{{2}}|(?<![\d.{_HAN}十百千])(?:[{_HAN}]{{4}}|[{_HAN}]{{2}}))) ?年"
    r"(?!前|半|多|内|左右|以|零|来|头(?!一?[次回批])|级)"
)
_MONTH = re.compile(r" ?(?:的)?(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?:份)?")
_DAY = re.compile(r" ?(3[01]|[12]\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号]")
_RELATIVE = re.compile(r"大前年|上上年|前年|去年|上一?年度?|今年|本年度?|当年")
_BACK = {"大前年": 3, "上上年": 2, "前年": 2, "去年": 1, "今年": 0, "本年": 0, "本年度": 0, "当年": 0}
_MONTHS_AGO = re.compile(r"上上个?月|上个?月|这个?月|本月|当月")
_MONTH_BACK = {"上上": 2, "上": 1}
_AGO = re.compile(r" ?年(?:之|以)?前(?!年)")
_BARE_YEAR = re.compile(
    r"(?<![\d.])(?<!\d,)(19[5-9]\d|20[0-4]\d)"
    r"(?![\d.,%万亿元wk]| ?[万亿元人个件项家名块台多余几把]|年| ?[到至~-] ?\d| ?来[万亿元人件])"
)
FOUNDED_BEHIND = re.compile(
    r"[年]?(?:[初底末中]|上半年|下半年)?(?:的时候|就|才|刚|在|由|我们|正式|我|开始|那年|单独|独立|自己|重新|另外|\s)*"
    r"(?:在[\u4e00-\u9fff]{2,7}?)?"
    r"(?:成立|注册|登记|创立|创办|设立|开的|开业|开张|办的|办厂|建的|建厂|起家|的?(?:营业)?执照|拿的?执照|拿执照|下的?执照|领的?执照|办的?执照|落户|开厂"
    r"|干起来|干的|起步|干上?了(?! ?[\d一二两三四五六七八九十百千几半上好近约大差不])|[转升改变][^,。;\d]{0,4}公司)"
)
_FOUNDED_BEFORE = re.compile(
    r"(?:成立|注册|登记|创立|创办|设立|开业|建厂|始建|执照)(?:时间|日期|年份)?(?:于|在|是|:|为)+ ?$"
)


_UNTIL = re.compile(r"(?<![做干开办])(?:到|截至|截止)$")


@dataclass(frozen=True, slots=True)
class Day:
    """A year, a month or a day; `certain` is false for four digits alone, which are a year only where a year is due."""

    start: int
    end: int
    year: int
    month: int | None = None
    day: int | None = None
    certain: bool = True
    short: bool = False
    """Two digits with 年, which could also be a duration."""
    ago: bool = False
    """Counted back from the as-of day in years (三年前)."""

    @property
    def iso(self) -> str | None:
        if self.month is None:
            return None
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")


def read_day(text: str, at: int, as_of: date) -> Day | None:
    """The date that starts at `at`, if one does; an impossible day (2月30日) is read as its month."""
    for rule in RULES:
        found = rule.read(text, at, as_of)
        if found is not None:
            return found
    return None


def _read_iso(text: str, at: int, as_of: date) -> Day | None:
    del as_of
    found = _ISO.match(text, at) or _SOLID.match(text, at)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return _possible(at, found.end(), year or 0, month, day)


def _possible(start: int, end: int, year: int, month: int | None, day: int | None) -> Day:
    try:
        if month and day:
            date(year, month, day)
    except ValueError:
        day = None
    return Day(start, end, year, month, day)


def _read_year(text: str, at: int, as_of: date) -> Day | None:
    found = _YEAR.match(text, at)
    if not found:
        return None
    written = _arabic(found.group(found.lastindex or 1))
    if len(written) == 2 and text[at - 1 : at] in ("万", "亿") and not FOUNDED_BEHIND.match(text, found.end()):
        return None  # 12万15年 is hardly written, and the figure before would lose its tail
    year = int(written)
    with_month = _with_month(text, found.end(), at, _full_year(year, as_of) if len(written) == 2 else year)
    if (
        _is_loose(found.group(found.lastindex or 1))
        and with_month.month is None
        and not FOUNDED_BEHIND.match(text, found.end())
    ):
        return None
    if len(written) == 4:
        return with_month if 1900 <= year <= 2100 else None
    if with_month.month is None and not _is_year(text, at, found.end(), written, as_of):
        return None
    return with_month


def _is_loose(written: str) -> bool:
    """八九年 is eight or nine of them."""
    return len(written) == 2 and written[0] in _HAN[2:] and _HAN.find(written[1]) == _HAN.index(written[0]) + 1


def _is_year(text: str, start: int, end: int, written: str, as_of: date) -> bool:
    """15年成立 is a year, 成立15年 is not; 08年 and 98年 can only be years."""
    if written.startswith("0") or int(written) >= 80:
        return True
    if int(written) > as_of.year % 100:
        return False
    if _is_recent(text, start, end, int(written), as_of):
        return True
    if written.isdigit() and _UNTIL.search(text[max(0, start - 3) : start]):
        return True
    return bool(FOUNDED_BEHIND.match(text, end) or _FOUNDED_BEFORE.search(text[max(0, start - 12) : start])) or bool(
        _RECOGNISED.match(text, end)
        or _RECOGNISED_BEFORE.search(text[max(0, start - 8) : start])
        or re.compile(r"(?:度|全年|的?(?:营收|营业额|销售|收入|研发|营业收入))").match(text, end)
    )


_RECOGNISED_BEFORE = re.compile(r"(?:评上|认定|复核|获评|通过|批下来|拿到)的?(?:时间)?(?:是|在|于)$")
_RECOGNISED = re.compile(
    r"[、]?(?:的)?(?:时候)?(?:第一次|首次|头一?[回次]|的事(?!业)|就|又|刚|才|通过|被|因为?|给)*(?:评|认定|复核|复审|重新认定|批|获|拿的|入选|新认定|过的|搬|迁|落户|到期|过期|罚|处罚|环保|安监)"
)
_MADE = re.compile(r"[增涨升降跌达卖营销收研]|做(?:了|到)?|实现|完成|[\d一二三四五六七八九十两]")


def _is_recent(text: str, start: int, end: int, year: int, as_of: date) -> bool:
    """24年1000万 25年做到1800万: one of the last years, where a figure or what was done in it follows."""
    alone = start == 0 or text[start - 1] in " ,。;!?:\n"
    return alone and as_of.year % 100 - 3 < year <= as_of.year % 100 and bool(_MADE.match(text, end))


def _full_year(two: int, as_of: date) -> int:
    century = as_of.year - as_of.year % 100
    return century + two if two <= as_of.year % 100 + 5 else century - 100 + two


def _arabic(written: str) -> str:
    return "".join(
        c if c.isdigit() and c.isascii() else str("〇一二三四五六七八九".index("〇" if c == "零" else c))
        for c in written
    )


def _with_month(text: str, end: int, start: int, year: int) -> Day:
    found = _MONTH.match(text, end)
    if not found:
        return Day(start, end, year)
    month = _small(found.group(1))
    day = _DAY.match(text, found.end())
    if not day:
        return Day(start, found.end(), year, month)
    return _possible(start, day.end(), year, month, _small(day.group(1)))


def _small(written: str) -> int:
    numeral = read_numeral(written, 0)
    return int(numeral.low) if numeral else 0


def _read_relative(text: str, at: int, as_of: date) -> Day | None:
    found = _RELATIVE.match(text, at)
    if not found:
        return None
    back = _BACK.get(found.group(), 1)
    return _with_month(text, found.end(), at, as_of.year - back)


def _read_months_ago(text: str, at: int, as_of: date) -> Day | None:
    found = _MONTHS_AGO.match(text, at)
    if not found:
        return None
    back = _MONTH_BACK.get(found.group().rstrip("月").rstrip("个"), 0)
    months = as_of.year * 12 + as_of.month - 1 - back
    return _with_day(text, Day(at, found.end(), months // 12, months % 12 + 1))


def _with_day(text: str, month: Day) -> Day:
    day = _DAY.match(text, month.end)
    if not day:
        return month
    return _possible(month.start, day.end(), month.year, month.month, _small(day.group(1)))


def _read_ago(text: str, at: int, as_of: date) -> Day | None:
    """三年前; 前年 is no such thing, nor is 三年前年."""
    numeral = read_numeral(text, at)
    if numeral is None or numeral.low != numeral.high or numeral.low.denominator != 1 or numeral.approximate:
        return None
    found = _AGO.match(text, numeral.end)
    if not found or not 0 < numeral.low < 200:
        return None
    return Day(at, found.end(), as_of.year - int(numeral.low), ago=True)


def _read_bare_year(text: str, at: int, as_of: date) -> Day | None:
    del as_of
    found = _BARE_YEAR.match(text, at)
    if not found:
        return None
    return Day(at, found.end(), int(found.group(1)), certain=False)


RULES: tuple[Rule[Callable[[str, int, date], Day | None]], ...] = (
    Rule(
        "figures with strokes or dots",
        _read_iso,
        {
            "2020/6/18": (2020, 6, 18),
            "2020.06": (2020, 6, None),
            "20200618": (2020, 6, 18),
            "2020-6-31": (2020, 6, None),
        },
    ),
    Rule(
        "a year with 年",
        _read_year,
        {
            "2018年3月": (2018, 3, None),
            "二零一八年": (2018, None, None),
            "19年3月5号": (2019, 3, 5),
            "15年成立": (2015, None, None),
            "08年": (2008, None, None),
            "23年复核过的": (2023, None, None),
        },
    ),
    Rule(
        "a year counted from this one",
        _read_relative,
        {
            "去年": (2025, None, None),
            "前年6月": (2024, 6, None),
            "大前年": (2023, None, None),
            "今年3月5日": (2026, 3, 5),
        },
    ),
    Rule("a month counted from this one", _read_months_ago, {"上个月": (2026, 10, None), "本月": (2026, 11, None)}),
    Rule("so many years ago", _read_ago, {"三年前": (2023, None, None), "十年以前": (2016, None, None)}),
    Rule("a year without 年", _read_bare_year, {"成立于2016": (2016, None, None)}),
)
"""Ways to write a date, tried in order; the examples count from 2026-11-22."""
