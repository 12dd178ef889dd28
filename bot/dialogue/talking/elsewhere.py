"""Openings that are none: about what the documents have, or about the money of another city than one's own."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.model import Focus
from bot.answering.openings import names_a_benefit, names_a_subject
from bot.answering.question import read as question_of
from bot.answering.retrieval.coverage import is_of_others
from bot.dialogue.listening import listen
from bot.dialogue.talk import Talk
from bot.dialogue.talking import sums
from bot.dialogue.talking.returning import remind
from bot.wording import say

_ANY = re.compile("有没有|有吗|能[拿领]|给不给|行不|可以")


def has_a_subject(talk: Talk, text: str) -> bool:
    """A question about what the documents have, and no opening."""
    question = question_of(talk.world.library.corrected(text), talk.world.library)
    case = Case(question, Focus(), talk.world, talk.today)
    return question.has("host") or _is_of_others(talk, text) or names_a_subject(case)


def _is_of_others(talk: Talk, text: str) -> bool:
    """A subject that no document has; what the company does is none (搞快递仓储的,有啥扶持)."""
    trade = listen(talk, text, None).facts.get("industry")
    question = question_of(talk.world.library.corrected(text.replace(str(trade), "")), talk.world.library)
    return is_of_others(Case(question, Focus(), talk.world, talk.today))


def cities_in(talk: Talk, text: str) -> tuple[str, ...]:
    """Places named of which documents are held."""
    return question_of(talk.world.library.corrected(text), talk.world.library).cities


def has_a_benefit(talk: Talk, text: str) -> bool:
    """Money for one thing is asked for (租房补贴), which nothing of all the money answers."""
    question = question_of(talk.world.library.corrected(text), talk.world.library)
    return names_a_benefit(Case(question, Focus(), talk.world, talk.today))


def is_of_elsewhere(talk: Talk, text: str) -> bool:
    """The money of another city than the company's: it is for companies there."""
    home = talk.state.facts.get("city")
    cities = cities_in(talk, text)
    if not home or not cities or home in cities or listen(talk, text, None).facts.keys() - {"city"}:
        return False
    if not _ANY.search(text):
        return False
    talk.first("text", say("talking.elsewhere", home=str(home), place="、".join(cities)))
    sums.send(talk)
    remind(talk)
    return True
