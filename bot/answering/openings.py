"""Openings that name no subject (我们做食品的,有什么补贴): the money of the place in a few lines."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer
from bot.answering.money import offers
from bot.answering.retrieval.terms import Term
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.understanding.intent.reader import intent
from bot.understanding.reading import understand
from bot.wording import say

_SURE = 0.6
_STRONG, _DEMANDED, _OF_SOMETHING = 2.6, 1.5, 2.0
_MOST_OF_A_PLACE = 3
_ABOUT_US = 0.75
"""As sure as this an entry about the assistant is meant (隐私政策), however broad 政策 sounds."""


def names_a_subject(case: Case) -> bool:
    """An honour, a document, a word of theirs or this assistant is spoken of, and it is no fact of the company."""
    question = case.question
    if asks_about_us(case):
        return True
    told = understand(question.text, None, case.today, case.world.labels)
    if question.honours or question.documents or question.other_places:
        return not told.facts or bool(question.documents or question.other_places)
    said, general = "".join(told.words.values()), lexicon().signals["general_benefit"]
    trades = [question.text[span.start : span.end] for span in told.spans if span.kind == "trade"]
    firm = lexicon().signals["a_firm"].pattern
    firms = [trade for trade in trades if re.search(f"{re.escape(trade)}的?(?:{firm})", question.text)]
    trades = [trade for trade in trades if trade in firms or trade not in _conditions(case)]
    asked = _asked(question.text)
    subjects = [t for t in case.terms if _is_a_subject(t, asked) or _is_of_a_benefit(t, question.text)]
    subjects = [term for term in subjects if not any(trade in term.word or term.word in trade for trade in trades)]
    return any(term.word not in said and not general.fullmatch(term.word) for term in subjects)


def names_a_benefit(case: Case) -> bool:
    """社保补贴, 隐私政策: one thing, and not all the money that there is."""
    return asks_about_us(case) or any(_is_of_a_benefit(term, case.question.text) for term in case.terms)


def _conditions(case: Case) -> str:
    """The sentences that grant something, whole."""
    return "|".join(p.quote for p in case.world.rulebook.programmes if p.document in case.scope)


def _is_a_subject(term: Term, asked: str) -> bool:
    """A word that few sentences have; what one does anyway (注册) only where it stands in what is asked."""
    strong = term.known and len(term.word) > 1 and term.weight >= _STRONG
    return strong and (term.demand >= _DEMANDED or term.word in asked)


def _asked(text: str) -> str:
    """The piece that asks; all of it where none does."""
    asking = lexicon().signals["asking"]
    pieces = [piece for piece in re.split("[,，。;；!！\\s]+", text) if asking.search(piece)]
    return pieces[-1] if pieces else text


def _is_of_a_benefit(term: Term, text: str) -> bool:
    """社保补贴, 人才补贴: money for one thing, whether or not any document has it."""
    of_it = lexicon().signals["of_a_benefit"].pattern.format(word=re.escape(term.word))
    whole = lexicon().signals["of_a_kind"].search(term.word)
    return not whole and len(term.word) > 1 and term.demand >= _OF_SOMETHING and re.search(of_it, text) is not None


def asks_about_us(case: Case) -> bool:
    """What this assistant is, can do and keeps."""
    found = case.world.faq.find(case.question.text, k=1)
    return bool(found) and found[0][0].kind == "help" and found[0][1] >= _ABOUT_US


def answer(case: Case) -> Answer | None:
    """None where it is no opening, or names a subject."""
    read = intent(case.question.typed or case.question.text)
    if read.act != "broad" or read.acts["broad"] < _SURE or names_a_subject(case):
        return None
    places = [place for place in case.cities if place in granting(case)]
    if case.cities and not places:
        return None
    draft = Draft()
    facts = understand(case.question.text, None, case.today, case.world.labels).facts
    for place in places or granting(case):
        found = offers.offers(case.world, case.today, facts if places else {}, place)
        told = offers.overview(found, place) if places else _few(found, place)
        draft.leads += told.lines
        for offer in told.shown:
            clause = case.world.library.clause(offer.programme.document, offer.programme.clause)
            if clause is not None:
                draft.add((), Quoted(clause, (offer.programme.quote,)))
    if not places:
        draft.closing.append(say("offers.which_place"))
    return finished(case, "eligibility", draft)


def _few(found: offers.Offers, place: str) -> offers.Lines:
    lines = offers.Lines()
    lines.add("talking.place_line", [o for o in found.possible if o.most][:_MOST_OF_A_PLACE], place=place)
    return lines


def granting(case: Case) -> list[str]:
    """Places of which some text grants money."""
    ids = {p.document for p in case.world.rulebook.programmes if p.kind == "money"}
    return list(dict.fromkeys(d.city for d in case.world.library.documents if d.id in ids and d.city))
