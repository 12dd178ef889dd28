"""The door of answering: one question in, one answer out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.answering import curated, not_covered, openings, plainly
from bot.answering.case import Case
from bot.answering.follow_up import merged, resolve
from bot.answering.imported import answering as imported
from bot.answering.leaning import following
from bot.answering.model import Answer, Focus, Interest
from bot.answering.question import closed_up, read, split, tidy, without_markup
from bot.answering.retrieval import clauses, sections
from bot.answering.retrieval.coverage import other_subject, refusal, silent_subject
from bot.answering.texts import compose
from bot.model import OutMessage, Part
from bot.understanding.intent.reader import intent
from bot.wording import say
from bot.world import World

__all__ = ["Answer", "Focus", "Interest", "answer"]

_MOST_QUESTIONS = 4
_MOST_READ = 600
"""Characters of a question: nobody asks at greater length, and every reading of it takes time by its length."""
_SUBJECT = 1.0
_LEANS = 0.5
_REFUSALS = frozenset({"not_covered", "clarify", "help", "greeting"})


@lru_cache(maxsize=1024)
def answer(question: str, focus: Focus, world: World, today: date) -> Answer:
    """Answers what is typed; several questions at once are answered one after another.

    The answer's focus is what the next question may lean on; it is the old one where nothing was answered. Pure, so
    what many people ask the same day is worked out once.
    """
    if len(question) > _MOST_READ:
        return _beginning(answer(question[:_MOST_READ], focus, world, today))
    question = plainly.without_exclusions(closed_up(without_markup(question)))
    foreign = plainly.number_not_held(question, world.library, focus)
    if foreign is not None:
        return foreign
    folded = world.library.corrected(question)
    typed = world.library.fold(question)
    talk = not_covered.small_talk(tidy(folded))
    if talk:
        return Answer(talk[0], not_covered.plain(talk[1], world.library), focus)
    opening = openings.answer(Case(read(folded, world.library, typed), focus, world, today))
    if opening is not None:
        return opening
    answers: list[Answer] = []
    texts = split(folded, world.library)[:_MOST_QUESTIONS]
    for text in texts:
        as_typed = typed if len(texts) == 1 else ""
        before = answers[-1].focus if answers else focus
        found = _one(text, as_typed, before, world, today)
        if found.kind == "not_covered" and answers:  # its subject may stand in the question before
            found = _retried(text, before, world, today) or found
        answers.append(found)
    if not answers:
        return Answer("not_covered", not_covered.plain("not_covered_unreadable", world.library), focus)
    return _joined(answers)


def _beginning(found: Answer) -> Answer:
    """An answer to the beginning of what was typed, which it says."""
    note = Part("hint", say("answers.read_first", most=_MOST_READ))
    return replace(found, message=replace(found.message, parts=(*found.message.parts, note)))


def _one(text: str, as_typed: str, focus: Focus, world: World, today: date) -> Answer:
    if world.library.own:
        found = imported.answer(text, focus, world, today)
        if found is not None:
            return found
        world = imported.others(world)
    asked = resolve(text, focus, world.library, questioned=as_typed.rstrip().endswith(("?", "？")))
    if asked != text:
        alone = Case(read(text, world.library), focus, world, today)
        last = curated.in_its_own_words(alone)
        if last is None:
            last = _refused(alone) if silent_subject(alone) else compose.about_last(alone)
        if last is not None:
            return last
    if focus.sentences and following.is_short(text):
        last = following.about_last(Case(read(text, world.library, as_typed), focus, world, today))
        if last is not None:
            return last
    case = Case(read(asked, world.library, as_typed), focus, world, today)
    if asked == text:
        case = compose.unbound(case)
    found = _addressed(case) or _curated(case) or _looked_up(case)
    return _leaning(text, found, focus, world, today) if _finds_nothing(found, case) else found


def _finds_nothing(found: Answer, case: Case) -> bool:
    return found.kind == "not_covered" and not found.recognised and not case.question.other_places


def _leaning(text: str, found: Answer, focus: Focus, world: World, today: date) -> Answer:
    """What nothing is found for, where it is about the last question: put into that one, or said not to be written."""
    alone = Case(read(text, world.library), focus, world, today)
    if not focus.question or intent(text, focus=True).leans < _LEANS or other_subject(alone, None):
        return found
    leant = following.put_into(alone)
    case = Case(read(leant, world.library), replace(focus, question=""), world, today)
    again = _addressed(case) or _curated(case) or _looked_up(case)
    said = not _finds_nothing(again, case) and again.message.parts[:1] != _one_again(focus, world, today)
    return again if said else following.not_said(alone) or found


def _one_again(focus: Focus, world: World, today: date) -> tuple[Part, ...]:
    """How the last question is answered by itself: who asks on wants more than that."""
    return answer(focus.question, Focus(home=focus.home), world, today).message.parts[:1]


def _curated(case: Case) -> Answer | None:
    """What an entry of the FAQ answers, with what the documents say themselves where that is asked too."""
    outright = curated.outright(case)
    if outright is not None:
        if compose.asks_standing(case):
            return _joined([outright, compose.standing_answer(case)])
        asked = case.question.has("target", "definition", "list") and silent_subject(case) is None
        also = asked and curated.states(case)
        return _joined([outright, compose.composed(case)]) if also else outright
    if silent_subject(case):
        return _refused(case)
    general = curated.general(case)
    if compose.asks_standing(case):
        stated = compose.standing_answer(case)
        return stated if general is None else _joined([general, stated])
    return general


def _looked_up(case: Case) -> Answer:
    """What the clauses say; the company's own check; or why there is no answer."""
    if compose.names_nothing(case) and not case.question.other_places:
        return compose.own_company(case)
    refused = refusal(case, case.evidence)
    if refused is None or (not refused.certain and compose.asks_a_grant(case)):
        return compose.composed(case)
    held = plainly.of_places_held(case) if refused.key == "not_covered_place" else None
    if held is not None:
        found = _one(held, "", case.focus, case.world, case.today)
        return plainly.beside_places(found, case.question.other_places, case)
    if refused.certain:
        return _refused(case)
    if refused.key == "not_covered_unreadable" and case.question.has("own_company"):
        return compose.own_company(case)
    return curated.from_faq(case) or compose.elsewhere(case) or _refused(case)


