"""What the rule book grants, in a few words, and the working where the person says a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.case import Case
from bot.answering.honours import same
from bot.answering.money.grants import at_level, honours_of, is_renewal, level_of, names_of, stands_in
from bot.answering.money.money import money, percent
from bot.answering.retrieval.pieces import Piece
from bot.answering.retrieval.terms import Term
from bot.understanding.names.honours import LEVELS
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_MOST_LINES = 4
_SAID_OTHERWISE = 0.6


def meant(case: Case, shown: Sequence[Piece]) -> tuple[Programme, ...]:
    """Programmes whose award stands in the sentences shown and whose title meets the question best."""
    near = case.world.rulebook.of_clauses(*(piece.clause.id for piece in shown))
    found = [p for p in near if any(stands_in(p, piece) for piece in shown)]
    if not case.question.has("unfunded"):
        found = [p for p in found if not isinstance(p.award, kinds.Promised)] or found
    levelled = at_level(case, found)
    found = list(levelled or found)
    if case.question.has("expired_event"):
        found = [p for p in found if is_renewal(p)] or found
    elif case.question.has("new_event"):
        found = [p for p in found if not is_renewal(p)] or found
    return _closest(case, found)


def _closest(case: Case, found: list[Programme]) -> tuple[Programme, ...]:
    """Those whose title meets the question best; of several honours named, the best for each."""
    named = [[p for p in found if any(same(name, honour) for honour in honours_of(p))] for name in names_of(case)]
    chosen = [p for of in (named or _by_level(case, found)) for p in _best_titles(case, of)] or _best_titles(
        case, found
    )
    return tuple(p for p in found if p in chosen)


def _by_level(case: Case, found: list[Programme]) -> list[list[Programme]]:
    """Of several levels named the grants of each; none where one is, or where a level has none."""
    wanted = [LEVELS[level] for level in case.question.levels]
    of = [[p for p in found if level_of(p) == level] for level in wanted]
    return of if len(of) > 1 and all(of) else []


def _best_titles(case: Case, found: list[Programme]) -> list[Programme]:
    scores = [sum(_in_title(term, p) for term in case.terms) for p in found]
    best = max(scores, default=0.0)
    return [p for p, score in zip(found, scores, strict=True) if score >= best - 0.01]


def _in_title(term: Term, programme: Programme) -> float:
    """Its weight where the title has the word itself, half where it has what the documents say instead."""
    title = re.sub(r"[“”\"]", "", programme.title)
    if term.word in title:
        return term.weight
    return _SAID_OTHERWISE * term.weight if any(form in title for form in term.forms) else 0.0


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
