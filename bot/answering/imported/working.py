"""What an award comes to on a figure that the asker says, with the working shown."""

from __future__ import annotations

import re

from bot.answering.imported.finding import Line
from bot.answering.question import sums
from bot.sums import percent
from bot.wording import say
from knowledge.intake import Award, least_of, plain
from rules.rulebook import money

_ASKS_FOR_OUR = re.compile(r"(?:我|咱|公司|企业|投|花|买|租|招|建|种|养|做|办|付|交|卖|有)")
_COUNTED = re.compile(r"(\d+)\s*(万)?\s*(?P<unit>[一-鿿㎡]{1,3})")
_PERSONS = "人名个位"


def working(question: str, lines: list[Line]) -> str:
    """One line for the first award that the figure fits; empty where the question says none, or none fits."""
    if not _ASKS_FOR_OUR.search(question):
        return ""
    said = [yuan for _, _, yuan in sums(question)]
    for line in lines:
        for award in line.awards:
            if award.rate is not None and len(said) == 1:
                return _share(award, line, said[0])
            if award.per_unit_yuan is not None and not said and (count := _count(question, award.unit or "")):
                return _units(award, count)
    return ""


def _share(award: Award, line: Line, said: int) -> str:
    needed = max((figure.value for figure in least_of(plain(line.text))), default=0.0)
    if said < needed:
        bound = say("imported.at_least", sum=money(needed))
        return say("answers.working_too_low", said=money(said), bound=bound, quote=" ".join(line.text.split()))
    product = round(said * (award.rate or 0.0))
    cap = min(award.cap_yuan) if award.cap_yuan else None
    if cap is not None:
        key = "answers.working_capped" if product > cap else "answers.working_below"
        limit = say(key, cap=money(cap))
    return say(
        "answers.working_share", base=money(said), rate=percent(award.rate or 0.0), product=money(product),
        cap=limit if cap is not None else "",
    )  # fmt: skip


def _units(award: Award, count: int) -> str:
    each, total = award.per_unit_yuan or 0.0, count * (award.per_unit_yuan or 0.0)
    cap = min(award.cap_yuan) if award.cap_yuan else None
    limit = say("answers.working_capped", cap=money(cap)) if cap is not None and total > cap else ""
    unit = award.unit or ""
    return say("imported.working_units", each=money(each), unit=unit, count=count, product=money(total), cap=limit)


def _count(question: str, unit: str) -> int | None:
    """How many of the unit the question says; a month or a year more makes the sum another one."""
    if not unit or "·" in unit:
        return None
    for found in _COUNTED.finditer(question):
        same = found["unit"].startswith(unit) or (unit in _PERSONS and found["unit"][0] in _PERSONS)
        if same or (unit == "平方米" and found["unit"].startswith("平")):
            return int(found.group(1)) * (10_000 if found.group(2) else 1)
    return None
