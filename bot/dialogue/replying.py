"""Free text: an answer to what was asked, a correction, new facts, a question, or something we cannot read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue import companies, verdict
from bot.dialogue.answering.answer import answer
from bot.dialogue.answering.model import Answer, Focus
from bot.dialogue.buttons import start
from bot.dialogue.controls import is_answer
from bot.dialogue.conversation import Pending
from bot.dialogue.interests import EVERYTHING
from bot.dialogue.interview import ask_again, ask_for, ask_next, begin, current_conflict
from bot.dialogue.model import Button
from bot.dialogue.stuck import not_read
from bot.dialogue.taking import confirm, drop, label, take
from bot.dialogue.talk import Talk
from bot.understanding.reading import Understanding, understand
from bot.wording import say

_NO_ANSWER = ("not_covered", "help", "clarify")
"""Kinds of answer that a text gets which was no question at all."""


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
        case "company_name":
            return _name(talk, text)
        case "confirm":
            return _confirmed(talk, text, pending)
        case "conflict":
            return _both(talk, text)
        case _:
            return False


def read(talk: Talk, text: str) -> None:
    """What the words say, beginning with the answer to the pending question."""
    if not text:
        _silence(talk)
        return
    pending = talk.state.pending
    asked = pending.fact if pending is not None else None
    found = understand(text, asked, talk.today)
    if found.company:
        companies.rename(talk, found.company)
    if _take(talk, found, asked):
        return
    if found.corrections and not found.facts:
        ask_for(talk, found.corrections[0])
    elif found.company and not found.is_question:
        _go_on(talk)
    else:
        _question_or_not_read(talk, text, found)


def answer_question(talk: Talk, text: str) -> None:
    """The answer, then the pending question again, once."""
    found = answer(text, Focus.from_json(talk.state.focus), talk.world, talk.today)
    _show(talk, found)


def restart(talk: Talk) -> None:
    """All facts of this company are forgotten; 返回 brings them back."""
    drop(talk, *talk.state.company.facts)
    talk.state = talk.state.with_company(replace(talk.state.company, accepted=()))
    talk.first("text", say("chat.restarted", company=companies.name_of(talk.state.company)))
    begin(talk, EVERYTHING)


def _take(talk: Talk, found: Understanding, asked: str | None) -> bool:
    """Facts into the file; then what comes next. In a question, only what is surely about the asker is taken."""
    if found.is_question:
        surely = {name: value for name, value in found.facts.items() if name not in found.confirm}
        found = replace(found, facts=surely, unknown=())
    if not found.facts and not found.unknown:
        return False
    before = talk.state.facts
    repeated = _repeated(talk, found)
    if not take(talk, found, asked=asked, sure=repeated):
        _refused(talk)
        return True
    if talk.state.stage == "verdict" and not found.is_question:
        verdict.say_difference(talk, before)
    if found.is_question:
        answer_question(talk, talk.message.text)
    elif talk.state.stage == "idle" and talk.state.pending is None:
        begin_with_facts(talk)
    else:
        ask_next(talk)
    return True


def begin_with_facts(talk: Talk) -> None:
    """Facts told out of the blue start the interview."""
    talk.state = replace(talk.state, stage="asking")
    ask_next(talk, opening=talk.state.interest == EVERYTHING)


def _repeated(talk: Talk, found: Understanding) -> bool:
    """The same value said twice: the second time it is sure."""
    pending = talk.state.pending
    if pending is None or pending.kind != "confirm" or pending.fact not in found.facts:
        return False
    known = talk.state.company.facts.get(pending.fact)
    return known is not None and known.value == found.facts[pending.fact]


def _refused(talk: Talk) -> None:
    """A value that cannot be: the reason stands in front; what was known stays."""
    if talk.state.pending is not None:
        not_read(talk)
    elif talk.state.stage == "idle":
        talk.send(())
    else:
        ask_next(talk)


def _question_or_not_read(talk: Talk, text: str, found: Understanding) -> None:
    pending = talk.state.pending
    given = answer(text, Focus.from_json(talk.state.focus), talk.world, talk.today)
    if pending is not None and pending.fact is not None and not found.is_question and given.kind in _NO_ANSWER:
        talk.unmatched = given.unmatched
        not_read(talk)
    else:
        _show(talk, given)


def _show(talk: Talk, given: Answer) -> None:
    talk.state = replace(talk.state, focus=given.focus.as_json())
    talk.kind, talk.notices, talk.unmatched = given.kind, given.notices, given.unmatched
    rows = given.message.buttons
    pending = talk.state.pending
    if given.start_interview is not None and pending is None:
        talk.send(given.message.parts, rows, citations=given.message.citations)
        begin(talk, given.start_interview)
        return
    if pending is None and talk.state.stage in ("asking", "card", "verdict"):
        rows = (*rows, (talk.button(say("chat.button_resume"), "resume"),))
    talk.send(given.message.parts, rows, citations=given.message.citations, asking=given.message.asking)
    if pending is not None:
        ask_again(talk)


def _sure(talk: Talk, text: str, act: Callable[[Talk], None]) -> bool:
    if is_answer("yes", text) or (talk.state.pending and text == say(f"chat.{talk.state.pending.kind}_word")):
        talk.wait(None)
        act(talk)
        return True
    talk.wait(None)
    if is_answer("no", text):
        talk.first("text", say("chat.kept"))
        _go_on(talk)
        return True
    return False


def _name(talk: Talk, text: str) -> bool:
    if "/" in text or len(text) > 60 or not text:
        return False
    read_name = understand(text, None, talk.today).company
    companies.make(talk, read_name or text)
    return True


def _confirmed(talk: Talk, text: str, pending: Pending) -> bool:
    fact = pending.fact or ""
    known = talk.state.company.facts.get(fact)
    if known is None:
        return False
    if is_answer("yes", text) and not isinstance(known.value, bool):
        confirm(talk, fact, known.value)
        ask_next(talk)
        return True
    if is_answer("no", text) and not isinstance(known.value, bool):
        drop(talk, fact)
        talk.first("text", say("interview.dropped", label=label(talk, fact)))
        ask_for(talk, fact)
        return True
    return False


def _both(talk: Talk, text: str) -> bool:
    conflict = current_conflict(talk)
    if conflict is None or not is_answer("both", text):
        return False
    accept(talk, conflict.key)
    return True


def accept(talk: Talk, key: str) -> None:
    """Both values are right as they stand."""
    company = talk.state.company
    talk.state = talk.state.with_company(replace(company, accepted=(*company.accepted, key)))
    talk.first("text", say("interview.accepted"))
    ask_next(talk)


def _silence(talk: Talk) -> None:
    if talk.state.pending is not None:
        ask_again(talk)
    else:
        answer_question(talk, "")


def _go_on(talk: Talk) -> None:
    if talk.state.stage == "idle":
        talk.send((), [(Button(say("chat.button_check"), start("everything")),)])
    else:
        ask_next(talk)
