"""What is settled while facts are still being asked for: who asks how much need not wait for the last question."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.conversation import Told
from bot.dialogue.interview import interests
from bot.dialogue.interview.planning import is_body, scope
from bot.dialogue.statement.citing import standing
from bot.dialogue.statement.statement import Statement, is_priced
from bot.dialogue.talk import Talk
from bot.model import Part
from bot.wording import say
from rules.rulebook import MONEY, Judged, money

_MOST = 2
_MOST_POSSIBLE = 3
_PLACES = ("city", "role_city")


def tell(talk: Talk) -> None:
    """In front of the next question: sums within reach that were not told yet, and those that are lost again."""
    told = talk.state.told.programmes if talk.state.told.company == talk.state.current else ()
    within = _within_reach(talk)
    if within == set(told):
        if not within:
            _conditional(talk)
        return
    statement = Statement(
        talk.world.rulebook.evaluate(talk.state.facts, talk.today, programmes=within), talk.world, talk.today
    )
    settled = {outcome.programme: outcome for outcome in statement.priced()}
    talk.state = replace(talk.state, told=Told(talk.state.current, tuple(settled), True))
    _lost(talk, [programme for programme in told if programme not in settled])
    new = [outcome for programme, outcome in settled.items() if programme not in told]
    if not new:
        return
    parts = [Part("lead", say("interview.settled"))]
    parts += [part for outcome in new[:_MOST] for part in statement.settled(outcome)]
    if (left := len(new) - _MOST) > 0:
        parts.append(Part("hint", say("interview.settled_more", count=left)))
    _say(talk, parts, statement)


def _conditional(talk: Talk) -> None:
    """Nothing is settled yet: once, the most that can still come of the answers, and on what it hangs."""
    told = talk.state.told
    if talk.state.facts.keys() <= {"role"} - _placed(talk) or (told.possible and told.company == talk.state.current):
        return
    judged = talk.world.rulebook.judge(talk.state.facts, talk.today)
    ids = {item.programme.id for item in judged if _may_pay(talk, item)}
    outcomes = talk.world.rulebook.evaluate(talk.state.facts, talk.today, programmes=ids) if ids else ()
    summed = sorted(
        (each for each in outcomes if each.amount.high_yuan), key=lambda each: -(each.amount.high_yuan or 0)
    )
    if not summed:
        return
    talk.state = replace(talk.state, told=Told(talk.state.current, (), True))
    named = [
        say("interview.possible_one", title=each.title, amount=money(each.amount.high_yuan or 0))
        for each in summed[:_MOST_POSSIBLE]
    ]
    places = {standing(talk.world, each.document, talk.today) for each in summed[:_MOST_POSSIBLE]}
    talk.first("text", say("interview.possible", named=say("statement.semicolon").join(named)))
    for place in sorted(places):
        talk.first("notice", place)


def _placed(talk: Talk) -> set[str]:
    """A body is somewhere by what it is; an enterprise is asked for its city first."""
    return {"role"} if is_body(talk) else set()


def _may_pay(talk: Talk, item: Judged) -> bool:
    """Money with a figure that is undecided, though the company is of the right place and kind."""
    leaves = zip(item.programme.leaves, item.states, strict=True)
    placed = all(state <= 1 for leaf, state in leaves if leaf.test.fact in _PLACES) or is_body(talk)
    return item.undecided and item.programme.kind == MONEY and placed and item.programme.id in scope(talk)


def repeat(talk: Talk) -> None:
    """Asked again in the middle how much there is: what is settled so far, or that nothing is yet."""
    talk.state = replace(talk.state, told=Told())
    tell(talk)
    if not talk.state.told.programmes:
        talk.first("text", say("interview.settled_none"))


def _within_reach(talk: Talk) -> set[str]:
    """By the walk alone: putting all outcomes into words would take longer than the whole turn."""
    scope = interests.scope(talk.state.interest, talk.world)
    judged = talk.world.rulebook.judge(talk.state.facts, talk.today) if talk.state.facts else []
    return {
        item.programme.id
        for item in judged
        if item.eligible and item.programme.id in scope and is_priced(item.programme)
    }


def _lost(talk: Talk, programmes: list[str]) -> None:
    titles = [found.title for each in programmes if (found := talk.world.rulebook.programme(each))]
    if titles:
        talk.first("text", say("statement.lost", titles=say("statement.semicolon").join(titles)))


def _say(talk: Talk, parts: list[Part], statement: Statement) -> None:
    """In the place of a pressed question, which is done with; the next one stands below, and this stays readable."""
    if talk.in_place:
        talk.send(parts, citations=statement.citations, takes_place=True)
    else:
        talk.lead += parts
        talk.cited += statement.citations