def _retried(text: str, focus: Focus, world: World, today: date) -> Answer | None:
    again = _one(merged(focus.question, text, world.library), "", focus, world, today)
    return again if again.kind != "not_covered" else None


def _addressed(case: Case) -> Answer | None:
    """A clause named by its number, a section by its heading, or a responsible unit by its name."""
    question = case.question
    foreign = question.other_places and not question.cities and not question.documents
    number = None if foreign else clauses.reference(question.text, case.world.library)
    by_number = compose.numbered(case, number) if number is not None else None
    return (
        by_number
        or sections.section_answer(case)
        or sections.contents(case)
        or compose.of_unit(case)
        or sections.preamble(case)
        or compose.compared_texts(case)
    )


def _refused(case: Case) -> Answer:
    reason = refusal(case, case.evidence)
    assert reason is not None
    words = _missed(case)
    focus = case.focus
    if reason.key == "not_covered_place":  # 潍坊的小巨人奖多少: 那济南的呢 is about the same of another place
        focus = replace(Focus(), question=case.question.text, home=focus.home, known=focus.known)
    recognised = reason.certain or reason.key.startswith("silent_")
    return Answer(
        "not_covered",
        not_covered.refused(reason, case.world.library),
        focus,
        unmatched=words,
        recognised=recognised,
    )


def _missed(case: Case) -> tuple[str, ...]:
    """For the list of gaps: subjects that stand nowhere, or else those that stand in no sentence together."""
    subjects = [term for term in case.terms if term.demand >= _SUBJECT]
    return tuple(term.word for term in subjects if not term.known) or tuple(term.word for term in subjects)


def _in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Each part once; what several answers share at their ends stands once, at the end."""
    once = tuple(dict.fromkeys(parts))
    ends = ("notice", "folded", "hint")
    return (*(part for part in once if part.kind not in ends), *(p for kind in ends for p in once if p.kind == kind))


def _joined(answers: Sequence[Answer]) -> Answer:
    """One answer of several: what was answered comes first in kind and focus."""
    if len(answers) == 1:
        return answers[0]
    leading = next((one for one in answers if one.kind not in _REFUSALS), answers[0])
    message = OutMessage(
        parts=_in_order(part for one in answers for part in one.message.parts),
        buttons=tuple(dict.fromkeys(row for one in answers for row in one.message.buttons)),
        citations=tuple(dict.fromkeys(citation for one in answers for citation in one.message.citations)),
    )
    return replace(
        leading,
        message=message,
        focus=answers[-1].focus,
        notices=tuple(dict.fromkeys(notice for one in answers for notice in one.notices)),
        unmatched=tuple(dict.fromkeys(word for one in answers for word in one.unmatched)),
        start_interview=next((one.start_interview for one in answers if one.start_interview), None),
    )
