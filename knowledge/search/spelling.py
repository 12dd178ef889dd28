"""Misspellings: characters that sound or look alike, one wrong character in a long name, pinyin typed as letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import islice, product
from pathlib import Path

REMEMBERED = 256
"""Texts whose words are kept at hand: one turn asks for the same ones several times."""
_FILE = Path(__file__).with_name("pinyin.txt")
_LOOKALIKES = Path(__file__).with_name("lookalikes.txt")
_LETTERS = re.compile(r"[a-z]{3,}")
_SYLLABLES = re.compile(r"[a-z]{1,6}(?: [a-z]{1,6})+")
_LONGEST = 8
_MOST_READINGS = 8
_SHORTEST_WITH_WRONG_CHARACTER = 4
_SURE = 4
"""In a word of so many characters a single wrong one is no chance, however common it is by itself."""
_RARE = 50
"""A word that jieba's dictionary has seen less often than this may be the end of one word and the start of another."""
_MOST_READ = 600
"""Characters that are looked through; in a longer text the rest stays as typed."""
_FREE = 12_000
"""How often jieba's dictionary has seen a character that commonly stands alone."""


class Spelling:
    """Corrects towards a vocabulary with counts; leaves alone what is a word in itself."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        known: Callable[[str], int],
        cut: Callable[[str], tuple[str, ...]],
        ignored: Iterable[str],
        printed: Callable[[str], bool],
        everyday: Iterable[str] = (),
    ) -> None:
        """`known`: a dictionary's frequency of a word; `cut`: words of a text; `printed`: whether the corpus has it."""
        self._vocabulary = vocabulary
        self._known = known
        self._cut = cut
        self._ignored = frozenset(ignored)
        self._printed = printed
        self._longest = max(map(len, vocabulary), default=0)
        # Short names that no dictionary has (高企) are written as they should be.
        short = sorted(word for word in everyday if len(word) == 2 and not known(word))
        self._everyday = re.compile("|".join(map(re.escape, short)) or "(?!)")
        self._corrected = lru_cache(maxsize=REMEMBERED)(self._correct)

    def correct(self, folded: str) -> str:
        """The folded text with its misspelt words replaced; same text where nothing is surely misspelt."""
        return self._corrected(folded[:_MOST_READ]) + folded[_MOST_READ:]

    def _correct(self, folded: str) -> str:
        """One word after another; where that goes in a circle no word is surely misspelt, and all stays as typed."""
        typed, before = folded, {folded}
        while (better := self._one_right(folded)) is not None:
            if better == folded:
                return folded
            if better in before:
                return typed
            before.add(better)
            folded = better
        return _LETTERS.sub(lambda found: self._spelt(found.group()), _SYLLABLES.sub(self._joined, folded))

    def _one_right(self, folded: str) -> str | None:
        """The text with its likeliest misspelling put right; None where there is none."""
        for first, last in self._doubtful(folded):
            wrong = folded[first:last]
            right = self._right(wrong)
            if right:
                return folded.replace(wrong, right) if right not in wrong else folded
        return None

    def _joined(self, found: re.Match[str]) -> str:
        """ji gai → jigai, where the syllables together spell something that we know."""
        letters = found.group().replace(" ", "")
        return letters if letters in self._by_letters else found.group()

    def _doubtful(self, folded: str) -> Iterator[tuple[int, int]]:
        """Stretches, longest first, that no dictionary word fills and that hold a character without a word."""
        edges, loose, position = [0], set[int](), 0
        for token in self._cut(folded):
            at = folded.find(token, position)
            position = at + len(token)
            edges += [at, position]
            if 0 < self._known(token) < _RARE and token not in self._vocabulary:
                edges += range(at, position)
            if not self._settled(token):
                loose.update(range(at, position))
        if not loose:
            return
        marks = sorted(set(edges))
        said = [match.span() for match in self._everyday.finditer(folded)]
        spans = [
            (first, last)
            for n, first in enumerate(marks)
            for last in marks[n + 1 : n + 8]
            if 2 <= last - first <= _LONGEST
        ]
        for first, last in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
            text = folded[first:last]
            if (
                loose.intersection(range(first, last))
                and text not in self._vocabulary
                and not re.search(r"[\s\W]", text)
                and not self._printed(text)
                and not self._inside_a_word(folded, first, last)
                and not any(first < end and start < last for start, end in said)
            ):
                yield first, last

    def _inside_a_word(self, folded: str, first: int, last: int) -> bool:
        """Part of a word of the vocabulary that is written as it should be: nothing of it is doubtful."""
        starts = range(max(0, last - self._longest), first + 1)
        return any(
            folded[start:end] in self._vocabulary
            for start in starts
            for end in range(last, min(len(folded), start + self._longest) + 1)
        )

    def _settled(self, token: str) -> bool:
        """A token that cannot be part of a misspelling: an asking word, or a word of the dictionary or the corpus."""
        return (
            token in self._ignored
            or token.isdigit()
            or (len(token) > 1 and (token in self._vocabulary or self._known(token) > 0))
        )

    def _right(self, wrong: str) -> str | None:
        if not re.search(r"[\u4e00-\u9fff]", wrong) or all(character in self._ignored for character in wrong):
            return None
        alike = [
            word
            for key in _keys(wrong, self._sounds)
            for word in self._by_sound.get(key, ())
            if self._plausible(word, wrong)
        ]
        if not alike and len(wrong) >= _SHORTEST_WITH_WRONG_CHARACTER:
            framed = self._by_frame.get(_frame(wrong), ())
            alike = [word for word in framed if _differs_by(word, wrong) == 1]
        if len(wrong) >= _SHORTEST_WITH_WRONG_CHARACTER:
            alike = [word for word in alike if not self._goes_together(word, wrong)]
        return max(alike, key=lambda word: (self._vocabulary[word], word)) if alike else None

    def _goes_together(self, word: str, wrong: str) -> bool:
        """A character to be changed stands beside its neighbour in other words: 小微 of 小微企业 in 小微公司."""
        changed = [n for n, (right, was) in enumerate(zip(word, wrong, strict=True)) if right != was]
        pairs = {wrong[max(0, n - 1) : n + 1] for n in changed} | {wrong[n : n + 2] for n in changed}
        return any(len(pair) == 2 and pair in self._pairs for pair in pairs)

    def _plausible(self, word: str, wrong: str) -> bool:
        """Two characters that are much used as words of their own stand side by side by chance: no evidence.

        In a longer word only the wrong characters count: 人 in 小聚人 is as it should be.
        """
        if len(word) != len(wrong) or _differs_by(word, wrong) > max(1, len(wrong) // 2):
            return False
        changed = [self._known(was) for was, now in zip(wrong, word, strict=True) if was != now]
        if len(changed) == 1 and len(wrong) >= _SURE:
            return True
        if len(wrong) == 2:
            return max(changed) < _FREE and max(map(self._known, wrong)) < _FREE * 10
        return max(changed) < _FREE * 10

    def _spelt(self, letters: str) -> str:
        if letters in self._vocabulary:
            return letters
        words = self._by_letters.get(letters, ())
        return max(words, key=lambda word: (self._vocabulary[word], word)) if words else letters

    @cached_property
    def _readings(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for row in _FILE.read_text(encoding="utf-8").splitlines():
            if not row.startswith("#"):
                syllable, characters = row.split(" ", 1)
                for character in characters:
                    found.setdefault(character, []).append(syllable)
        return {character: tuple(syllables) for character, syllables in found.items()}

    @cached_property
    def _sounds(self) -> dict[str, tuple[str, ...]]:
        """Readings with the mergers of southern and northern speakers undone; what looks alike has one in common."""
        found = {character: list(dict.fromkeys(map(_merged, row))) for character, row in self._readings.items()}
        for group in _LOOKALIKES.read_text(encoding="utf-8").splitlines():
            for character in "" if group.startswith("#") else group:
                found.setdefault(character, []).append(f"looks like {group[0]}")
        return {character: tuple(readings) for character, readings in found.items()}

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """Neighbours in the words of the vocabulary."""
        return frozenset(word[n : n + 2] for word in self._vocabulary for n in range(len(word) - 1))

    @cached_property
    def _by_frame(self) -> dict[tuple[int, str, str], list[str]]:
        found: dict[tuple[int, str, str], list[str]] = {}
        for word in self._vocabulary:
            found.setdefault(_frame(word), []).append(word)
        return found

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self._vocabulary:
            for key in _keys(word, self._sounds):
                found.setdefault(key, []).append(word)
        return found

    @cached_property
    def _by_letters(self) -> dict[str, list[str]]:
        """Whole pinyin of every word; of longer words however their characters may be read, and their initials."""
        found: dict[str, list[str]] = {}
        syllables = {syllable for row in self._readings.values() for syllable in row}
        for word in self._vocabulary:
            if re.fullmatch(r"[\u4e00-\u9fff]+", word):
                readings = [self._readings.get(character, ("",)) for character in word]
                many = _MOST_READINGS if len(word) > 2 else 1
                spelt = ["".join(chosen) for chosen in islice(product(*readings), many)]
                initials = "".join(each[0][:1] for each in readings) if len(word) > 2 else ""
                for key in {*spelt, initials} - syllables - {""}:
                    found.setdefault(key, []).append(word)
        return found


def _keys(text: str, sounds: Mapping[str, tuple[str, ...]]) -> list[str]:
    """How a text may sound."""
    choices = [sounds.get(character, (character,)) for character in text]
    return [" ".join(chosen) for chosen in islice(product(*choices), _MOST_READINGS)]


def _merged(syllable: str) -> str:
    return re.sub(r"ng$", "n", re.sub(r"^([zcs])h", r"\1", syllable))


def _frame(word: str) -> tuple[int, str, str]:
    """Length, first and last character: a wrong one in between cannot belong to a neighbour."""
    return len(word), word[0], word[-1]


def _differs_by(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
