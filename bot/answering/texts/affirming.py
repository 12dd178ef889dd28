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
_LIGHT, _SUBJECT, _SELDOM, _LONG = 0.5, 3.0, 4.0, 3
"""Of a word that may be missing, of all words together that are met, and of one of so many characters alone."""
_NEAR = 4
"""Characters between 还是 and the two things that it stands between."""
_BREAK = re.compile("[,，。;；?？]")
_PARTS = re.compile("[,，。;；、]")
_FIGURE = re.compile(r"(\d[\d.]*)\s*(.?)")
_OTHERWISE = ("compare", "same", "own", "own_company", "of_demands")
"""What is no question of what a text says: a comparison, or whether a company meets what it demands."""
_OR_NOT = re.compile(r"(?P<alt>[\u4e00-\u9fff])[不没](?P=alt)")


def affirmed(case: Case, draft: Draft) -> str | None:
    """None where a word of the question is not in the sentence, or where it binds, denies or counts otherwise."""
    text = case.question.text
    asked = _asked_part(text)
    if _OR in text or case.question.has(*_OTHERWISE) or lexicon().signals["wh_word"].search(asked):
        return None
    if case.question.has("target") and draft.leads:
        return None  # the count that is asked for or put to us is told
    if not draft.quoted or draft.quoted[0].clause.document in case.opinions:
        return None
    written = draft.quoted[0].texts[0]
    if case.question.has("amount") and not lexicon().signals["of_support"].search(written):
        return None
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
    if signals["aimed_at"].search(bare) and not signals["aimed_at"].search(asked):
        return True
    if (given := signals["given_to"].search(asked)) and f"给{given['whom']}" not in bare.replace("给予", "给"):
        return True
    return any(
        not re.search(rf"(?<![\d.]){re.escape(figure)}{'[个家]' if unit in '个家' else re.escape(unit)}", bare)
        for figure, unit in _FIGURE.findall(asked)
    )


def _says(case: Case, asked: str, written: str, heading: str) -> bool:
    bare = re.sub(r"[\s“”\"]", "", f"{written}|{heading}").lower()
    words = [term for term in case.terms if term.word in asked.lower()]
    met = [term for term in words if any(form in bare for form in term.forms)]
    missing = [term for term in words if term not in met and term.weight >= _LIGHT]
    weights = [term.weight for term in met if len(term.word) > 1]
    several = len(weights) > 1 and sum(weights) >= _SUBJECT
    seldom = any(term.weight >= _SELDOM and len(term.word) >= _LONG for term in met)
    return not missing and (several or seldom)


def one_of_two(case: Case, draft: Draft) -> str | None:
    """Of two things between which 还是 stands, the one that is in the sentence together with the rest."""
    before, between, after = case.question.text.partition(_OR)
    left = [term for term in case.terms if term.word in before]
    right = [term for term in case.terms if term.word in after and term not in left]
    if not between or not left or not right or not draft.quoted:
        return None
    if draft.quoted[0].clause.document in case.opinions:
        return None
    one, other = max(left, key=lambda term: before.rfind(term.word)), min(right, key=lambda t: after.find(t.word))
    if lexicon().signals["kind_of_text"].fullmatch(one.word) or lexicon().signals["kind_of_text"].fullmatch(other.word):
        return None
    if len(before) - before.rfind(one.word) - len(one.word) > _NEAR or after.find(other.word) > _NEAR:
        return None
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
