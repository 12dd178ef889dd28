"""Numerals: every way of writing a number is read back as that number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.fold import fold
from bot.understanding.lexers.numbers import read_numeral
from bot.understanding.lexers.quantities import scan
from bot.understanding.reading import understand

DAY = date(2026, 11, 22)
LOWER, UPPER = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
QUICK = settings(deadline=None, max_examples=300)


def group_in_words(number: int, digits: str, units: str) -> str:
    """1..9999 in words, 零 where a place between is empty; 10..19 begin with 一十."""
    words, gap = "", False
    for place, unit in zip((1000, 100, 10, 1), (*units, ""), strict=True):
        digit = number // place % 10
        if digit:
            words += ("零" if gap and words else "") + digits[digit] + unit
            gap = False
        else:
            gap = True
    return words


def in_words(number: int, digits: str = LOWER, units: str = "千百十") -> str:
    if number == 0:
        return digits[0]
    words = ""
    for place, unit in ((100_000_000, "亿"), (10_000, "万"), (1, "")):
        group = number // place % 10_000
        if group:
            words += ("零" if words and group < 1000 else "") + group_in_words(group, digits, units) + unit
    return words


def full_width(text: str) -> str:
    return text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.,%"})


def read(text: str) -> Fraction | None:
    folded = fold(text)
    numeral = read_numeral(folded, 0)
    return numeral.low if numeral and numeral.end == len(folded) and numeral.low == numeral.high else None


@QUICK
@given(st.integers(0, 9_999_9999_9999))
def test_words_are_read_back(number: int) -> None:
    assert read(in_words(number)) == number
    assert read(in_words(number, UPPER, "仟佰拾")) == number


@QUICK
@given(st.integers(1, 9999_9999_9999))
def test_the_writer_of_another_library_is_read_back(number: int) -> None:
    assert read(cn2an.an2cn(number)) == number
    assert read(cn2an.an2cn(number, "up")) == number


@QUICK
@given(st.integers(10, 19), st.sampled_from(["", "万", "亿"]))
def test_ten_needs_no_one_before_it(number: int, unit: str) -> None:
    scale = {"": 1, "万": 10_000, "亿": 100_000_000}[unit]
    assert read(in_words(number)[1:] + unit) == number * scale


@QUICK
@given(st.integers(0, 10**12))
def test_digits_are_read_back_grouped_and_in_full_width(number: int) -> None:
    assert read(str(number)) == number
    assert read(f"{number:,}") == number
    assert read(full_width(str(number))) == number


@QUICK
@given(st.decimals("0.01", "9999", places=2), st.sampled_from(["万", "亿", "个亿", "w", "千万", "百万"]))
def test_decimals_with_units_are_read_back(number: Decimal, unit: str) -> None:
    scale = {"万": 10_000, "亿": 10**8, "个亿": 10**8, "w": 10_000, "千万": 10**7, "百万": 10**6}[unit]
    assert read(f"{number}{unit}") == Fraction(number) * scale
    assert read(full_width(str(number)) + unit) == Fraction(number) * scale


@QUICK
@given(st.integers(1, 99), st.integers(1, 9))
def test_decimals_in_words_are_read_back(whole: int, tenth: int) -> None:
    assert read(f"{in_words(whole)}点{LOWER[tenth]}亿") == Fraction(whole * 10 + tenth, 10) * 10**8


@QUICK
@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(["digits", "words", "mixed"]))
def test_yi_and_wan_join(yi: int, wan: int, form: str) -> None:
    said = {
        "digits": f"{yi}亿{wan:04}万",
        "words": in_words(yi * 10**8 + wan * 10**4),
        "mixed": f"{yi}亿{in_words(wan)}万",
    }[form]
    assert read(said) == yi * 10**8 + wan * 10**4


@QUICK
@given(st.integers(1, 9), st.sampled_from(["百", "千", "万", "亿"]), st.integers(1, 9))
def test_a_digit_left_over_counts_tenths(digit: int, unit: str, left: int) -> None:
    scale = {"百": 100, "千": 1000, "万": 10_000, "亿": 10**8}[unit]
    wanted = digit * scale + left * scale // 10
    assert read(f"{LOWER[digit]}{unit}{LOWER[left]}") == wanted
    assert read(f"{digit}{unit}{left}") == wanted


@QUICK
@given(st.integers(1, 9999), st.integers(1, 9))
def test_nothing_is_abbreviated_after_zero(thousands: int, left: int) -> None:
    assert read(f"{in_words(thousands)}万零{LOWER[left]}") == thousands * 10_000 + left


@QUICK
@given(st.integers(1000, 9999))
def test_digits_in_a_row_are_positional(year: int) -> None:
    said = "".join("〇一二三四五六七八九"[int(c)] for c in str(year))
    assert read(said) == year


UNITS = {
    "元": 1,
    "万元": 10_000,
    "亿元": 10**8,
    "万": 10_000,
    "亿": 10**8,
    "个亿": 10**8,
    "万块钱": 10_000,
    "万元整": 10_000,
}


@QUICK
@given(st.integers(1, 9999), st.sampled_from(sorted(UNITS)), st.sampled_from(["digits", "words", "upper", "wide"]))
def test_money_in_a_sentence_is_read_back(number: int, unit: str, form: str) -> None:
    written = {
        "digits": str(number),
        "words": in_words(number),
        "upper": in_words(number, UPPER, "仟佰拾"),
        "wide": full_width(str(number)),
    }[form]
    facts = understand(f"我们公司去年营收{written}{unit}", None, DAY).facts
    assert facts == {"revenue_yuan": number * UNITS[unit]}


@QUICK
@given(st.integers(1, 100), st.sampled_from(["%", "%", "个点", "个百分点", "百分之", "‰", "千分之"]))
def test_ratios_are_read_back(number: int, form: str) -> None:
    base = 1000 if form in ("‰", "千分之") else 100
    said = f"{form}{in_words(number)}" if form.endswith("之") else f"{number}{form}"
    facts = understand(f"研发占比{said}", None, DAY).facts
    assert facts["rd_ratio"] == pytest.approx(number / base)


@QUICK
@given(st.integers(1, 9), st.sampled_from(["", "半", "五", "三"]))
def test_tenths_are_read_back(tenths: int, more: str) -> None:
    extra = {"": 0.0, "半": 0.05, "五": 0.05, "三": 0.03}[more]
    facts = understand(f"主营占比{LOWER[tenths]}成{more}", None, DAY).facts
    assert facts["main_business_ratio"] == pytest.approx(tenths / 10 + extra)


@QUICK
@given(st.integers(0, 40), st.integers(0, 11), st.sampled_from(["零", "", "又"]))
def test_durations_are_read_back(years: int, months: int, joint: str) -> None:
    parts = ([f"{years}年"] if years else []) + ([f"{months}个月"] if months else [])
    if not parts:
        return
    facts = understand("公司注册" + joint.join(parts), None, DAY).facts
    assert facts["registered_years"] == pytest.approx(years + months / 12)


@QUICK
@given(
    st.dates(date(1980, 1, 1), DAY),
    st.sampled_from(["{y}年{m}月{d}日", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m}.{d}"]),
)
def test_days_are_read_back(day: date, form: str) -> None:
    said = form.format(y=day.year, m=day.month, d=day.day)
    assert understand(f"公司{said}成立", None, DAY).facts == {"founded_date": day.isoformat()}


@QUICK
@given(st.integers(1, 9999), st.integers(1, 9999))
def test_ranges_inherit_the_unit(first: int, second: int) -> None:
    low, high = sorted((first, second))
    if low == high:
        return
    facts = understand(f"营收{low}到{high}万", None, DAY).facts
    assert facts == {"revenue_yuan": {"low": low * 10_000, "high": high * 10_000}}


SHAPES = [
    ("不到{}", {"bound": "lt"}),
    ("不超过{}", {"bound": "lte"}),
    ("{}以下", {"bound": "lte"}),
    ("{}以内", {"bound": "lte"}),
    ("{}以上", {"bound": "gte"}),
    ("不少于{}", {"bound": "gte"}),
    ("至少{}", {"bound": "gte"}),
    ("超过{}", {"bound": "gt"}),
    ("{}左右", {"approximate": True}),
    ("大概{}", {"approximate": True}),
    ("差不多{}", {"approximate": True}),
    ("{}出头", {"approximate": True, "bound": "gt"}),
    ("将近{}", {"approximate": True, "bound": "lt"}),
    ("快{}", {"approximate": True, "bound": "lt"}),
    ("小{}", {"approximate": True, "bound": "lt"}),
]


@QUICK
@given(st.integers(20, 9000), st.sampled_from(SHAPES), st.booleans())
def test_words_around_a_figure_shape_it(number: int, shape: tuple[str, dict[str, object]], words: bool) -> None:
    form, wanted = shape
    said = form.format((in_words(number) if words else str(number)) + "万")
    assert understand(f"营收{said}", None, DAY).facts == {"revenue_yuan": {"value": number * 10_000, **wanted}}


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("五六十", 50, 60), ("三十几", 31, 39), ("十几", 11, 19), ("两三百", 200, 300), ("十七八", 17, 18),
        ("几百万", 10**6, 10**7), ("数千万", 10**7, 10**8), ("二十好几", 21, 29), ("三五百万", 3 * 10**6, 5 * 10**6),
    ],
)  # fmt: skip
def test_loose_numbers_are_intervals(said: str, low: int, high: int) -> None:
    numeral = read_numeral(said, 0)
    assert numeral is not None
    assert [numeral.low, numeral.high] == [low, high]
    assert numeral.approximate and numeral.end == len(said)


@pytest.mark.parametrize("said", ["100万美元", "300平方米", "3级", "第一批"])
def test_figures_in_other_units_are_none_of_ours(said: str) -> None:
    quantities, _ = scan(said, DAY)
    assert [q for q in quantities if q.kind != "other"] == []


@pytest.mark.parametrize(
    "said", ["200万一次", "200万一共", "200万一起给", "200万两笔", "200万三次给", "200万一直给", "200万5"]
)
def test_what_follows_a_sum_is_no_tenth_of_it_where_it_counts_or_begins_a_word(said: str) -> None:
    numeral = read_numeral(said, 0)
    assert numeral is not None
    assert numeral.low == (2_005_000 if said.endswith("5") else 2_000_000)
