"""One row → a company with its facts, and what is wrong in it, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from bot.lists import honours
from bot.lists.cells import (
    NOTHING,
    Bad,
    Read,
    check_error,
    check_open,
    check_share,
    is_blank,
    is_number,
    kinds_of_company,
    narrower,
    read_choice,
    read_figure,
    read_truth,
)
from bot.lists.columns import letters
from bot.lists.days import read_day
from bot.lists.folding import filled, folded, shown
from bot.lists.industry import industry_named
from bot.lists.model import NO_RESULT, Column, Company, Problem
from bot.lists.places import county_of, lies_in, read_place
from bot.lists.years import by_their_years
from bot.wording import say
from rules.errors import FactError
from rules.rulebook import UNKNOWN, FactDefinition, RuleBook

_MOST_SHOWN = 100
_COUNTED = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}[)）、.]|[(（:：].*$")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a cell says; `doubt`: key of what is told although it counts."""

    facts: dict[str, Any]
    held: honours.Held | None = None
    doubt: str | None = None


class RowReader:
    """Reads rows of one list; what the same text in the same column comes to is kept."""

    def __init__(self, rulebook: RuleBook, as_of: date) -> None:
        self._rulebook = rulebook
        self._facts = rulebook.facts
        self._as_of = as_of
        self._kept: dict[tuple[str, int, type, Any], _Kept | Bad] = {}
        self.problems: list[Problem] = []

    @cached_property
    def _honours(self) -> tuple[str, ...]:
        return self._facts["honours"].choices

    def read(self, company: Company, columns: Sequence[Column], cells: Sequence[Any]) -> None:
        """Fills in the company's facts; what cannot be read becomes a problem and the rest counts."""
        held = honours.Held()
        found: dict[str, tuple[Any, Column]] = {}
        years = []
        for column in columns:
            cell = cells[column.at] if column.at < len(cells) else None
            if cell is not NO_RESULT and not filled(cell):
                continue
            if column.role in ("unknown", "known", "code", "name"):
                self._carry(company, column, cell)
                continue
            if column.role == "year":
                years.append((column, cell))
                continue
            try:
                for name, value in self._without_guess(self._cell(column, cell, company, held), found, column).items():
                    self._settle(company, found, name, value, column, cell)
            except Bad as bad:
                self.tell(company, column, cell, bad)
        for column, value, why in by_their_years(found, years, self._as_of):
            self.tell(company, column, value, why)
        for name, value in held.at_level(found.pop("", (None, None))[0]).facts().items():
            if name in self._facts and not (name == "honour_event" and name in found):
                found.setdefault(name, (value, columns[0]))
        told = {
            name: value for name, (value, _) in found.items() if value is not None or self._facts[name].type == "choice"
        }
        company.facts = dict(sorted(told.items(), key=lambda item: self._facts[item[0]].order))

    def place(self, company: Company, group: str, city: str | None) -> None:
        """Where a company is as far as its row does not say: by the line that it stands under, else by the title."""
        if group and not {"city", "district"} & company.facts.keys():
            with suppress(Bad):
                company.facts |= read_place(_COUNTED.sub("", group), "", self._rulebook, self._as_of)
        if city and "district" in company.facts and "city" not in company.facts:
            company.facts["city"] = city

    def _carry(self, company: Company, column: Column, cell: Any) -> None:
        text = "" if cell is NO_RESULT else shown(cell)
        if column.role == "code":
            company.code = folded(text).upper()
        if column.role != "name":
            company.carried[column.heading] = text[:_MOST_SHOWN]

    def _settle(
        self, company: Company, found: dict[str, tuple[Any, Column]], name: str, value: Any, column: Column, cell: Any
    ) -> None:
        """Two columns of one fact have to agree; else neither counts and both are told."""
        before = found.get(name)
        if before is None or before[0] == value:
            found[name] = (value, column)
            return
        if before[0] is None or before[0] == UNKNOWN or name == "industry":
            found[name] = (value, column)  # sections come before divisions, and these before classes
        elif name == "city" and (within := self._within(found["city"], (value, column))):
            found["city"], found["district"] = within
        elif value is not None and value != UNKNOWN and name != "district":
            self.tell(company, column, cell, Bad("contradicts", other=before[1].heading))
            found[name] = (None, column)

    @staticmethod
    def _without_guess(said: dict[str, Any], found: dict[str, tuple[Any, Column]], column: Column) -> dict[str, Any]:
        """A city that follows from a district's name gives way to one written beside it that has such a district."""
        before = found.get("city")
        if before is None or before[0] == said.get("city", before[0]):
            return said
        if column.fact == "district" and lies_in(str(said.get("district")), before[0]):
            return {name: value for name, value in said.items() if name != "city"}
        if before[1].fact == "district" and "district" in found and lies_in(found["district"][0], said["city"]):
            found.pop("city")
        return said

    @staticmethod
    def _within(one: tuple[Any, Column], other: tuple[Any, Column]) -> Sequence[tuple[Any, Column]] | None:
        """A city at the level of a county, in a column of districts beside the city that it belongs to."""
        city, county = sorted((one, other), key=lambda said: said[1].fact == "district")
        district = county_of(county[0], city[0]) if county[1].fact == "district" else None
        return (city, (district, county[1])) if district else None

    def _cell(self, column: Column, cell: Any, company: Company, held: honours.Held) -> dict[str, Any]:
        if column.role == "fact" and column.fact == "honours":
            check_error(cell)
            check_open(cell)
            if not is_blank(cell):
                self._listed(shown(cell), held, company, column)
            return {}
        kept = self._once(column, cell)
        if kept.doubt:
            self.tell(company, column, cell, Bad(kept.doubt))
        if kept.held:
            held.add(kept.held)
        return kept.facts

    @property
    def _events(self) -> tuple[str, ...]:
        return self._facts["honour_event"].choices

    def _listed(self, cell: str, held: honours.Held, company: Company, column: Column) -> None:
        listed = honours.read_honours(cell, self._honours)
        held.add(listed.held)
        for part in listed.strange:
            self.tell(company, column, part, Bad("not_honour", value=part))
        for part in listed.pending:
            self.tell(company, column, part, Bad("pending", value=part))

    def _once(self, column: Column, cell: Any) -> _Kept:
        """What a cell says, worked out once for all rows that have the same in the same column; raises `Bad`."""
        key = (column.sheet, column.at, cell.__class__, cell)
        kept = self._kept.get(key)
        if kept is None:
            try:
                kept = self._read(column, cell)
            except Bad as bad:
                kept = bad
            self._kept[key] = kept
        if isinstance(kept, Bad):
            raise kept
        return kept

    def _read(self, column: Column, cell: Any) -> _Kept:
        if not (cell.__class__ is str and cell.isdigit()):
            check_error(cell)
            check_open(cell)
            if is_blank(cell):
                return _Kept({})
        if column.role == "honour":
            return _Kept({}, honours.read_column(cell, column.honour or "", column.about, self._honours, self._events))
        if column.role == "sorts":
            return self._sorts(cell)
        if column.role == "levels":
            return self._level(cell)
        if column.role == "place":
            about = "district" if column.fact == "district" else column.about
            return _Kept(read_place(shown(cell), about, self._rulebook, self._as_of))
        fact = self._facts[column.fact or ""]
        if fact.type in ("date", "year"):
            return _Kept(self._day(fact, cell))
        if fact.name == "honour_year":
            return _Kept(self._year_of_honours(cell))
        if fact.name == "industry":
            return _Kept({"industry": industry_named(cell)})
        if fact.name == "honour_event":
            event = honours.read_event(cell, fact.choices)
            return _Kept({} if event is None else {"honour_event": event})
        read = self._plain(column, fact, cell)
        return _Kept({}) if read is NOTHING else _Kept(self._valid({fact.name: read.value}), doubt=read.doubt)

    def _sorts(self, cell: Any) -> _Kept:
        """企业类型: kinds of companies, sizes or honours, whichever the value is."""
        kinds = kinds_of_company(cell)
        if kinds is not None:
            return _Kept(kinds)
        listed = honours.read_honours(shown(cell), self._honours)
        if listed.held.has and not listed.strange:
            return _Kept({}, listed.held)
        raise Bad("not_kind", value=shown(cell))

    def _level(self, cell: Any) -> _Kept:
        """The level of the row's honours; a whole name is an honour itself."""
        text = shown(cell)
        if honours.is_level(text):
            return _Kept({"": text})
        listed = honours.read_honours(text, self._honours)
        if listed.held.has and not listed.strange:
            return _Kept({}, listed.held)
        raise Bad("not_honour", value=text)

    def _year_of_honours(self, cell: Any) -> dict[str, Any]:
        kind, value = read_day(cell, self._as_of)
        return {"honour_year": int(str(value)[:4]) if kind == "date" else value}

    def _day(self, fact: FactDefinition, cell: Any) -> dict[str, Any]:
        """A year alone in a column of days, and a day in a column of years, have their own facts."""
        kind, value = read_day(cell, self._as_of)
        other = {"date": "founded_date", "year": "founded_year"}[kind]
        return {fact.name if fact.type == kind else other: value}

    def _plain(self, column: Column, fact: FactDefinition, cell: Any) -> Read:
        def sentence(text: str) -> Any:
            return self._understood(text, fact)

        if is_number(fact):
            read = read_figure(cell, fact, column.factor, sentence, column.unit)
            check_share(cell, read.value, column.typical)
            return read
        if fact.type == "bool":
            read = read_truth(cell, sentence, folded(column.heading), column.negated)
            return NOTHING if read.value is False and narrower(fact.name, column.heading) else read
        if fact.type in ("choice", "event"):
            return read_choice(cell, fact, sentence)
        if fact.type == "text":
            return Read(shown(cell))
        value = sentence(shown(cell))
        if value is None:
            raise Bad("not_understood")
        return Read(value)

    def _understood(self, text: str, fact: FactDefinition) -> Any:
        """约1.2亿, 不到3%: read as an answer to the question about this fact."""
        from bot.understanding.reading import understand

        if len(text) > _MOST_SHOWN:
            return None
        understanding = understand(text, fact.name, self._as_of)
        return UNKNOWN if fact.name in understanding.unknown else understanding.facts.get(fact.name)

    def _valid(self, facts: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._rulebook.validate(facts)
        except FactError as problem:
            raise Bad("refused", problem=problem) from None

    def tell(self, company: Company, column: Column, cell: Any, bad: Bad) -> None:
        value = "" if cell is NO_RESULT else shown(cell)[:_MOST_SHOWN]
        label = self._facts[column.fact].label if column.fact else column.heading
        said: Mapping[str, Any] = {"label": label, "heading": column.heading, **bad.values}
        why, remedy = say("lists.bad_" + bad.key, **said), say("lists.mend_" + bad.key, **said)
        row, heading = company.row, column.heading
        if column.turned:
            row, heading = column.at + 1, f"{letters(company.row - 1)} {column.heading}"
        self.problems.append(Problem(company.sheet, row, company.name, heading, value, why, remedy))
