"""What is settled while facts are still being asked for: who asks how much need not wait for the last question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.model import Focus
from bot.answering.money import offers
from bot.answering.money.awards import in_words
from bot.answering.texts.render import Renderer
from bot.dialogue.conversation import UNKNOWN, Told
from bot.dialogue.interview import interests
from bot.dialogue.interview.planning import assumed_facts, awaited, is_body, scope
from bot.dialogue.statement.citing import citation
from bot.dialogue.statement.statement import is_priced
from bot.dialogue.talk import Talk
from bot.dialogue.talking import sums
from bot.wording import say
from rules.model import Outcome
from rules.rulebook import MONEY, Judged, awards, money

_MOST = 4
_MOST_POSSIBLE = 3


def tell(talk: Talk) -> None:
    """In front of the next question: sums within reach that were not told yet, and those that are lost again."""
    told = talk.state.told.programmes if talk.state.told.company == talk.state.current else ()
    within = _within_reach(talk)
    if set(within) != set(told):
        _settled(talk, within, told)
    elif not within:
        _conditional(talk)
    _awaited(talk)


def _settled(talk: Talk, within: tuple[str, ...], told: tuple[str, ...]) -> None:
    _lost(talk, [programme for programme in told if programme not in within])
    talk.state = replace(talk.state, told=replace(talk.state.told, company=talk.state.current, programmes=within))
    certain = sums.of_company(talk).certain if talk.state.facts.get("city") or sums.place(talk) else ()
    new = [offer for offer in certain if offer.programme.id in within and offer.programme.id not in told]
    lines = offers.Lines()
    lines.add("offers.certain", new[:_MOST])
    sums.put(talk, lines)
    if talk.in_place and new:  # the pressed question is done with; the next one stands below, and this stays readable
        talk.send((), takes_place=True)


def _awaited(talk: Talk) -> None:
    """What was ticked brings money of which only the amount is still to be said."""
    amounts = awaited(talk)
    shown = talk.state.told.shown if talk.state.told.company == talk.state.current else ()
    if not amounts or sums.place(talk) is None:
        return
    waiting = [offer for offer in sums.of_company(talk).possible if offer.programme.id not in shown]
    lines = offers.Lines()
    lines.add("offers.by_amount", [o for o in waiting if amounts & set(awards.facts_of(o.programme.award))][:_MOST])
    sums.put(talk, lines)


def _conditional(talk: Talk) -> None:
    """Nothing is settled yet: once for each place, the most that can still come of the answers."""
    if is_body(talk):
        _of_a_body(talk)
        return
    here = sums.place(talk)
    if here is None or talk.state.facts.get("city") != here or _shown_of(talk, here):
        return
    within = sums.of_company(talk)
    if talk.state.facts.get("honours") in (None, UNKNOWN):
        sums.put(talk, offers.overview(within, here))
    else:
        lines = offers.Lines()
        lines.add("offers.possible", offers.likely(within.possible)[:_MOST_POSSIBLE])
        sums.put(talk, lines)


def _shown_of(talk: Talk, place: str) -> bool:
    """Money of that place was spoken of to this company."""
    told = talk.state.told if talk.state.told.company == talk.state.current else Told()
    documents = {document.id for document in talk.world.library.documents if document.city == place}
    programmes = (talk.world.rulebook.programme(id) for id in told.shown)
    return any(programme is not None and programme.document in documents for programme in programmes)


def _of_a_body(talk: Talk) -> None:
    told = talk.state.told if talk.state.told.company == talk.state.current else Told(talk.state.current)
    if told.shown or "role" not in talk.state.facts:
        return
    facts = assumed_facts(talk)
    judged = talk.world.rulebook.judge(facts, talk.today)
    own = set(scope(talk))
    ids = {item.programme.id for item in judged if item.programme.id in own and _may_pay(item)}
    outcomes = talk.world.rulebook.evaluate(facts, talk.today, programmes=ids) if ids else ()
    chosen = sorted(outcomes, key=lambda each: -(each.amount.high_yuan or 0))[:_MOST_POSSIBLE]
    if not chosen:
        return
    named = [_in_words(talk, each) for each in chosen]
    talk.first("text", say("interview.possible", named=say("statement.semicolon").join(named)))
    for line in Renderer(talk.world, talk.today).binding(dict.fromkeys(each.document for each in chosen)):
        talk.first("notice", line)
    talk.cited += [citation(talk.world, o.document, o.clause, o.quote, talk.today) for o in chosen]
    talk.state = replace(talk.state, told=replace(told, shown=tuple(each.programme for each in chosen)))
    first = chosen[0]
    leans = Focus.from_json(talk.state.focus)
    leans = replace(leans, document=first.document, clause=first.clause, kind="amount", question=first.title)
    leans = replace(leans, sentences=(first.quote,), programmes=(first.programme,))
    talk.state = replace(talk.state, focus=leans.as_json())


def _in_words(talk: Talk, outcome: Outcome) -> str:
    if outcome.amount.high_yuan:
        return say("interview.possible_one", title=outcome.title, amount=money(outcome.amount.high_yuan))
    programme = talk.world.rulebook.programme(outcome.programme)
    amount = in_words(programme.award) if programme is not None else ""
    return say("answers.lead_amount_one", title=outcome.title, amount=amount)


def _may_pay(item: Judged) -> bool:
    """Money with a figure that is undecided."""
    return item.undecided and item.programme.kind == MONEY


def repeat(talk: Talk) -> None:
    """Asked again in the middle how much there is: what is settled so far, or that nothing is yet."""
    talk.state = replace(talk.state, told=Told())
    tell(talk)
    if not talk.state.told.programmes:
        sums.how_much(talk)


def _within_reach(talk: Talk) -> tuple[str, ...]:
    """In the order of the rule book. By the walk alone: all outcomes in words would take longer than the whole turn."""
    scope = interests.scope(talk.state.interest, talk.world)
    judged = talk.world.rulebook.judge(talk.state.facts, talk.today) if talk.state.facts else []
    return tuple(
        item.programme.id
        for item in judged
        if item.eligible and item.programme.id in scope and is_priced(item.programme)
    )


def _lost(talk: Talk, programmes: Sequence[str]) -> None:
    titles = [found.title for each in programmes if (found := talk.world.rulebook.programme(each))]
    if titles:
        talk.first("text", say("statement.lost", titles=say("statement.semicolon").join(titles)))
