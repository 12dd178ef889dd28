"""Yes, where a sentence says in all its words what is asked to be so; which of two, where it says one of them."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.retrieval.terms import Term
from bot.answering.texts.polar import form
from bot.answering.texts.render import Draft
from bot.wording import say

_OR = "还是"
_LIGHT, _SUBJECT, _SELDOM = 0.5, 3.0, 4.0
"""Of a word that may be missing, of all words together that are met, and of one that is enough alone."""
_BREAK = re.compile("[,，。;；?？]")
_PARTS = re.compile("[,，。;；]")
_FIGURE = re.compile(r"\d[\d.]*")
_OR_NOT = re.compile(r"(?P<alt>[\u4e00-\u9fff])[不没](?P=alt)")


def affirmed(case: Case, draft: Draft) -> str | None:
    """None where a word of the question is not in the sentence, or where it binds, denies or counts otherwise."""
    text = case.question.text
    asked = _asked_part(text)
    if _OR in text or case.question.has("compare", "same") or lexicon().signals["wh_word"].search(asked):
        return None
    if case.question.has("target") and draft.leads:
        return None  # the count that is asked for or put to us is told
    if not draft.quoted or draft.quoted[0].clause.document in case.opinions:
        return None
    written = draft.quoted[0].texts[0]
    if _says_more(asked, written) or not _says(case, asked, written, draft.quoted[0].clause.heading or ""):
        return None
    return say(f"answers.yes_{form(asked)}", called=case.render.called(draft.quoted[0].clause.document))


def _asked_part(text: str) -> str:
    """The part of the message that asks yes or no."""
    parts = [part for part in _BREAK.split(text) if part.strip()]
    return next((part for part in reversed(parts) if lexicon().signals["whether"].search(part)), text)


def _says_more(asked: str, written: str) -> bool:
    signals, bare, asked = lexicon().signals, re.sub(r"\s", "", written), _OR_NOT.sub(r"\g<alt>", asked)
    if any(word not in bare for word in signals["binding"].findall(asked)) or signals["denying"].search(asked):
        return True
    return any(figure not in bare for figure in _FIGURE.findall(asked))


def _says(case: Case, asked: str, written: str, heading: str) -> bool:
    bare = re.sub(r"[\s“”\"]", "", f"{written}|{heading}").lower()
    words = [term for term in case.terms if term.word in asked.lower()]
    met = [term for term in words if any(form in bare for form in term.forms)]
    missing = [term for term in words if term not in met and term.weight >= _LIGHT]
    weights = [term.weight for term in met if len(term.word) > 1]
    several = len(weights) > 1 and sum(weights) >= _SUBJECT
    return not missing and (several or max(weights, default=0) >= _SELDOM)


def one_of_two(case: Case, draft: Draft) -> str | None:
    """Of two things between which 还是 stands, the one that is in the sentence together with the rest."""
    before, between, after = case.question.text.partition(_OR)
    left = [term for term in case.terms if term.word in before]
    right = [term for term in case.terms if term.word in after and term not in left]
    if not between or not left or not right or not draft.quoted:
        return None
    one, other = max(left, key=lambda term: before.rfind(term.word)), min(right, key=lambda t: after.find(t.word))
    rest = [term for term in case.terms if term not in (one, other) and term.known and len(term.word) > 1]
    for text in draft.quoted[0].texts:
        parts = [re.sub(r"[\s“”\"]", "", part).lower() for part in _PARTS.split(text)]
        near = [part for part in parts if any(_stands(term, part) for term in rest)] if rest else parts
        first, second = (any(_stands(term, part) for part in near) for term in (one, other))
        if first != second:
            return say("leaning.one", written=(one if first else other).word)
    return None


def _stands(term: Term, part: str) -> bool:
    return any(form in part for form in term.forms)
