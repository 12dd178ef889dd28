"""Working with the person's own numbers: shares, counts and years, always shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answering.case import Case
from bot.answering.honours import bare
from bot.answering.money.circumstances import broken, told
from bot.answering.money.grants import honours_of
from bot.answering.money.money import money, percent, times
from bot.answering.money.spoken import spoken
from bot.answering.money.totals import stage_sum
from bot.understanding.lexers.numbers import read_numeral
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_NUMERAL = r"(?:\d{1,4}|[一二两俩三仨四五六七八九十]{1,3})"
_COUNT = re.compile(rf"({_NUMERAL})\s*(?:家|个|户|所|只|头)(?!月|亿|点)")
_YEARS = re.compile(rf"(?:头|前|连续|共|一共|干|过)?({_NUMERAL})\s*年")
_EACH = re.compile("每家|每户|每个企业")
_TWO, _THREE = "俩", "仨"


def working_lines(case: Case, programmes: Sequence[Programme]) -> list[str]:
    """Computed from the person's own numbers, from years, from units, from stages; the working is always shown.

    Nothing is computed for a grant of which the question itself breaks a condition: the condition is said instead.
    """
    failing = {p.id: line for p in programmes if (line := broken(case, p, _tested(case, p)))}
    fit = [p for p in programmes if p.id not in failing]
    quotes = {p.quote for p in fit}
    lines = [line for p in programmes if (line := failing.get(p.id)) and p.quote not in quotes]
    if case.question.has("source"):
        return list(dict.fromkeys(lines))
    units = _units(case, fit)
    lines += units or [line for p in fit if (line := _working(case, p))]
    if case.question.has("sum") and not lines and (sum_of := stage_sum(case, programmes)):
        lines += sum_of.lines
    return list(dict.fromkeys(lines))


def _tested(case: Case, programme: Programme) -> int | None:
    return base(case, programme) if isinstance(programme.award, kinds.Share | kinds.TaxCredit) else None


def base(case: Case, programme: Programme) -> int | None:
    """The sum of their own that a share is taken of: what is told of that fact, else a sum that nothing claims."""
    award = programme.award
    if not isinstance(award, kinds.Share | kinds.TaxCredit) or case.question.has("source"):
        return None
    said, known = spoken(case.question.text, case.today), told(case.question.text, case.today)
    claimed = (*said.claimed, *said.cap, *said.received)
    value = known.get(award.of, (None,))[0]
    if isinstance(value, int | float) and value not in claimed:
        return round(value)
    about = {leaf.test.fact for leaf in programme.leaves} | {award.of}
    others = {value for name, (value, _) in known.items() if name not in about and isinstance(value, int | float)}
    rest = [yuan for yuan in (said.own or said.neutral) if yuan not in others]
    noted = dict(case.focus.known).get(award.of)
    return max(rest, default=None if noted is None else round(noted))


def _working(case: Case, programme: Programme) -> str | None:
    award = programme.award
    if isinstance(award, kinds.Share | kinds.TaxCredit) and (of := base(case, programme)) is not None:
        return share(award, of) + (_this_year(case, award, of) if isinstance(award, kinds.TaxCredit) else "")
    if isinstance(award, kinds.Yearly) and case.question.has("sum"):
        years = min(_said_years(case) or award.years, award.years)
        key = "answers.working_yearly_cap" if award.is_cap else "answers.working_yearly"
        return say(key, yuan=money(award.yuan), years=years, product=money(award.yuan * years))
    if isinstance(award, kinds.Fixed) and _EACH.search(programme.quote) and (count := _only_count(case)):
        return say("answers.working_unit", yuan=money(award.yuan), count=count, product=money(award.yuan * count))
    return None


def share(award: kinds.Share | kinds.TaxCredit, of: int) -> str:
    """「按您说的…算」, with the cap that is or is not reached."""
    product = times(of, award.rate)
    cap = award.cap_yuan if isinstance(award, kinds.Share) else None
    end = ""
    if cap is not None:
        end = say("answers.working_capped" if product > cap else "answers.working_below", cap=money(cap))
    key = (
        "answers.working_share_cap" if isinstance(award, kinds.Share) and award.rate_is_cap else "answers.working_share"
    )
    return say(key, base=money(of), rate=percent(award.rate), product=money(product), cap=end)


def _this_year(case: Case, award: kinds.TaxCredit, of: int) -> str:
    """What can be set off in the year whose tax is told, and what is carried over."""
    noted = dict(case.focus.known).get(award.against)
    tax = told(case.question.text, case.today).get(award.against, (noted,))[0]
    if not isinstance(tax, int | float):
        return ""
    product = times(of, award.rate)
    if product <= tax:
        return say("answers.working_credit_all", tax=money(tax))
    return say(
        "answers.working_credit_rest",
        tax=money(tax),
        product=money(product),
        rest=money(product - Decimal(repr(tax))),
        years=award.carry_over_years,
    )


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
        name = re.escape(bare(honour))
        level = "(?:国家级?|省级?|市级?)?"
        before = re.search(rf"({_NUMERAL})\s*(?:家|个|户|所|只|头)?(?:的|新)?{level}[“\"]?{name}", text)
        behind = re.search(rf"{name}[”\"]?(?:企业)?\s*({_NUMERAL})\s*(?:家|个|户)", text)
        if found := before or behind:
            return _number(found.group(1))
    return None


def _only_count(case: Case) -> int | None:
    match = _COUNT.search(case.question.text)
    return _number(match.group(1)) if match else None


def _said_years(case: Case) -> int | None:
    match = _YEARS.search(case.question.text)
    return _number(match.group(1)) if match else None


def _number(text: str) -> int | None:
    numeral = read_numeral(text.replace(_TWO, "二").replace(_THREE, "三").replace("两", "二"), 0)
    return round(numeral.low) if numeral is not None and numeral.low == numeral.high else None
