"""Amounts side by side: only like with like, of one honour, level and event; a difference only of two such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answering.case import Case
from bot.answering.honours import same
from bot.answering.money.awards import in_words
from bot.answering.money.grants import at_level, has_own_figure, honours_of, is_renewal, level_of, names_of, subjects
from bot.answering.money.money import money
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_MOST_ROWS = 4
_PAIR = 2
_LEVEL = re.compile("^(?:国家级?|省级|市级)")
_LEVELS = re.compile("国家级?|省级|市级")


@dataclass(frozen=True, slots=True)
class _Column:
    """A place or a text, and the documents that speak for it."""

    name: str
    documents: tuple[str, ...]


_Row = tuple[str, bool]
"""An honour without its level, and whether after recertification."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Lines for the head of the reply, and the grants they tell of."""

    lines: tuple[str, ...] = ()
    programmes: tuple[Programme, ...] = ()


def compared(case: Case, programmes: Sequence[Programme]) -> Comparison:
    """Empty where nothing is compared."""
    fixed = [p for p in programmes if isinstance(p.award, kinds.Fixed)]
    if case.question.has("same") and _of_one_text(case, fixed):
        return Comparison((_same_or_not(fixed),), tuple(fixed))
    if not fixed or not case.question.has("compare") or case.question.has("sum"):
        return Comparison()
    inside = _named_twice(case) or (_of_one_text(case, fixed) and len({p.title for p in fixed}) == _PAIR)
    return Comparison(tuple(_within(case, fixed))) if inside else _between(case, fixed)


def _of_one_text(case: Case, fixed: Sequence[Programme]) -> bool:
    """Several things of one text are compared, and no texts, places or events."""
    several = len({p.title for p in fixed}) > 1 and len({p.document for p in fixed}) == 1
    return several and len(case.question.cities) < 2 and not case.question.has("both_drafts", "event", "expired_event")


def _same_or_not(fixed: Sequence[Programme]) -> str:
    by_title = {p.title: p for p in fixed}
    told = (say("answers.compare_place", place=title, amount=in_words(p.award)) for title, p in by_title.items())
    key = "answers.same_yes" if len({_yuan(p) for p in by_title.values()}) == 1 else "answers.same_no"
    return say(key, amounts=";".join(told))


def _named_twice(case: Case) -> bool:
    """Two levels, honours or events of one place are compared, not places or texts."""
    question = case.question
    events = question.has("new_event") and question.has("expired_event")
    several = len(question.levels) > 1 or len(names_of(case)) > 1 or events
    return several and len(question.cities) < 2 and not question.has("both_drafts")


def _within(case: Case, fixed: Sequence[Programme]) -> list[str]:
    """The grants by title; the difference where there are two, or two of one level in one text."""
    events = case.question.has("new_event") and case.question.has("expired_event")
    paired = _new_and_renewed(fixed) if events else []
    if not events and len(case.question.levels) > 1 and not names_of(case) and subjects(case):
        paired = fixed = _of_levels(fixed)
    by_title = {p.title: p for p in paired or fixed}
    if len(by_title) < 2:
        return []
    told = (say("answers.compare_place", place=title, amount=in_words(p.award)) for title, p in by_title.items())
    lines = [say("answers.compare_places", amounts=";".join(told))]
    return lines + _difference([_yuan(p) for p in by_title.values()]) if len(by_title) == 2 else lines


def _new_and_renewed(fixed: Sequence[Programme]) -> list[Programme]:
    """What one text grants of one level after recognition and after recertification; none where several texts do."""
    groups: dict[tuple[str, str], list[Programme]] = {}
    for programme in fixed:
        groups.setdefault((programme.document, level_of(programme)), []).append(programme)
    pairs = [group for group in groups.values() if len(group) == 2 and is_renewal(group[0]) != is_renewal(group[1])]
    return pairs[0] if len(pairs) == 1 else []


def _of_levels(fixed: Sequence[Programme]) -> list[Programme]:
    """What one text grants for the same thing at several levels; of several such things the first."""
    groups: dict[tuple[str, str], list[Programme]] = {}
    for programme in fixed:
        groups.setdefault((programme.document, _LEVELS.sub("", programme.title)), []).append(programme)
    return next((group for group in groups.values() if len({level_of(p) for p in group}) > 1), [])


