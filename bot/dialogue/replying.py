"""Free text: an answer to what was asked, a correction, new facts, a question, or something we cannot read."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.answer import answer
from bot.answering.case import Case
from bot.answering.follow_up import is_a_place, leans
from bot.answering.model import Answer, Focus
from bot.answering.openings import asks_about_us
from bot.answering.question import read as question_of
from bot.dialogue import companies
from bot.dialogue.answered import show
from bot.dialogue.controls import is_answer, wants_check
from bot.dialogue.direct import NOT_READ, direct, named_in
from bot.dialogue.hearing import asks, compares_a_place, hoped_for, is_own, questions, told_with_a_date
from bot.dialogue.interview.honours import merged_honours
from bot.dialogue.interview.interests import EVERYTHING
from bot.dialogue.interview.interview import accept, ask_again, ask_for, ask_next, bare_fact, current_conflict
from bot.dialogue.interview.settling import go_on
from bot.dialogue.interview.stuck import not_read
from bot.dialogue.interview.taking import drop, label, take
from bot.dialogue.listening import listen, without_correction
from bot.dialogue.statement import verdict
from bot.dialogue.talk import Talk
from bot.dialogue.talking import granted, placing
from bot.dialogue.talking.beside import asks_for_all
from bot.understanding.intent.reader import intent
from bot.understanding.reading import Understanding
from bot.wording import say
from rules.rulebook import FactDefinition

_SURE = 0.7
_OWN_PLACE = re.compile("(?:公司|企业|厂子?|单位|店|我们?|俺们?)(?:是|就)?在")
_READ_WHOLE = ("bool", "honours", "map")
"""Types whose bare answers are whole sayings or lists of names, and so never part of a question (没有没有)."""
PLACES = frozenset(("city", "role_city", "investee_city", "client_city"))
_SUM = "_yuan"
_NO_ANSWER = ("not_covered", "help", "clarify")
"""Kinds of answer that a text gets which was no question at all."""


def read(talk: Talk, text: str, *, told: bool = False) -> None:
    """What the words say, beginning with the answer to the pending question; `told`: a company was just turned to."""
    if not text:
        _silence(talk)
        return
    asked = bare_fact(talk)
    found = _with_direct_answer(talk, listen(talk, text, asked), text, asked)
    if found.corrections and not talk.state.facts:  # of the question, then: there is nothing else to correct
        text, found = without_correction(text), replace(found, corrections=())
    sure = _surely_told(text) and not is_a_place(text, talk.world.library)
    tells = (bool(found.foreign or found.impossible) or _told_of(talk, found, told) or sure) and not found.is_question
    if (not tells and not found.corrections and _follows_up(talk, text)) or _is_asked(talk, text, found, asked, tells):
        _note_place(talk, text, found)
        answer_question(talk, text)
        return
    if asked is None and not found.is_question and questions(talk.world.library.corrected(text)):
        found = replace(found, is_question=True)
    named = found.company if found.company and companies.is_told(text, found.company) else ""
    if named:
        companies.rename(talk, named)
    if granted.names_a_grant(talk, text, found):
        answer_question(talk, text)
        return
    if _take(talk, found, asked):
        return
    if found.corrections and not found.facts:
        ask_for(talk, found.corrections[0])
    elif named and (wants_check(text) or not found.is_question):
        go_on(talk)
    else:
        _question_or_not_read(talk, text, found)


def _told_of(talk: Talk, found: Understanding, turned: bool) -> bool:
    """Of a company just turned to: anything while nothing is known, later what is told with its date or name."""
    return turned and (not talk.state.facts or told_with_a_date(found))


def _is_asked(talk: Talk, text: str, found: Understanding, asked: str | None, tells: bool) -> bool:
    if asked != "city" and compares_a_place(text, found, talk.state.facts.get("city")):
        return True
    return not tells and asks(text, found, asked, talk.world)


def nothing_found(talk: Talk, text: str) -> Answer | None:
    """The refusal that the message would get, where it tells nothing; None where it is read or answered."""
    asked = talk.state.pending.fact if talk.state.pending is not None else None
    found = _with_direct_answer(talk, listen(talk, text, asked), text, asked)
    if not text or found.facts or found.unknown or found.corrections or found.company:
        return None
    given = _answer(talk, text)
    return given if given.kind in _NO_ANSWER and given.start_interview is None else None


def _note_place(talk: Talk, text: str, found: Understanding) -> None:
    """Where the company is, said beside a question (…,公司在日照)."""
    where = {name: value for name, value in found.facts.items() if name in ("city", "district")}
    if where and _OWN_PLACE.search(text) and not talk.state.facts.get("city"):
        take(talk, replace(found, facts=where, unknown=()))


def _about_us(talk: Talk, text: str) -> bool:
    question = question_of(talk.world.library.corrected(text), talk.world.library)
    return asks_about_us(Case(question, Focus(), talk.world, talk.today))


def _surely_told(text: str) -> bool:
    """By what was learnt from examples it tells, and asks nothing."""
    read = intent(text)
    return read.act == "tell" and read.sure >= _SURE


def _with_direct_answer(talk: Talk, found: Understanding, text: str, asked: str | None) -> Understanding:
    """A bare answer that only the fact's own definition explains."""
    definition = talk.world.rulebook.facts.get(asked or "")
    if asked is None or definition is None or asked in found.unknown or set(found.corrections) - {asked}:
        return found
    if found.is_question and definition.type not in _READ_WHOLE:
        return found
    if (value := _levelled(talk, definition, text)) is not None:
        return replace(found, facts={**found.facts, asked: value}, is_question=False)
    if asked in found.facts:
        found = _only_the_place_asked(found, asked)
        more = named_in(text, definition.choices) if definition.type == "honours" else []
        value = merged_honours(found.facts[asked], more, closes=False) if more else found.facts[asked]
        return replace(found, facts={**found.facts, asked: value})
    value = direct(text, definition, talk.today)
    if definition.type == "map" and value is not NOT_READ:  # the honours that are counted are not the asker's own
        return replace(found, facts={asked: value}, is_question=False)
    return found if value is NOT_READ else replace(found, facts={**found.facts, asked: value}, is_question=False)


