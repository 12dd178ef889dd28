"""A follow-up about the last answer itself: who, where it is written, whether it binds, how, with what sum, whether so.

It stands on the sentences that were quoted last and looks nothing up; what brings a subject of its own goes elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering import departments
from bot.answering.case import Case
from bot.answering.leaning.oppositions import Opposition, opposed
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer
from bot.answering.money.sums import working_lines
from bot.answering.retrieval.pieces import plain
from bot.answering.texts import standing
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.model import Kind
from bot.understanding.intent.reader import intent
from bot.wording import say
from knowledge.model import Clause
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_SURE, _LIKELY = 0.6, 0.4
_SUBJECT = 1.0
_JOINT = "|"


def about_last(case: Case) -> Answer | None:
    """None where the text is about something else, or says nothing that the last sentences could answer."""
    clause = case.world.library.clause(case.focus.document or "", case.focus.clause or ())
    if clause is None or not case.focus.sentences or _elsewhere(case) or _own_subject(case):
        return None
    for answerer in (_location, _process, _units, _standing, _stacking, _worked_out, _so_or_not):
        if (found := answerer(case, clause)) is not None:
            kept = replace(
                case.focus,
                kind=found.kind,
                question=found.focus.question if found.kind == "amount" else case.focus.question,
            )
            return replace(found, focus=kept, start_interview=None)
    return None


def _elsewhere(case: Case) -> bool:
    question = case.question
    other = [city for city in question.cities if city != case.render.place(case.focus.document or "")]
    return bool(other or question.other_places or question.documents)


def _own_subject(case: Case) -> bool:
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


def _kind(case: Case, name: str) -> float:
    return intent(case.question.text, focus=True).kinds.get(name, 0.0)


def _quoted(case: Case, clause: Clause) -> Quoted:
    texts = tuple(text for text in case.focus.sentences if text in clause.text)
    return Quoted(clause, texts or (case.world.library.sentences(clause)[0],))


def _location(case: Case, clause: Clause) -> Answer | None:
    if not case.question.has("source") and _kind(case, "source") < _SURE:
        return None
    draft = Draft(leads=[say("leaning.location", **case.render.naming(clause))])
    draft.add((), _quoted(case, clause))
    return finished(case, "clause", draft)


def _process(case: Case, clause: Clause) -> Answer | None:
    """How and when to apply stands in none of these sentences: said, with whom to ask."""
    if case.question.has("full_text") or _kind(case, "process") < _LIKELY:
        return None
    asked = lexicon().signals["of_procedure"]
    if not asked.search(case.question.text) or asked.search("".join(case.focus.sentences)):
        return None
    names = say("leaning.between").join(case.render.departments(clause)) or say("statement.local_office")
    draft = Draft(leads=[say("leaning.process", names=names)])
    draft.add((), _quoted(case, clause))
    return finished(case, "process", draft)


def _units(case: Case, clause: Clause) -> Answer | None:
    if not case.question.has("department") and _kind(case, "department") < _SURE:
        return None
    draft = Draft(leads=[say("answers.no_office")] if case.question.has("office") else [])
    departments.add(case, draft, clause)
    return finished(case, "department", draft)


def _standing(case: Case, clause: Clause) -> Answer | None:
    if not case.question.has("standing") and _kind(case, "status") < _SURE:
        return None
    signals = case.question.signals | {"as_basis"}
    meant = replace(case, question=replace(case.question, documents=(clause.document,), signals=signals))
    draft = standing.standing(meant, [])
    return finished(case, "status", draft) if draft.quoted or draft.leads else None


def _stacking(case: Case, clause: Clause) -> Answer | None:
    if not case.question.has("stack") and _kind(case, "stack") < _SURE:
        return None
    draft = Draft(leads=[say("leaning.stack")])
    draft.add((), _quoted(case, clause))
    return finished(case, "clause", draft)


def _worked_out(case: Case, clause: Clause) -> Answer | None:
    """With a sum, a count or years of their own: what the programmes told last come to."""
    told = _programmes(case)
    if not told or not (case.question.yuan or case.question.has("sum")) or _kind(case, "source") >= _LIKELY:
        return None
    if case.question.has("claiming") or case.question.typed.rstrip().endswith(("?", "？")):
        return None  # a sum that is put to us is held against what is written
    counted = [p for p in told if isinstance(p.award, kinds.Share | kinds.TaxCredit | kinds.Yearly | kinds.PerUnit)]
    lines = working_lines(case, counted)
    if not lines or len(counted) > 2:
        return None
    draft = Draft(leads=lines, programmes=list(counted))
    draft.add((), _quoted(case, clause))
    return finished(case, "amount", draft)


def _so_or_not(case: Case, clause: Clause) -> Answer | None:
    """Whether what is asked is what the sentence has."""
    text = case.question.text
    if not lexicon().signals["whether"].search(text):
        return None
    found = opposed(text, _JOINT.join(case.focus.sentences))
    if found is None:
        return None
    draft = Draft(leads=[in_words(found)], programmes=_programmes(case))
    draft.add((), _quoted(case, clause))
    kind: Kind = "clause"
    return finished(case, kind, draft)


def in_words(found: Opposition) -> str:
    between = say("leaning.between")
    return say(f"leaning.{found.verdict}", asked=between.join(found.asked), written=between.join(found.written))


def _programmes(case: Case) -> list[Programme]:
    found: Sequence[Programme | None] = [case.world.rulebook.programme(id) for id in case.focus.programmes]
    return [p for p in found if p is not None]


def is_short(text: str) -> bool:
    """As short as follow-ups are."""
    return len(re.sub(r"\W", "", text)) <= 24
