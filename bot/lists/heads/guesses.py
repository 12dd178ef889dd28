"""A heading in words of its own, read as people's sentences are: with a value of the kind that its cells have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.lists.bodies import Row
from bot.lists.cells import Bad, is_blank, is_nothing, is_unknown, mark
from bot.lists.days import read_day
from bot.lists.folding import filled, folded, shown
from bot.lists.heads.frames import Frame
from bot.lists.heads.headings import Heading, Headings
from bot.lists.industry import industry_named
from bot.lists.words import table, unit_of, units, whole
from rules.rulebook import FactDefinition

_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?(.*)")
_LOOKED_AT = 60
_ENOUGH = 0.6
_LONGEST = 40


def with_guesses(
    frame: Frame, rows: Sequence[Row], headings: Headings, facts: Mapping[str, FactDefinition], as_of: date
) -> Frame:
    """The headings that nothing explained, guessed by what their cells are; none for a fact that has a column."""
    taken = {heading.fact for heading in frame.headings if heading.fact} - {"honours"}
    guesses: dict[int, Heading] = {}
    for at, heading in enumerate(frame.headings):
        if not frame.texts[at] or (heading.known and heading.fact != "honours"):
            continue
        values = [row.cells[at] for row in rows[: _LOOKED_AT * 2] if at < len(row.cells) and filled(row.cells[at])]
        if heading.known:
            if heading.role == "fact" and "honour_year" not in taken and _are_years(values, as_of):
                guesses[at] = Heading("fact", "honour_year")
            continue
        found = guessed(frame.texts[at], values, headings, facts, as_of)
        if found and found.fact not in taken:
            guesses[at] = found
    often = Counter(heading.fact for heading in guesses.values())
    alone = {at: heading for at, heading in guesses.items() if often[heading.fact] == 1 or heading.fact == "honours"}
    return replace(frame, headings=tuple(alone.get(at, heading) for at, heading in enumerate(frame.headings)))


def guessed(
    text: str, values: Sequence[Any], headings: Headings, facts: Mapping[str, FactDefinition], as_of: date
) -> Heading | None:
    """A fact of the cells' own kind that a sentence made of the heading and such a value tells; none where two would.

    To be told as a doubt: nobody wrote this heading down as one of that fact.
    """
    kinds = _kinds(values, as_of)
    parts = headings.taken_apart(text)
    if parts and _are_honours(values, facts) and whole("headings", "guesses", "honours").search(parts.bare):
        return Heading("fact", "honours", guessed=True)
    if parts and whole("headings", "guesses", "industry").search(parts.bare) and _are_industries(values):
        return Heading("fact", "industry", guessed=True)
    if parts is None or not kinds or len(parts.bare) > _LONGEST or _other(parts.bare):
        return None
    if parts.unit:
        kinds = [kind for kind in kinds if parts.unit in units(kind)]
    asked = parts.bare != (said := _as_said(parts.bare))
    undated = whole("headings", "guesses", "asked").sub("", parts.undated)
    found: set[tuple[str, bool]] = set()
    for kind in kinds:
        if kind == "bool":
            found |= _as_truth(said, facts, as_of) if asked or len(kinds) == 1 else set()
        else:
            for example in table("headings")["guesses"].get(kind, ()):
                found |= _told(undated + example, kind, facts, as_of)
    if len(found) != 1:
        return None
    name, negated = found.pop()
    dated = headings.dated(name, parts)
    return None if dated is None or dated.role != "fact" else dated.as_guess(negated)


def _other(heading: str) -> bool:
    return whole("headings", "guesses", "never").search(heading) is not None


def _told(sentence: str, kind: str, facts: Mapping[str, FactDefinition], as_of: date) -> set[tuple[str, bool]]:
    """Facts of this kind in a sentence, and whether it denies them; figures that few companies have need their name."""
    from bot.understanding.reading import understand

    read = understand(sentence, None, as_of).facts
    return {
        (name, value is False)
        for name, value in read.items()
        if name in facts and facts[name].type == kind and (kind == "bool" or not facts[name].rare)
    }


def _as_truth(said: str, facts: Mapping[str, FactDefinition], as_of: date) -> set[tuple[str, bool]]:
    """As it stands, or as something that a company says it is."""
    sentences = (said, *(before + said for before in table("headings")["guesses"]["bool"]))
    return next(filter(None, (_told(sentence, "bool", facts, as_of) for sentence in sentences)), set())


def _as_said(heading: str) -> str:
    """是否已完成 → 已完成: what a yes in the column says."""
    question = whole("headings", "guesses", "question")
    kept = re.sub(question, lambda found: "有" if "有" in found.group() else "", heading)
    return whole("headings", "guesses", "behind").sub("", kept)


def _are_honours(values: Sequence[Any], facts: Mapping[str, FactDefinition]) -> bool:
    from bot.lists.honours import read_honours

    texts = [value for value in values[:_LOOKED_AT] if isinstance(value, str) and not is_blank(value)]
    read = [read_honours(text, facts["honours"].choices) for text in texts if not is_nothing(text)]
    understood = sum(bool(listed.held.has or listed.pending) and not listed.strange for listed in read)
    return bool(read) and understood >= _ENOUGH * len(read)


def _are_years(values: Sequence[Any], as_of: date) -> bool:
    """Years or days where names of honours would stand: of when they were won."""
    said = [value for value in values[:_LOOKED_AT] if not is_blank(value) and not is_nothing(value)]
    return bool(said) and all(_year(value, as_of) for value in said)


def _year(value: Any, as_of: date) -> bool:
    try:
        return bool(read_day(value, as_of))
    except Bad:
        return False


def _are_industries(values: Sequence[Any]) -> bool:
    texts = [value for value in values[:_LOOKED_AT] if not is_blank(value)]
    return bool(texts) and sum(map(_is_industry, texts)) >= _ENOUGH * len(texts)


def _is_industry(cell: Any) -> bool:
    try:
        return mark(cell) is None and bool(industry_named(cell))
    except Bad:
        return False


def _kinds(values: Sequence[Any], as_of: date) -> list[str]:
    """Kinds of facts that most cells could be values of."""
    counts: dict[str, int] = {}
    looked_at = [value for value in values[: _LOOKED_AT * 2] if not is_blank(value) and not is_unknown(value)]
    for value in looked_at[:_LOOKED_AT]:
        for kind in _kinds_of(value, as_of):
            counts[kind] = counts.get(kind, 0) + 1
    least = _ENOUGH * len(looked_at[:_LOOKED_AT])
    return [kind for kind, count in counts.items() if count >= least]


def _kinds_of(value: Any, as_of: date) -> list[str]:
    kinds = ["bool"] if mark(value) is not None else []
    if isinstance(value, bool):
        return kinds
    if isinstance(value, (datetime, date)):
        return ["date"]
    text = folded(shown(value))
    figure = _FIGURE.fullmatch(text)
    if figure and not figure.group(1):
        return [*kinds, *_kinds_of_figure(float(text.replace(",", ""))), *_date(value, as_of)]
    if figure and (unit := unit_of(figure.group(1))):
        return [kind for kind in _FIGURES if unit in units(kind)]
    return [*kinds, *_date(value, as_of)]


_FIGURES = ("money", "ratio", "persons", "count", "years")
_MOST_PERCENT, _MOST_YEARS = 100, 200


def _kinds_of_figure(figure: float) -> list[str]:
    """Nothing is 450 %, no company has half a patent."""
    whole_number = figure.is_integer()
    may_be = {
        "money": True,
        "ratio": abs(figure) <= _MOST_PERCENT,
        "persons": whole_number,
        "count": whole_number,
        "years": whole_number and figure <= _MOST_YEARS,
    }
    return [kind for kind, possible in may_be.items() if possible]


def _date(value: Any, as_of: date) -> list[str]:
    try:
        return ["date"] if read_day(value, as_of)[0] == "date" else []
    except Bad:
        return []
