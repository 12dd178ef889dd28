"""Amounts said relative to another year (比前年多了500万), and amounts that a year alone explains (前年1500万)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from bot.understanding.facts.periods import rises
from bot.understanding.facts.subjects import Subject, find_subjects
from bot.understanding.lexers.figure import Quantity, as_value, bare_value, plain
from bot.understanding.lexicon import cue
from bot.understanding.model import EARLIER, Reading
from bot.understanding.speech import Change, Segment

_Pair = tuple[str, str]
_PAIRS: tuple[_Pair, ...] = (("revenue_yuan", "revenue_prev_yuan"), ("rd_expense_yuan", "rd_expense_prev_yuan"))
"""The last full year's amount and that of the year before."""
_COMPUTED = 3
"""The rank of what was computed."""


@dataclass(slots=True)
class _Told:
    """What an utterance tells of one kind of amount by year; of the current year it is no fact, but may be a base."""

    pair: _Pair
    year: int
    amounts: dict[int, Any] = field(default_factory=dict)

    def fact(self, year: int) -> str | None:
        return {self.year - 1: self.pair[0], self.year - 2: self.pair[1]}.get(year)

    def known(self, year: int) -> tuple[Fraction, bool] | None:
        """The amount of a year and whether it is approximate; none where it is only bounded."""
        value = self.amounts.get(year)
        if isinstance(value, dict):
            if value.keys() != {"value", "approximate"}:
                return None
            return Fraction(value["value"]), True
        return None if value is None else (Fraction(value), False)


def relative_figures(found: list[Segment], readings: list[Reading], asked: str | None, year: int) -> list[Reading]:
    """What follows from comparisons and from amounts that only a year explains; `year` is the as-of year."""
    changed = any(segment.changes for segment in found)
    if not changed and not any(asked in pair for pair in _PAIRS):
        return []
    books = {pair: _Told(pair, year) for pair in _PAIRS}
    for book in books.values():
        told = {reading.fact: reading.value for reading in readings}
        book.amounts = {y: told[fact] for y in (year - 1, year - 2) if (fact := book.fact(y)) in told and fact}
    said: list[Reading] = []
    steps: list[tuple[_Told, Segment, Change, int | None, int | None]] = []
    carried: int | None = None
    for segment, topic in _topics(found, asked):
        own = _own_year(segment)
        if topic in books:
            book = books[topic]
            if own is None and carried is None and changed and asked == topic[0]:
                own = _unsaid(segment, year)
            said += _by_year(segment, book, own, changed, asked)
            steps += [(book, segment, change, own, carried) for change in segment.changes]
        carried = own if own in range(year - 2, year + 1) else carried
    for book, segment, change, own, before in steps:
        said += _computed(book, segment, change, own, before)
    return said + _counts(found, readings)


def restated(found: list[Segment], readings: list[Reading]) -> list[Reading]:
    """发明三项 又授权一项 四项: a count by itself that is what was told, more or less what was told since."""
    said = []
    counted = [(s, q) for s in found if s.factual and not s.forecast for q in (*s.quantities, *_differences(s))]
    for (_, first), (since, change), (segment, last) in zip(counted, counted[1:], counted[2:], strict=False):
        changed = stands_alone(segment, last) and cue("changes", "restated", "since").search(since.text)
        if not changed or len({first.kind, change.kind, last.kind} - {"bare"}) > 1:
            continue
        if abs(last.low - first.low) != change.low or first.low != first.high:
            continue
        told = [r for r in readings if r.start <= first.start < r.end and r.value == first.value]
        said += [Reading(r.fact, last.value, last.start, last.end, rank=_COMPUTED) for r in told[:1]]
    return said


def _differences(segment: Segment) -> list[Quantity]:
    return [change.quantity for change in segment.changes if change.quantity is not None]


def stands_alone(segment: Segment, quantity: Quantity) -> bool:
    """现在九十, 剩八十个: nothing is said beside the figure."""
    start, end = quantity.start - segment.start, quantity.end - segment.start
    rest = segment.text[: max(0, start)] + segment.text[end:]
    return bool(cue("changes", "restated", "alone").fullmatch(rest))


def _topics(found: list[Segment], asked: str | None) -> Iterator[tuple[Segment, _Pair | None]]:
    """Each segment that states something, with the kind of amount that it is about."""
    topic = next((pair for pair in _PAIRS if asked in pair), _PAIRS[0] if asked is None else None)
    for segment in found:
        for subject in _named(segment):
            topic = next((pair for pair in _PAIRS if subject.entry.get("money") in pair), None)
        if segment.factual and not segment.forecast and not segment.question:
            yield segment, topic


