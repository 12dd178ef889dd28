"""What is asked of an imported document, read once: kind, words, clause numbers, places."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from bot.answering.question import sums
from knowledge.library import Library

_FILE = Path(__file__).with_name("asked.toml")
_HAN = "一二三四五六七八九十百零两"
_REFERENCE = re.compile(
    rf"第\s?(?P<article>[{_HAN}\d]+)\s?(?P<unit>条|款|项|章|节|部分|点)"
    rf"|(?P<part>[{_HAN}]+)[、,，.]?\s?[(（](?P<section>[{_HAN}\d]+)[)）](?:[、.]?\s?(?P<point>\d+))?"
    r"|(?P<attachment>附件\s?\d*|附则)"
)
_MOST = 4.0
_FUNCTION, _OF_FUNCTION, _OF_VERB = 0.05, 0.12, 0.5
"""Shares of a subject: what is below the first is a word of grammar; what such a word counts, and a verb at least."""
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?:万|亿|千|百)?(?:元|%|块)?")


@dataclass(frozen=True, slots=True)
class Asked:
    text: str
    subject: str
    """The text without places and clause numbers."""
    kinds: tuple[str, ...]
    """All that fit, in the order of the table."""
    words: tuple[str, ...]
    """Of the subject, without places and words of asking."""
    figures: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    """What a clause number can mean, best first: paths or ends of paths."""
    printed: str
    """The number as it was said."""

    @property
    def whether(self) -> bool:
        """It asks whether there is something for a subject that it names."""
        return matching("words", "whether").search(self.text) is not None

    @property
    def stated(self) -> float | None:
        """The one sum of money that the asker says."""
        said = [yuan for _, _, yuan in sums(self.text)]
        return said[0] if len(said) == 1 else None

    def asks(self, *kinds: str) -> bool:
        return any(kind in self.kinds for kind in kinds)


@cache
def table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def matching(section: str, name: str) -> re.Pattern[str]:
    return re.compile(table()[section][name])


def read(text: str, library: Library, places: tuple[str, ...]) -> Asked:
    """`text`: folded, misspellings mended. `places`: names of places in it."""
    found = _REFERENCE.search(text)
    labels, printed = _labels(found) if found else ((), "")
    subject = text.replace(found.group(), " ") if found else text
    for place in places:
        subject = subject.replace(place, " ")
    return Asked(text, subject, _kinds(text), _words(subject, library), tuple(_figures(text)), labels, printed)


def with_kinds_of(typed: str, asked: Asked) -> Asked:
    """Mending must not lose what is asked: 既…又报 is no slip of 申报."""
    both = {*asked.kinds, *_kinds(typed)}
    return replace(asked, kinds=tuple(kind for kind in table()["kinds"] if kind in both))


def _kinds(text: str) -> tuple[str, ...]:
    return tuple(kind for kind in table()["kinds"] if matching("kinds", kind).search(text))


def _figures(text: str) -> list[str]:
    return [found for found in _FIGURE.findall(text) if len(found) > 1]


def _words(text: str, library: Library) -> tuple[str, ...]:
    idle = re.compile(rf"(?:{table()['words']['idle']})+")
    verbs = table()["verbs"]
    kept = (word for word in library.words(text) if (len(word) > 1 or word in verbs) and not word.isdigit())
    return tuple(dict.fromkeys(word for word in kept if not idle.fullmatch(word)))


def weight(word: str, library: Library) -> float:
    """How much of a subject the word is: what nearly every sentence says counts little, and what says when, how much or
    in which way rather than what."""
    if len(word) == 1 or matching("words", "common").fullmatch(word):
        return 0.6
    own = min(_MOST, library.rarity(word) or _MOST)
    return own * _share(library.subject_share(word)) if own == _MOST else own


def _share(of_subject: float) -> float:
    """Verbs and adjectives may be all that tells one clause from another (辞职, 搬走); what only says when or how many
    never is."""
    return _OF_FUNCTION if of_subject < _FUNCTION else max(_OF_VERB, of_subject)


def _labels(found: re.Match[str]) -> tuple[tuple[tuple[str, ...], ...], str]:
    named = found.groupdict()
    printed = re.sub(r"\s", "", found.group())
    if named["attachment"]:
        return ((printed,),), printed
    if named["part"]:
        path = (named["part"], f"({_chinese(named['section'])})", *([named["point"]] if named["point"] else []))
        return (
            path,
            (named["part"], f"({_digits(named['section'])})", *path[2:]),
            (named["part"], _digits(named["section"])),
        ), printed
    number, unit = named["article"], named["unit"]
    chinese, digits = _chinese(number), _digits(number)
    if unit in ("章", "节"):
        return ((f"第{chinese}{unit}",),), printed
    if unit == "部分":
        return ((chinese,), (f"第{chinese}部分",)), printed
    return ((f"第{chinese}条",), (f"第{digits}条",), (digits,), (f"({chinese})",), (chinese,)), printed


def _digits(number: str) -> str:
    if number.isdigit():
        return number
    total = digit = 0
    for character in number.replace("两", "二").replace("零", ""):
        value = "〇一二三四五六七八九".find(character)
        if value >= 0:
            digit = value
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    return str(total + digit)


def _chinese(number: str) -> str:
    if not number.isdigit():
        return number
    value, written = int(number), ""
    if not 0 < value < 1000:
        return number
    for size, sign in ((100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        written += "〇一二三四五六七八九"[digit] + sign if digit else "零" if written and value else ""
    return written.removeprefix("一") if written.startswith("一十") else written
