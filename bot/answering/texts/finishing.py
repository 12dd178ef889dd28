"""From a draft to an answer: citations, notices, buttons, and what the next question may lean on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import buttons
from bot.answering.case import Case
from bot.answering.follow_up import in_city
from bot.answering.model import Answer, Focus, Interest
from bot.answering.retrieval.clauses import reference
from bot.answering.texts.render import Draft
from bot.model import Button, Kind, OutMessage
from bot.wording import say
from knowledge.model import Clause

_MOST_CLAUSE_BUTTONS = 2
_COMPARED = 2
_DRAFT_YEAR = re.compile(r"(20\d\d)年?(?:的|那)?(?:份|个)?(?:征求意见)?(?:稿|草案)")
_LEANING = frozenset({"amount", "clause", "definition", "target", "list", "process", "department", "opinion"})


def finished(case: Case, kind: Kind, draft: Draft) -> Answer:
    """The message with its citations, notices and buttons."""
    if draft.quoted and not draft.suggestions:
        draft.suggestions += _next(kind, case.question.text)
    draft.leads[:0] = _no_such_text(case)
    citations = case.render.citations(draft.quoted)
    notices = case.render.notices(citation.document for citation in citations)
    message = OutMessage(case.render.parts(draft, notices), _buttons(case, draft), citations)
    unmatched = tuple(term.word for term in case.terms if not term.known)
    start = interest(case) if kind in ("eligibility", "amount") else None
    return Answer(
        kind, message, focus_after(case, kind, draft), notices, unmatched, start if kind == "eligibility" else None
    )


def _no_such_text(case: Case) -> list[str]:
    """A draft of a year of which none is held."""
    drafts = {id: entry for id, entry in case.held.documents.items() if entry.draft}
    names = "|".join(name for entry in drafts.values() for name in entry.names)
    titles = "、".join(f"《{case.render.document(id).short_title}》" for id in drafts)
    years = (year for year in _DRAFT_YEAR.findall(case.question.text) if year not in names)
    return [say("lookup.no_such_draft", year=year, titles=titles) for year in dict.fromkeys(years)]


def _next(kind: Kind, asked: str) -> list[str]:
    """Short questions that lean on this answer; not the one that was just asked."""
    questions = say(f"answers.next_{kind}") if kind in _LEANING else ""
    return [question for question in questions.split("|") if question and question not in asked]


def interest(case: Case) -> Interest:
    return Interest(city=case.cities[0] if case.cities else None)


def focus_after(case: Case, kind: str, draft: Draft) -> Focus:
    """City and honour stay until changed; document and clause are those of this answer."""
    first = draft.quoted[0].clause if draft.quoted else None
    told = tuple(programme.id for programme in draft.programmes)
    same = first is not None and (first.document, first.path) == (case.focus.document, case.focus.clause)
    honours = case.question.honours
    return Focus(
        city=case.question.cities[0] if case.question.cities else case.focus.city,
        honour=honours[0] if honours else case.focus.honour,
        document=first.document if first else case.focus.document,
        clause=first.path if first else case.focus.clause,
        kind=kind,
        question=case.question.text,
        sentences=tuple(text for item in draft.quoted if item.clause is first for text in item.texts),
        programmes=told or (case.focus.programmes if same else ()),
        places=_last_two(case, draft),
    )


def _last_two(case: Case, draft: Draft) -> tuple[str, ...]:
    """Of the places that this and earlier answers were about."""
    here = [*case.question.cities, *(case.render.place(item.clause.document) for item in draft.quoted)]
    before = [place for place in case.focus.places if place not in here]
    return tuple(dict.fromkeys((*before, *here)))[-_COMPARED:]


def _buttons(case: Case, draft: Draft) -> tuple[tuple[Button, ...], ...]:
    clauses_shown = list({item.clause.id: item.clause for item in draft.quoted}.values())
    full = tuple(case.render.clause_button(clause) for clause in clauses_shown[:_MOST_CLAUSE_BUTTONS])
    check = Button(
        say("answers.button_check"),
        buttons.start("city", case.cities[0]) if case.cities else buttons.start("everything"),
    )
    return tuple(row for row in (full, _elsewhere(case, clauses_shown), (check,)) if row)


def _elsewhere(case: Case, shown: Sequence[Clause]) -> tuple[Button, ...]:
    """The same question for the other places; none after a clause by its number, or where no place's text was quoted.

    The button holds the question where that fits, so that it still means it when something else was asked since.
    """
    held = {document.id for document in case.world.library.documents}
    places = {case.render.place(clause.document) for clause in shown if clause.document in held}
    if reference(case.question.text, case.world.library) is not None or (shown and not places):
        return ()
    return tuple(
        Button(
            say("answers.button_city", place=place),
            buttons.ask(in_city(case.question.text, place, case.world.library)) or buttons.city(place),
        )
        for place in case.held.places
        if place not in places
    )
