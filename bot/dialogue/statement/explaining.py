"""Why a fact is asked for: the programmes that wait on it, the money, the clause's own words."""

from __future__ import annotations

from bot.dialogue.interview.interview import ask_again, next_question
from bot.dialogue.statement.citing import citation, source
from bot.dialogue.talk import Talk
from bot.model import Citation, Part
from bot.wording import say
from rules.rulebook import MONEY, UNPRICED, Programme

_MOST_PROGRAMMES = 2


def explain(talk: Talk, fact: str) -> None:
    """The reason with its quotes; then the same question again, in the same message where it is edited in place."""
    definition = talk.world.rulebook.facts[fact]
    question = next_question(talk)
    same = question is not None and question.fact == fact
    waiting = _waiting(talk, fact, question.waiting if same and question else ())
    parts = [Part("lead", definition.why), Part("text", say("interview.stakes", count=len(waiting)))]
    cited: list[Citation] = []
    for programme in waiting[:_MOST_PROGRAMMES]:
        parts += _stake(talk, programme, fact, cited)
    if definition.who_knows:
        parts.append(Part("hint", say("interview.who_knows", who=definition.who_knows)))
    if talk.in_place:
        talk.lead += parts
        talk.cited += cited
    else:
        talk.send(parts, citations=cited)
    ask_again(talk)


def _waiting(talk: Talk, fact: str, ids: tuple[str, ...]) -> list[Programme]:
    found = [programme for each in ids if (programme := talk.world.rulebook.programme(each))]
    money = (MONEY, UNPRICED)
    return found or [each for each in talk.world.rulebook.programmes if fact in each.facts and each.kind in money]


def _stake(talk: Talk, programme: Programme, fact: str, cited: list[Citation]) -> list[Part]:
    """The condition that asks for the fact, and the benefit that waits on it."""
    leaves = [leaf for leaf in programme.leaves if fact in leaf.facts]
    quotes = list(dict.fromkeys([*(leaf.quote for leaf in leaves[:1]), programme.quote]))
    parts = [Part("text", say("interview.stake", title=programme.title))]
    for quote in quotes:
        path = leaves[0].source if leaves and quote == leaves[0].quote else programme.clause
        found = citation(talk.world, programme.document, path or programme.clause, quote, talk.today)
        cited.append(found)
        parts += [Part("quote", quote), Part("source", source(talk.world, found))]
    return parts
