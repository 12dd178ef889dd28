"""Working with the person's own numbers: shares, counts, years and stages, always shown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.dialogue.answering.case import Case
from bot.dialogue.answering.grants import honours_of
from bot.dialogue.answering.money import money, percent, times
from bot.understanding.numbers import read_numeral
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_NUMERAL = r"(?:\d{1,4}|[一二两俩三仨四五六七八九十]{1,3})"
_COUNT = re.compile(rf"({_NUMERAL})\s*(?:家|个|户|所|只|头)(?!月|亿|点)")
_YEARS = re.compile(rf"(?:头|前|连续|共|一共|干|过)?({_NUMERAL})\s*年")
_EACH = re.compile("每家|每户|每个企业")
_TO_COME = "(?:还没|没|未|差|等|准备)"
_TWO, _THREE = "俩", "仨"


@cache
def _stage_facts() -> frozenset[str]:
    return frozenset(tomllib.loads(Path(__file__).with_name("awards.toml").read_text(encoding="utf-8"))["stages"])


def working_lines(case: Case, programmes: Sequence[Programme]) -> list[str]:
    """Computed from the person's own numbers, from years, from units, from stages; the working is always shown."""
    units = _units(case, programmes)
    if units:
        return units
    lines = list(dict.fromkeys(line for p in programmes if (line := _working(case, p))))
    if case.question.has("sum") and not lines and (total := _stage_sum(case, programmes)):
        lines.append(total)
    return lines


def _working(case: Case, programme: Programme) -> str | None:
    award = programme.award
    said = max(case.question.yuan, default=None)
    if isinstance(award, kinds.Share | kinds.TaxCredit) and said is not None:
        return _outside(programme, said) or _share(award, said)
    if isinstance(award, kinds.Yearly) and case.question.has("sum"):
        years = min(_said_years(case) or award.years, award.years)
        key = "answers.working_yearly_cap" if award.is_cap else "answers.working_yearly"
        return say(key, yuan=money(award.yuan), years=years, product=money(award.yuan * years))
    if isinstance(award, kinds.Fixed) and _EACH.search(programme.quote) and (count := _only_count(case)):
        return say("answers.working_unit", yuan=money(award.yuan), count=count, product=money(award.yuan * count))
    return None


def _share(award: kinds.Share | kinds.TaxCredit, base: int) -> str:
    product = times(base, award.rate)
    cap = award.cap_yuan if isinstance(award, kinds.Share) else None
    end = ""
    if cap is not None:
        end = say("answers.working_capped" if product > cap else "answers.working_below", cap=money(cap))
    key = (
        "answers.working_share_cap" if isinstance(award, kinds.Share) and award.rate_is_cap else "answers.working_share"
    )
    return say(key, base=money(base), rate=percent(award.rate), product=money(product), cap=end)


def _outside(programme: Programme, said: int) -> str | None:
    """The sum said does not meet a bound on money that the text sets."""
    for leaf in programme.leaves:
        test = leaf.test
        if not (test.fact or "").endswith("_yuan"):
            continue
        if test.lower and test.lower.figure and said < test.lower.figure:
            return say("answers.working_too_low", said=money(said), bound=money(test.lower.figure), quote=leaf.quote)
        if test.upper and said > test.upper.figure:
            return say("answers.working_too_high", said=money(said), bound=money(test.upper.figure), quote=leaf.quote)
    return None


# -- so much for each


def _units(case: Case, programmes: Sequence[Programme]) -> list[str]:
    """A line for each kind that is counted, and their sum; one number alone counts whatever is meant."""
    counted: list[tuple[kinds.PerUnit, int, str]] = []
    each = [(p, p.award) for p in programmes if isinstance(p.award, kinds.PerUnit)]
    for programme, award in each:
        count = _count_of(case.question.text, programme) or (_only_count(case) if len(each) == 1 else None)
        if count:
            counted.append((award, count, programme.title))
    lines = [
        say("answers.working_unit", yuan=money(award.yuan), count=count, product=money(award.yuan * count))
        for award, count, _ in counted
    ]
    if len(counted) > 1:
        parts = [award.yuan * count for award, count, _ in counted]
        lines.append(say("answers.working_units", working=" + ".join(map(money, parts)), total=money(sum(parts))))
    return lines


def _count_of(text: str, programme: Programme) -> int | None:
    """The number that stands before the honour (3家小巨人, 俩独角兽) or right behind it (小巨人3家)."""
    for honour in honours_of(programme):
        name = re.escape(_short(honour))
        level = "(?:国家级?|省级?|市级?)?"
        before = re.search(rf"({_NUMERAL})\s*(?:家|个|户|所|只|头)?(?:的|新)?{level}[“\"]?{name}", text)
        behind = re.search(rf"{name}[”\"]?(?:企业)?\s*({_NUMERAL})\s*(?:家|个|户)", text)
        if found := before or behind:
            return _number(found.group(1))
    return None


def _short(honour: str) -> str:
    """国家级专精特新小巨人 → 小巨人; 省级瞪羚 → 瞪羚."""
    bare = re.sub("^(?:国家级|省级|市级)", "", honour)
    return "小巨人" if "小巨人" in bare else bare


def _only_count(case: Case) -> int | None:
    match = _COUNT.search(case.question.text)
    return _number(match.group(1)) if match else None


def _said_years(case: Case) -> int | None:
    match = _YEARS.search(case.question.text)
    return _number(match.group(1)) if match else None


def _number(text: str) -> int | None:
    numeral = read_numeral(text.replace(_TWO, "二").replace(_THREE, "三").replace("两", "二"), 0)
    return round(numeral.low) if numeral is not None and numeral.low == numeral.high else None


# -- stages of one thing


def stage_programmes(case: Case, programmes: Sequence[Programme]) -> tuple[Programme, ...]:
    """All stages of what is meant, where a sum is asked for; none where it has no stages."""
    facts = {leaf.test.fact for p in programmes for leaf in p.leaves} & _stage_facts()
    if not facts or not case.question.has("sum"):
        return ()
    places = {(p.document, p.clause) for p in programmes}
    return tuple(
        p
        for p in case.world.rulebook.programmes
        if (p.document, p.clause) in places and facts & {leaf.test.fact for leaf in p.leaves}
    )


def _stage_sum(case: Case, programmes: Sequence[Programme]) -> str | None:
    """The stages that the question names as reached, where it names several; else all."""
    stages = [p for p in stage_programmes(case, programmes) if isinstance(p.award, kinds.Fixed)]
    reached = [p for p in stages if _reached(case, p, stages)]
    some = 1 < len(reached) < len(stages) and not case.question.has("all_stages")
    counted = reached if some else stages
    yuan = [p.award.yuan for p in counted if isinstance(p.award, kinds.Fixed)]
    if len(yuan) < 2:
        return None
    working = " + ".join(money(one) for one in yuan) + f" = {money(sum(yuan))}"
    return say("answers.sum_reached" if counted is reached else "answers.sum_line", working=working)


def _reached(case: Case, programme: Programme, stages: Sequence[Programme]) -> bool:
    """A word of the question is in this stage's title and in no other, and is not said to be still to come."""
    titles = [p.title for p in stages if p is not programme]
    words = [term.word for term in case.terms if term.word in programme.title]
    own = [word for word in words if not any(word in title for title in titles)]
    return any(not re.search(rf"{_TO_COME}\S{{0,2}}{re.escape(word)}", case.question.text) for word in own)
