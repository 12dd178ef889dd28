"""What is indexed of every clause: words with the words inside them, phrases, figures and names; and characters."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from knowledge.bm25.index import Index
from knowledge.bm25.kept import Kept
from knowledge.bm25.searching import Numbers
from knowledge.bm25.shelf import Shelf, Shelved
from knowledge.figures import FIGURE, figures_in
from knowledge.mapped import Damaged
from knowledge.model import Clause, Document
from knowledge.own_terms import terms_of
from knowledge.prepared import prepared
from knowledge.search.dictionary import terms
from knowledge.search.folding import fold, squeezed
from knowledge.search.words import Words, characters

PHRASE = "="
"""Before a phrase of the thesaurus that stands literally in a clause, so that it never meets a word."""
WORDS, CHARACTERS = "words", "characters"
"""Folders of the two indexes."""
_FORMAT = 2
_Bags = Callable[[Document], list[list[str]]]


@dataclass(frozen=True)
class Fields:
    """Both indexes over clauses; their bags may stand in another order than the clauses do."""

    by_word: Index
    by_character: Index
    bags: Numbers
    """Of each clause."""

    @cached_property
    def clauses(self) -> Numbers:
        """Of each bag."""
        found = np.zeros(self.by_word.size, np.int64)
        found[self.bags] = np.arange(len(self.bags))
        return found


class Indexing:
    """Of some documents; `kept` says where an index is kept, document by document; without it in the user's cache."""

    def __init__(
        self,
        documents: Sequence[Document],
        phrases: Iterable[str],
        more: tuple[str, ...] = (),
        kept: Callable[[str], Kept] | None = None,
    ) -> None:
        """`more`: words of one's own trade; where it is kept every document's own names are words as well."""
        self._documents = documents
        self._phrases = sorted(phrases)
        self._more = more
        self._kept = kept
        self._words = Words()

    @cached_property
    def fields(self) -> Fields:
        """Raises `Damaged` where what is kept of the two is not of the same documents in the same order."""
        if self._kept is None:
            return self._unkept()
        by_word, firsts = self._shelved(self._kept(WORDS), self._own_words)
        by_character, others = self._shelved(self._kept(CHARACTERS), _character_bags)
        if not np.array_equal(firsts, others):
            raise Damaged(CHARACTERS)
        sizes = np.array([len(document.clauses) for document in self._documents], np.int64)
        starts = np.cumsum(sizes) - sizes
        return Fields(by_word, by_character, np.repeat(firsts - starts, sizes) + np.arange(int(sizes.sum())))

    def _unkept(self) -> Fields:
        key = repr((_FORMAT, [_texts(one) for one in self._documents], self._phrases, terms())).encode()
        words = prepared("clauses", key, lambda: [bag for one in self._documents for bag in self._word_bags(one, ())])
        characters = Index.of(bag for one in self._documents for bag in _character_bags(one))
        return Fields(Index.of(words), characters, np.arange(characters.size))

    def _shelved(self, kept: Kept, bags: _Bags) -> tuple[Index, Numbers]:
        pairs = zip(self._keys, self._documents, strict=True)
        return Shelf(kept).index([Shelved(key, lambda one=one: bags(one)) for key, one in pairs])  # type: ignore[misc]

    @cached_property
    def _keys(self) -> list[str]:
        """Of every document: all that its bags depend on."""
        common = repr((_FORMAT, self._phrases, terms(), self._more))
        texts = (repr((common, _texts(document), _names(document))) for document in self._documents)
        return [hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24] for text in texts]

    def _own_words(self, document: Document) -> list[list[str]]:
        return self._word_bags(document, terms_of([document], self._more, self._words.frequency))

    def _word_bags(self, document: Document, names: Sequence[str]) -> list[list[str]]:
        return [self._terms(text, own, names) for text, own in zip(*_texts(document), strict=True)]

    def _terms(self, text: str, own: str, names: Sequence[str]) -> list[str]:
        words = self._words.cut(text)
        parts = [part for word in words for part in self._words.parts(word)]
        phrases = [PHRASE + phrase for phrase in self._phrases for _ in range(own.count(phrase))]
        called = [name for name in names for _ in range(text.count(name))]
        return [*words, *parts, *phrases, *called, *(FIGURE + figure for figure in figures_in(own))]


def own_words(clause: Clause) -> str:
    """A clause's words without its children's, folded, without the spaces inside them."""
    return squeezed(fold(clause.text[: clause.own_end - clause.start]))


def _texts(document: Document) -> tuple[list[str], list[str]]:
    """Of every clause its own words, the heading again, the headings above and the title; and its own words alone."""
    title, owns = fold(document.title), [own_words(clause) for clause in document.clauses]
    headings = {clause.path: fold(clause.heading or "") for clause in document.clauses}
    texts = []
    for clause, own in zip(document.clauses, owns, strict=True):
        above = [headings.get(clause.path[:depth], "") for depth in range(1, len(clause.path))]
        texts.append("\n".join([own, headings[clause.path], *above, title]))
    return texts, owns


def _names(document: Document) -> list[tuple[str, ...]]:
    """Where its names come from besides its words."""
    return [clause.departments for clause in document.clauses]


def _character_bags(document: Document) -> list[list[str]]:
    return [characters(text) for text in _texts(document)[0]]
