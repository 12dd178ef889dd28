"""What a message is, as it was learnt from examples, and what is done about it.

Words that tell something are noted first, whatever else they are. An act that is not sure, or for which nothing is
there to act on, leaves the message to be read as before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answering.model import Focus
from bot.answering.money import offers
from bot.answering.question import read as question_of
from bot.dialogue import companies
from bot.dialogue.controls import ANSWERS, is_answer
from bot.dialogue.hearing import hoped_for
from bot.dialogue.interview.interests import EVERYTHING
from bot.dialogue.interview.interview import ask_next, begin
from bot.dialogue.interview.resuming import resume
from bot.dialogue.interview.taking import take
from bot.dialogue.listening import listen
from bot.dialogue.statement import card
from bot.dialogue.talk import Talk
from bot.dialogue.talking import about, qualifying, sums
from bot.dialogue.talking.returning import remind
from bot.understanding.intent.reader import Intent, intent
from bot.understanding.reading import Understanding
from bot.wording import say
from rules.rulebook import Programme

_SURE = 0.5
_LONG = 60
"""Who writes more than this tells; what is asked at the end is answered after it."""


def act(talk: Talk, text: str) -> bool:
    """False where the message is none of these, to be read as telling or asking."""
    if _answers(talk, text):
        return False
    pending, focus = talk.state.pending is not None, bool(talk.state.focus.get("question"))
    read = intent(text, pending=pending, focus=focus)
    handler = _ACTS.get(read.act)
    if handler is None or read.sure < _SURE:
        return False
    return handler(talk, text, read)


def _answers(talk: Talk, text: str) -> bool:
    """It answers the question in hand, whatever else its words could be."""
    pending = talk.state.pending
    if pending is None:
        return False
    if any(is_answer(name, text) for name in ANSWERS if name != "thanks"):
        return True
    if pending.fact is None:
        return False
    found = listen(talk, text, pending.fact)
    return not found.is_question and (pending.fact in found.facts or pending.fact in found.unknown)


def is_only_switch(rest: str) -> bool:
    """Nothing is said of the company that was turned to, but that it is to be shown again."""
    return not rest.strip() or intent(rest).act in ("switch", "told", "result", "companies")


def summary(talk: Talk) -> None:
    """The company that was turned to: what is known, and what is certain."""
    facts = card.lines(talk)
    if facts:
        talk.first("text", say("talking.known", facts=say("interview.between").join(facts)))
        if sums.place(talk):
            sums.put(talk, offers.span(sums.of_company(talk)))
        sums.send(talk)
    else:
        talk.state = replace(talk.state, stage="asking")
        ask_next(talk)


def _noted(talk: Talk, text: str) -> Understanding:
    """What is told of the company beside the question, into the file."""
    asked = talk.state.pending.fact if talk.state.pending else None
    found = listen(talk, text, asked if len(text) < _LONG else None)
    unsure = {*found.confirm, *hoped_for(text, found)}
    sure = {name: value for name, value in found.facts.items() if name not in unsure}
    if found.company and companies.is_told(text, found.company):
        companies.rename(talk, found.company)
    if sure:
        take(talk, replace(found, facts=sure, unknown=()))
    return found


def _broad(talk: Talk, text: str, _read: Intent) -> bool:
    """Facts noted, the money of the place, one question."""
    if _names_a_subject(talk, text):
        return False
    _noted(talk, text)
    sums.overview(talk)
    talk.state = replace(talk.state, interest=EVERYTHING, stage="asking")
    ask_next(talk)
    return True


def _names_a_subject(talk: Talk, text: str) -> bool:
    """An honour or a document is spoken of, and nothing is told of the company: that is a question about it."""
    question = question_of(talk.world.library.corrected(text), talk.world.library)
    named = question.honours or question.documents or question.other_places
    return bool(named) and not listen(talk, text, None).facts


def _guide(talk: Talk, text: str, _read: Intent) -> bool:
    _noted(talk, text)
    if talk.state.stage == "idle" and not talk.state.facts:
        begin(talk, talk.state.interest)
    else:
        resume(talk)
    return True


def _how_much(talk: Talk, text: str, read: Intent) -> bool:
    """A range for the company; of what was asked about last, where nothing of a company is known."""
    if not talk.state.facts and Focus.from_json(talk.state.focus).programmes:
        return False
    if _names_a_subject(talk, text):
        return False
    _noted(talk, text)
    sums.how_much(talk)
    sums.send(talk)
    remind(talk)
    return True


def _more(talk: Talk, text: str, _read: Intent) -> bool:
    if sums.place(talk) is None:
        return False
    sums.more(talk)
    sums.send(talk)
    remind(talk)
    return True


def _judged(judge: Callable[[Talk, str], bool]) -> Callable[[Talk, str, Intent], bool]:
    def run(talk: Talk, text: str, _read: Intent) -> bool:
        if not talk.state.facts and not listen(talk, text, None).facts:
            return False
        before = talk.state
        _noted(talk, text)
        if not judge(talk, text):
            talk.state, talk.lead, talk.cited = before, [], []
            return False
        sums.send(talk)
        remind(talk)
        return True

    return run


def _subject(talk: Talk, text: str) -> list[Programme]:
    return qualifying.subject(talk, qualifying.focus_of(talk, text))


def _restart(talk: Talk, _text: str, _read: Intent) -> bool:
    if not talk.state.facts:
        return False
    about.restart(talk)
    return True


def _forget(talk: Talk, text: str, _read: Intent) -> bool:
    return about.forget(talk, text)


def _told(talk: Talk, _text: str, _read: Intent) -> bool:
    about.told(talk)
    return True


def _companies(talk: Talk, _text: str, _read: Intent) -> bool:
    about.companies(talk)
    return True


def _manners(name: str) -> Callable[[Talk, str, Intent], bool]:
    def run(talk: Talk, _text: str, _read: Intent) -> bool:
        about.line(talk, name)
        return True

    return run


def _list(talk: Talk, text: str, _read: Intent) -> bool:
    """All that there is for the company, as a list."""
    if not talk.state.facts or sums.place(talk) is None:
        return False
    sums.put(talk, _whole(talk))
    sums.send(talk)
    remind(talk)
    return True


def _whole(talk: Talk) -> offers.Lines:
    return offers.span(sums.of_company(talk), most_possible=8)


def _use(talk: Talk, _text: str, _read: Intent) -> bool:
    """What it is good for when nothing binds today."""
    talk.first("text", say("talking.use"))
    sums.send(talk)
    return True


_ACTS: dict[str, Callable[[Talk, str, Intent], bool]] = {
    "broad": _broad,
    "guide": _guide,
    "how_much": _how_much,
    "more": _more,
    "qualify": _judged(lambda talk, text: qualifying.qualify(talk, _subject(talk, text))),
    "why": _judged(lambda talk, text: qualifying.why(talk, text, _subject(talk, text))),
    "wait": _judged(lambda talk, text: qualifying.until(talk, _subject(talk, text))),
    "improve": _judged(lambda talk, text: qualifying.improve(talk, _subject(talk, text))),
    "use": _use,
    "told": _told,
    "companies": _companies,
    "restart": _restart,
    "forget": _forget,
    "thanks": _manners("thanks"),
    "rude": _manners("rude"),
    "who": _manners("who"),
    "abilities": _manners("abilities"),
    "result": _list,
}
