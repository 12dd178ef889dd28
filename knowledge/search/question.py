"""What a question says: words, lay words' groups, places, kinds of answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.gazetteer.lookup import cities_named
from knowledge.gazetteer.table import gazetteer
from knowledge.outline.labels import chinese_number
from knowledge.search.cues import Cue
from knowledge.search.thesaurus import Group

_OPINION = re.compile(r"建议|专家|意见书|观点|提议|倡议|学者|文章|哪篇|献策|建言|有人[提说]|谁(?:提|建议)|主张|呼吁")
_CLAUSE = re.compile(r"第 ?([一二三四五六七八九十]{1,3}|\d{1,2}) ?[条项款点]")
_YEAR = re.compile(r"20\d\d")
_EARLIER = re.compile(
    r"(?:之?前|旧|老|早|以前|原来|上一|第一)(?:的|那|个|一|份|版|年)*(?:稿|版|份|草案)|没(?:有|写)?日期"
)


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    """Folded and corrected."""
    words: tuple[str, ...]
    """Content words in order, asking words left out."""
    figures: tuple[str, ...]
    groups: tuple[Group, ...]
    cities: tuple[str, ...]
    province: bool
    opinions: bool
    years: tuple[int, ...]
    earlier: bool
    numbers: tuple[int, ...]
    """Of clauses that are asked for by number: 第四条, 第3项."""
    cues: tuple[Cue, ...]


def read_question(
    text: str, words: tuple[str, ...], figures: tuple[str, ...], groups: list[Group], cues: tuple[Cue, ...]
) -> Question:
    """`text` is folded and corrected, `words` are its content words, `cues` those that were found in it."""
    return Question(
        text=text,
        words=words,
        figures=figures,
        groups=tuple(groups),
        cities=cities_named(text),
        province=gazetteer().asks_for_the_province(text),
        opinions=bool(_OPINION.search(text)),
        years=tuple(int(year) for year in _YEAR.findall(text)),
        earlier=bool(_EARLIER.search(text)),
        numbers=tuple(_number(found) for found in _CLAUSE.findall(text)),
        cues=cues,
    )


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else chinese_number(numeral)
