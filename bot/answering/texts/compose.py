"""Which answerer a question goes to, and the answer that comes of it."""

from __future__ import annotations

from dataclasses import replace

from bot import buttons
from bot.answering import departments, not_covered, units
from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer
from bot.answering.money import amounts, claims, grants, targets
from bot.answering.retrieval import clauses, sentences
from bot.answering.retrieval.coverage import other_subject, refusal
from bot.answering.retrieval.evidence import Evidence
from bot.answering.retrieval.pieces import NAMED_PARTS
from bot.answering.texts import besides, drafts, standing, whether
from bot.answering.texts.finishing import finished, focus_after
from bot.answering.texts.render import Draft
from bot.model import Button, Kind, OutMessage, Part
from bot.wording import say

_CONTENT = 1.0
_GRANTS = 0.6
_SAYS_IT = 0.55
_LOOK_UP = 14
"""Characters of a look-up at most."""
_NEXT, _AS_NEAR = 3, 0.9
_MEETS_IT, _MUCH = 0.7, 6.5
_STANDING = ("standing", "still_open", "number_of_document", "issuer", "which_newer", "dated", "effective", "approved")


def asks_standing(case: Case) -> bool:
    """About the document rather than about what it says."""
    question = case.question
    if question.documents and question.has("ends") and not question.honours:
        return True
    if not question.has(*_STANDING, "as_basis"):
        return False
    if question.has("contact", "honour_validity") or question.other_places or other_subject(case, None):
        return False
    if question.has("as_basis") and not set(question.documents) & set(case.opinions):
        return True
    if not question.has(*_STANDING):
        return False
    best = case.evidence[0] if case.evidence else None
    about_proposal = best is not None and best.piece.clause.document in case.opinions
    if about_proposal and best is not None and (not question.documents or best.own >= _SAYS_IT):
        return False
    if best is not None and _about_content(case, best):
        return False
    named = question.documents or question.cities or case.focus.document
    return bool(named) or question.has("document_words")


def _about_content(case: Case, best: Evidence) -> bool:
    """Seldom words, none of them about documents, that a clause meets together: it is what is asked about."""
    if best.own < _MEETS_IT or best.piece.clause.path[0] in NAMED_PARTS:
        return False
    about_documents = lexicon().signals["standing"]
    met = [term for term in case.terms if term.word in best.met_here and not about_documents.search(term.word)]
    return len(met) > 1 and sum(term.weight for term in met) >= _MUCH


def standing_answer(case: Case) -> Answer:
    return finished(case, "status", standing.standing(case, case.evidence))


def numbered(case: Case, wanted: clauses.Reference) -> Answer | None:
    """By clause number; none where no document in scope is numbered that way."""
    draft, found = clauses.by_number(case, wanted)
    if not found:
        if not draft.leads:
            return None
        message = OutMessage(tuple(Part("lead", lead) for lead in draft.leads), buttons=not_covered.rows())
        return Answer("not_covered", message, case.focus)
    if case.question.has("department"):
        responsible = Draft()
        for item in draft.quoted:
            departments.add(case, responsible, item.clause)
        clauses_shown = [item.clause for item in draft.quoted]
        responsible.leads += units.among(case, clauses_shown) if len(clauses_shown) == 1 else []
        return finished(case, "department", responsible)
    answer = finished(case, "clause", draft)
    documents = list(dict.fromkeys(item.clause.document for item in draft.quoted))
    return _which_document(case, answer, documents) if len(documents) > 1 else answer


def _which_document(case: Case, answer: Answer, documents: list[str]) -> Answer:
    """Several texts have the number: a button for each asks again with its name."""
    named = [case.held.documents[id].called for id in documents]
    asked = ((name, buttons.ask(f"{name}{case.question.text}")) for name in named)
    rows = tuple((Button(name, code),) for name, code in asked if code)
    return replace(answer, message=replace(answer.message, buttons=(*rows, *answer.message.buttons[-1:])))


