"""What a year and a figure alone tell: most likely what was turned over (去年两千八 员工六十)."""

from __future__ import annotations

import re

from bot.understanding.facts.subjects import Bound, find_subjects, kind_of
from bot.understanding.lexers.figure import Quantity, bare_value
from bot.understanding.model import Reading
from bot.understanding.names.places import find_places
from bot.understanding.speech import Segment, takes_back


def is_described(found: list[Segment]) -> bool | None:
    """Whether a place, a number of people or a trade tells of the company; None where something is only taken back."""
    told = any(
        any(find_places(segment.text))
        or any(quantity.kind == "persons" for quantity in segment.quantities)
        or any("persons" in subject.entry for subject in find_subjects(segment.text))
        for segment in found
    )
    if told and len(found) > 1:
        return True
    return None if any(takes_back(segment) for segment in found) else False


LEAST = 100
"""A smaller number by itself behind a year is hardly what was turned over in 万."""


def turnover_beside(bound: Bound, asked: str | None, year: int, described: bool | None) -> Reading | None:
    """去年两千八: a year and a figure alone are what was turned over, surely where a company is described."""
    segment, quantity = bound.segment, bound.quantity
    of_another = kind_of(asked or "") == "money" and asked not in ("revenue_yuan", "revenue_prev_yuan")
    if of_another or segment.question or segment.forecast:
        return None
    if described is None or len(segment.days) != 1 or len(segment.quantities) != 1:
        return None
    fact = {year - 1: "revenue_yuan", year - 2: "revenue_prev_yuan"}.get(segment.days[0].year)
    if fact is None or segment.days[0].month or segment.days[0].ago or not is_all(segment, quantity):
        return None
    if quantity.kind == "money":
        return Reading(fact, quantity.value, quantity.start, quantity.end, assumed=not described)
    if quantity.kind != "bare" or quantity.low < LEAST:
        return None
    value, others = bare_value(quantity, "money", fact)
    return Reading(fact, value, quantity.start, quantity.end, True, others)


def is_all(segment: Segment, quantity: Quantity) -> bool:
    """Nothing but the year and the figure."""
    day = segment.days[0]
    spans = sorted([(day.start, day.end), (quantity.start, quantity.end)])
    (start, end), (begin, stop) = [(a - segment.start, b - segment.start) for a, b in spans]
    return bool(_ONLY_FILLER.fullmatch(segment.text[:start] + segment.text[end:begin] + segment.text[stop:]))


_ONLY_FILLER = re.compile(
    r"(?:我们|公司|然后|那个|就是"
    r"|全年|大概|差不多|一共|总共|实打实|其实|实际上?|真正|确实|也才|才|也就|就|有|是|了|吧|啊|呢|的| "
    r"|(?:掉|跌|降|滑|缩|涨|冲|升|增|增长|干|做|砍|压|回落|下降|下滑|达|回升)(?:到|至|成)了?)*"
)


def lone_turnover(found: list[Segment], year: int) -> list[Reading]:
    """去年一千二百万 前年九百万, and nothing else: most likely what was turned over in each year, to be confirmed."""
    readings = [_turnover(segment, year) for segment in found if not _is_of_others(segment)]
    facts = {reading.fact for reading in readings if reading}
    return [r for r in readings if r] if len(facts) == len(readings) else []


def _is_of_others(segment: Segment) -> bool:
    """利润800万 beside the turnover is no fact, and leaves it what it is."""
    subjects = find_subjects(segment.text)
    return bool(subjects) and all(subject.decoy for subject in subjects)


def _turnover(segment: Segment, year: int) -> Reading | None:
    if not segment.factual or segment.question or segment.forecast:
        return None
    if len(segment.days) != 1 or len(segment.quantities) != 1 or segment.days[0].month is not None:
        return None
    day, quantity = segment.days[0], segment.quantities[0]
    fact = {year - 1: "revenue_yuan", year - 2: "revenue_prev_yuan"}.get(day.year)
    if fact is None or quantity.kind != "money" or day.ago or not is_all(segment, quantity):
        return None
    return Reading(fact, quantity.value, quantity.start, quantity.end, assumed=True)
