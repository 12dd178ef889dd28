"""How many are aimed at: the sentences with the count, document by document, and whether of the year asked."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.case import Case
from bot.answering.honours import asked
from bot.answering.retrieval.evidence import Evidence
from bot.answering.retrieval.pieces import Piece, pieces
from bot.answering.retrieval.terms import Term
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from knowledge.model import Clause

_NEAR = r"[^,，;；。、]{0,12}?"
_COUNT = r"\d[\d.]*万?家"
_LEVELS = {"国": "国家", "省": "省", "市": "市"}
_WHOLE = re.compile("[全我本][省市]")
"""The place as a whole, no level."""
_IN_ALL = "累计"
_RATE = re.compile(r"\d\s*[%‰]")
_BEFORE = 6
_STRONG = 1.4
_ASKED = re.compile(r"(?:多少|几)(?:个)?(家|个|种|项|场|户|款|条|次|所|名|人|亿)")
_OTHER = re.compile(r"哪(?:些|几)|(?:多少|几)个?(?:种|项|场|款|条|次|所|名|人|亿|点|板)")
"""Something else than companies is counted, or to be listed."""
_YEAR = re.compile(
    r"(20\d\d)(?![家个名项种场户款次所人万亿])年?(?!\d|年?(?:的|征求意见|那|这|版|新)?(?:稿|措施|草案|方案|份|个稿))"
)


def of_honours(case: Case) -> Draft | None:
    """Every document's number of companies with the honour named; none where something else of them is asked."""
    names = case.question.honours
    if not names or not case.question.has("target") or case.question.has("amount") or _OTHER.search(case.question.text):
        return None
    found = {id: shown for id in case.scope if id not in case.opinions and (shown := _counting(case, id))}
    if not found:
        return None
    draft = Draft(leads=[say("answers.lead_compare")] if len(found) > 1 else [])
    for shown in found.values():
        quoted: dict[object, Quoted] = {}
        for piece in shown:
            before = quoted.get(piece.clause.id)
            quoted[piece.clause.id] = Quoted(piece.clause, (*(before.texts if before else ()), piece.text))
        draft.add(say("answers.lead_clause", **case.render.naming(shown[0].clause)), *quoted.values())
    return with_year(case, draft)


def _counting(case: Case, document: str) -> list[Piece]:
    own = pieces(case.world.library).of_document(document)
    return [piece for piece in own if not piece.award and _counts(case, piece)]


def _counts(case: Case, piece: Piece) -> bool:
    """It puts a number of companies behind an honour named, of the level named, and what else is asked is near it."""
    return any(_counts_one(case, name, piece) for name in case.question.honours) and all(
        _near(case, term, piece) for term in _others(case)
    )


def _counts_one(case: Case, name: str, piece: Piece) -> bool:
    wanted = name in asked().levelled and not _WHOLE.search(case.question.text)
    levels = tuple(_LEVELS[level] for level in case.question.levels) if wanted else ()
    matches = re.finditer(name + _NEAR + _COUNT, piece.folded)
    before = (piece.folded[max(0, match.start() - _BEFORE) : match.start()] for match in matches)
    return any(not levels or any(level in text for level in levels) for text in before)


def _others(case: Case) -> list[Term]:
    named = "".join(case.question.honours)
    return [term for term in case.terms if term.word not in named and term.demand >= _STRONG and len(term.word) > 1]


def _near(case: Case, term: Term, piece: Piece) -> bool:
    """In the sentence, or in the honour's full name in the clause (产业链领航企业)."""
    if any(form in piece.folded + piece.heading for form in term.forms):
        return True
    full = (term.word + name for name in case.question.honours)
    return any(name in case.question.text and name in piece.clause_text for name in full)


def with_counts(case: Case, items: list[Evidence]) -> list[Evidence]:
    """The sentence of the clause that has the number, where those that have the words have none (每年多少场)."""
    asked = _ASKED.search(case.question.text)
    if asked is None or not items:
        return items
    figure = re.compile(rf"\d[\d.]*\s*万?\s*(?:{asked.group(1)}|{asked.group(1)}次)")
    if any(figure.search(item.piece.text) for item in items):
        return items
    best = max(items, key=lambda item: item.score)
    near = pieces(case.world.library).of_clauses([best.piece.clause.id])
    with_it = [piece for piece in near if figure.search(piece.text) and not piece.award]
    after = [piece for piece in with_it if near.index(piece) > near.index(best.piece)] or with_it
    return [*items, *(replace(best, piece=piece) for piece in after[:1])]


def claimed(case: Case, draft: Draft) -> list[str]:
    """A number of companies that is put to us, beside that of the sentence quoted first; none where none is."""
    if len(re.findall(_COUNT, case.question.text.replace(" ", ""))) != 1:
        return []
    return _item(case, draft)


def _item(case: Case, draft: Draft) -> list[str]:
    """Of a sentence with many numbers the piece that has what is asked about."""
    names = (*case.question.honours, *(term.word for term in case.terms if term.weight >= _STRONG))
    for item in draft.quoted[:1]:
        parts = [part for text in item.texts for part in re.split(r"[,，;；。、:：]", text) if re.search(r"\d", part)]
        if case.question.has("of_rate") and len(rates := [part for part in parts if _RATE.search(part)]) == 1:
            return [say("answers.target_item", place=case.render.place(item.clause.document), item=rates[0].strip())]
        values = [sum(name in re.sub(r"[\s“”]", "", part) for name in names) for part in parts]
        if len(parts) > 1 and max(values) > 0 and values.count(max(values)) == 1:
            at = values.index(max(values))
            whole = next((part for part in parts[at + 1 : at + 2] if part.strip().startswith(_IN_ALL)), "")
            return _said(case, item.clause, parts[at].strip(), whole.strip())
    return []


def _said(case: Case, clause: Clause, added: str, whole: str) -> list[str]:
    """What is to be added and what there is to be in all; that which is asked for, or put to us, first."""
    asked = [found.group() for found in re.finditer(_COUNT, case.question.text.replace(" ", ""))]
    of_whole = bool(whole) and (case.question.has("cumulative") or (asked and not case.question.has("to_be_added")))
    item = say("answers.target_whole", whole=whole, added=added) if of_whole else added
    line = say("answers.target_item", place=case.render.place(clause.document), item=item)
    if len(asked) != 1 or not case.question.has("whether"):
        return [line]
    right = _has(whole if of_whole else added, asked)
    return [say("answers.target_right" if right else "answers.target_wrong", line=line)]


def _has(part: str, figures: list[str]) -> bool:
    """One of the counts, not as the end of a longer one."""
    return any(re.search(rf"(?<![\d.]){re.escape(figure)}", part.replace(" ", "")) for figure in figures)


def with_year(case: Case, draft: Draft) -> Draft:
    """Says so where the year that is asked about stands nowhere in what is quoted."""
    draft.leads += _item(case, draft)
    written = "".join(item.clause.text for item in draft.quoted).replace(" ", "")
    for year in dict.fromkeys(_YEAR.findall(case.question.text)):
        if draft.quoted and f"{year}年" not in written:
            draft.leads.insert(0, say("answers.target_other_year", year=year))
    return draft
