"""A count that the asker says (1500方, 十二个人, 8个月) beside what the text asks for in the same unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.answering.imported.asking import matching, table
from bot.answering.imported.finding import Line, with_money
from bot.answering.imported.matter import Matter, announcing, grouped
from bot.answering.imported.saying import rendered
from bot.answering.model import Answer
from bot.answering.texts.render import Draft
from bot.understanding.lexers.numbers import numerals
from bot.wording import say

_LEAST_MET = 0.4
_MOST_READ = 12
_AT_LEAST = re.compile(r"(?:不(?:得)?(?:低于|少于|小于)|至少|达到?|(?<!不)(?<!未)满|(?<!不)(?<!不得)超过|高于)$")
_AT_MOST = re.compile(r"(?:不(?:得)?(?:超过|高于|多于)|最多|最高|至多)(?:为)?$")
_AND_MORE, _AND_LESS = re.compile(r"(?:[(（][含及][)）])?以上"), re.compile(r"(?:[(（][含及][)）])?以[下内]")
_GIVEN = re.compile(r"(?:补|奖|给予|资助|兑现|拨付)[^,，。;；]{0,8}$")
"""A figure behind these is what is given, not what is asked for."""


@dataclass(frozen=True)
class Count:
    value: float
    unit: str
    written: str
    start: int
    end: int


@cache
def _units() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(said)) for name, said in table()["units"].items())


def counts_in(text: str) -> Iterator[Count]:
    """Exact figures with a unit that the table knows; months of years (一年半) are left to the text."""
    for start, numeral in numerals(text):
        rest = re.sub(r"^[多来余\s]", "", text[numeral.end : numeral.end + 8])
        unit = next(((name, found) for name, said in _units() if (found := said.match(rest))), None)
        if unit is not None and numeral.low == numeral.high:
            name, found = unit
            yield Count(
                float(numeral.low), name, text[start : numeral.end] + found.group(), start, numeral.end + found.end()
            )


def bounded(matter: Matter) -> Answer | None:
    """Asked whether a count is enough: the sentence on the subject that bounds it, and what is given then."""
    text = matter.asked.text
    said = list(counts_in(text)) if matching("words", "enough").search(text) else []
    if len(said) != 1:
        return None
    prose = [one for one in matter.found if one.line.clause.table is None]
    near = [one.line for one in prose[:_MOST_READ] if one.met >= _LEAST_MET]
    alone = [one.line for one in prose if one.line not in near and _compared(said[0], one.line)]
    near += alone if len(alone) == 1 else []
    for line in near:
        if (compared := _compared(said[0], line)) is not None:
            given = [one.line for one in with_money(matter.found[:3]) if one.told][:1]
            above = announcing(matter, line)
            lines = {each.number: each for each in (line, *given, *([above] if above else []))}
            draft = Draft()
            draft.add(compared, *grouped([lines[number] for number in sorted(lines)]))
            return rendered(matter.render, draft, "eligibility", matter.focus, matter.asked.text)
    return None


def _compared(said: Count, line: Line) -> str | None:
    """In words of our own: too little, too much, enough. None where the sentence does not bound that unit."""
    text = line.folded
    for count in counts_in(text):
        if count.unit != said.unit or _GIVEN.search(text[: count.start]):
            continue
        before, after = text[: count.start], text[count.end :]
        if _AT_MOST.search(before) or _AND_LESS.match(after):
            key = "imported.above_bound" if said.value > count.value else "imported.within_bound"
        elif _AT_LEAST.search(before) or _AND_MORE.match(after):
            key = "imported.below_bound" if said.value < count.value else "imported.meets_bound"
        else:
            continue
        return say(key, said=said.written, bound=count.written)
    return None