def about_last(case: Case) -> Answer | None:
    """A follow-up about the clause or the document of the last answer itself: who, whole text, standing, neighbours."""
    question, focus = case.question, case.focus
    clause = case.world.library.clause(focus.document or "", focus.clause or ())
    if clause is None or question.cities or question.honours:
        return None
    draft = Draft()
    kind: Kind = "clause"
    if question.has("department"):
        kind = "department"
        departments.add(case, draft, clause)
    elif question.has("full_text"):
        clauses.show(case, draft, clause)
    elif question.has("neighbour"):
        before, after = case.world.library.neighbours(clause)
        near = before if question.has("earlier_neighbour") else after
        if near is not None:
            clauses.show(case, draft, near)
    elif question.has("standing"):
        meant = replace(case, question=replace(question, documents=(clause.document,)))
        kind, draft = "status", standing.standing(meant, [])
    if not draft.blocks:
        return None
    answer = finished(case, kind, draft)
    return replace(answer, focus=replace(focus, kind=kind))


def of_unit(case: Case) -> Answer | None:
    """A responsible unit is named: what it does, or whether a clause names it."""
    draft = units.answer(case)
    return finished(case, "department", draft) if draft is not None else None


def compared_texts(case: Case) -> Answer | None:
    """Two texts of one place, as a whole; what is new in one of the two drafts is a matter of both."""
    question, newly = case.question, lexicon().signals["newly"]
    both = tuple(id for id, entry in case.held.documents.items() if entry.draft)
    if question.has("newly") and len(question.documents) == 1 and question.documents[0] in both:
        text, signals = newly.sub(" ", question.text), question.signals | {"compare"}
        case = replace(case, question=replace(question, text=text, documents=both, signals=signals))
    draft = drafts.changes(case)
    return finished(case, "compare", draft) if draft is not None else None


def composed(case: Case) -> Answer:
    """Of a question that the documents cover."""
    evidence = case.evidence
    kind = kind_of(case)
    how_much = case.question.has("amount") or "多少" in case.question.text
    if kind == "department" and how_much and (_granted(case) or _grants_something(case)):
        draft = _units_of_grant(case)
    elif kind == "department" or case.question.has("contact"):
        draft = departments.departments(case, evidence)
    elif _about_money(case) and not _opinion_first(case):
        draft = amounts.amounts(case, evidence)
    else:
        draft = targets.of_honours(case) or sentences.sentences(case, evidence)
        draft.leads[:0] = besides.without_a_sum(case, draft) or besides.aimed_at(case, draft)
    if not draft.programmes or not draft.leads:
        draft.leads[:0] = whether.leads(case, draft)
    if case.question.has("which_clause"):
        draft.leads[:0] = _located(case, draft)
    if kind == "eligibility":
        draft.closing.append(say("answers.eligibility_text"))
    return finished(case, kind, draft)


def _located(case: Case, draft: Draft) -> list[str]:
    """Where it stands, of the clause quoted first in each document."""
    first = {item.clause.document: item.clause for item in reversed(draft.quoted)}
    return [say("leaning.location", **case.render.naming(clause)) for clause in reversed(first.values())]


def _units_of_grant(case: Case) -> Draft:
    """Whom a grant belongs to, first; then what it comes to. A level that is asked about is none that is held."""
    if case.question.has("which_level"):
        case = replace(case, question=replace(case.question, levels=()))
    granted = amounts.amounts(case, case.evidence)
    draft = Draft(leads=[say("answers.no_office")] if case.question.has("office") else [])
    for clause in {item.clause.id: item.clause for item in granted.quoted}.values():
        departments.add(case, draft, clause)
    draft.leads += [] if case.question.has("which_level") else granted.leads
    draft.blocks += granted.blocks
    draft.programmes += granted.programmes
    return draft


def asks_a_grant(case: Case) -> bool:
    """Money for an honour that the documents in scope grant: covered, whatever else is said beside it."""
    return bool(case.evidence) and (case.question.has("amount") or claims.claimed(case)) and _granted(case)


def _grants_something(case: Case) -> bool:
    """The best sentence grants it, with a figure."""
    return any(item.piece.award for item in case.evidence[:_NEXT])


