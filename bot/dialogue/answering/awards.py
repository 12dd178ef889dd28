"""What the rule book grants, in a few words, and the working where the person says a number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.dialogue.answering.case import Case
from bot.dialogue.answering.grants import at_level, is_renewal, stands_in
from bot.dialogue.answering.money import money, percent, times
from bot.dialogue.answering.pieces import Piece
from bot.dialogue.answering.terms import Term
from bot.wording import say
from rules.figures import figures
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_MOST_LINES = 4
_COUNT = re.compile(r"(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:家|个|户)")
_FUND = re.compile("没领过|没拿过|未获得过|没获得过|没享受过|一分钱|没得过|没有领过|没领到过|从没领|没拿到过")


@cache
def _stages() -> frozenset[str]:
    return frozenset(tomllib.loads(Path(__file__).with_name("awards.toml").read_text(encoding="utf-8"))["stages"])


def meant(case: Case, shown: Sequence[Piece]) -> tuple[Programme, ...]:
    """Programmes whose award stands in the sentences shown and whose title meets the question best."""
    found = [p for p in case.world.rulebook.programmes if any(stands_in(p, piece) for piece in shown)]
    if not _FUND.search(case.question.text):
        found = [p for p in found if not isinstance(p.award, kinds.Promised)] or found
    levelled = at_level(case, found)
    found = list(levelled or found)
    if case.question.has("expired_event"):
        found = [p for p in found if is_renewal(p)] or found
    elif case.question.has("new_event"):
        found = [p for p in found if not is_renewal(p)] or found
    return _closest(case, found)


def _closest(case: Case, found: list[Programme]) -> tuple[Programme, ...]:
    scores = [sum(term.weight for term in case.terms if _in_title(term, p)) for p in found]
    best = max(scores, default=0.0)
    return tuple(p for p, score in zip(found, scores, strict=True) if score >= best - 0.01)


def _in_title(term: Term, programme: Programme) -> bool:
    title = re.sub(r"[“”\"]", "", programme.title)
    return any(form in title for form in term.forms)


def amount_lines(programmes: Sequence[Programme]) -> list[str]:
    """Title and amount of each; none where too many would have to be named."""
    if len(programmes) > _MOST_LINES:
        return []
    return [say("answers.lead_amount_one", title=p.title, amount=in_words(p.award)) for p in programmes]


def in_words(award: kinds.Award) -> str:
    """The amount in a few words, as the text gives it."""
    match award:
        case kinds.Fixed(yuan=yuan, is_cap=is_cap):
            return say("answers.award_cap" if is_cap else "answers.award_fixed", yuan=money(yuan))
        case kinds.Share(rate=rate, cap_yuan=cap, rate_is_cap=rate_is_cap):
            told = say("answers.award_rate_cap" if rate_is_cap else "answers.award_rate", rate=percent(rate))
            return told if cap is None else say("answers.award_share_cap", rate=told, yuan=money(cap))
        case kinds.PerUnit(yuan=yuan):
            return say("answers.award_unit", yuan=money(yuan))
        case kinds.Yearly(yuan=yuan, years=years, is_cap=is_cap):
            key = "answers.award_yearly_cap" if is_cap else "answers.award_yearly"
            return say(key, yuan=money(yuan), years=years)
        case kinds.PriceDeduction(rate_from=low, rate_to=high):
            return say("answers.award_deduction", low=percent(low), high=percent(high))
        case kinds.TaxCredit(rate=rate, carry_over_years=years):
            return say("answers.award_credit", rate=percent(rate), years=years)
        case kinds.PercentagePoints(points=points):
            return say("answers.award_points", points=f"{points:g}")
        case _:
            return say("answers.award_promised")


def working_lines(case: Case, programmes: Sequence[Programme]) -> list[str]:
    """Computed from the person's own numbers, from years, from units, from stages; the working is always shown."""
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
        product = money(award.yuan * award.years)
        key = "answers.working_yearly_cap" if award.is_cap else "answers.working_yearly"
        return say(key, yuan=money(award.yuan), years=award.years, product=product)
    count = _count(case)
    if isinstance(award, kinds.PerUnit) and count:
        return say("answers.working_unit", yuan=money(award.yuan), count=count, product=money(award.yuan * count))
    if (
        isinstance(award, kinds.Fixed)
        and len(case.question.yuan) == 1
        and said != award.yuan
        and programme.kind != "annual"
    ):
        return say("answers.premise", said=money(said or 0), yuan=in_words(award), title=programme.title)
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


def _count(case: Case) -> int | None:
    match = _COUNT.search(case.question.text)
    if not match:
        return None
    return next((round(value) for value, kind in figures(match.group(1) + "家") if kind == "count"), None) or _chinese(
        match.group(1)
    )


def _chinese(text: str) -> int | None:
    return next((round(value) for value, kind in figures(text + "年") if kind == "years"), None)


def _stage_sum(case: Case, programmes: Sequence[Programme]) -> str | None:
    """All stages of one thing, one after another."""
    facts = {leaf.test.fact for p in programmes for leaf in p.leaves} & _stages()
    if not facts:
        return None
    stages = [
        p
        for p in case.world.rulebook.programmes
        if p.document == programmes[0].document
        and p.clause == programmes[0].clause
        and isinstance(p.award, kinds.Fixed)
        and facts & {leaf.test.fact for leaf in p.leaves}
    ]
    yuan = [p.award.yuan for p in stages if isinstance(p.award, kinds.Fixed)]
    working = " + ".join(money(one) for one in yuan) + f" = {money(sum(yuan))}"
    return say("answers.sum_line", working=working) if len(yuan) > 1 else None


def stage_programmes(case: Case, programmes: Sequence[Programme]) -> tuple[Programme, ...]:
    """The other stages of what is meant, where a sum is asked for."""
    facts = {leaf.test.fact for p in programmes for leaf in p.leaves} & _stages()
    if not facts or not case.question.has("sum"):
        return ()
    places = {(p.document, p.clause) for p in programmes}
    return tuple(
        p
        for p in case.world.rulebook.programmes
        if (p.document, p.clause) in places and facts & {leaf.test.fact for leaf in p.leaves}
    )
