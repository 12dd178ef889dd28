"""Whether the documents are about the question at all: decided before anything is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.retrieval.evidence import Evidence
from bot.answering.retrieval.terms import Term
from knowledge.library import Library

_ENOUGH, _ENOUGH_OWN = 0.52, 0.25
_SPECIFIC, _SPECIFIC_BESIDE_A_PLACE = 1.7, 2.0
_LEAST, _MOST_UNKNOWN = 0.42, 0.5
_LEAST_AT_HOME, _MOST_UNKNOWN_AT_HOME = 0.25, 0.7
_LEAST_ANCHORED, _MOST_UNKNOWN_ANCHORED = 0.14, 0.9
_TOGETHER = 0.75
_LEAST_SUBJECT, _MOST_SUBJECT, _MUCH_SUBJECT = 0.465, 0.64, 5.4
"""The least share of the subject that is met where much of it is, and where little is."""
_LEAST_SUBJECT_BESIDE_A_PLACE = 0.25
_TAX = "silent_tax"
_BY_HEADINGS = 0.85
"""What headings and the clause around must meet where no sentence has a word of the question itself."""

_IN_A_TEXT = re.compile("(?:政策|文件|方案|稿子?)(?:里|上|中)")
"""Asks what the documents say, wherever the asker is."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is quoted: the `answers.<key>` sentence with its `values`."""

    key: str
    place: str = ""
    certain: bool = False
    """Recognised as another place or subject, rather than not found."""


def refusal(case: Case, evidence: list[Evidence]) -> Refusal | None:
    """None where the evidence speaks to the question."""
    silent = silent_subject(case)
    if silent:
        return Refusal(silent)
    best = evidence[0] if evidence else None
    if case.question.other_places and not _place_in_evidence(case, best):
        return Refusal("not_covered_place", "、".join(case.question.other_places), certain=True)
    if other_subject(case, best):
        return Refusal("not_covered", certain=True)
    covered = best is not None and (_covered(case, best) or _covered_together(case, evidence))
    if not covered or not _meets_subject(case, evidence):
        return Refusal("not_covered" if case.terms else "not_covered_unreadable")
    return None


def silent_subject(case: Case) -> str | None:
    """A subject of its own on which every document is silent."""
    text = case.question.text.replace(" ", "")
    for name, pattern in lexicon().silent.items():
        if pattern.search(text):
            return f"silent_{name}"
    return None


def is_of_others(case: Case) -> bool:
    """A subject on which the documents are silent, or one that is not theirs at all."""
    return silent_subject(case) is not None or other_subject(case, None)


def _place_in_evidence(case: Case, best: Evidence | None) -> bool:
    """The place itself stands in the sentence, together with something more than money or a common word.

    Who asks how much wants to know it of that place; but nobody asks that of several that one sentence names by chance.
    """
    places = set(case.question.other_places)
    if best is None or not all(place in best.piece.folded for place in places):
        return False
    if case.question.has("amount") and len(places) == 1:
        return False
    return any(
        term.weight >= _SPECIFIC_BESIDE_A_PLACE
        for term in case.terms
        if term.word in best.met_here and not any(place in term.word for place in places)
    )


def other_subject(case: Case, best: Evidence | None) -> bool:
    """A word of another subject that does not stand in the sentence that would answer; or a tax itself."""
    if silent_subject(case) == _TAX:
        return True
    text = f"{case.question.text}|{case.question.typed}".lower()
    words = {word for word in lexicon().other_subjects if word in text and not _cut_across(case, word, text)}
    return any(best is None or word not in best.piece.folded + best.piece.about for word in words)


def _cut_across(case: Case, word: str, text: str) -> bool:
    """The characters belong to a word of the documents that begins inside them (发|票据 is no 发票)."""
    at = text.find(word)
    end = at + len(word)
    known = (term.word for term in case.terms if term.known and len(term.word) > 1)
    return any(at < start < end < start + len(other) for other in known if (start := text.find(other, at + 1)) > 0)


