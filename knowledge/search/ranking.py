"""Ranking clauses for a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, pairwise

import numpy as np

from knowledge.bm25.formula import Scores
from knowledge.bm25.kept import Kept
from knowledge.bm25.searching import Numbers
from knowledge.figures import FIGURE, figures_in
from knowledge.model import Document, Hit
from knowledge.prepared import prepared
from knowledge.search.citing import Citations
from knowledge.search.core import Asked, Core
from knowledge.search.core import Weights as CoreWeights
from knowledge.search.cues import cues_in, load_cues, without_cues
from knowledge.search.dictionary import terms
from knowledge.search.folding import fold, squeezed
from knowledge.search.indexing import PHRASE, Indexing, own_words
from knowledge.search.question import Question, read_question
from knowledge.search.routing import Factors, Routing
from knowledge.search.spelling import REMEMBERED, Spelling
from knowledge.search.thesaurus import Group, load_thesaurus
from knowledge.search.words import Words, characters
from knowledge.sentences import sentences_of

_FORMAT = 1
_REMEMBERED = 4096
"""Clauses whose folded words are kept at hand."""

_WEIGHTS = CoreWeights(context=0.0)
"""Routing weighs the documents by the places and titles asked for; their best clauses would weigh them twice."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Tuned on the tuning part of tests/knowledge/questions.jsonl; the held-out part is for reporting only."""

    characters: float = 0.45
    parts: float = 0.5
    same: float = 0.9
    near: float = 0.4
    sentence: float = 0.5
    figures: float = 1.0
    places: float = 0.3
    pairs: float = 0.5
    candidates: int = 24
    ranked: int = 2000
    """Clauses that are looked at at all."""


