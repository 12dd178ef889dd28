"""Who is responsible."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.case import Case
from bot.answering.retrieval.evidence import Evidence
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from knowledge.model import Clause

_MOST = 2
_MOST_TEXTS = 2
_CONTENT = 1.0
_CONTACT = re.compile(r"联系|电话|邮箱|@")
_PERSON = re.compile(r"联系人\s*[:：]")
_VALUE = re.compile(r"[^:：]{2,6}[:：]\S{5,40}")
"""A line that is a label and what it stands for (联系电话:…)."""


def departments(case: Case, evidence: list[Evidence]) -> Draft:
    """The units of the clauses that fit, with the bracket quoted in which they stand."""
    asks_contact = case.question.has("contact")
    office = asks_contact and not case.question.has("comments")
    draft = _written_contacts(case) if asks_contact and case.question.has("comments") else Draft()
    if draft.blocks:
        return draft
    for _, items in _naming_units(case, (*case.chosen(evidence), *_headed(case, evidence))):
        contacts = _contacts(case, items[0].piece.clause)
        if contacts:
            naming = case.render.naming(items[0].piece.clause)
            key = "answers.lead_contacts_only" if office else "answers.lead_contacts"
            draft.add(say(key, **naming), Quoted(items[0].piece.clause, contacts))
            continue
        clauses = list({item.piece.clause.id: item.piece.clause for item in items}.values())
        for clause in clauses[:_MOST]:
            add(case, draft, clause)
    units = any(case.render.departments(item.clause) for item in draft.quoted)
    draft.leads += [say("answers.no_contact" if units else "answers.no_phone")] if asks_contact and draft.blocks else []
    return draft


_Found = tuple[str, list[Evidence]]


def _naming_units(case: Case, found: Sequence[_Found]) -> Sequence[_Found]:
    """Proposals name nobody: they stand back where a policy is there; of one place two texts are enough."""
    policy = [(id, items) for id, items in found if id not in case.opinions]
    return policy if len(case.question.cities) > 1 else (policy or list(found))[:_MOST_TEXTS]


def _written_contacts(case: Case) -> Draft:
    """To whom to write, where a text in scope says it."""
    draft = Draft()
    for id in case.scope:
        for clause in case.render.document(id).clauses:
            address = [text for text in _contacts(case, clause) if "@" in text]
            if address:
                lead = say("answers.lead_contacts", **case.render.naming(clause))
                values = [text.strip() for text in _contacts(case, clause) if _VALUE.fullmatch(text.strip())]
                draft.add(lead + say("leaning.between_amounts").join(values), Quoted(clause, _contacts(case, clause)))
    return draft


def _headed(case: Case, evidence: list[Evidence]) -> list[tuple[str, list[Evidence]]]:
    """Of policies not chosen: the clause whose heading names all that is asked about."""
    chosen = {id for id, _ in case.chosen(evidence)} | set(case.opinions)
    subject = [term for term in case.terms if term.known and term.weight >= _CONTENT]
    found: dict[str, list[Evidence]] = {}
    for item in evidence:
        heading = item.piece.clause.heading or ""
        whole = bool(subject) and all(any(form in heading for form in term.forms) for term in subject)
        if whole and item.piece.clause.document not in chosen:
            found.setdefault(item.piece.clause.document, [item])
    return list(found.items())


def _contacts(case: Case, clause: Clause) -> tuple[str, ...]:
    """Of a clause without responsible units: the sentences with a number or an address to write to; nobody's name."""
    if case.render.departments(clause):
        return ()
    sentences = case.world.library.sentences(clause)
    return tuple(text for text in sentences if _CONTACT.search(text) and not _PERSON.search(text))


def add(case: Case, draft: Draft, clause: Clause) -> None:
    """One clause's units, or the word that it names none."""
    holder, printed = bracket(case, clause)
    names = case.render.departments(clause)
    naming = case.render.naming(holder)
    if not names:
        quoted = Quoted(clause, (case.world.library.sentences(clause)[0],))
        draft.add(say("answers.lead_departments_none", **naming), quoted)
        return
    after = [say("answers.lead_departments_many")] if len(names) > 1 else []
    lead = say("answers.lead_departments", **naming, names="、".join(names))
    draft.add(lead, Quoted(holder, (printed,)), after=after)


def bracket(case: Case, clause: Clause) -> tuple[Clause, str]:
    """The clause that names the units, and the exact bracket."""
    here: Clause | None = clause
    while here is not None:
        if here.departments:
            for match in reversed(list(re.finditer(r"[（(][^（）()]*[）)]", here.text))):
                if here.departments[0] in match.group():
                    return here, match.group()
        here = case.world.library.parent(here)
    return clause, clause.heading or clause.text[:40]
