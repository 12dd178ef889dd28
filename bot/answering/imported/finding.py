"""The sentences of one document that say most to a question, with the awards in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.answering.imported.asking import Asked, matching, weight
from knowledge.intake import Award, award_sentences, awards_in_row, awards_of, has_figure
from knowledge.library import Library
from knowledge.model import Clause, Document

_ABOVE, _BEFORE, _FIGURE = 0.55, 0.6, 2.5
"""What a word counts that stands in the headings, in the sentence before, and what a figure counts that is named."""
_PAIRS = 0.35
_SHORTENED = 0.8
_NAMED_PART = 0.5
"""Titles, introductions and what else has no number say what the document is, hardly ever what it gives."""
_NUMBERED = re.compile(r"[第(（一二三四五六七八九十\d附表]|正文")
_ENOUGH = 0.4
"""Share of the subject that the best sentence has to meet with its headings."""


@dataclass(frozen=True)
class Line:
    clause: Clause
    text: str
    """As printed."""
    folded: str
    awards: tuple[Award, ...]
    number: int
    """Its place in the document."""
    said: str
    """The clause's words behind those of its headings, folded."""


@dataclass(frozen=True)
class Found:
    line: Line
    score: float
    met: float
    """Share of the subject that it meets, headings included."""


@lru_cache(maxsize=64)
def lines_of(document: Document, library: Library) -> tuple[Line, ...]:
    return tuple(
        Line(clause, text, folded, awards, number, library.clause_words(clause))
        for number, (clause, text, folded, awards) in enumerate(_lines(document, library))
    )


def _lines(document: Document, library: Library) -> Iterator[tuple[Clause, str, str, tuple[Award, ...]]]:
    giving = awards_of(document.clauses)
    for clause in document.clauses:
        if clause.table is not None:
            text = clause.text.strip()
            if clause.table.row and text:
                yield clause, text, re.sub(r"[\s\"']", "", library.fold(text)), awards_in_row(clause)
            continue
        awards = giving.get(clause.path, ())
        for text in award_sentences(clause):
            if text in clause.text:
                mine = tuple(award for award in awards if award.sentence == text)
                yield clause, text, re.sub(r"[\s\"']", "", library.fold(text)), mine


def ranked(document: Document, asked: Asked, library: Library) -> list[Found]:
    """Best first; equals in the order of the text."""
    weights = {word: weight(word, library) for word in asked.words}
    forms = {word: forms_of(word, library) for word in weights}
    total = sum(weights.values()) or 1.0
    found = []
    lines = lines_of(document, library)
    for line in lines:
        before = lines[line.number - 1] if line.number and lines[line.number - 1].clause is line.clause else None
        said = line.said
        met = shared = 0.0
        behind = before.folded if before else ""
        for word, value in weights.items():
            part = max(_part(form, line.folded, behind, said) for form in forms[word])
            part = max(part, _SHORTENED * _shortened(word, line.folded), _SHORTENED * _ABOVE * _shortened(word, said))
            met += value * part
            shared += value * min(1.0, part * 2)
        met += sum(_FIGURE for figure in asked.figures if _has(figure, line.folded))
        met += _PAIRS * _pairs(asked.words, line.folded)
        if not _NUMBERED.match(line.clause.path[0]):
            met *= _NAMED_PART
        found.append(Found(line, met, shared / total))
    return sorted(found, key=lambda one: (-round(one.score, 6), one.line.number))


def enough(found: list[Found]) -> bool:
    return bool(found) and (found[0].met >= _ENOUGH or found[0].score >= 4.0)


def forms_of(word: str, library: Library) -> tuple[str, ...]:
    """The word, and what documents say for it."""
    return (word, *library.everyday_words.get(word, ()))


def _shortened(word: str, own: str) -> bool:
    """技改 for 技术改造: the characters of a short word stand in a longer one, in their order."""
    if len(word) != 2:
        return False
    return re.search(rf"{re.escape(word[0])}[一-鿿]{{1,2}}{re.escape(word[1])}", own) is not None


def _part(word: str, own: str, before: str, said: str) -> float:
    if word in own:
        return 1.0
    if word in before:
        return _BEFORE
    if word in said:
        return _ABOVE
    halves = [piece for piece in (word[:2], word[-2:]) if len(word) > 3]
    return 0.5 * sum(piece in own for piece in halves) / len(halves) if halves else 0.0


def _pairs(words: tuple[str, ...], own: str) -> int:
    return sum(one + other in own for one, other in pairwise(words))


def _has(figure: str, own: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(figure)}", own) is not None


def with_money(found: list[Found]) -> list[Found]:
    """Those whose sentences give something; where none does, those in which any figure of money stands."""
    giving = [one for one in found if one.line.awards]
    return giving or [one for one in found if has_figure(one.line.text)]


def together(best: Found, found: list[Found], most: int = 6) -> list[Line]:
    """The best sentence, its clause's others that say nearly as much or go on from it, in the order of the text."""
    kept = [best.line]
    for one in found:
        if one.line.clause is best.line.clause and one.line is not best.line:
            near = abs(one.line.number - best.line.number) == 1
            goes_on = near and (best.line.text.endswith(("；", ";")) or one.line.text.endswith(("；", ";")))
            if one.score >= 0.8 * best.score or (goes_on and one.score >= 0.45 * best.score):
                kept.append(one.line)
    return sorted(kept[:most], key=lambda line: line.number)


def saying(document: Document, library: Library, name: str) -> list[Line]:
    """Sentences that have the words of `[sentences]` of that name."""
    return [line for line in lines_of(document, library) if matching("sentences", name).search(line.folded)]
