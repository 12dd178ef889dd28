"""What a message is, as it was learnt from examples, and what is done about it.

Words that tell something are noted first, whatever else they are. An act that is not sure, or for which nothing is
there to act on, leaves the message to be read as before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answering.lexicon import lexicon
from bot.answering.model import Focus
from bot.answering.money import offers
from bot.dialogue import companies
from bot.dialogue.controls import ANSWERS, is_answer
from bot.dialogue.following import in_hand
from bot.dialogue.hearing import hoped_for
from bot.dialogue.interview.interests import EVERYTHING
from bot.dialogue.interview.interview import ask_next, begin
from bot.dialogue.interview.resuming import resume
from bot.dialogue.interview.taking import take
from bot.dialogue.listening import listen
from bot.dialogue.replying import answer_question
from bot.dialogue.statement import card
from bot.dialogue.talk import Talk
from bot.dialogue.talking import about, manners, qualifying, ratios, recalling, shares, sums, terms
from bot.dialogue.talking.elsewhere import cities_in, has_a_benefit, has_a_subject, is_of_elsewhere
from bot.dialogue.talking.returning import remind
from bot.dialogue.talking.supposing import what_if
from bot.understanding.intent.reader import Intent, intent
from bot.understanding.reading import Understanding
from bot.wording import say
from rules.rulebook import Programme

_SURE, _SURER, _LEAST = 0.5, 0.7, 0.25
_ABOUT_THE_TALK = frozenset({"restart", "forget", "told", "companies"})
_AT_THE_END = frozenset({"broad", "qualify", "how_much", "why", "improve", "wait", "more"})
_NEVER_GUESSED = frozenset({"claim", "shorter", "unclear", "nod"})
_NOTHING = Intent({"ask": 1.0}, {"amount": 1.0}, 1.0)
_APART = re.compile(r"[\s,，。;；?？!！]+")
_LONG = 60
"""Who writes more than this tells; what is asked at the end is answered after it."""


def act(talk: Talk, text: str, *, least: float = _SURE) -> bool:
    """False where the message is none of these with at least that share, to be read as telling or asking."""
    if _answers(talk, text):
        return False
    if based := shares.note(talk, text):
        answer_question(talk, based)
        return True
    if lexicon().signals["own_turn"].search(text) and talk.state.facts and _how_much(talk, text, _NOTHING):
        return True
    if in_hand.asks_its_sum(talk, text) or terms.note(talk, text) or what_if(talk, text) or ratios.tell(talk, text):
        return True
    pending, focus = talk.state.pending is not None, bool(talk.state.focus.get("question"))
    read = _read(text, pending=pending, focus=focus)
    handler = _ACTS.get(read.act)
    if handler is None or read.sure < (_SURE if read.act in _NEVER_GUESSED else least):
        return False
    return handler(talk, text, read)


def rather_than_refuse(talk: Talk, text: str, *, recognised: bool) -> bool:
    """Where nothing else is found the likeliest act, however unsure; a subject known to be foreign stays refused."""
    read = intent(text, pending=talk.state.pending is not None, focus=bool(talk.state.focus.get("question")))
    if recognised and read.act not in _ABOUT_THE_TALK:
        return False
    if act(talk, text, least=_LEAST):
        return True
    if read.act == "broad" and read.sure >= _SURER and not has_a_benefit(talk, text):
        return _opening(talk, text)
    second = max((name for name in _ACTS if name not in _NEVER_GUESSED), key=lambda name: read.acts[name])
    return second != read.act and read.acts[second] >= _LEAST and _ACTS[second](talk, text, read)


def _read(text: str, *, pending: bool, focus: bool) -> Intent:
    """Of the whole; of its last piece where the whole only tells and the end asks (去年三百万 差得多不多)."""
    whole = intent(text, pending=pending, focus=focus)
    pieces = [piece for piece in _APART.split(text) if piece]
    if whole.act in _ACTS and whole.sure >= _SURE:
        return whole
    last = intent(pieces[-1], pending=pending, focus=focus) if len(pieces) > 1 else whole
    return last if last.act in _AT_THE_END and last.sure >= _SURER else whole


def _answers(talk: Talk, text: str) -> bool:
    """It answers the question in hand, whatever else its words could be."""
    pending = talk.state.pending
    if pending is None:
        return False
    if any(is_answer(name, text) for name in ANSWERS if name != "thanks"):
        return True
    read = intent(text, pending=True)
    if read.act in _ABOUT_THE_TALK and read.sure >= _SURER:
        return False
    if pending.fact is None:
        return False
    found = listen(talk, text, pending.fact)
    return not found.is_question and (pending.fact in found.facts or pending.fact in found.unknown)


def is_only_switch(rest: str) -> bool:
    """Nothing is said of the company that was turned to, but that it is to be shown again."""
    return not rest.strip() or intent(rest).act in ("switch", "told", "result", "companies", "claim")


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
    if has_a_subject(talk, text):
        return False
    return is_of_elsewhere(talk, text) or _opening(talk, text)


def _opening(talk: Talk, text: str) -> bool:
    _noted(talk, text)
    if named := cities_in(talk, text):
        talk.state = replace(talk.state, focus={**talk.state.focus, "city": named[0]})
    sums.overview(talk)
    opening = talk.state.stage == "idle"
    talk.state = replace(talk.state, interest=EVERYTHING, stage="asking")
    ask_next(talk, opening=opening)
    return True


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
    if has_a_subject(talk, text):
        return False
    if lexicon().signals["sum"].search(text) and sums.asked_about(talk):  # of one its own answer says what it comes to
        return sums.total(talk) and _closed(talk)
    _noted(talk, text)
    sums.how_much(talk)
    if talk.state.stage == "idle" and talk.state.pending is None:
        talk.state = replace(talk.state, stage="asking")
        ask_next(talk)
        return True
    sums.send(talk)
    remind(talk)
    return True


def _closed(talk: Talk) -> bool:
    sums.send(talk)
    remind(talk)
    return True


def _more(talk: Talk, text: str, _read: Intent) -> bool:
    if sums.place(talk) is None:
        return False
    sums.more(talk)
    return _closed(talk)


def _chosen(pick: Callable[[Talk], bool]) -> Callable[[Talk, str, Intent], bool]:
    """Of what could be had; where no place is known there is nothing to choose from."""

    def run(talk: Talk, text: str, _read: Intent) -> bool:
        if has_a_subject(talk, text):
            return False
        if sums.place(talk) is None:
            return _opening(talk, text)
        return pick(talk) and _closed(talk)

    return run


def _judged(judge: Callable[[Talk, str], bool]) -> Callable[[Talk, str, Intent], bool]:
    def run(talk: Talk, text: str, _read: Intent) -> bool:
        if not talk.state.facts and not listen(talk, text, None).facts:
            return False
        before = talk.state
        _noted(talk, text)
        if not judge(talk, text):
            talk.state, talk.lead, talk.cited = before, [], []
            return False
        return _closed(talk)

    return run


def _subject(talk: Talk, text: str) -> list[Programme]:
    return qualifying.subject(talk, qualifying.focus_of(talk, text))


def _forget(talk: Talk, text: str, _read: Intent) -> bool:
    return about.forget(talk, text)


def _companies(talk: Talk, _text: str, _read: Intent) -> bool:
    about.companies(talk)
    return True


def _list(talk: Talk, text: str, _read: Intent) -> bool:
    """All that there is for the company, as a list."""
    if not talk.state.facts or sums.place(talk) is None:
        return False
    sums.put(talk, _whole(talk))
    return _closed(talk)


def _whole(talk: Talk) -> offers.Lines:
    return offers.span(sums.of_company(talk), most_possible=8)


def _use(talk: Talk, _text: str, _read: Intent) -> bool:
    """What it is good for when nothing binds today."""
    talk.first("text", say("talking.use"))
    sums.send(talk)
    return True


def _of_what_was_said(handler: Callable[[Talk], bool]) -> Callable[[Talk, str, Intent], bool]:
    return lambda talk, _text, _read: handler(talk)


_ACTS: dict[str, Callable[[Talk, str, Intent], bool]] = {
    "broad": _broad,
    "guide": _guide,
    "how_much": _how_much,
    "more": _more,
    "largest": _chosen(sums.largest),
    "easier": _chosen(sums.easier),
    "qualify": _judged(lambda talk, text: qualifying.qualify(talk, _subject(talk, text))),
    "why": _judged(lambda talk, text: qualifying.why(talk, text, _subject(talk, text))),
    "wait": _judged(lambda talk, text: qualifying.until(talk, _subject(talk, text))),
    "improve": _judged(lambda talk, text: qualifying.improve(talk, _subject(talk, text))),
    "use": _use,
    "told": _of_what_was_said(manners.told),
    "companies": _companies,
    "restart": _of_what_was_said(manners.restart),
    "forget": _forget,
    "thanks": _of_what_was_said(manners.manners("thanks")),
    "rude": _of_what_was_said(manners.manners("rude")),
    "who": _of_what_was_said(manners.manners("who")),
    "abilities": _of_what_was_said(manners.abilities),
    "result": _list,
    "progress": _of_what_was_said(manners.progress),
    "claim": lambda talk, text, _read: recalling.recall(talk, text),
    "shorter": _of_what_was_said(recalling.shorter),
    "unclear": _of_what_was_said(recalling.plainer),
    "nod": _of_what_was_said(manners.nod),
}