def _named(segment: Segment) -> list[Subject]:
    limit = min((change.start for change in segment.changes), default=segment.end)
    subjects = find_subjects(segment.text, segment.start)
    return [s for s in subjects if not s.weak and s.start < limit and "growth" not in s.entry]


def _own_year(segment: Segment) -> int | None:
    years = [day.year for day in segment.days if day.month is None and not day.ago]
    return years[0] if len(years) == 1 else None


def _unsaid(segment: Segment, year: int) -> int | None:
    """1500万 比前年多了300万, to what last year's amount is."""
    return year - 1 if segment.quantities and not segment.changes and not segment.days else None


def _by_year(segment: Segment, book: _Told, own: int | None, changed: bool, asked: str | None) -> list[Reading]:
    """前年两千万 beside 比前年多了五百万, or in reply to a question about such an amount."""
    wanted = asked in book.pair
    amounts = [q for q in segment.quantities if q.kind == "money" or (wanted and q.kind == "bare")]
    if wanted and own is None and len(amounts) == 2 and rises(segment, *amounts):
        return [r for y, q in zip((book.year - 2, book.year - 1), amounts, strict=True) for r in _amount(book, y, q)]
    if own is None or own in book.amounts or len(amounts) != 1 or not (changed or wanted):
        return []
    if book.fact(own) and any(s.start < amounts[0].start for s in _named(segment)):
        return []  # it would have been read already
    return _amount(book, own, amounts[0])


def _amount(book: _Told, year: int, amount: Quantity) -> list[Reading]:
    value, others = bare_value(amount, "money", "") if amount.kind == "bare" else (amount.value, ())
    if year in book.amounts:
        return []
    book.amounts[year] = value
    fact = book.fact(year)
    return [Reading(fact, value, amount.start, amount.end, amount.kind == "bare", others)] if fact else []


def _computed(book: _Told, segment: Segment, change: Change, own: int | None, carried: int | None) -> list[Reading]:
    if change.step is None or (change.quantity is not None and change.quantity.kind in ("persons", "count")):
        return []  # 营收三千万, 少了二十人
    for target, base in _years(change, own, carried, book.year):
        below, above = book.known(base), book.known(target)
        plus, times = change.step
        if below is not None and target not in book.amounts:
            amount, year, loose = below[0] * times + plus, target, below[1]
        elif above is not None and base not in book.amounts and times:
            amount, year, loose = (above[0] - plus) / times, base, above[1]
        else:
            continue
        fact = book.fact(year)
        if amount < 0 or amount.denominator != 1 or fact is None:
            return []
        book.amounts[year] = value = as_value(amount, amount, approximate=loose or change.approximate)
        return [Reading(fact, value, change.start, segment.end, rank=_COMPUTED)]
    return []


def _years(change: Change, own: int | None, carried: int | None, year: int) -> Iterator[tuple[int, int]]:
    """The year told about and the one it is compared with, the likely pair first."""
    if change.than is not None and not change.sliding:
        other = change.than.year
        target = own if own is not None else carried if carried not in (None, other) else other + 1
        yield (target if target is not None else other + 1), other
        return
    target = own if own is not None else carried if carried is not None else year - 1
    yield target, target - 1
    if change.than is None:
        yield target, target + 1
        yield target + 1, target


def _counts(found: list[Segment], readings: list[Reading]) -> list[Reading]:
    """原来80人 又招了20人: what has no year of its own is what it was and the difference."""
    said, named = [], None
    for segment in found:
        named = next(reversed(_named(segment)), named)
        for change in segment.changes:
            fact = _counted(named, change)
            told = [reading for reading in readings if reading.fact == fact]
            if not fact or len(told) != 1 or told[0].rank > EARLIER / 2 or change.step is None or not segment.factual:
                continue
            if isinstance(told[0].value, (int, float)) and not segment.forecast:
                amount = Fraction(told[0].value) * change.step[1] + change.step[0]
                said.append(Reading(fact, plain(amount), change.start, segment.end, rank=_COMPUTED))
    return said


def _counted(named: Subject | None, change: Change) -> str | None:
    """What has no years of its own: employees, patents, assets."""
    kind = change.quantity.kind if change.quantity else ""
    if named is not None and named.fact(kind):
        return None if named.entry.get("period") else named.fact(kind)
    heads = kind == "count" and change.quantity is not None and change.quantity.unit == "个"
    return "employees" if kind == "persons" or heads else None
