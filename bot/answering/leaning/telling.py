"""What the words of a follow-up tell by themselves: whether they say anything, and whether it is ours to answer."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.retrieval.pieces import plain

_KINDS = ("amount", "department", "process", "compare", "source", "standing", "sum", "stack", "list", "target")
_ASKING = re.compile(r"(\w)[不没]\1|吗|(?:么|不|没|没有|吧|呢)[?？]?$|谁|哪|啥|什么|几")
_SUBJECT = 1.0


def says_something(case: Case) -> bool:
    """A word, a place, a level, a sum, a kind of question or a form of asking (外资可以不): 啊呀呀 has none."""
    question = case.question
    words = any(term.known and len(term.word) > 1 for term in case.terms)
    named = words or question.cities or question.levels or question.yuan
    return bool(named) or question.has(*_KINDS) or _ASKING.search(question.text) is not None


def is_of_the_library(case: Case) -> bool:
    """It has words with a meaning and none that no document knows, or only asks how much (封顶是多少)."""
    words = [term for term in case.terms if len(term.word) > 1 and term.weight >= _SUBJECT]
    if not words:
        return case.question.has("amount")
    return all(term.known for term in words)


def is_short(text: str) -> bool:
    """As short as follow-ups are."""
    return len(re.sub(r"\W", "", text)) <= 24


def own_subject(case: Case) -> bool:
    """A word that the documents have and the last sentences do not, which could be looked up by itself."""
    here = plain(case.world.library, "".join(case.focus.sentences) + case.focus.question)
    honours = [name for name in case.question.honours if name not in here]
    words = (
        term
        for term in case.terms
        if term.known and len(term.word) > 1 and term.weight >= _SUBJECT and term.word not in lexicon().neutral
    )
    plain_words = lexicon().signals["beside_the_point"]
    return bool(honours) or any(
        not any(form in here for form in term.forms) and not plain_words.search(term.word) for term in words
    )
