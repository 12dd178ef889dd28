"""Misspelt words: wrong characters in the words that name facts, honours and units, put right where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.lexicon import any_of, table

_MAY_HAVE_TWO = 4
"""Characters from which on a word may have two wrong ones."""
_DIGITS = str.maketrans("oli", "011")
_PRIVATE = 0xE000
"""Characters without a meaning of their own stand for what sounds alike."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    sounds: dict[int, int]
    """Character → the sound that it is written for."""
    pattern: re.Pattern[str]
    """Every word by its sounds, and with two neighbours swapped or one character that looks like the right one."""
    words: dict[str, tuple[str, ...]]
    """What the pattern finds → the words it may be."""


def corrected(folded: str) -> str:
    """The text with its misspelt words put right; position i stays position i, and words in themselves stay."""
    vocabulary = _vocabulary()
    text = folded
    for found in vocabulary.pattern.finditer(folded.translate(vocabulary.sounds)):
        written = folded[found.start() : found.end()]
        words = vocabulary.words[found.group()]
        if written not in words:
            right = next((word for word in words if _is_meant(word, written, folded, found.start())), written)
            text = text[: found.start()] + right + text[found.end() :]
    return _figures(text)


def _is_meant(word: str, written: str, folded: str, start: int) -> bool:
    if word in table("spelling")["levelled"] and _cue("level").search(folded[:start]):
        return True
    wrong = [n for n, (right, was) in enumerate(zip(word, written, strict=True)) if right != was]
    if written in table("spelling")["own"] or not (
        _is_swapped(word, written, wrong) or _is_alike(word, written, wrong)
    ):
        return False
    if len(word) >= _MAY_HAVE_TWO:
        return True
    short = word in table("spelling")["short"]
    before = not (short or wrong[0] == 0) or _cue("before").search(folded[:start])
    behind = not (short or wrong[-1] == len(word) - 1) or _cue("behind").match(folded, start + len(word))
    return bool(before and behind)


def _is_alike(word: str, written: str, wrong: list[int]) -> bool:
    most = max(1, len(word) // 2) if len(word) >= _MAY_HAVE_TWO else 1
    looks, sounds = table("spelling")["looks"], _vocabulary().sounds
    return len(wrong) <= most and all(
        written[n] in looks.get(word[n], "")
        or word[n] in looks.get(written[n], "")
        or sounds.get(ord(word[n])) == sounds.get(ord(written[n]), 0)
        for n in wrong
    )


def _is_swapped(word: str, written: str, wrong: list[int]) -> bool:
    """专特精新: two neighbours changed places."""
    return (
        len(word) >= _MAY_HAVE_TWO
        and len(wrong) == 2
        and wrong[1] - wrong[0] == 1
        and written[wrong[0]] + written[wrong[1]] == word[wrong[1]] + word[wrong[0]]
    )


def _figures(text: str) -> str:
    """2O19年, 500晚: letters and characters that stand for digits and units."""
    if _cue("doubtful").search(text):
        text = _cue("digits").sub(lambda found: found.group().translate(_DIGITS), text)
    text = _cue("none").sub("没", text)
    for unit in table("spelling")["unit"]:
        text = _unit(unit["wrong"], unit.get("anywhere", False)).sub(unit["right"], text)
    return text


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(table("spelling")[name])


@cache
def _unit(wrong: str, anywhere: bool) -> re.Pattern[str]:
    return re.compile(f"(?:{wrong})(?={'' if anywhere else table('spelling')['after_unit']})")


@cache
def _vocabulary() -> _Vocabulary:
    data = table("spelling")
    sounds = {ord(c): _PRIVATE + n for n, row in enumerate(data["sounds"].values()) for c in row}
    words: dict[str, tuple[str, ...]] = {}
    for word in (*data["words"], *data["short"]):
        for form in _forms(word, data["looks"]):
            key = form.translate(sounds)
            words[key] = (*words.get(key, ()), word)
    return _Vocabulary(sounds, re.compile(any_of(list(words))), words)


def _forms(word: str, looks: dict[str, str]) -> set[str]:
    swapped = (
        word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1) if len(word) >= _MAY_HAVE_TWO
    )
    pairs = [(a, b) for one, row in looks.items() for other in row for a, b in ((one, other), (other, one))]
    alike = (word[:n] + c + word[n + 1 :] for n, right in enumerate(word) for was, c in pairs if was == right)
    return {word, *swapped, *alike}
