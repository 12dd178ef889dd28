"""When the company was founded: a date, a year, or how long it has been registered (in the city asked about)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding.asking import asserts, how_many
from bot.understanding.facts.flags import code_spans, has_become_a_company
from bot.understanding.facts.subjects import bind
from bot.understanding.lexers.dates import Day
from bot.understanding.lexicon import cue
from bot.understanding.model import Reading
from bot.understanding.names.honours import find_honours
from bot.understanding.names.places import find_places
from bot.understanding.speech import Segment

_AND_A_SUM = r"(?! ?(?:了|大概|差不多|不到|上)*[\d一二两三四五六七八九十百千几半])"
"""今年就干了两千六百万 founds nothing."""
_FOUNDED = re.compile(
    r"成立|注册|登记|执照|创立|创办|设立|开业|开张|建厂|办厂|开厂|办的|开的|开了|办了|建的|起家|起步|干起来"
    rf"|就(?:开始)?干{_AND_A_SUM}|干上了{_AND_A_SUM}|创业(?!创新|板)"
)
_GOT_LICENCE = re.compile(r"[拿领办下](?:的|到的?|了|下来)?(?:营业)?证(?!书)")
"""The licence, where no honour or certificate is spoken of."""
_FORMALLY = re.compile(r"成立|注册|登记|执照|设立")
_NOT_FOUNDED = re.compile(
    r"认定|评上|获评|拿到小|复核|上市|营收|收入|研发|入驻|处罚|罚|注册(?:资本|资金|商标)|投了|投资|贷款|入职|毕业|[搬迁]"
)
_OF_HONOURS = ("honours", "honour_event", "honour_year")
"""Asked about these a year by itself is not when the company was founded."""
_YEAR_ALONE = re.compile(r"^(?!(?:那|这)(?:个|些)?(?:还|都)?是).*年的(?:老)?(?:公司|厂子?|企业|店)?$")
_PERSON = re.compile(r"老板|老总|法人代表|我(?:本人|自己|个人)|创始人|行业|这行|从业|入行|领域")


def read_founding(found: list[Segment], masked: set[int], asked: str | None) -> list[Reading]:
    """`founded_date`, `founded_year` or `registered_years`."""
    dates = [reading for segment in found for reading in _dates(segment, asked, found)]
    told = dates + _converted(found, dates) + _durations(found, masked)
    return told or ([] if asked else _of_the_described(found))


def _converted(found: list[Segment], before: list[Reading]) -> list[Reading]:
    """2021年开的个体 去年转的公司: from when on it counts is to be confirmed."""
    for segment in found:
        if segment.days and has_become_a_company(segment):
            new = date_reading(segment.days[-1])
            others = tuple(old.value for old in before if old.fact == new.fact and old.value != new.value)
            return [replace(new, assumed=True, others=others, rank=2)]
    return []


def _dates(segment: Segment, asked: str | None, found: list[Segment]) -> list[Reading]:
    if not segment.factual or not segment.days:
        return []
    near = _FOUNDED.search(segment.text) or _licence(segment, found)
    of_a_title = is_of_a_title(segment, found)
    if of_a_title and all(_is_relative(day, segment) for day in segment.days):
        return []
    if not near and (asked in _OF_HONOURS or _NOT_FOUNDED.search(segment.text) or not _carried(segment, found)):
        return []
    if _PERSON.search(segment.text) and not re.search("公司|厂|企业", segment.text):
        return []
    days = [day for day in segment.days if not _is_until(day, segment)]
    day = _nearest(days, near.start() + segment.start if near else segment.start)
    if day is None:
        return []
    read = date_reading(day)
    return [replace(read, rank=int(bool(_FORMALLY.search(segment.text))), assumed=read.assumed or of_a_title)]


_ANY_THING = re.compile(r"[办开建]的|[办开]了")
_FIRM = re.compile("公司|厂|企业|店|执照|法人|单位")


def is_of_a_title(segment: Segment, found: list[Segment]) -> bool:
    """质量体系的证有 去年办的: what was got then is the title named before, not the company."""
    near = _FOUNDED.search(segment.text)
    if near is None or not _ANY_THING.fullmatch(near.group()) or _FIRM.search(segment.text):
        return False
    before = found[max(0, found.index(segment) - 1) : found.index(segment)]
    return any(find_honours(s.text) or re.search("体系|认证|专利|证书|的证", s.text) for s in before)


def _is_relative(day: Day, segment: Segment) -> bool:
    """去年; 2019年 may be when the company was founded even behind a title."""
    return not re.search(
        r"\d|[零〇一二三四五六七八九]{2}", segment.text[day.start - segment.start : day.end - segment.start]
    )


def _licence(segment: Segment, found: list[Segment]) -> re.Match[str] | None:
    licence = _GOT_LICENCE.search(segment.text)
    other = licence and any(find_honours(s.text) or code_spans(s.text) or re.search("专利", s.text) for s in found)
    return None if other else licence


def _carried(segment: Segment, found: list[Segment]) -> bool:
    """成立时间: 2019年3月 — the subject stands in the segment before and has no date there."""
    at = found.index(segment)
    if find_honours(segment.text) or code_spans(segment.text):
        return False  # 高企证书是前年的
    if at == 0:
        return bool(_YEAR_ALONE.search(segment.text))
    before = found[at - 1]
    if _YEAR_ALONE.search(segment.text) and (_FIRM.search(segment.text) or not _is_of_money(before, segment)):
        return True
    following = found[at + 1] if at + 1 < len(found) else None
    if following is not None and following.start == segment.end:
        return False  # 注册的 然后去年研发投入: the date is of what it runs on to
    return bool(_FOUNDED.search(before.text)) and not before.days and not before.quantities and len(segment.text) < 16


def _is_of_money(before: Segment, segment: Segment) -> bool:
    """融资进来三千万 今年的: the year of what was told right before."""
    return bool(before.quantities) or all(_is_relative(day, segment) for day in segment.days)


def _is_until(day: Day, segment: Segment) -> bool:
    """到这个月成立正好十一年: the day that is counted to."""
    return bool(re.search("(?:到|截至|截止)$", segment.text[: day.start - segment.start]))


def _nearest(days: list[Day], at: int) -> Day | None:
    return min(days, key=lambda d: abs(d.start - at), default=None)


def date_reading(day: Day) -> Reading:
    if day.iso:
        return Reading("founded_date", day.iso, day.start, day.end)
    return Reading("founded_year", day.year, day.start, day.end, assumed=day.ago)


def _durations(found: list[Segment], masked: set[int]) -> list[Reading]:
    readings = []
    for bound in bind(found, masked):
        segment, quantity = bound.segment, bound.quantity
        if not segment.factual or segment.forecast or bound.subject is None or not bound.subject.entry.get("founding"):
            continue
        if _PERSON.search(segment.text) and "公司" not in segment.text:
            continue
        kind = quantity.kind
        if kind not in ("years", "months") or how_many(quantity, segment):
            continue
        if segment.question and _asks_whether(segment):
            continue
        if bound.subject.entry.get("here") and segment.question and not (segment.ours or asserts(segment)):
            continue
        value = quantity.value if kind == "years" else _in_years(quantity.value)
        local = bool(list(find_places(segment.text))) or bool(re.search("注册|登记|迁|搬|落户", segment.text))
        unsure = bool(bound.subject.entry.get("unsure"))
        readings.append(Reading("registered_years", value, quantity.start, quantity.end, unsure, rank=1 + local))
    return readings


def _asks_whether(segment: Segment) -> bool:
    """公司成立满五年了没有? tells nothing, 我们成立五年了能报吗 does."""
    whether = cue("honours", "cue", "whether").search(segment.text)
    return bool(whether) and not cue("honours", "cue", "benefit").search(segment.text)


def _in_years(value: object) -> object:
    if isinstance(value, dict):
        return {k: v / 12 if isinstance(v, (int, float)) and not isinstance(v, bool) else v for k, v in value.items()}
    return value / 12 if isinstance(value, (int, float)) else value


def _of_the_described(found: list[Segment]) -> list[Reading]:
    """日照的 做木材 刚满三年: how long by itself, beside a place, is most likely the company's age, to be confirmed."""
    if not any(find_places(s.text) for s in found) or any(find_honours(s.text) for s in found):
        return []
    of_nothing = {bound.quantity.start for bound in bind(found, set()) if bound.subject is None}
    alone = [r for segment in found for r in lone_duration([segment]) if segment.stretch == segment.start]
    return alone if len(alone) == 1 and alone[0].start in of_nothing else []


_NOTHING_ELSE = re.compile(r"(?:我们|公司|已经?|都|才|刚刚?|也|到现在|现在|还|就|有|是|应该|应|整|了|吧|啊|呢|的| )*")


def lone_duration(found: list[Segment]) -> list[Reading]:
    """刚满两年, and nothing else: most likely the company's age, to be confirmed."""
    if len(found) != 1 or len(found[0].quantities) != 1 or not found[0].factual or found[0].question:
        return []
    segment, quantity = found[0], found[0].quantities[0]
    text = segment.text
    around = text[: quantity.start - segment.start] + text[quantity.end - segment.start :]
    if quantity.kind not in ("years", "months") or quantity.window or not _NOTHING_ELSE.fullmatch(around):
        return []
    value = quantity.value if quantity.kind == "years" else _in_years(quantity.value)
    return [Reading("registered_years", value, quantity.start, quantity.end, assumed=True)]
