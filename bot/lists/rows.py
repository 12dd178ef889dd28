"""One row → a company with its facts, and what is wrong in it, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from bot.lists import honours
from bot.lists.cells import (
    Bad,
    Read,
    check_error,
    is_blank,
    is_number,
    kinds_of_company,
    read_choice,
    read_figure,
    read_truth,
)
from bot.lists.days import read_day
from bot.lists.folding import filled, folded, shown
from bot.lists.industry import industry_named
from bot.lists.model import NO_RESULT, Column, Company, Problem
from bot.wording import say
from rules.errors import FactError
from rules.rulebook import UNKNOWN, FactDefinition, RuleBook

_MOST_SHOWN = 100
_COMES_WITH = {"founded_date": ("founded_date", "founded_year")}


class RowReader:
    """Reads rows of one list; what the same text in the same column comes to is kept."""

    def __init__(self, rulebook: RuleBook, as_of: date) -> None:
        self._rulebook = rulebook
        self._facts = rulebook.facts
        self._as_of = as_of
        self._kept: dict[tuple[str, int, Any], dict[str, Any] | Bad] = {}
        self.problems: list[Problem] = []

    @cached_property
    def _honours(self) -> tuple[str, ...]:
        return self._facts["honours"].choices

    def read(self, company: Company, columns: Sequence[Column], cells: Sequence[Any]) -> None:
        """Fills in the company's facts; what cannot be read becomes a problem and the rest counts."""
        held = honours.Held()
        found: dict[str, tuple[Any, Column]] = {}
        for column in columns:
            cell = cells[column.at] if column.at < len(cells) else None
            if cell is not NO_RESULT and not filled(cell):
                continue
            if column.role in ("unknown", "known", "code", "name"):
                self._carry(company, column, cell)
                continue
            try:
                for name, value in self._cell(column, cell, company, held).items():
                    self._settle(company, found, name, value, column, cell)
            except Bad as bad:
                self.tell(company, column, cell, bad)
        for name, value in held.facts().items():
            if name in self._facts and not (name == "honour_event" and name in found):
                found.setdefault(name, (value, columns[0]))
        told = {name: value for name, (value, _) in found.items() if value is not None or name == "ipo_stage"}
        company.facts = dict(sorted(told.items(), key=lambda item: self._facts[item[0]].order))

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
        if before[0] is None or before[0] == UNKNOWN:
            found[name] = (value, column)
        elif value is not None and value != UNKNOWN and name != "district":
            self.tell(company, column, cell, Bad("contradicts", other=before[1].heading))
            found[name] = (None, column)

    def _cell(self, column: Column, cell: Any, company: Company, held: honours.Held) -> dict[str, Any]:
        check_error(cell)
        if is_blank(cell):
            return {}
        if column.role == "honour":
            held.add(honours.read_column(cell, column.honour or "", column.about, self._honours, self._events))
            return {}
        if column.role == "sorts":
            return self._sorts(cell, held)
        fact = self._facts[column.fact or ""]
        if fact.type == "honours" and fact.name == "honours":
            self._listed(shown(cell), held, company, column)
            return {}
        if fact.name == "honour_year":
            return self._year_of_honours(cell)
        return self._value(column, fact, cell, company)

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

    def _sorts(self, cell: Any, held: honours.Held) -> dict[str, Any]:
        """企业类型: kinds of companies, sizes or honours, whichever the value is."""
        kinds = kinds_of_company(cell)
        if kinds is not None:
            return kinds
        listed = honours.read_honours(shown(cell), self._honours)
        if listed.held.has and not listed.strange:
            held.add(listed.held)
            return {}
        raise Bad("not_kind", value=shown(cell))

    def _year_of_honours(self, cell: Any) -> dict[str, Any]:
        kind, value = read_day(cell, self._as_of)
        return {"honour_year": int(str(value)[:4]) if kind == "date" else value}

    def _value(self, column: Column, fact: FactDefinition, cell: Any, company: Company) -> dict[str, Any]:
        """By the text of the cell, once for all rows that have it."""
        key = (column.sheet, column.at, (type(cell), cell))
        if key not in self._kept:
            try:
                read, doubt = self._read(column, fact, cell)
                self._kept[key] = {**read, **({"": doubt} if doubt else {})}
            except Bad as bad:
                self._kept[key] = bad
        kept = self._kept[key]
        if isinstance(kept, Bad):
            raise kept
        if doubt := kept.get(""):
            self.tell(company, column, cell, Bad(doubt))
        return {name: value for name, value in kept.items() if name}

    def _read(self, column: Column, fact: FactDefinition, cell: Any) -> tuple[dict[str, Any], str | None]:
        if column.role == "place":
            return self._place(shown(cell)), None
        if fact.type in ("date",):
            kind, value = read_day(cell, self._as_of)
            return {fact.name if kind == "date" else "founded_year": value}, None
        if fact.name == "industry":
            return {"industry": industry_named(cell)}, None
        if fact.name == "honour_event":
            event = honours.read_event(cell, fact.choices)
            return ({} if event is None else {"honour_event": event}), None
        if fact.type == "year":
            return self._founded_year(cell), None
        read = self._plain(column, fact, cell)
        return self._valid({fact.name: read.value}), read.doubt

    def _plain(self, column: Column, fact: FactDefinition, cell: Any) -> Read:
        def sentence(text: str) -> Any:
            return self._understood(text, fact)

        if is_number(fact):
            return read_figure(cell, fact, column.factor, sentence)
        if fact.type == "bool":
            return read_truth(cell, sentence)
        if fact.type in ("choice", "event"):
            return read_choice(cell, fact, sentence)
        if fact.type == "text":
            return Read(shown(cell))
        value = sentence(shown(cell))
        if value is None:
            raise Bad("not_understood")
        return Read(value)

    def _founded_year(self, cell: Any) -> dict[str, Any]:
        kind, value = read_day(cell, self._as_of)
        return {"founded_date" if kind == "date" else "founded_year": value}

    def _understood(self, text: str, fact: FactDefinition) -> Any:
        """约1.2亿, 不到3%: read as an answer to the question about this fact."""
        from bot.understanding.reading import understand

        if len(text) > _MOST_SHOWN:
            return None
        understanding = understand(text, fact.name, self._as_of)
        return UNKNOWN if fact.name in understanding.unknown else understanding.facts.get(fact.name)

    def _place(self, text: str) -> dict[str, Any]:
        from bot.understanding.names.places import find_places

        plain = folded(text)
        places = list(find_places(plain))
        city = next((place.city for place in places if place.city), None)
        district = next((place.district for place in places if place.district and place.city in (None, city)), None)
        if city or district:
            return {name: value for name, value in (("city", city), ("district", district)) if value}
        if len(plain) > 12:
            raise Bad("not_place")
        return {"district" if plain.endswith(("区", "县")) else "city": text}

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
        self.problems.append(Problem(company.sheet, company.row, company.name, column.heading, value, why, remedy))