def _between(case: Case, fixed: Sequence[Programme]) -> Comparison:
    """A line for each honour and event, with what each place or text writes of it."""
    columns = _columns(case, fixed)
    if len(columns) < 2:
        return Comparison()
    lines: list[str] = []
    told: list[Programme] = []
    rows = _rows(case, fixed)[:_MOST_ROWS]
    for row in rows:
        cells = [_cell(case, row, column) for column in columns]
        line = _line([column.name for column in columns], cells)
        lines.append(_named(row, line) if len(rows) > 1 else line)
        lines += _verdict(cells)
        told += [p for of in cells for p in of]
    return Comparison(tuple(lines), tuple(told))


def _line(names: Sequence[str], cells: Sequence[Sequence[Programme]]) -> str:
    told = (say("answers.compare_place", place=name, amount=_words(of)) for name, of in zip(names, cells, strict=True))
    return say("answers.compare_places", amounts=";".join(told))


def _columns(case: Case, fixed: Sequence[Programme]) -> list[_Column]:
    """The places named, or those that grant; the texts of one place where it alone is named."""
    documents = [d.id for d in case.world.library.documents if d.id in case.scope and d.id not in case.opinions]
    places = case.question.cities or tuple(dict.fromkeys(case.render.place(p.document) for p in fixed))
    if len(places) > 1:
        of = ((place, tuple(id for id in documents if case.render.place(id) == place)) for place in places)
        return [_Column(place, ids) for place, ids in of if ids]
    of_fixed = {p.document for p in fixed}
    if not case.question.has("both_drafts") and len(of_fixed | set(case.question.documents)) < 2:
        return []
    return [_Column(say("answers.compare_text", title=case.render.document(id).short_title), (id,)) for id in documents]


def _rows(case: Case, fixed: Sequence[Programme]) -> list[_Row]:
    """What is compared: of the events asked about, else of both, the new recognition first."""
    events = [is_renewal(p) for p in fixed]
    if case.question.has("new_event") != case.question.has("expired_event"):
        events = [case.question.has("expired_event")]
    named = [(_bare(h), is_renewal(p)) for p in fixed for h in honours_of(p) if _wanted(case, h)]
    found = [row for row in dict.fromkeys(named) if row[1] in events]
    short = [name for name, _ in found]
    return sorted((row for row in found if not any(n != row[0] and n in row[0] for n in short)), key=lambda row: row[1])


def _wanted(case: Case, honour: str) -> bool:
    names = names_of(case)
    return not names or any(same(name, honour) for name in names)


def _cell(case: Case, row: _Row, column: _Column) -> list[Programme]:
    """What the documents of a column grant of the row, whether or not the question's words found it."""
    name, renewed = row
    found = [
        p
        for document in column.documents
        for p in case.world.rulebook.of_document(document)
        if isinstance(p.award, kinds.Fixed)
        and is_renewal(p) == renewed
        and has_own_figure(p)
        and any(same(name, _bare(h)) for h in honours_of(p))
    ]
    return list(at_level(case, found))


def _bare(honour: str) -> str:
    return _LEVEL.sub("", honour)


def _words(programmes: Sequence[Programme]) -> str:
    told = (say("answers.compare_level", level=level_of(p), amount=in_words(p.award)) for p in programmes)
    return "、".join(dict.fromkeys(told)) or say("answers.changes_none")


def _verdict(cells: Sequence[Sequence[Programme]]) -> list[str]:
    """Equal, or the difference of two single sums of one level; nothing where that cannot be said by the text."""
    if not all(cells):
        return []
    written = [
        {(level_of(p), _yuan(p), p.award.is_cap) for p in of if isinstance(p.award, kinds.Fixed)} for of in cells
    ]
    if all(each == written[0] for each in written):
        return [say("answers.compare_same")]
    levels = {level for each in written for level, _, _ in each}
    if len(written) != 2 or len(levels) != 1 or any(len(each) != 1 for each in written):
        return []
    return _difference([yuan for each in written for _, yuan, _ in each])


def _difference(yuan: Iterable[int]) -> list[str]:
    less, more = sorted(yuan)
    key = "answers.compare_same" if less == more else "answers.compare_difference"
    return [say(key, more=money(more), less=money(less), difference=money(more - less))]


def _yuan(programme: Programme) -> int:
    return programme.award.yuan if isinstance(programme.award, kinds.Fixed) else 0


def _named(row: _Row, line: str) -> str:
    event = say("answers.changes_renewed" if row[1] else "answers.changes_new")
    return say("answers.compare_row", honour=row[0], event=event, line=line)
