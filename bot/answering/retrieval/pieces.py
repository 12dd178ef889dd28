"""The sentences of the documents, folded for looking words up in them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import overload

import numpy as np

from knowledge.library import Library
from knowledge.model import Clause, Path
from knowledge.search.literal import Literal

_HEADING_ONLY = 3.0
NAMED_PARTS = ("公告", "印发通知", "标题", "附则")
"""Where a document tells what it is; what it grants stands elsewhere."""
_MONEY = re.compile(r"\d\s*(?:百|千)?(?:万|亿)?元|\d\s*万(?=的|资金)|\d\s*[%‰]|个百分点")
_AWARD = re.compile(r"奖励|奖补|补助|补贴|扶持|资助|资金|抵免|价格扣除|补偿|贴息")
_ARTICLE = re.compile(r"^\s*第[\d一二三四五六七八九十百千零]+条\s*")
"""An article's number is no word of what it says."""
_SIGNS = re.compile(r"[\s“”\"'‘’「」《》]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of a clause; `folded` is what the words are looked for in."""

    clause: Clause
    text: str
    folded: str
    award: bool
    """It grants something and says how much."""
    heading: str
    about: str
    """Headings above it and the document's title, folded."""
    clause_text: str
    parent_text: str


class Pieces(Sequence[Piece]):
    """Every sentence of the documents, in order; known by clause, by document and by what stands in them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        clauses = [clause for document in library.documents for clause in document.clauses]
        found = [tuple(_of(library, clause)) for clause in clauses]
        self._all = tuple(piece for of in found for piece in of)
        self._of_clause = {clause.id: of for clause, of in zip(clauses, found, strict=True)}
        self._number = {clause.id: number for number, clause in enumerate(clauses)}

    @overload
    def __getitem__(self, at: int) -> Piece: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Piece]: ...
    def __getitem__(self, at: int | slice) -> Piece | Sequence[Piece]:
        return self._all[at]

    def __len__(self) -> int:
        return len(self._all)

    def of_clauses(self, ids: Iterable[tuple[str, Path]]) -> Sequence[Piece]:
        """Those of the clauses, in the order of the library."""
        held = sorted({id for id in ids if id in self._number}, key=self._number.__getitem__)
        return [piece for id in held for piece in self._of_clause[id]]

    def of_document(self, id: str) -> Sequence[Piece]:
        document = self._library.document(id)
        return self.of_clauses(clause.id for clause in document.clauses) if document else ()


@lru_cache(maxsize=4)
def pieces(library: Library) -> Pieces:
    """One for each library."""
    return Pieces(library)


def _of(library: Library, clause: Clause) -> Iterable[Piece]:
    document = library.document(clause.document)
    headings, above, parents = [""], library.parent(clause), []
    while above is not None:
        headings.append(above.heading or "")
        parents.append(above.text[: above.own_end - above.start])
        above = library.parent(above)
    about = plain(library, " ".join([*headings, document.title if document else "", clause.path[0]]))
    heading = plain(library, clause.heading or "")
    own = plain(library, _ARTICLE.sub("", clause.text[: clause.own_end - clause.start]))
    for sentence in library.sentences(clause):
        if _is_label(sentence, clause):
            continue
        award = bool(_MONEY.search(sentence) and _AWARD.search(sentence))
        yield Piece(
            clause,
            sentence,
            plain(library, _ARTICLE.sub("", sentence)),
            award,
            heading,
            about,
            own,
            plain(library, " ".join(parents)),
        )


def _is_label(sentence: str, clause: Clause) -> bool:
    """A heading that stands alone, or the bracket of responsible units."""
    bare = re.sub(r"\W", "", sentence)
    heading = re.sub(r"\W", "", clause.heading or "")
    units = re.sub(r"\W", "", "".join(clause.departments))
    return bool(heading and bare.endswith(heading) and len(bare) <= len(heading) + 3) or bool(
        units and bare.removeprefix("责任单位") == units
    )


def plain(library: Library, text: str) -> str:
    """Folded, without spaces and quotation marks."""
    return _SIGNS.sub("", library.fold(text)).lower()


@lru_cache(maxsize=8192)
def rarity(forms: tuple[str, ...], library: Library) -> float:
    """Inverse document frequency over the clauses of any of these literal phrases; 0 where none stands anywhere.

    Over the shipped clauses where they have it, so that documents of one's own move no answer of theirs.
    """
    for own in (False, True):
        texts, above = _texts(library, own)
        if count := len(texts.having_any(forms)):
            return math.log(1 + (texts.size - count + 0.5) / (count + 0.5))
        if any(form in above for form in forms):
            return _HEADING_ONLY
    return 0.0


@lru_cache(maxsize=8)
def _texts(library: Library, own: bool) -> tuple[Literal, Literal]:
    """The clauses that are shipped or those of one's own, and all that stands above them."""
    those = [piece for piece in pieces(library) if library.is_own(piece.clause.document) == own]
    of_clause = {piece.clause.id: piece.clause_text + piece.heading for piece in those}
    return Literal(list(of_clause.values())), Literal(list(dict.fromkeys(piece.about for piece in those)))


@lru_cache(maxsize=4)
def _clauses(library: Library) -> tuple[tuple[str, ...], Literal]:
    texts = tuple({piece.clause.id: piece.clause_text + piece.heading for piece in pieces(library)}.values())
    return texts, Literal(texts)


def clauses_with(library: Library, *runs: str) -> list[str]:
    """The clauses, folded and with their headings, in which all of these runs of characters stand."""
    texts, index = _clauses(library)
    met = [index.having(run) for run in runs]
    return [texts[number] for number in reduce(np.intersect1d, met).tolist()]
