"""What each control word does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue import browsing, companies
from bot.dialogue.asides import nothing_asked
from bot.dialogue.controls import Control
from bot.dialogue.interview import ticking
from bot.dialogue.interview.focusing import asks_whether, focused
from bot.dialogue.interview.interests import EVERYTHING
from bot.dialogue.interview.interview import (
    accept,
    ask_for,
    ask_next,
    begin,
    current_conflict,
    progress,
    round_of,
    stake_of,
)
from bot.dialogue.interview.resuming import greet, resume
from bot.dialogue.interview.taking import drop, label
from bot.dialogue.statement import card, ladder, verdict
from bot.dialogue.statement import found as found_so_far
from bot.dialogue.statement.explaining import explain
from bot.dialogue.stepping import again, back, hand_over, skip, stop, subject
from bot.dialogue.talk import Talk
from bot.model import Part
from bot.understanding.intent.reader import intent
from bot.wording import say

_LEANS = 0.5
_PLACES = "一二三四五六"


def steer(talk: Talk, found: Control) -> bool:
    """False where the word means nothing here, so that it is read as ordinary text."""
    return _ACTIONS[found.name](talk, found.what)


def _skip(talk: Talk, _what: str) -> bool:
    pending = talk.state.pending
    if pending is None and talk.state.stage != "idle":
        nothing_asked(talk)
        return True
    if pending is not None and pending.kind == "round":
        ticking.pass_over(talk, skipped=True)
        return True
    if pending is None or pending.fact is None:
        return False
    conflict = current_conflict(talk)
    if pending.kind == "conflict" and conflict is not None:
        accept(talk, conflict.key)
    else:
        skip(talk, pending.fact)
    return True


def _why(talk: Talk, _what: str) -> bool:
    pending = talk.state.pending
    several = round_of(talk)
    fact = stake_of(several) if several is not None else pending.fact if pending is not None else None
    if fact is None:
        return False
    explain(talk, fact)
    return True


def _change(talk: Talk, what: str) -> bool:
    fact = subject(talk, what)
    if fact is None:
        return False
    ask_for(talk, fact)
    return True


def _forget(talk: Talk, what: str) -> bool:
    """One fact as if it had never been said; what is asked next may ask for it again."""
    fact = subject(talk, what)
    if fact is None or fact not in talk.state.facts:
        return False
    drop(talk, fact)
    talk.wait(None)
    talk.first("text", say("interview.forgotten", label=label(talk, fact)))
    again(talk)
    return True


def _wrong(talk: Talk, what: str) -> bool:
    """«不对» is about the last fact that was taken; as the answer to a yes-or-no question it is an answer."""
    pending = talk.state.pending
    definition = talk.world.rulebook.facts.get(pending.fact or "") if pending else None
    if what:
        return _change(talk, what)
    if definition is not None and definition.type == "bool":
        return False
    last = next((fact for step in reversed(talk.state.undo) for fact in step.before if fact in talk.state.facts), None)
    if last is None:
        return False
    ask_for(talk, last)
    return True


def _hello(talk: Talk, _what: str) -> bool:
    if not talk.state.facts or talk.state.pending is not None:
        return False
    greet(talk)
    return True


def _switch(talk: Talk, what: str) -> bool:
    if not companies.switch_to(talk, what):
        if talk.state.focus.get("question") and intent(talk.message.text, focus=True).leans >= _LEANS:
            return False  # 换成国际标准呢: something else of the last question, no company
        talk.first("notice", say("chat.company_not_found", company=companies.clean(what)))
        companies.show_list(talk)
    return True


def _restart(talk: Talk, _what: str) -> bool:
    if talk.state.facts:
        companies.ask_restart(talk)
    else:
        begin(talk, EVERYTHING)
    return True


def _check(talk: Talk, _what: str) -> bool:
    narrowed = focused(EVERYTHING, talk.state.focus, talk.world) if asks_whether(talk.message.text) else EVERYTHING
    if narrowed != EVERYTHING:
        talk.first("text", say("interview.no_promise"))
        begin(talk, narrowed)
        return True
    if talk.state.stage == "idle" and talk.state.facts:
        talk.state = replace(talk.state, interest=EVERYTHING)
    elif talk.state.stage == "asking" and talk.state.facts and talk.state.pending is not None:
        found_so_far.repeat(talk)
        ask_next(talk)
        return True
    resume(talk)
    return True


def _rename(talk: Talk, what: str) -> bool:
    if not companies.is_name(what):
        return False
    companies.rename(talk, what)
    if talk.state.stage == "idle" and talk.state.pending is None:
        talk.send([Part("hint", say("chat.named_next"))], [(talk.button(say("chat.button_check"), "resume"),)])
    else:
        again(talk)
    return True


def _wait(talk: Talk, _what: str) -> bool:
    """No hurry; the question stays, and no attempt is counted."""
    if talk.state.pending is None:
        return False
    talk.first("text", say("interview.no_hurry"))
    again(talk)
    return True


def _progress(talk: Talk, _what: str) -> bool:
    if talk.state.pending is None:
        return False
    talk.first("text", progress(talk))
    again(talk)
    return True


def _result(talk: Talk, _what: str) -> bool:
    """Of nothing there is no result: the questions come first."""
    if talk.state.facts:
        verdict.show(talk)
    else:
        talk.first("text", say("statement.nothing_yet"))
        begin(talk, EVERYTHING)
    return True


def _of_verdict(name: str) -> Callable[[Talk, str], bool]:
    """A part of the statement, where it has just been shown."""

    def run(talk: Talk, _what: str) -> bool:
        if talk.state.stage != "verdict":
            return False
        verdict.show_part(talk, name)
        return True

    return run


def _nth(talk: Talk, what: str) -> bool:
    number = int(what) if what.isdigit() else _PLACES.find(what) + 1
    return talk.state.stage == "verdict" and verdict.show_nth(talk, number)


def _done(act: Callable[[Talk], None]) -> Callable[[Talk, str], bool]:
    def run(talk: Talk, _what: str) -> bool:
        act(talk)
        return True

    return run


def _make(talk: Talk, what: str) -> bool:
    companies.make(talk, what)
    return True


_ACTIONS: dict[str, Callable[[Talk, str], bool]] = {
    "stop": _done(stop),
    "staff": _done(hand_over),
    "erase": _done(companies.ask_erase),
    "export": _done(companies.export),
    "profile": _done(card.profile),
    "companies": _done(companies.show_list),
    "switch": _switch,
    "new_company": _make,
    "rename": _rename,
    "restart": _restart,
    "back": _done(back),
    "skip": _skip,
    "why": _why,
    "wait": _wait,
    "progress": _progress,
    "result": _result,
    "lacking": _of_verdict("possible"),
    "refused": _of_verdict("refused"),
    "near": _of_verdict("near"),
    "more": _of_verdict("eligible"),
    "nth": _nth,
    "card": _done(card.show),
    "change": _change,
    "forget": _forget,
    "wrong": _wrong,
    "resume": _done(resume),
    "check": _check,
    "ladder": _done(ladder.show),
    "sources": _done(browsing.sources),
    "help": _done(browsing.help_text),
    "hello": _hello,
    "leave": _done(stop),
}
