"""A follow-up about the last answer itself: who, where it is written, whether it binds, how, with what sum, whether so.

It stands on the sentences that were quoted last and looks nothing up; what brings a subject of its own goes elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answering import departments
from bot.answering.case import Case
from bot.answering.follow_up import in_city, merged
from bot.answering.leaning.oppositions import opposed
from bot.answering.leaning.telling import own_subject
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer, Focus
from bot.answering.money.awards import amount_lines
from bot.answering.money.spoken import spoken
from bot.answering.money.sums import working_lines
from bot.answering.retrieval.pieces import plain
from bot.answering.texts import standing
from bot.answering.texts.besides import is_a_target
from bot.answering.texts.finishing import finished
from bot.answering.texts.polar import in_words
from bot.answering.texts.render import Draft, Quoted
from bot.model import Kind
from bot.understanding.intent.reader import intent
from bot.wording import say
from knowledge.model import Clause
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_SURE, _LIKELY = 0.6, 0.4
_SURELY = 0.85
"""From this share on a text is about the last answer, whatever words of the documents it has."""
_OF_ANOTHER = re.compile("呢[?？]*$")
_JOINT = "|"
_HOW_MANY = re.compile(r"(?:几|多少)个?(?P<unit>年|次|回|月|天|台|家|户|期)")


def about_last(case: Case) -> Answer | None:
    """None where the text is about something else, or says nothing that the last sentences could answer."""
    clause = case.world.library.clause(case.focus.document or "", case.focus.clause or ())
    if clause is None or not case.focus.sentences or _elsewhere(case):
        return None
    answerers: Sequence[Callable[[Case, Clause], Answer | None]] = _ANSWERERS
    looked_up = case.question.honours or case.question.cities or _names_their_own(case) or _leans(case) < _SURELY
    if own_subject(case) and looked_up:
        if case.question.honours or case.question.cities or not _contradicted(case):
            return None
        answerers = (_so_or_not,)
    for answerer in answerers:
        if (found := answerer(case, clause)) is not None:
            return _about_it(case, found)
    return None


def put_into(case: Case) -> str:
    """The last question with what the follow-up names in place of its own; two places where it compares."""
    before, text = case.focus.question, case.question.text
    compares = _kind(case, "compare") >= _SURE or case.question.has("compare")
    if compares and not case.question.cities and len(case.focus.places) > 1:
        before = in_city(before, "和".join(case.focus.places), case.world.library)
    return merged(before, text, case.world.library)


def not_said(case: Case) -> Answer | None:
    """It is about what was answered last, and nothing there says it: said, with what there is."""
    clause = case.world.library.clause(case.focus.document or "", case.focus.clause or ())
    if clause is None or not case.focus.sentences or case.question.other_places or case.question.documents:
        return None
    told = amount_lines(_programmes(case))
    key = "leaning.not_said_of" if told else "leaning.not_said"
    if _elsewhere(case):
        key = "leaning.not_there"
    naming = case.render.naming(clause)
    there = say("leaning.between").join(case.question.cities)
    draft = Draft(leads=[say(key, **naming, amounts=say("leaning.between_amounts").join(told), there=there)])
    draft.programmes += _programmes(case)
    draft.add((), _quoted(case, clause))
    found = finished(case, "clause", draft)
    return replace(found, focus=case.focus, start_interview=None)


def _kept(case: Case, found: Answer) -> Focus:
    """Where it was; a sum of their own belongs to the question from now on."""
    question = case.focus.question
    if found.kind == "amount":
        question = merged(question, case.question.text, case.world.library)
    return replace(case.focus, kind=found.kind, question=question)


def _elsewhere(case: Case) -> bool:
    question = case.question
    other = [city for city in question.cities if city != case.render.place(case.focus.document or "")]
    return bool(other or question.other_places or question.documents)


def _names_their_own(case: Case) -> bool:
    """A word that only the documents have, and not the last sentences (云服务券)."""
    here = plain(case.world.library, "".join(case.focus.sentences) + case.focus.question)
    return any(term.anchor and not any(form in here for form in term.forms) for term in case.terms)


def _leans(case: Case) -> float:
    return intent(case.question.text, focus=True).leans


def _kind(case: Case, name: str) -> float:
    return intent(case.question.text, focus=True).kinds.get(name, 0.0)


def _quoted(case: Case, clause: Clause) -> Quoted:
    texts = tuple(text for text in case.focus.sentences if text in clause.text)
    return Quoted(clause, texts or (case.world.library.sentences(clause)[0],))


def _location(case: Case, clause: Clause) -> Answer | None:
    if not case.question.has("source", "in_detail") and _kind(case, "source") < _SURE:
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
    if _of_the_text(case) or not (case.question.has("department") or _kind(case, "department") >= _SURE):
        return None
    draft = Draft(leads=[say("answers.no_office")] if case.question.has("office") else [])
    departments.add(case, draft, clause)
    return finished(case, "department", draft)


def _of_the_text(case: Case) -> bool:
    """Who issued it and its number, and not who pays."""
    asked = case.question.has("issuer", "number_of_document")
    return asked and not case.question.has("department") and _kind(case, "department") < _SURE


def _standing(case: Case, clause: Clause) -> Answer | None:
    if not (case.question.has("standing") or _of_the_text(case)) and _kind(case, "status") < _SURE:
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
    if _either_or(case):
        return None
    if not told or not (case.question.yuan or case.question.has("sum")) or _kind(case, "source") >= _LIKELY:
        return None
    put_to_us = case.question.has("claiming") or case.question.typed.rstrip().endswith(("?", "？"))
    if put_to_us and not spoken(case.question.text, case.today).own:
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
    if _asks_whether(case) and lexicon().signals["a_demand"].search(case.question.text) and is_a_target(case, clause):
        draft = Draft(leads=[say("leaning.target")])
        draft.add((), _quoted(case, clause))
        return finished(case, "target", draft)
    if not _asks_whether(case):
        return None
    found = opposed(case.question.text, _JOINT.join(case.focus.sentences))
    if found is None or (found.verdict == "yes" and case.question.yuan):  # a sum is held against the grant
        return None
    draft = Draft(leads=[in_words(found, case.question.text)], programmes=_programmes(case))
    draft.add((), _quoted(case, clause))
    kind: Kind = "clause"
    return finished(case, kind, draft)


def _either_or(case: Case) -> bool:
    """One of two is asked for, of which the sentence has one."""
    found = opposed(case.question.text, _JOINT.join(case.focus.sentences))
    return found is not None and found.verdict == "one"


def _asks_whether(case: Case) -> bool:
    """A sign alone asks so too; behind 呢 it asks the last question of something else (市级瞪羚复核呢?)."""
    whether = lexicon().signals["whether"]
    return any(whether.search(_OF_ANOTHER.sub("", text.strip())) for text in (case.question.text, case.question.typed))


def _contradicted(case: Case) -> bool:
    """It asks for the other of two things of which the last sentences have one."""
    found = opposed(case.question.text, _JOINT.join(case.focus.sentences)) if _asks_whether(case) else None
    return found is not None and found.verdict in ("no", "one")


def _outcome(case: Case, clause: Clause) -> Answer | None:
    """Whether what was aimed at came about: no plan says that."""
    if not (lexicon().signals["of_outcome"].search(case.question.text) and _asks_whether(case)):
        return None
    draft = Draft(leads=[say("leaning.outcome")])
    draft.add((), _quoted(case, clause))
    return finished(case, "clause", draft)


def _unsaid_figure(case: Case, clause: Clause) -> Answer | None:
    """So many years, times or pieces are asked for: the words that have the number, or that none is there."""
    asked = _HOW_MANY.search(case.question.text)
    if asked is None or any(isinstance(p.award, kinds.Yearly) for p in _programmes(case)):
        return None
    number = re.compile(rf"(?<!\d)(?:\d{{1,2}}|[一二两三四五六七八九十])\s*个?[\u4e00-\u9fff]{{0,2}}{asked['unit']}")
    here = [text for text in case.focus.sentences if number.search(text)]
    here = here or [text for text in _beside(case, clause) if number.search(text)]
    if len(here) > 1:
        return None
    written = next((part.strip() for part in re.split("[,，;；。]", "".join(here)) if number.search(part)), "")
    line = say("leaning.said", written=written) if written else say("leaning.unsaid", unit=asked["unit"])
    draft = Draft(leads=[line])
    draft.add((), Quoted(clause, (here[0],)) if here else _quoted(case, clause))
    return finished(case, "clause", draft)


def _beside(case: Case, clause: Clause) -> list[str]:
    """The sentences right before and behind those that were quoted."""
    texts = case.world.library.sentences(clause)
    at = [place for place, text in enumerate(texts) if text in case.focus.sentences]
    return [texts[place] for one in at for place in (one - 1, one + 1) if 0 <= place < len(texts) and place not in at]


def _meaning(case: Case, clause: Clause) -> Answer | None:
    """A word of the clause whose meaning is asked: the sentence that has it, and that it is not explained there."""
    if not case.question.has("word_meaning", "definition"):
        return None
    bare = lexicon().signals["word_meaning"].sub(" ", case.question.text).strip()
    word = re.sub(r"^(?:那|这个|那个|所谓的?|什么|啥)+|(?:是|叫|指|的|呢)+$", "", bare).strip()
    texts = tuple(t for t in case.world.library.sentences(clause) if word and word.upper() in t.upper())
    if not texts:
        return None
    draft = Draft(leads=[say("leaning.unexplained", word=word)])
    draft.add((), Quoted(clause, texts[:2]))
    return finished(case, "definition", draft)


def of_a_place(case: Case) -> Answer | None:
    """Whether somebody or something of another place counts too, where the last sentence says of which place."""
    clause = case.world.library.clause(case.focus.document or "", case.focus.clause or ())
    here = lexicon().signals["of_here"].search(_JOINT.join(case.focus.sentences))
    if clause is None or here is None or not _asks_whether(case):
        return None
    others = say("leaning.between").join(case.question.other_places)
    draft = Draft(leads=[say("leaning.no", asked=others, written=here.group())])
    draft.add((), _quoted(case, clause))
    return _about_it(case, finished(case, "clause", draft))


def _about_it(case: Case, found: Answer) -> Answer:
    return replace(found, focus=_kept(case, found), start_interview=None)


def _programmes(case: Case) -> list[Programme]:
    found: Sequence[Programme | None] = [case.world.rulebook.programme(id) for id in case.focus.programmes]
    return [p for p in found if p is not None]


_ANSWERERS = (
    _location, _process, _units, _outcome, _standing, _stacking, _worked_out, _so_or_not, _unsaid_figure, _meaning
)  # fmt: skip