def _about_money(case: Case) -> bool:
    """Asked for outright, by comparing what is granted, or by putting a sum to us (是不是40万)."""
    question = case.question
    if question.has("of_rate") and not question.has("money_strong") and not case.evidence[0].piece.award:
        return False
    if question.has("amount"):
        return True
    if question.has("target", "definition", "list"):
        return False
    near = [item for item in case.evidence[:_NEXT] if item.score >= _AS_NEAR * case.evidence[0].score]
    if case.evidence[0].piece.award and (_only_named(case) or _asks_a_number(case) or not question.has("asking")):
        return True
    if question.has("whether") and question.has("event", "expired_event", "new_event") and _granted(case):
        return True
    put_to_us = claims.stated(case) and any(item.piece.award for item in near)
    of_honour = (question.has("compare", "sum") or claims.claimed(case)) and _granted(case)
    return of_honour or put_to_us


def _asks_a_number(case: Case) -> bool:
    """How much, of a grant, however it is put (济南多少,日照有没有)."""
    return "多少" in case.question.text and not case.question.has("counted", "department")


def _only_named(case: Case) -> bool:
    """A look-up of a few words that asks nothing: what is granted for it is meant (独角兽 日照)."""
    asked = case.question.has("source", "whether", "process", "definition", "standing", "eligibility", "purpose")
    return not asked and len(case.question.text.replace(" ", "")) <= _LOOK_UP and not case.question.has("department")


def _granted(case: Case) -> bool:
    """An honour is named that some document in scope grants something for."""
    return any(grants.of_honour(case, id) for id in case.scope)


def kind_of(case: Case) -> Kind:
    question = case.question
    if _opinion_first(case):
        return "opinion"
    if question.has("department"):
        return "department"
    if question.has("compare"):
        return "compare"
    if question.has("eligibility"):
        return "eligibility"
    for kind in ("amount", "target", "definition", "list", "process"):
        if question.has(kind):
            return kind
    return "clause"


def _opinion_first(case: Case) -> bool:
    """A proposal says most of it, and no policy grants anything nearly as near where money is asked for."""
    if not case.evidence or case.evidence[0].piece.clause.document not in case.opinions:
        return False
    policy = (item for item in case.evidence if item.piece.clause.document not in case.opinions)
    enough = _GRANTS * case.evidence[0].score
    granted = any(item.piece.award and item.score >= enough for item in policy)
    return not (granted and case.question.has("amount") and not case.question.has("opinion"))


def unbound(case: Case) -> Case:
    """Without the place of an earlier question, where a look-up by itself is granted only somewhere else."""
    if not case.focus.city or case.question.cities or case.question.documents or case.focus.home:
        return case
    free = replace(case, focus=replace(case.focus, city=None))
    if not free.evidence or free.evidence[0].piece.clause.document in case.scope:
        return case
    silent = not case.evidence or refusal(case, case.evidence) is not None
    granted = free.evidence[0].piece.award and not any(item.piece.award for item in case.evidence[:_NEXT])
    return free if silent or granted else case


def elsewhere(case: Case) -> Answer | None:
    """Not in the documents of the place named, though in another's: said with a button, nothing borrowed."""
    if not case.cities or refusal(case, case.everywhere) is not None:
        return None
    other = case.render.place(case.everywhere[0].piece.clause.document)
    if other in case.cities:
        return None
    line = say("answers.not_here", place="、".join(case.cities), other=other)
    button = Button(say("answers.button_city", place=other), buttons.city(other))
    message = OutMessage((Part("lead", line),), buttons=((button,), *not_covered.rows()))
    return Answer("not_covered", message, focus_after(case, "not_covered", Draft()), recognised=True)


def names_nothing(case: Case) -> bool:
    """Asks what a company can have, and of what neither the question nor the conversation says."""
    question = case.question
    named = question.honours or question.documents or question.yuan or case.focus.clause
    subject = any(len(term.word) > 1 and term.weight >= _CONTENT for term in case.terms)
    return question.has("own_company", "any_company") and not named and not subject


def own_company(case: Case) -> Answer:
    """「我们能拿什么」: nothing to look up; the check of the company answers it."""
    return finished(case, "eligibility", Draft(leads=[say("answers.own_company")]))
