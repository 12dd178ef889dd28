"""Ranking clauses for a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, pairwise

import numpy as np

from knowledge.bm25.formula import Scores
from knowledge.bm25.index import Index
from knowledge.figures import FIGURE, figures_in
from knowledge.model import Document, Hit
from knowledge.prepared import prepared
from knowledge.search.best import best
from knowledge.search.cues import cues_in, load_cues, without_cues
from knowledge.search.dictionary import terms
from knowledge.search.folding import fold
from knowledge.search.question import Question, read_question
from knowledge.search.routing import Factors, Routing
from knowledge.search.spelling import REMEMBERED, Spelling
from knowledge.search.thesaurus import Group, load_thesaurus
from knowledge.search.words import Words, characters
from knowledge.sentences import sentences_of

_FORMAT = 1
_PHRASE = "="
"""Before a phrase of the thesaurus that stands literally in a clause, so that it never meets a word."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Tuned on the tuning part of tests/knowledge/questions.jsonl; the held-out part is for reporting only."""

    characters: float = 0.45
    parts: float = 0.5
    same: float = 0.9
    near: float = 0.4
    sentence: float = 0.5
    heading_times: int = 2
    figures: float = 1.0
    places: float = 0.3
    pairs: float = 0.5
    candidates: int = 24


class Search:
    def __init__(
        self,
        documents: tuple[Document, ...],
        weights: Weights | None = None,
        factors: Factors | None = None,
        terms: tuple[str, ...] = (),
        also: Callable[[str], bool] | None = None,
    ) -> None:
        """`terms`: words that no dictionary has; `also`: whether texts that are not searched have what is typed."""
        self.words = Words(terms)
        self._more_terms = terms
        self._also = also
        self._weights = weights or Weights()
        self._thesaurus = load_thesaurus()
        self._cues = load_cues()
        self._clauses = [clause for document in documents for clause in document.clauses]
        self._own = [_squeezed(fold(clause.text[: clause.own_end - clause.start])) for clause in self._clauses]
        self._sentences = [tuple(_unquoted(fold(piece)) for piece in sentences_of(clause)) for clause in self._clauses]
        self._routing = Routing(documents, self._clauses, self._own, factors)
        texts = self._indexed_texts(documents)
        self._by_word = Index.of(self._bags(texts))
        self._by_character = Index.of(characters(text) for text in texts)
        self.cut = lru_cache(maxsize=REMEMBERED)(self._cut)

    def _indexed_texts(self, documents: tuple[Document, ...]) -> list[str]:
        """Own words, the heading again, the headings above, the document's title."""
        titles = {document.id: fold(document.title) for document in documents}
        headings = {clause.id: fold(clause.heading or "") for clause in self._clauses}
        texts = []
        for clause, own in zip(self._clauses, self._own, strict=True):
            above = [headings.get((clause.document, clause.path[:depth]), "") for depth in range(1, len(clause.path))]
            again = [headings[clause.id]] * (self._weights.heading_times - 1)
            texts.append("\n".join([own, *again, *above, titles[clause.document]]))
        return texts

    def _bags(self, texts: list[str]) -> list[list[str]]:
        """Every clause's terms, cut once for each state of the texts, the term list and the thesaurus."""
        own = (*terms(), *self._more_terms)
        key = repr((_FORMAT, texts, self._own, sorted(self._thesaurus.phrases), own)).encode()
        return prepared(
            "clauses", key, lambda: [self._terms(text, own) for text, own in zip(texts, self._own, strict=True)]
        )

    def _terms(self, text: str, own: str) -> list[str]:
        words = self.words.cut(text)
        parts = [part for word in words for part in self.words.parts(word)]
        phrases = [_PHRASE + phrase for phrase in sorted(self._thesaurus.phrases) for _ in range(own.count(phrase))]
        return [*words, *parts, *phrases, *(FIGURE + figure for figure in figures_in(own))]

    @cached_property
    def spelling(self) -> Spelling:
        counts = Counter(self._counted())
        counts.update(dict.fromkeys((group.word for group in self._thesaurus.groups if len(group.word) > 1), 1))
        everything, also = "\n".join(self._own), self._also
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
        key = repr((_FORMAT, self._own, terms(), self._more_terms)).encode()
        cut = (word for own in self._own for word in self.words.cut(own, guess=False) if len(word) > 1)
        return prepared("counts", key, lambda: dict(Counter(cut)))

    @cached_property
    def everyday_words(self) -> dict[str, tuple[str, ...]]:
        return {group.word: group.phrases for group in self._thesaurus.groups}

    def _cut(self, text: str) -> tuple[str, ...]:
        return self.words.cut(self.spelling.correct(fold(text)))

    def rarity(self, word: str) -> float:
        return self._by_word.idf(word)

    def search(self, text: str, k: int, documents: Collection[str] | None = None) -> list[Hit]:
        """`documents`: only clauses of these."""
        question = self._read(text)
        if not question.words and not question.groups:
            return []
        scores = self._scores(question)
        if documents is not None:
            scores *= np.fromiter((clause.document in documents for clause in self._clauses), np.float64, len(scores))
        hits = (
            Hit(self._clauses[number], round(float(scores[number]), 6), self._matched(question, number))
            for number in best(scores, len(scores))
        )
        return list(islice((hit for hit in hits if self._meaningful(hit)), k))

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

    def _scores(self, question: Question) -> Scores:
        weights = self._weights
        terms = [(word, weights.places if self._routing.is_place(word) else 1.0) for word in question.words]
        terms += [(figure, weights.figures) for figure in question.figures]
        terms += [(part, weights.parts) for word in question.words for part in self.words.parts(word)]
        scores = self._by_word.weighted(terms)
        scores += weights.characters * self._by_character.scores(_content_characters(question))
        for group in question.groups:
            scores += self._group_scores(group, question)
        factors = self._routing.factors(question)
        scores *= factors
        asked = self._with_rarity(question)
        for number in best(scores, weights.candidates):
            scores[number] += weights.sentence * factors[number] * self._best_sentence(asked, number)
        return scores

    def _group_scores(self, group: Group, question: Question) -> Scores:
        """A group counts once, by the phrase of it that says most."""
        weight = self._weights.same if group.same else self._weights.near
        found = [self._by_word.scores([_PHRASE + phrase]) for phrase in group.phrases if phrase not in question.words]
        return weight * np.maximum.reduce(found) if found else np.zeros(len(self._clauses))

    def _best_sentence(self, asked: Sequence[tuple[str, float]], number: int) -> float:
        """Rarity of the question's words that stand together in one sentence of the clause."""
        return max(
            (sum(rarity for word, rarity in asked if word in sentence) for sentence in self._sentences[number]),
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
            (phrase, self._weights.near * self.rarity(_PHRASE + phrase))
            for group in question.groups
            for phrase in group.phrases
        ]
        return asked

    def _matched(self, question: Question, number: int) -> tuple[str, ...]:
        text = self._own[number]
        phrases = (phrase for group in question.groups for phrase in group.phrases)
        return tuple(dict.fromkeys(word for word in (*question.words, *phrases) if word in text))

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


def _unquoted(text: str) -> str:
    return _squeezed(text).replace('"', "")


def _squeezed(text: str) -> str:
    """Without the spaces that the source has inside numbers and between Chinese characters."""
    return re.sub(r"(?<![a-z]) | (?![a-z])", "", text)
