"""Yes, no or a name, where the last message asked for just that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.buttons import start
from bot.dialogue import companies
from bot.dialogue.controls import is_answer
from bot.dialogue.conversation import Doubt, Pending
from bot.dialogue.hearing import questions
from bot.dialogue.interview import ticking
from bot.dialogue.interview.doubting import doubt_about, doubts, forget
from bot.dialogue.interview.interests import EVERYTHING
from bot.dialogue.interview.interview import accept, ask_for, ask_next, begin, current_conflict
from bot.dialogue.interview.planning import next_round
from bot.dialogue.interview.taking import confirm, drop, label, record, take
from bot.dialogue.talk import Row, Talk
from bot.model import Button
from bot.understanding.choosing import choose
from bot.understanding.intent.reader import intent
from bot.understanding.reading import understand
from bot.wording import say

_OF_THE_COMPANY = frozenset({"how_much", "qualify", "result", "broad", "improve"})
"""Acts that ask about the company in hand."""


def settle(talk: Talk, text: str) -> bool:
    """Yes, no or a name, where the last message asked for just that; False where it is none of these."""
    pending = talk.state.pending
    if pending is None:
        return False
    match pending.kind:
        case "erase":
            return _sure(talk, text, companies.erase)
        case "restart":
            return _sure(talk, text, restart)
        case "forwarded":
            return _whose(talk, text, pending)
        case "company_name":
            return _name(talk, text)
        case "confirm":
            return _confirmed(talk, text, pending)
        case "doubt":
            return _doubted(talk, text, pending)
        case "conflict":
            return _both(talk, text)
        case "round":
            return ticking.answer(talk, text)
        case _:
            return False


def adopt(talk: Talk, forwarded: str) -> None:
    """What was forwarded is about their own company: noted as if they had said it."""
    found = understand(forwarded, None, talk.today, talk.world.labels)
    if found.company:
        companies.rename(talk, found.company)
    take(talk, replace(found, is_question=False))
    go_on(talk)


def _whose(talk: Talk, text: str, pending: Pending) -> bool:
    """What one can have hangs on it: then it is asked again before anything is said."""
    if _sure(talk, text, lambda talk: adopt(talk, pending.text)):
        return True
    if intent(text).act not in _OF_THE_COMPANY or understand(text, None, talk.today, talk.world.labels).facts:
        return False
    talk.wait(pending)
    talk.send_text("chat.forwarded_first", forwarded_row(talk))
    return True


def forwarded_row(talk: Talk) -> Row:
    ours = talk.button(say("chat.forwarded_word"), "adopt")
    return ours, talk.button(say("chat.button_not_ours"), "cancel")


def restart(talk: Talk) -> None:
    """All facts of this company are forgotten; 返回 brings them back."""
    forget(talk, *(doubt.fact for doubt in doubts(talk)))
    drop(talk, *talk.state.company.facts)
    talk.state = talk.state.with_company(replace(talk.state.company, accepted=()))
    talk.first("text", say("chat.restarted", company=companies.name_of(talk.state.company)))
    begin(talk, EVERYTHING)


def go_on(talk: Talk) -> None:
    if talk.state.stage == "idle":
        talk.send((), [(Button(say("chat.button_check"), start("everything")),)])
    else:
        ask_next(talk)


def _sure(talk: Talk, text: str, act: Callable[[Talk], None]) -> bool:
    if is_answer("yes", text) or (talk.state.pending and text == say(f"chat.{talk.state.pending.kind}_word")):
        talk.wait(None)
        act(talk)
        return True
    talk.wait(None)
    if is_answer("no", text):
        talk.first("text", say("chat.kept"))
        go_on(talk)
        return True
    return False


def _name(talk: Talk, text: str) -> bool:
    """A name makes the company; facts told instead of it are facts of the new one, and of no other."""
    found = understand(text, None, talk.today, talk.world.labels)
    read_name = found.company or text
    if "/" in text or questions(text):
        return False
    told = found.facts and not found.company and companies.is_of_our_own(text)
    if not told and len(text) <= 60 and companies.is_name(read_name):
        companies.make(talk, read_name)
        return True
    if found.facts:
        companies.make_unnamed(talk)
    return False


def _confirmed(talk: Talk, text: str, pending: Pending) -> bool:
    fact = pending.fact or ""
    known = talk.state.company.facts.get(fact)
    if known is None:
        return False
    chosen = choose(text, fact, (known.value, *known.alternatives))
    if chosen is not None:
        confirm(talk, fact, chosen.facts[fact])
        ask_next(talk)
        return True
    if is_answer("yes", text) and not isinstance(known.value, bool):
        confirm(talk, fact, known.value)
        ask_next(talk)
        return True
    if is_answer("none", text) and _of_the_round(talk, text):
        return True
    if is_answer("no", text) and not isinstance(known.value, bool):
        drop(talk, fact)
        talk.first("text", say("interview.dropped", label=label(talk, fact)))
        ask_for(talk, fact)
        return True
    return False


def _doubted(talk: Talk, text: str, pending: Pending) -> bool:
    """Yes, no or which of the readings; anything else leaves it aside, and is read as if it had not been asked."""
    doubt = doubt_about(talk, pending.fact or "")
    if doubt is None:
        return False
    if is_answer("yes", text):
        take_doubt(talk, doubt, doubt.values[0])
        return True
    if is_answer("no", text) and not is_answer("none", text):
        deny_doubt(talk, doubt)
        return True
    chosen = choose(text, doubt.fact, doubt.values) or understand(text, doubt.fact, talk.today, talk.world.labels)
    if chosen.facts.get(doubt.fact) in doubt.values:
        take_doubt(talk, doubt, chosen.facts[doubt.fact])
        return True
    forget(talk, doubt.fact)
    if _of_the_round(talk, text):
        return True
    talk.wait(None)
    return False


def _of_the_round(talk: Talk, text: str) -> bool:
    """没有 behind «对吗» answers the round that stood open when it was asked."""
    several = next_round(talk)
    if several is None:
        return False
    pending = talk.state.pending
    talk.wait(Pending("round", round=several.id))
    if ticking.answer(talk, text):
        return True
    talk.wait(pending)
    return False


def take_doubt(talk: Talk, doubt: Doubt, value: Any) -> None:
    """The person says that this reading is right; what was on file before is not noted again."""
    forget(talk, doubt.fact)
    if value != talk.state.facts.get(doubt.fact):
        record(talk, doubt.fact, value, doubt.said)
    ask_next(talk)


def deny_doubt(talk: Talk, doubt: Doubt) -> None:
    """Of yes and no the other one is right; of anything else only that it was read wrongly is known."""
    forget(talk, doubt.fact)
    if isinstance(doubt.values[0], bool):
        record(talk, doubt.fact, not doubt.values[0], doubt.said)
    else:
        talk.first("text", say("interview.dropped", label=label(talk, doubt.fact)))
    ask_next(talk)


def _both(talk: Talk, text: str) -> bool:
    conflict = current_conflict(talk)
    if conflict is None or not is_answer("both", text):
        return False
    accept(talk, conflict.key)
    return True
