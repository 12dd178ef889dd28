"""Words, spelling, rarity and search of a library: what is shipped is weighed as if nothing had been added."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable
from functools import cached_property

from knowledge.bm25.kept import Kept
from knowledge.gazetteer.names import Names
from knowledge.mapped import Damaged
from knowledge.model import Document, Hit
from knowledge.own_terms import terms_of
from knowledge.prepared import prepared
from knowledge.search.folding import fold
from knowledge.search.indexing import CHARACTERS, WORDS
from knowledge.search.ranking import Search
from knowledge.search.words import Words
from knowledge.texts import Texts

_PLACE = re.compile(r"[一-鿿]{2,5}?(?:[市县区旗州盟镇])")
_FORMAT = 1
_log = logging.getLogger(__name__)


class Lookup:
    def __init__(
        self,
        shipped: tuple[Document, ...],
        own: tuple[Document, ...],
        terms: tuple[str, ...],
        texts: Texts,
        kept: Callable[[str], Kept],
    ) -> None:
        """`terms`: words of one's own trade; `texts`: those of both kinds of documents, the shipped first.

        `kept`: where an index over all of them is kept, by its name.
        """
        self._shipped = shipped
        self._own = own
        self._terms = terms
        self._texts = texts
        self._kept = kept

    def share(self, other: Lookup) -> None:
        """The other, over the same shipped documents, weighs and spells by what this one has."""
        other.__dict__["_search"] = self._search

    @cached_property
    def _search(self) -> Search:
        """Over the shipped documents, so that those that are added move no answer of theirs; else over one's own."""
        return Search(self._shipped or self._own, also=self._printed_in_own if self._shipped and self._own else None)

    @cached_property
    def _own_search(self) -> Search | None:
        """Over everything, so that its scores compare, with the names of one's own as words: for hits in one's own."""
        if not (self._own and self._shipped):
            return None
        return Search((*self._shipped, *self._own), terms=self.added_terms, kept=self._kept)

    def _printed_in_own(self, run: str) -> bool:
        return bool((self._texts.documents.having(run) >= len(self._shipped)).any())

    @cached_property
    def added_terms(self) -> tuple[str, ...]:
        """Names of one's own documents, and those of `terms.txt`, that are no words yet; longest first."""
        if not self._own and not self._terms:
            return ()
        key = repr((_FORMAT, self._terms, self._texts.state)).encode()
        return prepared("terms", key, lambda: terms_of(self._own, self._terms, self._search.words.frequency))

    @cached_property
    def _own_words(self) -> Words:
        return Words(self.added_terms)

    @cached_property
    def _added(self) -> Names:
        return Names(self.added_terms)

    def search(self, text: str, k: int, document: str | None) -> list[Hit]:
        among = None if document is None else {document}
        hits = self._search.search(text, k, among)
        own = {one.id for one in self._own if among is None or one.id in among}
        if self._own_search is None or not own:
            return hits
        try:
            mine = self._own_search.search(text, k, own)
        except Damaged:
            _log.warning("the index is damaged and made anew")
            self._forget_index()
            mine = self._own_search.search(text, k, own)
        return sorted((*hits, *mine), key=lambda hit: -hit.score)[:k]

    def _forget_index(self) -> None:
        for name in (WORDS, CHARACTERS):
            self._kept(name).forget()
        del self.__dict__["_own_search"]

    def prepare(self) -> None:
        """Makes and keeps all that a first question would wait for."""
        self._texts.prepare()
        self._own_words.frequency("")
        if self._own_search is not None:
            self._own_search.prepare()

    def words(self, text: str) -> tuple[str, ...]:
        folded = fold(text)
        if self._names_own(folded):
            return self._own_words.cut(self._search.spelling.correct(folded))
        return self._search.cut(text)

    def words_of_corrected(self, folded: str) -> tuple[str, ...]:
        return (self._own_words if self._names_own(folded) else self._search.words).cut(folded)

    def _names_own(self, folded: str) -> bool:
        """A name stands in the text that only one's own documents have."""
        return bool(self._own and self._shipped) and self._added.stand_in(folded)

    def corrected(self, text: str) -> str:
        correct, folded = self._search.spelling.correct, fold(text)
        if not self._own:
            return correct(folded)
        # A name of one's own documents is no misspelling, nor is the end of it with what follows (青禾县|市级).
        return "".join(piece if n % 2 else correct(piece) for n, piece in enumerate(self._names.split(folded)))

    @cached_property
    def _names(self) -> Names:
        """Places in the titles and regions of one's own documents, and their terms."""
        said = "|".join(f"{document.region}|{document.issuer or ''}|{document.title}" for document in self._own)
        return Names((*(fold(name) for name in _PLACE.findall(said)), *self.added_terms))

    def is_word(self, text: str) -> bool:
        return self._search.words.frequency(text) > 0 or text in self._added

    @property
    def everyday_words(self) -> dict[str, tuple[str, ...]]:
        return self._search.everyday_words

    def rarity(self, word: str) -> float:
        folded = fold(word)
        shipped = self._search.rarity(folded)
        if shipped or not (self._own and self._shipped):
            return shipped
        clauses = self._texts.clauses
        count = len(clauses.having(folded))
        return math.log(1 + (clauses.size - count + 0.5) / (count + 0.5)) if count else 0.0
