"""How alike two short questions are, by the words and the pairs of characters they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from math import log
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
_Marks = frozenset[str]


class Likeness(Generic[Key]):
    """Known forms of questions under keys; a key may have many forms and is as like as its likest form.

    The score of two forms is the mean of two Dice coefficients, one over words and one over neighbouring characters,
    every word weighted by how few keys use it (inverse document frequency; a word that no form uses weighs most).
    """

    def __init__(self, forms: Iterable[tuple[Key, tuple[str, ...]]]) -> None:
        self._forms: list[tuple[Key, _Marks, _Marks]] = [(key, frozenset(words), _pairs(words)) for key, words in forms]
        self._words = _weights((key, words) for key, words, _ in self._forms)
        self._pairs = _weights((key, pairs) for key, _, pairs in self._forms)
        self._with_word = _having(words for _, words, _ in self._forms)
        self._with_pair = _having(pairs for _, _, pairs in self._forms)
        self._keys = len({key for key, _, _ in self._forms})
        self._wholes = [
            (self._weight_of(words, self._words), self._weight_of(pairs, self._pairs))
            for _, words, pairs in self._forms
        ]

    def find(self, words: tuple[str, ...]) -> list[tuple[Key, float]]:
        """Every key that shares anything with the words, likest first; ties in the order the forms came in."""
        asked, pairs = frozenset(words), _pairs(words)
        asked_weight, pairs_weight = self._weight_of(asked, self._words), self._weight_of(pairs, self._pairs)
        by_words, by_pairs = _shared(asked, self._words, self._with_word), _shared(pairs, self._pairs, self._with_pair)
        best: dict[Key, float] = {}
        for number in sorted({*by_words, *by_pairs}):
            key = self._forms[number][0]
            words_weight, form_weight = self._wholes[number]
            of_words = 2 * by_words.get(number, 0.0) / (asked_weight + words_weight)
            score = (of_words + 2 * by_pairs.get(number, 0.0) / (pairs_weight + form_weight)) / 2
            if score > best.get(key, 0.0):
                best[key] = score
        return sorted(best.items(), key=lambda item: -item[1])

    def weight(self, word: str) -> float:
        """Of a word by how few keys use it; most for one that none uses."""
        return self._words.get(word, _weight(self._keys, 0))

    def _weight_of(self, marks: _Marks, weights: dict[str, float]) -> float:
        unseen = _weight(self._keys, 0)
        return sum(weights.get(mark, unseen) for mark in sorted(marks))


def _shared(asked: _Marks, weights: dict[str, float], having: dict[str, list[int]]) -> dict[int, float]:
    """Number of a form → weight of the marks that it shares with the question; forms that share none are left out."""
    found: dict[int, float] = {}
    for mark in sorted(asked):
        for number in having.get(mark, ()):
            found[number] = found.get(number, 0.0) + weights[mark]
    return found


def _having(forms: Iterable[_Marks]) -> dict[str, list[int]]:
    """Mark → numbers of the forms that have it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, marks in enumerate(forms):
        for mark in marks:
            found[mark].append(number)
    return dict(found)


def _pairs(words: tuple[str, ...]) -> _Marks:
    text = "".join(words)
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset(words)


def _weights(forms: Iterable[tuple[Key, _Marks]]) -> dict[str, float]:
    users: dict[str, set[Key]] = defaultdict(set)
    keys: set[Key] = set()
    for key, marks in forms:
        keys.add(key)
        for mark in marks:
            users[mark].add(key)
    return {mark: _weight(len(keys), len(of)) for mark, of in users.items()}


def _weight(keys: int, users: int) -> float:
    return log(1 + (keys + 1) / (users + 0.5))
