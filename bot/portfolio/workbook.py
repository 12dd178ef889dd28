"""The workbook that people read: 企业, 项目, 差距, 问题."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.lists.model import Problem
from bot.portfolio.automatic import Ready
from bot.portfolio.lines import Line, facts_words, missing_words
from bot.portfolio.places import Places
from bot.portfolio.totals import Totals
from bot.wording import say
from rules.rulebook import FactDefinition

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_LONGEST = 32_000
_MOST_PROBLEMS = 100_000
_SHEETS = ("companies", "programmes", "gaps", "problems")


class Workbook:
    """Rows are written as they come and kept nowhere; nothing is ever written as a formula."""

    def __init__(
        self, target: Path, definitions: Mapping[str, FactDefinition], places: Places, carried: Sequence[str]
    ) -> None:
        import xlsxwriter

        self._target = target
        self._definitions = definitions
        self._places = places
        self._carried = carried
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        }
        self._book = xlsxwriter.Workbook(str(target), options)
        self._money = self._book.add_format({"num_format": "#,##0"})
        self._head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._sheets = {name: self._sheet(name) for name in _SHEETS}
        self._rows = dict.fromkeys(_SHEETS, 1)

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(say("screening.sheet_" + name))
        heads = say(f"screening.columns_{name}").split("|")
        widths = [int(width) for width in say(f"screening.widths_{name}").split("|")]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if name == "companies":
            heads += [say("screening.carried", heading=heading) for heading in self._carried]
        sheet.freeze_panes(1, 2)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self._head)
        return sheet

    def _append(self, name: str, values: Iterable[Any]) -> None:
        sheet, row = self._sheets[name], self._rows[name]
        for column, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(row, column, value, self._money)
            elif value:
                sheet.write_string(row, column, _CONTROL.sub("", str(value))[:_LONGEST])
        self._rows[name] += 1

    def add(self, line: Line) -> None:
        nearest = line.nearest or {}
        label = self._definitions[nearest["fact"]].label if nearest else ""
        self._append(
            "companies",
            [
                line.row,
                line.name,
                line.granted,
                line.binding,
                line.sums,
                line.best_yuan,
                line.low_yuan,
                line.high_yuan,
                f"{label} {nearest['gap']}" if nearest else "",
                missing_words(line, self._definitions),
                line.step,
                line.units,
                facts_words(line.facts, self._definitions),
                *(line.carried.get(heading, "") for heading in self._carried),
            ],
        )

    def close(
        self,
        totals: Totals,
        problems: Sequence[Problem],
        titles: Mapping[str, str],
        paid: Sequence[Ready] = (),
    ) -> None:
        """Raises `InputError` where the file cannot be written."""
        from xlsxwriter.exceptions import FileCreateError

        self._programmes(totals)
        self._gaps(totals, titles)
        if paid:
            self._without_application(paid)
        for problem in problems[:_MOST_PROBLEMS]:
            self._append(
                "problems",
                [
                    problem.sheet,
                    problem.row or "",
                    problem.company,
                    problem.column,
                    problem.value,
                    problem.why,
                    problem.remedy,
                ],
            )
        try:
            self._book.close()
        except (FileCreateError, OSError) as problem_:
            raise InputError(say("lists.not_saved", file=self._target, problem=problem_)) from None

    def _programmes(self, totals: Totals) -> None:
        for of in totals.programmes():
            place = self._places.of(of.programme)
            self._append(
                "programmes",
                [
                    place.title,
                    place.clause,
                    place.standing,
                    of.granted,
                    of.yuan or None,
                    of.open,
                    of.open_yuan or None,
                    of.near,
                    "、".join(place.units),
                    "、".join(of.names) + (say("screening.and_others") if of.granted > len(of.names) else ""),
                ],
            )

    def _without_application(self, paid: Sequence[Ready]) -> None:
        """One line a sum, with what it rests on and the receipt that replays it."""
        self._sheets["automatic"], self._rows["automatic"] = self._sheet("automatic"), 1
        for item in paid:
            self._append(
                "automatic",
                [
                    item.company.row,
                    item.company.name,
                    item.outcome.title,
                    item.outcome.amount.yuan,
                    say("screening.payable" if item.payable else "screening.not_payable"),
                    item.standing,
                    ";".join(f"{self._definitions[name].label}:{who}" for name, who in item.of_record.items()),
                    "、".join(self._definitions[name].label for name in item.own_word),
                    "、".join(item.office),
                    "、".join(self._definitions[name].label for name in item.would_suffice),
                    json.dumps(item.receipt, ensure_ascii=False),
                ],
            )

    def _gaps(self, totals: Totals, titles: Mapping[str, str]) -> None:
        for line, single in totals.gaps():
            named = say("screening.between").join(titles[id_] for id_ in single.programmes[:3])
            gap = single.gap or say("screening.gap_unknown")
            label = self._definitions[single.fact].label
            self._append("gaps", [line.row, line.name, label, gap, single.yuan or None, named])
