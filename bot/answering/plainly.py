"""What a question says beside what it asks: what is ruled out, places of which nothing is held, documents by number."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering import not_covered
from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer, Focus
from bot.model import Part
from bot.wording import say
from knowledge.library import Library

_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}[〔\[(（【]\s*((?:19|20)\d{2})\s*[〕\])）】]\s*(?:第)?\s*(\d{1,4})\s*号")
_LETTERS = re.compile(r"[\u4e00-\u9fff]+")
_BETWEEN = re.compile(r"^[、,，和跟与及\s]+|[、,，和跟与及\s]+$|(?<=[、,，])[、,，\s]+")


def without_exclusions(question: str) -> str:
    """「不是小巨人,我问的是瞪羚奖励」 asks about 瞪羚; 「除了小巨人还有什么」 asks about all."""
    return lexicon().signals["ruled_out"].sub("", question) or question


def number_not_held(question: str, library: Library, focus: Focus) -> Answer | None:
    """A document named by a number that none of ours bears; what it says is not known, whatever else is asked."""
    named = _NUMBER.search(question)
    if named is None:
        return None
    year, count = named.groups()
    written = _LETTERS.findall(named.group())[0]
    documents = (*library.documents, *library.summaries)
    for number in (document.number or "" for document in documents):
        ours = _LETTERS.findall(number)
        if ours and year in number and re.search(rf"(?<!\d){count}号", number) and written.endswith(ours[0]):
            return None
    message = not_covered.plain("number_not_held", library, number=named.group())
    return Answer("not_covered", message, focus, recognised=True)


def of_places_held(case: Case) -> str | None:
    """The question without the places of which nothing is held, where it names others of which something is."""
    if not case.question.cities or not case.question.other_places:
        return None
    text = case.question.text
    for place in case.question.other_places:
        text = text.replace(place, "")
    return _BETWEEN.sub("", text) or None


def beside_places(found: Answer, places: tuple[str, ...], case: Case) -> Answer:
    """What is held of the other places, behind the word that nothing is held of these."""
    told = say("answers.places_not_held", place="、".join(places), **case.held.counted)
    lead = Part("lead", told)
    return replace(found, message=replace(found.message, parts=(lead, *found.message.parts)))
