"""Clauses by their number."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.case import Case
from bot.answering.held import DocumentNames
from bot.answering.numerals import chinese
from bot.answering.retrieval.pieces import plain
from bot.answering.retrieval.references import ARTICLE, Reference, inside_piece, reference
from bot.answering.retrieval.terms import Term
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from knowledge.model import Clause

__all__ = ["ARTICLE", "Reference", "articles", "by_number", "find", "reference", "show"]

_LONG = 150
"""Characters; where texts of several places have the number, a longer clause is shown by its beginning."""
_SUBJECT, _SURE = 1.4, 0.9
_TITLED = re.compile(r"《([^》]{2,})》|([\u4e00-\u9fff]{3,})\s*[那这]篇")
_SUM = re.compile(r"\d+(?:万|亿)")


def by_number(case: Case, wanted: Reference) -> tuple[Draft, bool]:
    """The clauses with this number in the documents meant, and whether any of them exists."""
    wanted = _in_piece(case, wanted)
    names = case.held.documents
    documents = [names[id] for id in _scope(case) if bool(names[id].articles) == (wanted.piece is None)]
    if wanted.article is None and wanted.piece is None and not wanted.last:
        documents = [names[id] for id in _scope(case)]
    found = {entry.id: clause for entry in documents if (clause := find(case, entry, wanted)) is not None}
    draft = Draft()
    if not found:
        draft.leads += [_missing(case, entry, wanted) for entry in documents if entry.articles]
        return draft, False
    titles = "".join(case.render.document(id).title for id in found)
    words = [term for term in case.terms if term.known and len(term.word) > 1 and term.demand >= _SUBJECT]
    words = [term for term in words if term.word not in titles]  # they name the text and not what it says
    saying = {id: clause for id, clause in found.items() if _says(case, clause, words)}
    if words and not saying:
        _elsewhere(case, draft, words, list(found.values()))
    _show_all(case, draft, list((saying or found).values()), wanted)
    return draft, True


def _show_all(case: Case, draft: Draft, found: list[Clause], wanted: Reference) -> None:
    if len(found) > 1:
        draft.leads.append(say("answers.clause_which"))
    for clause in found:
        if len(found) > 1 and not case.cities and len(clause.text) > _LONG:
            beginning = case.world.library.sentences(clause)[0]
            draft.add(say("answers.lead_begins", **case.render.naming(clause)), Quoted(clause, (beginning,)))
        else:
            show(case, draft, _point(case, draft, clause, wanted.point))


def _in_piece(case: Case, wanted: Reference) -> Reference:
    """A piece that is named by its title, where it is not by its number."""
    titled = _TITLED.search(case.question.text)
    if wanted.piece is not None or titled is None:
        return wanted
    title = titled[1] or titled[2]
    clauses = (clause for id in case.opinions for clause in case.render.document(id).clauses if len(clause.path) == 1)
    named = [clause for clause in clauses if title in (clause.heading or "").replace(" ", "")]
    return inside_piece(case.question.text, int(named[0].path[0][1:])) if len(named) == 1 else wanted


def _says(case: Case, clause: Clause, words: list[Term]) -> bool:
    text = plain(case.world.library, clause.text)
    sums = _SUM.findall(case.question.text)
    named = any(form in text for term in words for form in term.forms)
    return named and (not sums or any(re.search(rf"(?<!\d){each}", text) for each in sums))


def _elsewhere(case: Case, draft: Draft, words: list[Term], found: list[Clause]) -> None:
    """What is said to stand under the number stands somewhere else: where."""
    best = case.evidence[0] if case.evidence else None
    if best is None or best.own < _SURE or best.piece.clause in found:
        return
    said = "、".join(term.word for term in words if term.word in best.met_here)
    lead = say("lookup.said_elsewhere", words=said, **case.render.naming(best.piece.clause))
    draft.add(lead, Quoted(best.piece.clause, (best.piece.text,)))


def _point(case: Case, draft: Draft, clause: Clause, number: int | None) -> Clause:
    """The point of the clause; the clause itself, and the word that it has none."""
    if number is None:
        return clause
    paths = ((*clause.path, f"{chinese(number)}{sign}") for sign in "是要")
    points = (case.world.library.clause(clause.document, path) for path in paths)
    for point in points:
        if point is not None:
            return point
    draft.leads.append(say("lookup.no_point", number=chinese(number), **case.render.naming(clause)))
    return clause


def articles(case: Case, entry: DocumentNames) -> list[Clause]:
    """Every clause that 第…条 can mean in the document."""
    found = (find(case, entry, Reference(None, number)) for number in range(1, entry.last + 1))
    return [clause for clause in found if clause is not None]


def _scope(case: Case) -> tuple[str, ...]:
    """Where no document and no place is named, a number goes on in the document whose clause was shown last."""
    named = case.question.documents or case.question.cities
    follows = not named and case.focus.kind in ("clause", "department") and case.focus.document in case.scope
    return (case.focus.document,) if follows and case.focus.document else case.scope


def show(case: Case, draft: Draft, clause: Clause) -> None:
    """The whole clause; of a long one with parts, their headings."""
    naming = case.render.naming(clause)
    children = case.world.library.children(clause)
    if children and len(clause.text) > 1200:
        draft.add(
            say("answers.lead_contents", **naming),
            *(Quoted(child, (child.heading or child.text[:60],)) for child in children),
        )
        return
    after = [say("answers.lead_truncated", **naming)] if clause.truncated else []
    draft.add(say("answers.lead_full", **naming), Quoted(clause, (clause.text.strip(),)), after=after)


def find(case: Case, entry: DocumentNames, wanted: Reference) -> Clause | None:
    """The clause in one document."""
    document = case.render.document(entry.id)
    if (wanted.alone and not entry.articles[-1:]) or (wanted.alone and "{chinese}" not in entry.articles[-1]):
        wanted = replace(wanted, part=wanted.article, article=None, alone=False)
    options = [clause for clause in document.clauses if _fits(entry, wanted, clause.path)]
    return options[-1 if wanted.last else 0] if options else None


def _fits(entry: DocumentNames, wanted: Reference, path: tuple[str, ...]) -> bool:
    if wanted.piece is not None:
        inside = (wanted.part, wanted.article)
        labels = tuple(label for number in inside if number for label in (chinese(number),))
        tails = (labels, (*labels[:-1], f"{labels[-1]}是"), (*labels[:-1], f"{labels[-1]}要")) if labels else ((),)
        return path[0] == f"文{wanted.piece}" and path[1:] in tails
    if wanted.last:
        return path == ("附则",) or (bool(entry.articles) and path[-1] == _label(entry, entry.last))
    if wanted.section is not None:
        labels = (chinese(wanted.part or 0), f"({chinese(wanted.section)})")
        if wanted.article is None and path == (chinese(wanted.part or 0), str(wanted.section)):
            return True
        return path == (*labels, *((str(wanted.article),) if wanted.article else ()))
    if wanted.article is None:
        return path == (chinese(wanted.part or 0),)
    label = _label(entry, wanted.article)
    if wanted.part is not None:
        return path[0] == chinese(wanted.part) and (
            path[-1] in (label, str(wanted.article)) or path[1:] == (f"({chinese(wanted.article)})",)
        )
    pattern = entry.articles
    return (
        len(path) == len(pattern)
        and path[-1] == label
        and all(known in ("*", here) for known, here in zip(pattern[:-1], path, strict=False))
    )


def _label(entry: DocumentNames, number: int) -> str:
    return entry.articles[-1].format(chinese=chinese(number), arabic=number) if entry.articles else ""


def _missing(case: Case, entry: DocumentNames, wanted: Reference) -> str:
    document = case.render.document(entry.id)
    truncated = "_truncated" if any(clause.truncated for clause in document.clauses) else ""
    if wanted.article is None and wanted.section is None and wanted.part and len(entry.articles) > 1:
        parts = [clause for clause in document.clauses if len(clause.path) == 1 and clause.heading]
        key, last = f"lookup.part_missing{truncated}", parts[-1].path[0]
        return say(key, title=document.short_title, number=chinese(wanted.part), last=last)
    if wanted.part and len(entry.articles) > 1 and (wanted.article is None or wanted.article <= entry.last):
        return say("lookup.number_missing", title=document.short_title, number=_printed(wanted))
    number = wanted.article or wanted.section or wanted.part
    key = f"answers.clause_missing{truncated}"
    return say(key, place=entry.city, title=document.short_title, number=number, last=entry.last)


def _printed(wanted: Reference) -> str:
    """The number as the documents would print it."""
    part = say("lookup.number_part", part=chinese(wanted.part or 0))
    section = say("lookup.number_section", section=chinese(wanted.section)) if wanted.section else ""
    article = say("lookup.number_article", article=wanted.article) if wanted.article else ""
    return part + section + article
