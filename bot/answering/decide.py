"""Who answers a question: one table of answerers, asked in the order of their priorities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.answering import curated, not_covered, openings, plainly
from bot.answering.asked import Asked
from bot.answering.case import Case
from bot.answering.follow_up import merged
from bot.answering.imported import answering as imported
from bot.answering.joining import joined
from bot.answering.leaning import following, of_grants, telling, within
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer, Focus
from bot.answering.money import claims, most
from bot.answering.money.by_figure import by_figure
from bot.answering.question import tidy
from bot.answering.retrieval import clauses, sections
from bot.answering.retrieval.coverage import Refusal, other_subject, refusal, silent_subject
from bot.answering.texts import compose, conditions, fields
from bot.understanding.intent.reader import intent

__all__ = ["ANSWERERS", "Answerer", "Asked", "decide", "decide_whole"]
_SUBJECT = 1.0
_LEANS, _SURE, _NAMES = 0.5, 0.7, 2.0


Answering = Callable[[Asked], Answer | None]


@dataclass(frozen=True, slots=True)
class Answerer:
    """`priority`: the higher is asked first; no two are equal. `whole`: of messages, before they are taken apart."""

    priority: int
    name: str
    answer: Answering
    whole: bool = False


def decide(asked: Asked) -> Answer:
    """The answer of the first that has one; the last of the table always has."""
    return next(found for one in ANSWERERS if not one.whole and (found := one.answer(asked)) is not None)


def decide_whole(asked: Asked) -> Answer | None:
    """Of a message as a whole; none where its questions are answered one by one."""
    return next((found for one in ANSWERERS if one.whole and (found := one.answer(asked)) is not None), None)


def _number_not_held(asked: Asked) -> Answer | None:
    return plainly.number_not_held(asked.written, asked.world.library, asked.focus) if asked.written else None


def _small_talk(asked: Asked) -> Answer | None:
    read = intent(asked.typed or asked.text)
    about_us = read.act == "abilities" and read.sure >= _SURE and not asked.reading.has("which_documents")
    if about_us:
        return Answer("help", not_covered.plain("help", asked.world.library), asked.focus)
    talk = not_covered.small_talk(tidy(asked.text))
    return Answer(talk[0], not_covered.plain(talk[1], asked.world.library), asked.focus) if talk else None


def _opening(asked: Asked) -> Answer | None:
    return openings.answer(Case(asked.reading, asked.focus, asked.world, asked.today))


def _of_ones_own(asked: Asked) -> Answer | None:
    if not asked.world.library.own:
        return None
    return imported.answer(asked.text, asked.focus, asked.world, asked.today, asked.typed)


def _in_its_own_words(asked: Asked) -> Answer | None:
    return curated.in_its_own_words(asked.alone) if asked.leans and not asked.fills_a_slot else None


def _leaning_on_silence(asked: Asked) -> Answer | None:
    return _refused(asked.alone) if asked.leans and silent_subject(asked.alone) else None


def _about_last(asked: Asked) -> Answer | None:
    if not asked.leans:
        return None
    return _of_the_last_summary(asked) or compose.about_last(asked.alone)


def _of_the_last_summary(asked: Asked) -> Answer | None:
    """Whether what was told last still holds, where only a summary of it is held: that of its title."""
    alone, last = asked.alone, asked.focus.document
    if not last or last in alone.held.documents or not alone.question.has("standing"):
        return None
    title = alone.render.document(last).short_title
    return decide(replace(asked, text=f"{title}{asked.text}", typed="", focus=Focus(home=asked.focus.home)))


def _continuing(asked: Asked) -> Answer | None:
    return following.about_last(asked.said) if asked.focus.sentences and telling.is_short(asked.text) else None


def _of_the_grants(asked: Asked) -> Answer | None:
    short = asked.focus.programmes and telling.is_short(asked.text)
    return of_grants.about_grants(asked.said) if short else None


def _inside(asked: Asked) -> Answer | None:
    return within.within(asked.said) if asked.focus.sentences and telling.is_short(asked.text) else None


def _numbered(asked: Asked) -> Answer | None:
    question = asked.case.question
    if question.other_places and not question.cities and not question.documents:
        return None
    number = clauses.reference(question.text, asked.case.world.library)
    return compose.numbered(asked.case, number) if number is not None else None


def _outright(asked: Asked) -> Answer | None:
    """What an entry of the FAQ answers, with what the documents say themselves where that is asked too."""
    case = asked.case
    outright = curated.outright(case)
    if outright is None:
        return None
    if compose.asks_standing(case):
        return joined([outright, compose.standing_answer(case)])
    stated = case.question.has("target", "definition", "list") and silent_subject(case) is None
    return joined([outright, compose.composed(case)]) if stated and curated.states(case) else outright


def _silent(asked: Asked) -> Answer | None:
    return _refused(asked.case) if silent_subject(asked.case) else None


def _of_nobody(asked: Asked) -> Answer | None:
    """A telephone, and of no unit, place or text that is held."""
    question = asked.case.question
    if not question.has("contact") or question.has("comments") or asked.case.focus.clause:
        return None
    bare = lexicon().signals["contact"]
    subject = any(t.known and t.demand >= _NAMES and not bare.search(t.word) for t in asked.case.terms)
    named = question.cities or question.documents or question.honours or subject
    return None if named else _not_found(asked.case, "not_covered")


def _standing(asked: Asked) -> Answer | None:
    case = _of_the_last_text(asked)
    if not compose.asks_standing(case):
        return None
    general, stated = curated.general(case), compose.standing_answer(case)
    return stated if general is None else joined([general, stated])


def _of_the_last_text(asked: Asked) -> Case:
    """A question that leans and names no text is about the one that was quoted last (这份过期没)."""
    case, last = asked.case, asked.focus.document
    named = case.question.documents or case.question.cities or case.question.has("both_drafts")
    if named or last not in case.held.documents or intent(asked.text, focus=True).leans < _LEANS:
        return case
    return replace(asked.said, question=replace(asked.said.question, documents=(str(last),)))


def _own_company(asked: Asked) -> Answer | None:
    nothing = compose.names_nothing(asked.case) and not asked.case.question.other_places
    return compose.own_company(asked.case) if nothing else None


def _covered(asked: Asked) -> Answer | None:
    reason = asked.refusal
    claimed = reason is not None and reason.key == "not_covered" and claims.claimed(asked.case)
    held = reason is None or ((claimed or not reason.certain) and compose.asks_a_grant(asked.case))
    return compose.composed(asked.case) if held else None


def _by_its_figure(asked: Asked) -> Answer | None:
    return by_figure(asked.case) if asked.refusal is not None else None


def _beside_other_places(asked: Asked) -> Answer | None:
    """A place that is held beside one that is not: what the first grants."""
    case, reason = asked.case, asked.refusal
    held = plainly.of_places_held(case) if reason is not None and reason.key == "not_covered_place" else None
    if held is None:
        return None
    found = decide(Asked(held, "", case.focus, case.world, case.today))
    return plainly.beside_places(found, case.question.other_places, case)


def _beside_another_place(asked: Asked) -> Answer | None:
    """Whether something of a place that is not held counts too, where the last sentence says of which place."""
    foreign = asked.may_be_about_last and asked.said.question.other_places
    return following.of_a_place(asked.said) if foreign else None


def _certainly_not(asked: Asked) -> Answer | None:
    return _refused(asked.case) if asked.refusal is not None and asked.refusal.certain else None


def _own_company_after_all(asked: Asked) -> Answer | None:
    reason = asked.refusal
    unread = reason is not None and reason.key == "not_covered_unreadable" and asked.case.question.has("own_company")
    return compose.own_company(asked.case) if unread else None


def _put_into_last(asked: Asked) -> Answer | None:
    """It is about the last question: what it names takes its place there; else it is said that nothing says it."""
    alone, focus = asked.alone, asked.focus
    if not focus.question or intent(asked.text, focus=True).leans < _LEANS:
        return None
    if other_subject(alone, None) or alone.question.other_places or not telling.says_something(alone):
        return None
    free = replace(focus, question="", sentences=())
    again = decide(replace(asked, text=following.put_into(alone), typed="", focus=free))
    before = decide(replace(asked, text=focus.question, typed="", focus=Focus(home=focus.home)))
    said = again.kind != "not_covered" and again.message.parts[:1] != before.message.parts[:1]
    return again if said else following.not_said(alone)


def _with_its_subject(asked: Asked) -> Answer | None:
    """What finds nothing by itself, with the subject of the question before, where that finds something new."""
    if not asked.may_be_about_last or not telling.is_of_the_library(asked.said):
        return None
    text = merged(asked.focus.question, asked.text, asked.shipped.library)
    found = decide(Asked(text, "", replace(asked.focus, sentences=()), asked.shipped, asked.today))
    before = "".join(asked.focus.sentences)
    new = any(sentence.strip("；;。") not in before for sentence in found.focus.sentences)
    return found if found.kind != "not_covered" and (new or asked.said.question.has("amount")) else None


def _not_found(case: Case, key: str) -> Answer:
    return Answer("not_covered", not_covered.refused(Refusal(key), case.world.library), case.focus, recognised=True)


def _refused(case: Case) -> Answer | None:
    """Why there is no answer; none where the documents have one."""
    reason = refusal(case, case.evidence)
    if reason is None:
        return None
    words = _missed(case)
    recognised = reason.certain or reason.key.startswith("silent_")
    focus = case.focus
    if reason.key == "not_covered_place":  # 潍坊的小巨人奖多少: 那济南的呢 is about the same of another place
        focus = Focus(question=case.question.text, home=focus.home, known=focus.known)
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


ANSWERERS: tuple[Answerer, ...] = (
    Answerer(960, "a number that no document has", _number_not_held, whole=True),
    Answerer(940, "small talk", _small_talk, whole=True),
    Answerer(920, "an opening", _opening, whole=True),
    Answerer(800, "documents of one's own", _of_ones_own),
    Answerer(780, "curated, in its own words", _in_its_own_words),
    Answerer(770, "leaning, and nowhere said", _leaning_on_silence),
    Answerer(765, "about the grants told last", _of_the_grants),
    Answerer(760, "about the last answer", _about_last),
    Answerer(750, "inside the last clause", _inside),
    Answerer(740, "the last answer goes on", _continuing),
    Answerer(660, "a clause by its number", _numbered),
    Answerer(650, "a section", lambda asked: sections.section_answer(asked.case)),
    Answerer(640, "contents", lambda asked: sections.contents(asked.case)),
    Answerer(630, "a responsible unit", lambda asked: compose.of_unit(asked.case)),
    Answerer(620, "a preamble", lambda asked: sections.preamble(asked.case)),
    Answerer(615, "a trade among fields", lambda asked: fields.of_a_trade(asked.case)),
    Answerer(610, "two texts compared", lambda asked: compose.compared_texts(asked.case)),
    Answerer(560, "curated, outright", _outright),
    Answerer(540, "nowhere said", _silent),
    Answerer(530, "standing of a document", _standing),
    Answerer(520, "curated, general", lambda asked: curated.general(asked.case)),
    Answerer(510, "a telephone of nobody", _of_nobody),
    Answerer(450, "the company's own check", _own_company),
    Answerer(405, "a condition, by what is told", lambda asked: conditions.of_a_condition(asked.case)),
    Answerer(403, "the most of several", lambda asked: most.of_several(asked.case)),
    Answerer(400, "what the clauses say", _covered),
    Answerer(380, "by a figure that is granted", _by_its_figure),
    Answerer(350, "beside places that are not held", _beside_other_places),
    Answerer(320, "another place beside the last answer", _beside_another_place),
    Answerer(300, "certainly not covered", _certainly_not),
    Answerer(250, "the company's own check after all", _own_company_after_all),
    Answerer(200, "curated after all", lambda asked: curated.from_faq(asked.case)),
    Answerer(150, "another place has it", lambda asked: compose.elsewhere(asked.case)),
    Answerer(140, "with the subject of the question before", _with_its_subject),
    Answerer(130, "put into the last question", _put_into_last),
    Answerer(100, "not covered", lambda asked: _refused(asked.case)),
)
"""In the order of their priorities; a test prints who else would have answered."""
