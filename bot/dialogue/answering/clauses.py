"""Clauses by their number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.dialogue.answering.case import Case
from bot.dialogue.answering.lexicon import DocumentNames, lexicon
from bot.dialogue.answering.render import Draft, Quoted
from bot.wording import say
from knowledge.model import Clause
from rules.figures import chinese_number

_NUMERAL = r"[一二三四五六七八九十百零]+|\d{1,3}"
_PART = re.compile(rf"第({_NUMERAL})\s*(?:大)?(?:部分|章)")
ARTICLE = re.compile(
    rf"第\s*[(（]?({_NUMERAL})[)）]?\s*(?:大|小)?(?:条|项|款|点|个措施|条措施)|(?<![\d第])(\d{{1,2}})\s*条(?=归|谁|说|讲|写|是|的|里|全文|原文|$)"
)
_BARE = re.compile(
    rf"(?<![一二三四五六七八九十百零\d第])第?({_NUMERAL})\s*(?:大?部分|章|[、.])?\s*[(（]({_NUMERAL})[)）]"
    rf"\s*(?:[、.]\s*)?第?\s*(\d{{1,2}})?"
)
_PIECE = re.compile(rf"第({_NUMERAL})篇|文\s*({_NUMERAL})(?![\u4e00-\u9fff])|文({_NUMERAL})(?=第)")
_LONG = 150
"""Characters; where texts of several places have the number, a longer clause is shown by its beginning."""
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Reference:
    """Numbers as said: a part and an article, either may be missing."""

    part: int | None
    article: int | None
    section: int | None = None
    piece: int | None = None
    """Of a collection of pieces: which of them; then `part` and `article` are inside it."""
    last: bool = False
    """The last article, whatever its number."""


def reference(text: str) -> Reference | None:
    """The clause number that a question names, or none."""
    if lexicon().signals["last_article"].search(text):
        return Reference(None, None, last=True)
    piece = _PIECE.search(text)
    if piece:
        return _inside_piece(text, next(number for number in piece.groups() if number))
    bare = _BARE.search(text)
    if bare:
        article = _number(bare.group(3)) if bare.group(3) else None
        return Reference(_number(bare.group(1)), article, _number(bare.group(2)))
    part = _PART.search(text)
    article_said = ARTICLE.search(text)
    if not part and not article_said:
        return None
    return Reference(_number(part.group(1)) if part else None, _article(article_said))


def _article(found: re.Match[str] | None) -> int | None:
    return _number(found.group(1) or found.group(2)) if found else None


def _inside_piece(text: str, piece: str) -> Reference:
    part = _PART.search(text)
    return Reference(_number(part.group(1)) if part else None, _article(ARTICLE.search(text)), piece=_number(piece))


def by_number(case: Case, wanted: Reference) -> tuple[Draft, bool]:
    """The clauses with this number in the documents meant, and whether any of them exists."""
    names = lexicon().documents
    documents = [names[id] for id in _scope(case) if bool(names[id].articles) == (wanted.piece is None)]
    if wanted.article is None and wanted.piece is None and not wanted.last:
        documents = [names[id] for id in _scope(case)]
    found = {entry.id: clause for entry in documents if (clause := find(case, entry, wanted)) is not None}
    draft = Draft()
    if not found:
        draft.leads += [_missing(case, entry, wanted) for entry in documents if entry.articles]
        return draft, False
    if len(found) > 1:
        draft.leads.append(say("answers.clause_which"))
    for clause in found.values():
        if len(found) > 1 and not case.cities and len(clause.text) > _LONG:
            beginning = case.world.library.sentences(clause)[0]
            draft.add(say("answers.lead_begins", **case.render.naming(clause)), Quoted(clause, (beginning,)))
        else:
            show(case, draft, clause)
    return draft, True


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
    truncated = any(clause.truncated for clause in case.render.document(entry.id).clauses)
    key = "answers.clause_missing_truncated" if truncated else "answers.clause_missing"
    title = case.render.document(entry.id).short_title
    return say(
        key, place=entry.city, title=title, number=wanted.article or wanted.section or wanted.part, last=entry.last
    )


def chinese(number: int) -> str:
    """12 → 十二; up to 99."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text) or 0
