"""What is settled while facts are still being asked for: who asks how much need not wait for the last question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.money import offers
from bot.dialogue.conversation import Told
from bot.dialogue.interview import interests
from bot.dialogue.statement.statement import is_priced
from bot.dialogue.talk import Talk
from bot.dialogue.talking import sums
from bot.wording import say

_MOST = 4


def tell(talk: Talk) -> None:
    """In front of the next question: sums within reach that were not told yet, and those that are lost again."""
    told = talk.state.told.programmes if talk.state.told.company == talk.state.current else ()
    within = _within_reach(talk)
    if within == set(told):
        return
    _lost(talk, [programme for programme in told if programme not in within])
    talk.state = replace(
        talk.state, told=replace(talk.state.told, company=talk.state.current, programmes=tuple(within))
    )
    certain = sums.of_company(talk).certain if talk.state.facts.get("city") or sums.place(talk) else ()
    new = [offer for offer in certain if offer.programme.id in within and offer.programme.id not in told]
    lines = offers.Lines()
    lines.add("offers.certain", new[:_MOST])
    sums.put(talk, lines)
    if talk.in_place and new:  # the pressed question is done with; the next one stands below, and this stays readable
        talk.send((), takes_place=True)


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


def _lost(talk: Talk, programmes: Sequence[str]) -> None:
    titles = [found.title for each in programmes if (found := talk.world.rulebook.programme(each))]
    if titles:
        talk.first("text", say("statement.lost", titles=say("statement.semicolon").join(titles)))
