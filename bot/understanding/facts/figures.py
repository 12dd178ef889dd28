"""Facts that are figures: whose they are, which year they belong to, and what a number without a unit means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from bot.understanding.asking import how_many, is_reward
from bot.understanding.facts.periods import Starting, called_of, carried, from_to, period_before, years_since
from bot.understanding.facts.relative import stands_alone
from bot.understanding.facts.subjects import Bound, Subject, bind, find_subjects, is_masked, is_total, kind_of
from bot.understanding.facts.turnover import LEAST, is_all, is_described, turnover_beside
from bot.understanding.lexers.figure import Quantity, as_value, bare_value
from bot.understanding.lexicon import cue
from bot.understanding.model import EARLIER, Reading
from bot.understanding.speech import Segment


def figures(found: list[Segment], masked: set[int], asked: str | None, year: int) -> list[Reading]:
    """Facts that are figures with a subject; `year` is the as-of year."""
    readings: list[Reading] = []
    period: int | None = None
    last_segment: Segment | None = None
    within, starting = False, Starting(year - 1)
    described = is_described(found)
    for bound in (_by_itself(bound, readings, year) for bound in _of_heads(bind(found, masked, asked))):
        segment = bound.segment
        if segment is not last_segment:
            period = carried(period, segment, found, last_segment)
            last_segment = segment
        here = period_before(segment, bound.quantity, year)
        before, period = period, here if here is not None else starting.period(bound, period)
        if here is None and period == year - 2 and _is_told(bound, period, year, readings):
            period = None
        doubtful = here is None and before is not None and before < year - 1 and starting.subject is not bound.subject
        starting.told(bound, period)
        if segment.question and bound.subject and bound.subject.weak and bound.subject.start < segment.start:
            continue  # 任务都完成了,市里那三百万咋申请
        if not segment.factual or is_reward(bound.quantity, segment) or how_many(bound.quantity, segment):
            continue
        here = from_to(bound, year) or called_of(segment, found) or here
        read = _figure(bound, asked, here, here or period, year, described)
        within = (segment.among or (within and not segment.hard)) and bool(readings)
        within = within and not is_total(bound.quantity, segment)
        if any(r.fact == "invention_patents" for r in read) and _is_pending(bound):
            continue
        if any(r.fact == "invention_patents" for r in read) and _are_no_inventions(segment, found):
            read = [replace(r, value=0, assumed=True) for r in read]
        if doubtful and any(r.fact in _OF_A_YEAR for r in read):
            read = [replace(r, assumed=True) for r in read]
        readings += [r for r in read if not (within and r.fact in _PARTS.get(readings[-1].fact, ()))]
    return readings


def _of_heads(bounds: Iterator[Bound]) -> Iterator[Bound]:
    """疫情前一百五十人,现在九十: a number by itself behind persons counts persons, too."""
    heads = False
    for bound in bounds:
        quantity, nothing = bound.quantity, bound.subject is None
        if heads and nothing and quantity.kind == "bare" and stands_alone(bound.segment, quantity):
            quantity = replace(quantity, kind="persons")
        heads = nothing and quantity.kind == "persons"
        yield replace(bound, quantity=quantity)


def _is_told(bound: Bound, period: int, year: int, before: list[Reading]) -> bool:
    """营业收入5100万 behind 前年做了620万: what is named again without a year is of the last one."""
    if bound.subject is None or bound.subject.decoy or bound.subject.start < bound.segment.start:
        return False
    fact = _fact_of(bound, period, year, bound.segment)
    return any(reading.fact == fact and reading.end <= bound.segment.start for reading in before)


def _by_itself(bound: Bound, before: list[Reading], year: int) -> Bound:
    """去年五千万 far behind the research: a year and a figure are turnover where what was open has its figure."""
    segment, quantity, subject = bound.segment, bound.quantity, bound.subject
    if subject is None or subject.start >= segment.start or subject.weak:
        return bound
    if quantity.kind != "money" and (quantity.kind != "bare" or quantity.low < LEAST):
        return bound
    if len(segment.days) != 1 or len(segment.quantities) != 1 or not is_all(segment, quantity):
        return bound
    fact = _fact_of(bound, segment.days[0].year, year, segment)
    told = fact in (None, "-") or any(reading.fact == fact for reading in before)
    told = told or (before[-1:] != [] and before[-1].fact.startswith("revenue") and not str(fact).startswith("revenue"))
    return replace(bound, subject=None) if told else bound


_TOTAL = 2
"""What a figure of the whole is ranked above its parts."""
_OF_A_YEAR = ("revenue_yuan", "rd_expense_yuan", "revenue_prev_yuan", "rd_expense_prev_yuan")
"""Told behind an amount of the year before without a year of its own these may be of either."""
_PARTS = {"rd_expense_yuan": ("equipment_investment_yuan",), "employees": ("employees", "rd_expense_yuan")}
"""What is told as a part of another amount (研发费用300万 其中设备100万) is no fact of its own."""


_OTHER_PATENTS = re.compile(r"(?:全|都)(?:部|都)?(?:是|为)?(?:实用|外观|软著|软件)")


_PENDING = re.compile(r" ?(?:都|还|正)*(?:在审|在申|在报|在走|受理|审着|申请中|没授权|没下|未授权|公开)")


def _is_pending(bound: Bound) -> bool:
    """发明三个在审 一个下证, 有两项专利在审."""
    text, start = bound.segment.text, bound.segment.start
    ends = [bound.quantity.end, *([bound.subject.end] if bound.subject else [])]
    return any(_PENDING.match(text, end - start) for end in ends if end >= start)


def _are_no_inventions(segment: Segment, found: list[Segment]) -> bool:
    """专利12件 都是实用新型."""
    following = found[found.index(segment) + 1 :][:1]
    return "发明" not in segment.text and any(_OTHER_PATENTS.search(s.text) for s in [segment, *following])


def _figure(
    bound: Bound, asked: str | None, here: int | None, period: int | None, year: int, described: bool | None
) -> list[Reading]:
    """`here`: the year by the words beside the figure; `period`: that, or the year that goes on."""
    segment, subject = bound.segment, bound.subject
    if subject is None or subject.decoy:
        readings = _alone(bound, asked, year, described)
    elif subject.entry.get("founding") and bound.quantity.kind in ("years", "months"):
        return []
    else:
        fact = _fact_of(bound, period, year, segment)
        if fact in (None, "-") or (segment.among and fact == "employees"):
            return []
        told = period is not None or (
            "年" in segment.text and not cue("changes", "when", "no_year").search(segment.text)
        )
        if subject.weak and subject.entry.get("period") and not told and _is_asked_kind(asked, bound.quantity):
            fact = asked or fact
        readings = [replace(r, assumed=r.assumed or _is_open(subject, told)) for r in [_reading(fact, bound)]]
        if subject.entry.get("period"):
            return [] if here is None and years_since(bound, here, year) else readings
    total = is_total(bound.quantity, segment)
    rank = _TOTAL if total and here is None else EARLIER * years_since(bound, here, year) + _TOTAL * total
    return [replace(reading, rank=reading.rank + rank) for reading in readings]


def _is_asked_kind(asked: str | None, quantity: Quantity) -> bool:
    """卖了1000万 names no amount of its own, and answers the question about one."""
    return asked is not None and kind_of(asked) == quantity.kind == "money"


def _is_open(subject: Subject, told: bool) -> bool:
    """卖了1000万 of no year may be of one product; who is insured is not all who are employed."""
    return bool(subject.entry.get("indirect")) or (subject.weak and bool(subject.entry.get("period")) and not told)


def _fact_of(bound: Bound, period: int | None, year: int, segment: Segment) -> str | None:
    assert bound.subject is not None
    fact = bound.subject.fact(bound.quantity.kind)
    entry = bound.subject.entry
    if segment.forecast and not entry.get("founding"):
        return None
    if "both" in entry and fact == entry.get("money") and cue("changes", "when", "both").search(segment.text):
        return str(entry["both"])
    if not entry.get("period") or period is None:
        return fact
    if period == year - 1:
        return fact
    if period == year - 2 and fact == entry.get("money"):
        return str(entry["previous"])
    return None


def _alone(bound: Bound, asked: str | None, year: int, described: bool | None) -> list[Reading]:
    """A figure without a subject says what it is by its unit: persons are employees."""
    quantity, segment = bound.quantity, bound.segment
    if bound.subject is None and (turnover := turnover_beside(bound, asked, year, described)):
        return [turnover]
    if bound.subject is not None:
        if asked and bound.subject.entry.get("money_if_asked") == asked and quantity.kind == "money":
            return [Reading(asked, quantity.value, quantity.start, quantity.end, True)]
        return []
    if (
        quantity.kind == "persons"
        and not segment.among
        and not segment.forecast
        and not segment.question
        and not cue("subjects", "heads", "passing").match(segment.text[quantity.end - segment.start :])
        and (asked in (None, "employees") or (described and kind_of(asked) not in ("persons", "count")))
    ):
        return [Reading("employees", quantity.value, quantity.start, quantity.end)]
    if asked is None and quantity.unit == "个" and segment.factual and not segment.question and _are_heads(bound):
        return [Reading("employees", quantity.value, quantity.start, quantity.end, assumed=True)]
    return []


def _are_heads(bound: Bound) -> bool:
    """满打满算八十六个, 如今五十九个: what is counted needs no name."""
    segment, quantity = bound.segment, bound.quantity
    if quantity.low < _A_CREW or segment.among or segment.forecast:
        return False
    before = segment.text[: max(0, quantity.start - segment.start)]
    behind = segment.text[quantity.end - segment.start :]
    return bool(cue("subjects", "heads", "before").search(before) and cue("subjects", "heads", "behind").match(behind))


_A_CREW = 5
"""Fewer of 个 by themselves may be anything."""


def lone_persons(found: list[Segment]) -> list[Reading]:
    """是56人, and nothing else: employees, to be confirmed."""
    if len(found) != 1 or len(found[0].quantities) != 1 or not found[0].factual or found[0].question:
        return []
    quantity = found[0].quantities[0]
    if quantity.kind != "persons" or find_subjects(found[0].text):
        return []
    return [Reading("employees", quantity.value, quantity.start, quantity.end, assumed=True)]


def _reading(fact: str, bound: Bound) -> Reading:
    quantity = _none_at_all(bound.quantity, bound.segment)
    assert bound.subject is not None
    here = bound.subject.start >= bound.segment.start
    start = min(quantity.start, bound.subject.start) if here else quantity.start
    end = max(quantity.end, bound.subject.end)
    rank = _specific(fact, bound)
    if quantity.kind == "bare":
        value, others = bare_value(quantity, kind_of(fact), fact)
        assumed = kind_of(fact) in ("money", "ratio") and value != 0
        return Reading(fact, value, start, end, assumed, others, rank)
    if fact == "tenure_months" and quantity.kind == "years":
        value = as_value(quantity.low * 12, quantity.high * 12, quantity.bound, quantity.approximate)
        return Reading(fact, value, start, end, rank=rank)
    if quantity.kind == "months" and kind_of(fact) == "years":
        value = as_value(quantity.low / 12, quantity.high / 12, quantity.bound, quantity.approximate)
        return Reading(fact, value, start, end, rank=rank)
    return Reading(fact, quantity.value, start, end, rank=rank)


def _none_at_all(quantity: Quantity, segment: Segment) -> Quantity:
    """一个发明专利都没有."""
    behind = segment.text[quantity.end - segment.start :]
    if quantity.low == quantity.high == 1 and re.search(r"^(?:还)?(?:没|无)|(?:都|也)(?:还)?(?:没|无)", behind):
        return replace(quantity, low=Fraction(0), high=Fraction(0))
    return quantity


_MAY_BE_NONE = ("invention_patents", "revenue_yuan", "rd_expense_yuan")
_NONE_BEFORE = re.compile(
    r"(?:没有?|无|零|哪(?:里|儿)?(?:有|来的?)|没(?:有)?(?:搞|做|申请|拿|弄|报)过?)(?:任何|一个|什么|啥)?(?:有效|授权|自己的)?的?$"
)
_NONE_BEHIND = re.compile(
    r"(?:还|都|也|暂时|目前|方面|这块|数量|[: ])*"
    r"(?:没有|没得|没|无|零|为零|是零|0)(?:投入|花钱?|搞|做)?(?:$|个|件|项|的|呢|吧|啊)"
)


def zeros(found: list[Segment], masked: set[int]) -> list[Reading]:
    """没有发明专利, 研发没投入: what is named and denied outright is none; money to be confirmed."""
    readings = []
    for segment in found:
        if not segment.factual or segment.question or segment.quantities or segment.forecast:
            continue
        for subject in find_subjects(segment.text, segment.start):
            fact = next(
                (subject.entry.get(k) for k in ("count", "money") if subject.entry.get(k) in _MAY_BE_NONE), None
            )
            if fact is None or subject.weak or "needs" in subject.entry or is_masked(subject, masked):
                continue
            before, behind = segment.text[: subject.start - segment.start], segment.text[subject.end - segment.start :]
            if _NONE_BEFORE.search(before) or _NONE_BEHIND.match(behind):
                rank = 2 if "发明" in segment.text else 0
                readings.append(Reading(fact, 0, subject.start, subject.end, fact != "invention_patents", rank=rank))
    return readings


def _specific(fact: str, bound: Bound) -> int:
    if fact == "invention_patents":
        text = bound.segment.text
        return 2 if "发明" in text else 0
    if bound.subject is not None and bound.subject.entry.get("indirect"):
        return -1
    return 1 if bound.subject is not None and not bound.subject.weak else 0
