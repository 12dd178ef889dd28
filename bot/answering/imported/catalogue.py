"""What a library's documents are looked up by: places, pieces of titles, words of clauses, long runs of characters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.answering.imported.places import places_of
from knowledge.gazetteer.table import gazetteer
from knowledge.intake import has_figure
from knowledge.library import Library, Names
from knowledge.model import Document

Shares = NDArray[np.float64]
_NAME = 5
"""Characters of a title that name it, where no other title has them."""
_SHORTENED, _IN_TITLE = 0.7, 0.5
_MOST_BETWEEN = 2
_AROUND_TITLE = re.compile(r"关于|印发|的?通知$|[《》〈〉“”\"\s]|若干|办法|措施|意见|方案|规定|实施|暂行|细则|试行")


class Catalogue:
    """Documents are known by their numbers in the library's order."""

    def __init__(self, library: Library) -> None:
        self._everyday = library.everyday_words
        self._fold = library.fold
        self._texts = library.texts
        self.documents = library.documents
        self.number_of = {document.id: number for number, document in enumerate(self.documents)}
        self.shares = lru_cache(maxsize=64)(self._shares)
        self._met = lru_cache(maxsize=256)(self._parts)

    def of_places(self, named: Iterable[str]) -> list[int]:
        """Documents one of whose own places is named."""
        return sorted({number for name in named for number in self._by_place.get(name, ())})

    @cached_property
    def _by_place(self) -> Mapping[str, list[int]]:
        return _grouped((name, number) for number, one in enumerate(self.documents) for name in places_of(one).own)

    def city_around(self, document: Document, named: Iterable[str]) -> str | None:
        """The city named that the document's place lies in, where no document of that city itself is held."""
        around = places_of(document).around
        return next((name for name in named if name in around and self._is_bare_city(name)), None)

    def lying_in(self, named: Iterable[str]) -> list[int]:
        """Documents of places in a city named of which itself no document is held."""
        return sorted({n for name in named if self._is_bare_city(name) for n in self._by_place_around.get(name, ())})

    def _is_bare_city(self, name: str) -> bool:
        places = gazetteer().named(name)
        return bool(places) and all(place.level == "city" for place in places) and name not in self._by_place

    @cached_property
    def _by_place_around(self) -> Mapping[str, list[int]]:
        return _grouped((name, number) for number, one in enumerate(self.documents) for name in places_of(one).around)

    def titled(self, text: str) -> list[int]:
        """Documents whose title stands in the text, or a piece of it that no other title has."""
        bare = re.sub(r"\s", "", text)
        found = {number for name in self._short_titles.standing_in(bare) for number in self._by_short_title[name]}
        for at in range(len(bare) - _NAME + 1):
            piece = bare[at : at + _NAME]
            having = self._by_title_piece.get(piece, ())
            found.update(number for number in self._by_core_piece.get(piece, ()) if not set(having) - {number})
        return sorted(found)

    @cached_property
    def _by_short_title(self) -> Mapping[str, list[int]]:
        return _grouped((document.short_title, number) for number, document in enumerate(self.documents))

    @cached_property
    def _short_titles(self) -> Names:
        return Names(self._by_short_title)

    @cached_property
    def _by_title_piece(self) -> Mapping[str, list[int]]:
        return _grouped((piece, n) for n, one in enumerate(self.documents) for piece in _pieces(one.title))

    @cached_property
    def _by_core_piece(self) -> Mapping[str, list[int]]:
        cores = (_AROUND_TITLE.sub("", document.short_title) for document in self.documents)
        return _grouped((piece, number) for number, core in enumerate(cores) for piece in _pieces(core))

    def _shares(self, weights: tuple[tuple[str, float], ...]) -> Shares:
        """For each document, the share of these words that one clause with its headings meets, at best."""
        total = sum(weight for _, weight in weights)
        met = np.zeros(self._texts.clauses.size)
        for word, weight in weights:
            met += weight * self._met(word)
        found = np.zeros(len(self.documents))
        some = np.flatnonzero(met)
        np.maximum.at(found, self._texts.document_of[some], met[some] / (total or 1.0))
        return found

    def shares_with_figures(self, weights: tuple[tuple[str, float], ...]) -> Shares:
        """The same, of clauses in which a figure of money or a share stands."""
        total = sum(weight for _, weight in weights)
        met = sum((weight * self._met(word) for word, weight in weights), np.zeros(self._texts.clauses.size))
        found = np.zeros(len(self.documents))
        np.maximum.at(found, self._texts.document_of[self._figures], met[self._figures] / (total or 1.0))
        return found

    @cached_property
    def _figures(self) -> NDArray[np.bool_]:
        clauses = (clause for document in self.documents for clause in document.clauses)
        return np.array([has_figure(clause.text[: clause.own_end - clause.start]) for clause in clauses], bool)

    def subject_of(self, number: int) -> str:
        """What a document's title says beside the words that titles are made of."""
        return self._texts.unsigned(self._fold(_AROUND_TITLE.sub("", self.documents[number].short_title)))

    def _parts(self, word: str) -> Shares:
        """How far each clause meets a word: in full, shortened, or by the document's title alone."""
        parts = np.zeros(self._texts.clauses.size)
        titled = np.zeros(len(self.documents), bool)
        titled[self._texts.titles.having(word)] = True
        parts[titled[self._texts.document_of]] = _IN_TITLE
        if len(word) == 2:
            parts[self._texts.clauses.having_apart(word[0], word[1], _MOST_BETWEEN)] = _SHORTENED
        parts[self._texts.clauses.having_any((word, *self._everyday.get(word, ())))] = 1.0
        return parts

    def having_run(self, run: str) -> NDArray[np.int64]:
        """Documents in whose text these characters follow one another, signs and blanks aside."""
        return self._texts.runs.having(run)


@lru_cache(maxsize=4)
def catalogue(library: Library) -> Catalogue:
    """One for each library."""
    return Catalogue(library)


def _grouped(pairs: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for name, number in pairs:
        if number not in found[name][-1:]:
            found[name].append(number)
    return dict(found)


def _pieces(text: str) -> Sequence[str]:
    return [text[start : start + _NAME] for start in range(len(text) - _NAME + 1)]
