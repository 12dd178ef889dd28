"""What is said first where amounts are compared or a figure is put to us: the answer itself, before the quotes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.answering.awards import in_words
from bot.dialogue.answering.case import Case
from bot.dialogue.answering.money import money
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds


def leads(case: Case, programmes: Sequence[Programme]) -> list[str]:
    """Lines for the head of the reply; none where nothing is compared or claimed."""
    fixed = [p for p in programmes if isinstance(p.award, kinds.Fixed)]
    claimed = len(case.question.yuan) == 1 and not case.question.has("own_figure")
    if claimed and (line := _claimed(case, fixed, case.question.yuan[0])):
        return [line]
    return _side_by_side(case, fixed) if case.question.has("compare") else []


def _claimed(case: Case, fixed: Sequence[Programme], said: int) -> str | None:
    """The sum that the person names beside the one that is written."""
    if not fixed or any(p.kind == "annual" for p in fixed):
        return None
    same = [p for p in fixed if isinstance(p.award, kinds.Fixed) and p.award.yuan == said]
    programme = (same or fixed)[0]
    key = "answers.premise_right" if same else "answers.premise"
    place = case.render.place(programme.document)
    return say(key, said=money(said), yuan=in_words(programme.award), place=place, title=programme.title)


def _side_by_side(case: Case, fixed: Sequence[Programme]) -> list[str]:
    """Each place (or each title, where one place grants several) with its amount, and the difference of two."""
    places = {case.render.place(p.document) for p in fixed}
    amounts: dict[str, dict[int, str]] = {}
    for programme in fixed:
        if isinstance(programme.award, kinds.Fixed):
            name = case.render.place(programme.document) if len(places) > 1 else programme.title
            amounts.setdefault(name, {})[programme.award.yuan] = in_words(programme.award)
    if len(amounts) < 2:
        return []
    told = [say("answers.compare_place", place=name, amount="、".join(of.values())) for name, of in amounts.items()]
    lines = [say("answers.compare_places", amounts=";".join(told))]
    if len(amounts) == 2 and all(len(of) == 1 for of in amounts.values()):
        less, more = sorted(next(iter(of)) for of in amounts.values())
        key = "answers.compare_same" if less == more else "answers.compare_difference"
        lines.append(say(key, more=money(more), less=money(less), difference=money(more - less)))
    return lines
