"""Ranking clauses for a question."""

from __future__ import annotations

import math
from collections import Counter

from knowledge.model import Document, Hit
from knowledge.words import Words


class Search:
    def __init__(self, documents: tuple[Document, ...]) -> None:
        self.words = Words()
        self._clauses = [clause for document in documents for clause in document.clauses]
        titles = {document.id: document.title for document in documents}
        self._bags = [
            Counter(self.words.cut(titles[c.document] + (c.heading or "") + c.text[: c.own_end - c.start])) for c in self._clauses
        ]
        self._frequency = Counter(word for bag in self._bags for word in bag)
        self._mean = sum(bag.total() for bag in self._bags) / max(1, len(self._bags))

    def rarity(self, word: str) -> float:
        n, f = len(self._bags), self._frequency.get(word, 0)
        return math.log(1 + (n - f + 0.5) / (f + 0.5)) if f else 0.0

    def search(self, text: str, k: int, document: str | None) -> list[Hit]:
        asked = dict.fromkeys(self.words.cut(text))
        hits = []
        for clause, bag in zip(self._clauses, self._bags, strict=True):
            if document not in (None, clause.document):
                continue
            matched = tuple(word for word in asked if word in bag)
            score = sum(
                self.rarity(w) * bag[w] * 1.8 / (bag[w] + 0.8 * (0.4 + 0.6 * bag.total() / self._mean)) for w in matched
            )
            if matched:
                hits.append(Hit(clause, round(score, 9), matched))
        return sorted(hits, key=lambda hit: (-hit.score, hit.clause.id))[:k]