def _covered_together(case: Case, evidence: list[Evidence]) -> bool:
    """Several subjects in one question: sentences of one document meet nearly all of it."""
    return any(
        len(items) > 1 and case.together(items) >= _TOGETHER and any(_speaks(item) for item in items)
        for _, items in case.chosen(evidence)
    )


def _meets_subject(case: Case, evidence: list[Evidence]) -> bool:
    """What names the subject is met in one sentence or one clause: by most of it where nothing else points here."""
    question = case.question
    if question.honours or question.documents or question.has("opinion", "whole_piece") or _named(case):
        return True
    if evidence[0].coverage >= _BY_HEADINGS:
        return True
    share, met = max(_subject_met(case, items) for items in _by_clause(case, evidence))
    if question.cities or _IN_A_TEXT.search(question.text):
        return share >= _LEAST_SUBJECT_BESIDE_A_PLACE
    return share >= (_LEAST_SUBJECT if met >= _MUCH_SUBJECT else _MOST_SUBJECT)


def _named(case: Case) -> bool:
    """By a word that the documents have, in full or shortened (首台套), and general Chinese does not."""
    words = [term for term in case.terms if term.known and len(term.word) > 1]
    return any(term.anchor or _is_theirs(term, case.world.library) for term in words)


def _is_theirs(term: Term, library: Library) -> bool:
    theirs = library.knows(term.word) or any(_shortens(term.word, form) for form in term.forms if form != term.word)
    return theirs and not library.is_word(term.word)


def _shortens(word: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in word)


def _by_clause(case: Case, evidence: list[Evidence]) -> list[list[Evidence]]:
    """The best sentence, and those to be shown, a list for each clause."""
    found: dict[object, list[Evidence]] = {}
    for _, items in case.chosen(evidence):
        for item in items:
            found.setdefault(item.piece.clause.id, []).append(item)
    return [evidence[:1], *found.values()]


def _subject_met(case: Case, items: list[Evidence]) -> tuple[float, float]:
    """How much of the subject these sentences meet, as a share and in itself.

    A verb that is met counts as little as one that is not. Single characters say nothing; what only stands around the
    sentences counts neither for nor against them.
    """
    here = {word for item in items for word in item.met_here if len(word) > 1}
    around = {word for item in items for word in item.met}
    met = sum(term.demand for term in case.terms if term.word in here)
    missing = sum(term.demand for term in case.terms if term.word not in around)
    return (met / (met + missing) if met else 0.0), met


def _speaks(item: Evidence) -> bool:
    """It meets a word, not only a figure or a single character."""
    return any(len(word) > 1 and not word[0].isdigit() for word in item.met_here)


def _limits(case: Case, best: Evidence) -> tuple[float, float]:
    """The least coverage and the largest share of unknown words that still count as covered."""
    if any(term.anchor for term in case.terms if term.word in best.met_here):
        return _LEAST_ANCHORED, _MOST_UNKNOWN_ANCHORED
    named = case.question.honours or case.question.documents or case.question.has("whole_piece")
    if named or (case.question.has("amount") and best.piece.award):
        return _LEAST_AT_HOME, _MOST_UNKNOWN_AT_HOME
    return _LEAST, _MOST_UNKNOWN


def _covered(case: Case, best: Evidence) -> bool:
    if not _speaks(best):
        return best.coverage >= _BY_HEADINGS and any(len(word) > 1 for word in best.met)
    if best.coverage >= _ENOUGH and best.own >= _ENOUGH_OWN:
        return True
    unknown = sum(term.demand for term in case.terms if not term.known)
    total = sum(term.demand for term in case.terms)
    specific = any(term.weight >= _SPECIFIC for term in case.terms if term.word in best.met_here)
    least, most = _limits(case, best)
    return best.coverage >= least and specific and unknown <= most * total