def _levelled(talk: Talk, definition: FactDefinition, text: str) -> str | None:
    """The level that was missing in front of what is known (省级的): 工业设计研究院 → 省级工业设计研究院."""
    known = talk.state.facts.get(definition.name)
    if not isinstance(known, str) or definition.type != "choice":
        return None
    fitting = [each for each in definition.choices if each != known and each.endswith(known)]
    return next((each for each in fitting if each.removesuffix(known) in text), None)


def _only_the_place_asked(found: Understanding, asked: str) -> Understanding:
    """One bare place answers one question: 济南 as the investee's city says nothing about the asker's."""
    same = [
        fact
        for fact in found.facts
        if fact != asked and {fact, asked} <= PLACES and found.words.get(fact) == found.words.get(asked)
    ]
    return replace(found, facts={fact: value for fact, value in found.facts.items() if fact not in same})


def _follows_up(talk: Talk, text: str) -> bool:
    """A bare place or sum after a question is about that question, not about the company."""
    focus = Focus.from_json(talk.state.focus)
    if talk.state.pending is not None or not focus.question or is_own(text):
        return False
    return leans(text, focus, talk.world.library)


def answer_question(talk: Talk, text: str) -> None:
    """The answer, then the pending question again, once."""
    show(talk, _answer(talk, text))


def _answer(talk: Talk, text: str) -> Answer:
    """Leaning on the last question, on where the company is, and on its sums."""
    city = talk.state.facts.get("city")
    home = city if city in {document.city for document in talk.world.library.documents} else None
    known = tuple((name, sum) for name, sum in talk.state.facts.items() if name.endswith("_yuan") and type(sum) is int)
    focus = replace(Focus.from_json(talk.state.focus), home=home, known=known)
    return answer(text, focus, talk.world, talk.today)


def _take(talk: Talk, found: Understanding, asked: str | None) -> bool:
    """Facts into the file; then what comes next. In a question, only what is surely about the asker is taken."""
    if found.is_question:
        unsure = {*found.confirm, *hoped_for(talk.message.text, found)}
        surely = {name: value for name, value in found.facts.items() if name not in unsure}
        found = replace(found, facts=surely, unknown=())
    if not (found.facts or found.unknown or found.impossible or found.foreign):
        return False
    if _insists(talk, found):
        return True
    before = talk.state.facts
    placing.say_not_held(talk, found)
    if "city" in found.facts and not found.is_question:  # another city that was asked about is left behind
        talk.state = replace(talk.state, focus={**talk.state.focus, "city": None})
    repeated = _repeated(talk, found)
    if not take(talk, found, asked=asked, sure=repeated):
        _refused(talk)
        return True
    if talk.state.stage == "verdict" and not found.is_question:
        verdict.say_difference(talk, before)
    text = talk.message.text
    if placing.answers_the_last_question(talk, found, before):
        answer_question(talk, Focus.from_json(talk.state.focus).question)
        return True
    asked_too = found.is_question and not (wants_check(text) or asks_for_all(talk, text, found))
    asked_too = asked_too and _has_answer(talk, text, found)
    if asked_too or (not found.is_question and granted.speaks_of_a_grant(talk, text, found)):
        answer_question(talk, text)
    elif talk.state.stage == "idle" and talk.state.pending is None:
        begin_with_facts(talk)
    else:
        ask_next(talk)
    return True


def _has_answer(talk: Talk, text: str, found: Understanding) -> bool:
    """Who describes the company and asks what no clause answers in these words is helped by going through them all."""
    spent = any(fact.endswith(_SUM) for fact in found.facts)
    if not spent and (talk.state.pending is not None or talk.state.stage != "idle"):
        return True
    return _answer(talk, text).kind not in _NO_ANSWER


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


def _insists(talk: Talk, found: Understanding) -> bool:
    """In a contradiction: said again it stands as it is; not known, it is worked out from the rest."""
    pending = talk.state.pending
    conflict = current_conflict(talk) if pending is not None and pending.kind == "conflict" else None
    if conflict is None:
        return False
    if conflict.fact in found.unknown:
        drop(talk, conflict.fact)
        talk.first("text", say("interview.derived_instead", label=label(talk, conflict.fact)))
        ask_next(talk)
        return True
    if found.facts.get(conflict.fact) == conflict.said:
        accept(talk, conflict.key)
        return True
    return False


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
    if pending is not None and talk.state.facts and is_answer("all_said", text):
        verdict.show(talk)
        return
    given = _answer(talk, text)
    unread = given.kind in _NO_ANSWER and not given.recognised and not _about_us(talk, text)
    waits = pending is not None and (pending.fact is not None or pending.kind == "round")
    if waits and not found.is_question and unread:
        talk.unmatched = given.unmatched
        not_read(talk)
    else:
        if pending is not None and not found.is_question:
            talk.wait(replace(pending, attempts=pending.attempts + 1))
        show(talk, given)


def _silence(talk: Talk) -> None:
    if talk.state.pending is not None:
        ask_again(talk)
    else:
        answer_question(talk, "")