class Search:
    def __init__(
        self,
        documents: tuple[Document, ...],
        weights: Weights | None = None,
        factors: Factors | None = None,
        terms: tuple[str, ...] = (),
        also: Callable[[str], bool] | None = None,
        kept: Callable[[str], Kept] | None = None,
    ) -> None:
        """`terms`: words that no dictionary has; `also`: whether texts that are not searched have what is typed.

        `kept`: where an index is kept, document by document, by its name.
        """
        self.words = Words(terms)
        self._more_terms = terms
        self._also = also
        self._weights = weights or Weights()
        self._thesaurus = load_thesaurus()
        self._cues = load_cues()
        self._clauses = [clause for document in documents for clause in document.clauses]
        self._own = lru_cache(maxsize=_REMEMBERED)(lambda number: own_words(self._clauses[number]))
        self._sentences = lru_cache(maxsize=_REMEMBERED)(self._sentences_of)
        self._titles = [document.title for document in documents]
        self._routing = Routing(documents, self._clauses, self._own, factors)
        self._indexing = Indexing(documents, self._thesaurus.phrases, terms, kept)
        self.cut = lru_cache(maxsize=REMEMBERED)(self._cut)

    @cached_property
    def spelling(self) -> Spelling:
        counts = Counter(self._counted())
        counts.update(dict.fromkeys((group.word for group in self._thesaurus.groups if len(group.word) > 1), 1))
        everything, also = "\n".join(map(own_words, self._clauses)), self._also
        return Spelling(
            counts,
            known=self.words.frequency,
            cut=lambda text: self.words.cut(text, guess=False),
            ignored=self._thesaurus.ignored,
            printed=lambda run: run in everything or (also is not None and also(run)),
            everyday=(group.word for group in self._thesaurus.groups),
        )

    def _counted(self) -> dict[str, int]:
        """How often each word of two characters or more stands in the clauses, as the dictionary alone cuts them."""
        owns = [own_words(clause) for clause in self._clauses]
        key = repr((_FORMAT, owns, terms(), self._more_terms)).encode()
        cut = (word for own in owns for word in self.words.cut(own, guess=False) if len(word) > 1)
        return prepared("counts", key, lambda: dict(Counter(cut)))

    @cached_property
    def everyday_words(self) -> dict[str, tuple[str, ...]]:
        return {group.word: group.phrases for group in self._thesaurus.groups}

    def _cut(self, text: str) -> tuple[str, ...]:
        return self.words.cut(self.spelling.correct(fold(text)))

    @cached_property
    def _core(self) -> Core:
        fields, numbers = self._indexing.fields, self._routing.document_of
        documents = np.empty(fields.by_word.size, np.int64)
        documents[fields.bags] = numbers
        citations = Citations(
            self._titles,
            documents.tolist(),
            lambda bag: self._clauses[int(fields.clauses[bag])].text,
        )
        return Core(fields.by_word, fields.by_character, documents, citations, _WEIGHTS)

    def prepare(self) -> None:
        """Makes the index, where it is not there."""
        _ = self._core

    def rarity(self, word: str) -> float:
        return self._indexing.fields.by_word.idf(word)

    def search(self, text: str, k: int, documents: Collection[str] | None = None) -> list[Hit]:
        """`documents`: only clauses of these."""
        question = self._read(text)
        if not question.words and not question.groups:
            return []
        asked = dict.fromkeys((*question.words, *(phrase for group in question.groups for phrase in group.phrases)))
        hits = (
            Hit(self._clauses[number], round(score, 6), self._matched(asked, number))
            for number, score in self._ranked(question, documents)
        )
        return list(islice((hit for hit in hits if self._meaningful(hit)), k))

    def _ranked(self, question: Question, documents: Collection[str] | None) -> list[tuple[int, float]]:
        """Clauses by number with their scores, best first; what stands in them is looked at only among the best."""
        weights, asked = self._weights, self._asked(question)
        numbers = self._first(asked, documents)
        scores, factors = self._scores(asked, numbers), self._routing.factors(question, numbers)
        kept = np.flatnonzero(scores > 0)
        numbers, scores, factors = numbers[kept], scores[kept], factors[kept]
        for cue in question.cues:
            factors *= self._routing.gains(cue, numbers)
        scores *= factors
        rarities = self._with_rarity(question)
        for at in np.lexsort((numbers, -np.round(scores, 9)))[: weights.candidates]:
            scores[at] += weights.sentence * factors[at] * self._best_sentence(rarities, int(numbers[at]))
        order = np.lexsort((numbers, -np.round(scores, 9)))
        return [(int(numbers[at]), float(scores[at])) for at in order]

    def _first(self, asked: Asked, documents: Collection[str] | None) -> Numbers:
        """Clauses that are looked at at all: the best by their words, or all of documents that have no more."""
        most, clauses = self._weights.ranked, self._indexing.fields.clauses
        if documents is None:
            return clauses[self._core.first(asked, most)] if len(clauses) > most else np.arange(len(clauses))
        inside = self._routing.clauses_of(documents)
        if len(inside) <= most:
            return inside
        outside = len(self._clauses) - len(inside)
        found = clauses[self._core.first(asked, most + outside)]
        return found[np.isin(found, inside, assume_unique=True)][:most]

    def _scores(self, asked: Asked, numbers: Numbers) -> Scores:
        return self._core.scores(asked, self._indexing.fields.bags[numbers])

    def _read(self, text: str) -> Question:
        corrected = self.spelling.correct(fold(text))
        ignored = self._thesaurus.ignored
        cues = cues_in(corrected, self._cues)
        subject = without_cues(corrected, cues)
        words = [word for word in self.words.cut(subject) if word not in ignored]
        figures = [FIGURE + figure for figure in figures_in(subject)]
        return read_question(
            corrected, tuple(dict.fromkeys(words)), tuple(figures), self._thesaurus.found_in(subject), cues
        )

    def _asked(self, question: Question) -> Asked:
        weights = self._weights
        terms = [(word, weights.places if self._routing.is_place(word) else 1.0) for word in question.words]
        terms += [(figure, weights.figures) for figure in question.figures]
        terms += [(part, weights.parts) for word in question.words for part in self.words.parts(word)]
        content = [(term, weights.characters) for term in _content_characters(question)]
        return Asked(terms, content, [self._phrases(group, question) for group in question.groups])

    def _phrases(self, group: Group, question: Question) -> tuple[list[str], float]:
        """A group counts once, by the phrase of it that says most."""
        weight = self._weights.same if group.same else self._weights.near
        return [PHRASE + phrase for phrase in group.phrases if phrase not in question.words], weight

    def _best_sentence(self, asked: Sequence[tuple[str, float]], number: int) -> float:
        """Rarity of the question's words that stand together in one sentence of the clause."""
        return max(
            (sum(rarity for word, rarity in asked if word in sentence) for sentence in self._sentences(number)),
            default=0.0,
        )

    def _with_rarity(self, question: Question) -> list[tuple[str, float]]:
        asked = [(word, self.rarity(word)) for word in question.words]
        asked += [
            (one + other, self._weights.pairs * (self.rarity(one) + self.rarity(other)))
            for one, other in pairwise(question.words)
            if one + other in question.text
        ]
        asked += [
            (phrase, self._weights.near * self.rarity(PHRASE + phrase))
            for group in question.groups
            for phrase in group.phrases
        ]
        return asked

    def _sentences_of(self, number: int) -> tuple[str, ...]:
        return tuple(squeezed(fold(piece)).replace('"', "") for piece in sentences_of(self._clauses[number]))

    def _matched(self, asked: Iterable[str], number: int) -> tuple[str, ...]:
        text = self._own(number)
        return tuple([word for word in asked if word in text])

    def _meaningful(self, hit: Hit) -> bool:
        """At least one shared word of two characters that is more than the name of a place."""
        return any(len(word) > 1 and not self._routing.is_place(word) for word in hit.matched)


def _content_characters(question: Question) -> list[str]:
    return list(dict.fromkeys(term for word in question.words for term in characters(word))) + _joints(question)


def _joints(question: Question) -> list[str]:
    """Pairs of characters across two content words that stand side by side in the question."""
    return [
        one[-1] + other[0]
        for one, other in zip(question.words, question.words[1:], strict=False)
        if one + other in question.text and re.fullmatch(r"[\u4e00-\u9fff]{2}", one[-1] + other[0])
    ]
