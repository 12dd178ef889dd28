"""Whether a question is about a document of one's own, and about which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.answering.imported.asking import Asked, weight
from bot.answering.imported.places import places_of
from bot.answering.model import Focus
from knowledge.gazetteer.table import gazetteer
from knowledge.library import Library
from knowledge.model import Clause, Document

_LEAST, _MORE = 0.5, 0.12
"""What a document of one's own has to meet of a question that names no place, and by how much more than the others."""
_NAME = 5
"""Characters of a title that name it, where no other title has them."""
_PHRASE = 6
_IDLE = re.compile(r"(?:企业|奖励|补贴|补助|资金|给予|一次性|最高|多少|的|对|万元|项目|政策|支持|申报|条件|发展|认定)+")
_AROUND_TITLE = re.compile(r"关于|印发|的?通知$|[《》〈〉“”\"\s]|若干|办法|措施|意见|方案|规定|实施|暂行|细则|试行")


def about(
    asked: Asked, named: tuple[str, ...], library: Library, focus: Focus, candidates: Sequence[Document]
) -> Document | None:
    """Named by title or place, else met best by what it says; the last answer's document where nothing is named."""
    here = [one for one in candidates if _of_place(one, named)]
    here = here or [one for one in candidates if lies_in(one, named, library)]
    elsewhere = bool(named) and not here
    titled = [one for one in candidates if named_by_title(asked.text, one, library)]
    if titled and (not elsewhere or not named):
        return _best(titled, asked, library)
    if here:
        best = _best(here, asked, library)
        rivals = [one for one in library.documents if one not in candidates and _of_place(one, named)]
        if rivals and coverage(asked, rivals, library) >= coverage(asked, [best], library):
            return None
        return best
    if elsewhere:
        return None
    leaning = next((one for one in candidates if one.id == focus.document), None)
    if leaning is not None and (not asked.words or coverage(asked, [leaning], library) >= _LEAST):
        held = _others(tuple(candidates), library)
        if not asked.words or coverage(asked, held, library) <= coverage(asked, [leaning], library):
            return leaning
    return _by_content(asked, library, candidates)


def _by_content(asked: Asked, library: Library, candidates: Sequence[Document]) -> Document | None:
    """The one that has a long run of the question's own words that no other document has, else meets more of it."""
    for document in candidates:
        if _own_phrase(asked.text, document, tuple(candidates), library):
            return document
    if not asked.words:
        return None
    best = _best(candidates, asked, library)
    mine = coverage(asked, [best], library)
    others = [one for one in library.documents if one not in candidates]
    theirs = coverage(asked, others, library) if others else 0.0
    return best if mine >= _LEAST and mine >= theirs + _MORE else None


def _own_phrase(text: str, document: Document, candidates: tuple[Document, ...], library: Library) -> bool:
    bare = re.sub(r"[^一-鿿a-z0-9]", "", text)
    own, others = _bare_of((document,), library), _bare_of(_others(candidates, library), library)
    runs = (bare[start : start + _PHRASE] for start in range(len(bare) - _PHRASE + 1))
    return any(run in own and run not in others and not _IDLE.fullmatch(run) for run in runs)


def _others(candidates: tuple[Document, ...], library: Library) -> tuple[Document, ...]:
    return tuple(one for one in library.documents if one not in candidates)


@lru_cache(maxsize=256)
def _bare_of(documents: tuple[Document, ...], library: Library) -> str:
    return "\n".join(re.sub(r"[^一-鿿a-z0-9\n]", "", library.fold(one.text)) for one in documents)


def _of_place(document: Document, named: tuple[str, ...]) -> bool:
    """Its own place is named, and no other one that it does not lie in."""
    places = places_of(document)
    return any(name in places.own for name in named)


def lies_in(document: Document, named: tuple[str, ...], library: Library) -> str | None:
    """The city named that the document's place lies in, where no document of that city itself is held."""
    around = places_of(document).around
    cities = [name for name in named if name in around and gazetteer().named(name)]
    of_itself = {name for one in library.documents for name in places_of(one).own}
    return next((name for name in cities if name not in of_itself and _is_city(name)), None)


def _is_city(name: str) -> bool:
    return all(place.level == "city" for place in gazetteer().named(name))


def _best(documents: Sequence[Document], asked: Asked, library: Library) -> Document:
    """The one that meets most of the question; of equals the newest."""
    return max(documents, key=lambda one: (round(coverage(asked, [one], library), 3), str(one.issued or "")))


def named_by_title(text: str, document: Document, library: Library) -> bool:
    core = _AROUND_TITLE.sub("", document.short_title)
    bare = re.sub(r"\s", "", text)
    pieces = {core[start : start + _NAME] for start in range(len(core) - _NAME + 1)}
    others = "|".join(one.title for one in library.documents if one.id != document.id)
    return document.short_title in bare or any(piece in bare and piece not in others for piece in pieces)


def coverage(asked: Asked, documents: Sequence[Document], library: Library) -> float:
    """The share of the question's subject that one clause with its headings meets, at best."""
    weights = {word: weight(word, library) for word in asked.words}
    total = sum(weights.values())
    if not total:
        return 0.0
    best = 0.0
    for document in documents:
        title = _folded(document.title, library)
        for clause in document.clauses:
            said = clause_words(clause, library)
            met = sum(w * _part(word, said, title, library) for word, w in weights.items())
            best = max(best, met / total)
    return best


def _part(word: str, said: str, title: str, library: Library) -> float:
    if word in said or any(form in said for form in library.everyday_words.get(word, ())):
        return 1.0
    if len(word) == 2 and re.search(rf"{re.escape(word[0])}[一-鿿]{{1,2}}{re.escape(word[1])}", said):
        return 0.7
    return 0.5 if word in title else 0.0


@lru_cache(maxsize=8192)
def clause_words(clause: Clause, library: Library) -> str:
    """The clause's own words behind those of its headings, folded, without blanks."""
    above: list[str] = []
    here = library.parent(clause)
    while here is not None:
        above.append(here.heading or here.text[: min(here.own_end - here.start, 60)])
        here = library.parent(here)
    own = clause.text[: clause.own_end - clause.start]
    return _folded("\n".join([*reversed(above), clause.heading or "", own]), library)


def _folded(text: str, library: Library) -> str:
    return re.sub(r"[\s\"']", "", library.fold(text))
