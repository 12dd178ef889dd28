"""One heading → what its column holds; nothing is taken that the heading does not say from end to end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bot.lists.folding import folded
from bot.lists.heads.brackets import BRACKETS, without_brackets
from bot.lists.heads.periods import Period, take_period
from bot.lists.model import Role
from bot.lists.words import harmless, not_asked, stripped, table, units_behind, used_up, whole
from rules.rulebook import FactDefinition

MOST_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Heading:
    """`unit` as printed; `odd`: what is said in brackets and not understood; `period`: that of the figures."""

    role: Role = "unknown"
    fact: str | None = None
    honour: str | None = None
    about: str = ""
    unit: str | None = None
    period: Period | None = None
    odd: str = ""
    base: str | None = None
    """The fact, of whichever year, that a dated heading is about, used or not."""
    why_not: str = ""
    """Key of the reason for which a heading that was understood is not used."""
    guessed: bool = False
    """Understood as a sentence only, not as a heading that is known."""
    negated: bool = False
    """A yes in the column denies the fact (近两年无处罚)."""

    @property
    def known(self) -> bool:
        """Understood, if only as something that is not used."""
        return self.role != "unknown" or bool(self.why_not)

    def as_guess(self, negated: bool) -> Heading:
        return replace(self, guessed=True, negated=negated)


@dataclass(frozen=True, slots=True)
class Parts:
    """A heading without its brackets: what is left of it without its period, the period, and the unit."""

    bare: str
    undated: str
    period: Period | None
    unit: str | None


class Headings:
    """Reads headings by the definitions of the facts and the words of `headings.toml`."""

    def __init__(
        self,
        facts: Mapping[str, FactDefinition],
        as_of: date,
        reported: int | None = None,
        partly: bool = False,
        year: int | None = None,
    ) -> None:
        self._reported = reported
        self._partly = partly
        self._year = year
        self._facts = facts
        self._as_of = as_of
        self._exact = {folded(name): name for name in facts}
        self._labels = self._labelled()
        self._seen: dict[str, Heading] = {}

    def _labelled(self) -> dict[str, str]:
        """What the definitions call their facts, whole and without the year."""
        found: dict[str, str] = {}
        for definition in self._facts.values():
            label = BRACKETS.sub("", folded(definition.label))
            for name in (label, *_names_of(definition)):
                found.setdefault(name, definition.name)
        for definition in self._facts.values():
            bare, period = take_period(BRACKETS.sub("", folded(definition.label)), self._as_of)
            if period and period.back == 1:
                found.setdefault(bare, definition.name)
        return found

    def read(self, text: str) -> Heading:
        """Never raises; what is not understood is `unknown`."""
        if text not in self._seen:
            self._seen[text] = self._read(text)
        return self._seen[text]

    def reporting(self, year: int | None) -> Headings:
        """The same for a list that calls the year it reports on this one (本年); none: which one is not said."""
        return Headings(self._facts, self._as_of, year or self._year or 0, year=self._year)

    def of_a_part(self) -> Headings:
        """The same for a list on some months: a year's figure is there only where its heading names the year."""
        return Headings(self._facts, self._as_of, 0, partly=True, year=self._year)

    def of_year(self, year: int) -> Headings:
        """The same for a sheet on one year among sheets on others: figures without a year are of it."""
        return Headings(self._facts, self._as_of, year=year)

    def taken_apart(self, text: str) -> Parts | None:
        """None where a word of the heading says that it is about something else."""
        bare, notes, unit = without_brackets(not_asked(folded(text)))
        undated, period = take_period(bare, self._as_of)
        if not bare or whole("headings", "never", "words").search(undated + "".join(notes)):
            return None
        noted = (take_period(note, self._as_of)[1] for note in notes)
        return Parts(bare, undated, period or next(filter(None, noted), None), unit)

    def dated(self, name: str, parts: Parts) -> Heading | None:
        """The fact of that name, or the one of the year that the heading speaks of."""
        return self._dated(name, parts.period, parts.unit, "")

    @property
    def last_year(self) -> int:
        return self._as_of.year - 1

    def _read(self, text: str) -> Heading:
        heading = folded(text)
        found = self._understood(heading)
        return found if found.known or (plain := not_asked(heading)) == heading else self._understood(plain)

    def _understood(self, heading: str) -> Heading:
        if not heading or len(heading) > MOST_CHARACTERS:
            return Heading()
        if name := self._exact.get(heading):
            return Heading("fact", name, unit=_own_unit(self._facts[name]))
        bare, notes, unit = without_brackets(heading)
        if named := self._named(heading) or self._named(bare):
            return named
        undated = take_period(bare, self._as_of)[0]
        if whole("headings", "never", "words").search(undated) and not {bare, undated} & self._labels.keys():
            return Heading()
        whole_text = heading.replace("(", "").replace(")", "")
        found, unbracketed = self._fact(bare, unit, notes), self._fact(whole_text, unit, [])
        if found and unbracketed and found.odd and found.fact == unbracketed.fact:
            found = unbracketed  # 开业(设立)日期
        return found or unbracketed or self._honour(heading) or self._by_note(bare, notes, unit) or Heading()

    def _named(self, bare: str) -> Heading | None:
        if year := self._of_year(bare):
            return year
        joints = bare.replace("-", "").replace("_", "").replace("/", "")
        return self._with_role(bare) or (self._with_role(joints) if joints != bare else None)

    def _of_year(self, bare: str) -> Heading | None:
        """营业额所属年度: of which year another column's figures are; without a name, all of the row's."""
        found = whole("headings", "year_of", "names").search(bare)
        if found is None or found.end() != len(bare):
            return None
        of = self._fact(bare[: found.start()], None, []) if found.start() else None
        return Heading("year", base=of.base) if of else None if found.start() else Heading("year")

    def _with_role(self, bare: str) -> Heading | None:
        for role in ("name", "code", "known", "levels", "sorts", "place"):
            if whole("headings", role, "names").fullmatch(bare):
                return _place(bare) if role == "place" else Heading(role)
        for left in stripped(bare):
            for role in ("code", "known", "place"):
                if left and whole("headings", role, "names").fullmatch(left):
                    return _place(left) if role == "place" else Heading(role)  # type: ignore[arg-type]
        return None

    def _fact(self, bare: str, unit: str | None, notes: list[str]) -> Heading | None:
        """Without its period, without units and fillers, until a name is left."""
        noted = [take_period(note, self._as_of) for note in notes]
        period = next((found for _, found in noted if found), None)
        odd = "、".join(rest for rest, _ in noted if rest and not harmless(rest))
        if whole("headings", "never", "words").search(odd):
            return None
        undated, its_period = take_period(bare, self._as_of)
        for text in (bare, undated):
            for left in stripped(text):
                for core, its_unit in units_behind(left):
                    if name := self._name(core):
                        return self._dated(name, its_period or period, unit or its_unit, odd)
        return None

    def _by_note(self, bare: str, notes: list[str], unit: str | None) -> Heading | None:
        """去年一年卖了多少钱(销售收入): asked in words of the form's own, and named in brackets."""
        if not whole("headings", "guesses", "asked").search(bare):
            return None
        period = take_period(bare, self._as_of)[1]
        found = [self._fact((period.text if period else "") + note, unit, []) for note in notes]
        named = [heading for heading in found if heading and heading.role == "fact"]
        return named[0].as_guess(False) if len(named) == 1 else None

    def _name(self, core: str) -> str | None:
        if core in self._labels:
            return self._labels[core]
        found = _facts_pattern().fullmatch(core)
        return found.lastgroup if found else None

    def _dated(self, name: str, period: Period | None, unit: str | None, odd: str) -> Heading | None:
        """A figure of the year before last has a fact of its own; other years have none."""
        if name not in self._facts:
            return None
        found = Heading("fact", name, unit=unit, period=period, odd=odd, base=name)
        data = table("headings")
        if period is None and self._year:
            period = Period(self._as_of.year - self._year, f"{self._year}年")
        if period is None:
            summed = self._partly and name in data["yearly"]["facts"]
            return Heading(why_not="period", base=name) if summed else found
        period = self._counted(period)
        found = replace(found, period=period)
        unused = Heading(why_not="period", unit=unit, period=period, odd=odd, base=name)
        if name in data["previous"].values():
            return found if period.back == 2 else unused
        previous: str | None = data["previous"].get(name)
        if name in data["yearly"]["facts"] or previous:
            if period.back == 1:
                return found
            return replace(found, fact=previous) if period.back == 2 and previous else unused
        if name in data["yearly"]["standing"] and period.back not in (0, 1):
            return unused
        return found

    def counted_back(self, heading: Heading, back: int | None) -> Heading:
        """The same figure of so many years back; none: of a part of a year."""
        text = heading.period.text if heading.period else ""
        dated = self._dated(heading.base or "", Period(back, text or "?", counted=True), heading.unit, heading.odd)
        return dated or heading

    def _counted(self, period: Period) -> Period:
        """Words (上年, 本年) counted from the year that the list reports on, where it names one."""
        if self._reported is None or period.counted or period.said_by_number:
            return period
        if period.back is None and not period.same:
            return period
        ago = 1 if period.same else period.back or 0
        return replace(period, back=self._as_of.year - self._reported + ago if self._reported else None, counted=True)

    def _honour(self, heading: str) -> Heading | None:
        """A column of one honour: whether it is held, since when, at which level, how it was won."""
        from bot.lists.issuers import honours_named

        text, named = honours_named(heading.replace("(", "").replace(")", ""))
        mentions = [mention for mention in named if not mention.family.as_role]
        if len({mention.name for mention in mentions}) != 1:
            return None
        rest = text[: mentions[0].start] + text[mentions[-1].end :]
        for about in ("year", "level", "event", "held"):
            left = rest
            if about != "held":
                found = whole("headings", "honour", about).search(left)
                if not found:
                    continue
                left = left[: found.start()] + left[found.end() :]
            if used_up(left, whole("headings", "honour", "held")):
                return Heading("honour", "honours", honour=mentions[0].name, about=about)
        return None


def _place(heading: str) -> Heading:
    """Of a city, of a district, or of either."""
    for about in ("district", "city"):
        if re.search(f"{whole('headings', 'place', about).pattern}$", heading):
            return Heading("place", about=about)
    return Heading("place")


def _names_of(definition: FactDefinition) -> tuple[str, ...]:
    """Other names that a definition gives its fact."""
    return tuple(folded(alias) for alias in getattr(definition, "aliases", ()))


def _own_unit(definition: FactDefinition) -> str | None:
    """A fact under its own name holds its own unit: yuan, fractions."""
    return {"money": "元", "ratio": "小数"}.get(definition.type)


@cache
def _facts_pattern() -> re.Pattern[str]:
    parts = (f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in table("headings")["facts"].items())
    return re.compile("|".join(parts))
