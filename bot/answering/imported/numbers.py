"""Clauses of an imported document by their number, and the units that answer for one."""

from __future__ import annotations

import re

from bot.answering.imported.asking import Asked
from bot.answering.imported.matter import Matter
from bot.answering.imported.saying import rendered
from bot.answering.model import Answer
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from knowledge.model import Clause, Document


def by_number(matter: Matter) -> Answer | None:
    asked, library = matter.asked, matter.world.library
    if not asked.labels:
        return None
    clause = _clause(matter.document, asked)
    draft = Draft()
    if clause is None:
        last = _last_article(matter.document)
        key = "imported.no_article" if last else "imported.no_article_at_all"
        draft.leads.append(say(key, title=matter.title, label=asked.printed, last=last))
        return rendered(matter.render, draft, "clause", matter.focus, asked.text)
    if asked.asks("unit") and (found := units_of(matter, clause)):
        return found
    below = library.children(clause)
    own = clause.text.strip()
    lead = say("imported.lead_text", title=matter.title, path=matter.render.path(clause))
    quoted = (
        [Quoted(clause, (own,))]
        if len(own) <= 1500 or not below
        else [Quoted(child, ((child.heading or child.text[:80]).strip(),)) for child in below]
    )
    draft.add(lead, *quoted)
    return rendered(matter.render, draft, "clause", matter.focus, asked.text)


def _clause(document: Document, asked: Asked) -> Clause | None:
    """The first reading of the number that stands in the document; articles hide bare numbers."""
    articles = any(re.fullmatch(r"第.+条", clause.path[-1]) for clause in document.clauses)
    for labels in asked.labels:
        bare = len(labels) == 1 and not labels[0].startswith(("第", "附"))
        if articles and bare:
            continue
        for clause in document.clauses:
            if clause.path[-len(labels) :] == labels and (len(labels) > 1 or not bare or _may_be(labels[0], document)):
                return clause
    return None


def _may_be(label: str, document: Document) -> bool:
    """A bare number is meant where it is counted through the document, or on the first level."""
    ending = [clause for clause in document.clauses if clause.path[-1] == label]
    return len(ending) == 1 or any(len(clause.path) == 1 for clause in ending)


def _last_article(document: Document) -> str:
    found = [clause.path[-1] for clause in document.clauses if re.fullmatch(r"第.+条", clause.path[-1])]
    if found:
        return found[-1]
    numbers = [clause.path[-1] for clause in document.clauses if clause.path[-1].isdigit()]
    if numbers:
        return say("imported.item", number=max(numbers, key=int))
    return next(
        (clause.path[0] for clause in reversed(document.clauses) if re.match("[一二三四五六七八九十]", clause.path[0])),
        "",
    )


def units_of(matter: Matter, clause: Clause) -> Answer | None:
    holder: Clause | None = clause
    while holder is not None and not holder.departments:
        holder = matter.world.library.parent(holder)
    if holder is None:
        return None
    lead = say(
        "imported.lead_unit", title=matter.title, path=matter.render.path(clause), names="、".join(holder.departments)
    )
    leads = [name for name in holder.departments if name not in holder.supports]
    if holder.supports and leads:
        lead += say("imported.lead_lead_and_support", lead="、".join(leads), support="、".join(holder.supports))
    draft = Draft()
    draft.add(lead, Quoted(holder, (_printed_units(holder),)))
    return rendered(matter.render, draft, "department", matter.focus, matter.asked.text)


def _printed_units(clause: Clause) -> str:
    """The exact bracket or line in which the first unit stands."""
    first = clause.departments[0]
    brackets = [found.group() for found in re.finditer(r"[（(][^（）()]*[）)]", clause.text) if first in found.group()]
    if brackets:
        return brackets[-1]
    return next((line.strip() for line in clause.text.splitlines() if first in line), first)
