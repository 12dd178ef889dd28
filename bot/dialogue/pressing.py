"""What each button does. A button made before the last change of facts says so and shows how things stand now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.buttons import IN_PLACE, WHOLE, ButtonKind, Code, decode
from bot.dialogue import browsing, companies, replying, stepping
from bot.dialogue.conversation import UNKNOWN
from bot.dialogue.interview import interests, settling, ticking
from bot.dialogue.interview.choices import choices_for
from bot.dialogue.interview.confirming import NOT_SO, confirm_choices, doubt_choices
from bot.dialogue.interview.doubting import doubt_about
from bot.dialogue.interview.focusing import focused
from bot.dialogue.interview.interview import (
    accept,
    ask_for,
    ask_next,
    begin,
    put_round_again,
    round_of,
)
from bot.dialogue.interview.resuming import resume
from bot.dialogue.interview.rounds import chosen, toggle
from bot.dialogue.interview.taking import confirm, record
from bot.dialogue.statement import card, ladder, verdict
from bot.dialogue.statement.explaining import explain
from bot.dialogue.talk import Talk
from bot.wording import say

_ABOUT_A_FACT = ("answer", "unknown", "skip", "why", "change")
_ON_A_CARD = frozenset((*_ABOUT_A_FACT, "tick", "ticked", "pass", "keep", "back", "stop"))
"""Buttons that stand only on questions and cards; what they lead to takes the place of their message."""
_OF_A_RESULT = ("result", "outcome", "part")
"""Buttons that show what is worked out afresh: where they are old, that is said in front."""
OPEN_TO_ALL: frozenset[ButtonKind] = frozenset(("clause", "city", "ask", "faq", "sources"))
"""Buttons that show nothing about a company, and so work in groups."""


def press(talk: Talk, data: str) -> None:
    """A code that we could not have made gets a kind line."""
    code = decode(data)
    if code is None or (code.kind in _ABOUT_A_FACT and not _names_a_fact(talk, code)):
        not_ours(talk)
        return
    talk.in_place = code.kind in _ON_A_CARD or code.arguments[2:] == (IN_PLACE,)
    old = code.revision is not None and code.revision != talk.state.revision
    if old and code.kind not in _OF_A_RESULT:
        talk.first("notice", say("chat.button_old"))
        stepping.again(talk)
        return
    if old:
        talk.first("notice", say("chat.button_old_result"))
    _ACTIONS[code.kind](talk, *code.arguments[:2], *[""] * (2 - len(code.arguments)))


def not_ours(talk: Talk) -> None:
    talk.first("notice", say("chat.button_unknown"))
    stepping.again(talk)


def _names_a_fact(talk: Talk, code: Code) -> bool:
    return bool(code.arguments) and code.arguments[0] in talk.world.rulebook.facts


def _answer(talk: Talk, fact: str, digest: str) -> None:
    doubt = doubt_about(talk, fact)
    for option in doubt_choices(talk, doubt) if doubt is not None else ():
        if doubt is not None and option.digest == digest:
            if option.value == NOT_SO:
                settling.deny_doubt(talk, doubt)
            else:
                settling.take_doubt(talk, doubt, option.value)
            return
    known = talk.state.company.facts.get(fact)
    if known is not None and known.assumed:
        for option in confirm_choices(talk, fact):
            if option.digest == digest:
                confirm(talk, fact, option.value)
                ask_next(talk)
                return
    options = (*choices_for(talk, fact, ranges=False), *choices_for(talk, fact, ranges=True))
    chosen = next((option for option in options if option.digest == digest), None)
    if chosen is None:
        not_ours(talk)
        return
    _taken(talk, fact, chosen.value, chosen.label)


def _unknown(talk: Talk, fact: str, _rest: str) -> None:
    _taken(talk, fact, UNKNOWN, say("interview.not_known"))


def _taken(talk: Talk, fact: str, value: object, said: str) -> None:
    before, stage = talk.state.facts, talk.state.stage
    if record(talk, fact, value, said) and stage == "verdict":
        verdict.say_difference(talk, before)
    ask_next(talk)


def _tick(talk: Talk, digest: str, _rest: str) -> None:
    several, pending = round_of(talk), talk.state.pending
    ticked = toggle(several, pending.ticked, digest) if several is not None and pending is not None else None
    if ticked is None or pending is None:
        not_ours(talk)
        return
    talk.state = replace(talk.state, pending=replace(pending, ticked=ticked))
    put_round_again(talk)


def _ticked(talk: Talk, _first: str, _rest: str) -> None:
    several, pending = round_of(talk), talk.state.pending
    if several is None or pending is None:
        not_ours(talk)
    else:
        ticking.pressed(talk, chosen(several, pending.ticked))


def _keep(talk: Talk, key: str, _rest: str) -> None:
    accept(talk, key)


def _cancel(talk: Talk, _first: str, _rest: str) -> None:
    talk.wait(None if talk.state.pending is None or talk.state.pending.fact is None else talk.state.pending)
    talk.first("text", say("chat.kept"))
    stepping.again(talk)


def _part(talk: Talk, name: str, _rest: str) -> None:
    verdict.show_part(talk, name)


def _outcome(talk: Talk, digest: str, _rest: str) -> None:
    if not verdict.show_one(talk, digest):
        not_ours(talk)


def _company(talk: Talk, number: str, _rest: str) -> None:
    if not (number.isdecimal() and companies.switch(talk, int(number))):
        not_ours(talk)


def _start(talk: Talk, kind: str, value: str) -> None:
    interest = interests.from_button(kind, value, talk.world)
    if kind != WHOLE:
        interest = focused(interest, talk.state.focus, talk.world)
    if talk.state.stage == "verdict" and interest == interests.EVERYTHING:
        talk.state = replace(talk.state, interest=interest)
        verdict.show(talk)
    else:
        begin(talk, interest)


def _clause(talk: Talk, digest: str, _rest: str) -> None:
    if not browsing.show_clause(talk, digest):
        not_ours(talk)


def _city(talk: Talk, name: str, _rest: str) -> None:
    replying.answer_question(talk, say("chat.follow_up_city", city=name))


def _ask(talk: Talk, question: str, _rest: str) -> None:
    replying.answer_question(talk, question)


def _faq(talk: Talk, name: str, _rest: str) -> None:
    entry = talk.world.faq.entry(name)
    if entry is None:
        not_ours(talk)
    else:
        replying.answer_question(talk, entry.question)


def _restart_all(talk: Talk, _first: str, _rest: str) -> None:
    talk.wait(None)
    settling.restart(talk)


def _erase_all(talk: Talk, _first: str, _rest: str) -> None:
    pending = talk.state.pending
    if pending is not None and pending.kind == "erase":
        companies.erase(talk)
    else:
        companies.ask_erase(talk)


def _adopt(talk: Talk, _first: str, _rest: str) -> None:
    pending = talk.state.pending
    if pending is None or pending.kind != "forwarded":
        not_ours(talk)
        return
    talk.wait(None)
    settling.adopt(talk, pending.text)


def _plain(act: Callable[[Talk], None]) -> Callable[[Talk, str, str], None]:
    return lambda talk, _first, _rest: act(talk)


_ACTIONS: dict[ButtonKind, Callable[[Talk, str, str], None]] = {
    "answer": _answer,
    "unknown": _unknown,
    "tick": _tick,
    "ticked": _ticked,
    "pass": _plain(ticking.pass_over),
    "skip": lambda talk, fact, _rest: stepping.skip(talk, fact),
    "why": lambda talk, fact, _rest: explain(talk, fact),
    "keep": _keep,
    "change": lambda talk, fact, _rest: ask_for(talk, fact),
    "card": _plain(card.show),
    "result": _plain(verdict.show),
    "back": _plain(stepping.back),
    "stop": _plain(stepping.stop),
    "resume": _plain(resume),
    "restart": _plain(companies.ask_restart),
    "restart_all": _restart_all,
    "erase": _plain(companies.ask_erase),
    "erase_all": _erase_all,
    "adopt": _adopt,
    "cancel": _cancel,
    "part": _part,
    "outcome": _outcome,
    "export": _plain(companies.export),
    "report": _plain(verdict.take_home),
    "profile": _plain(card.profile),
    "companies": _plain(companies.show_list),
    "ladder": _plain(ladder.show),
    "sources": _plain(browsing.sources),
    "help": _plain(browsing.help_text),
    "staff": _plain(stepping.hand_over),
    "company": _company,
    "new_company": lambda talk, _first, _rest: companies.make(talk, ""),
    "start": _start,
    "clause": _clause,
    "city": _city,
    "ask": _ask,
    "faq": _faq,
    "private": _plain(resume),
}
