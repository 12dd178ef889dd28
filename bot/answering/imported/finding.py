"""The sentences of one document that say most to a question, with the awards in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.answering.imported.asking import Asked, matching, table, weight
from bot.answering.imported.ranges import holds, row_holds
from knowledge.intake import Award, award_sentences, awards_in_row, awards_of, has_figure
from knowledge.library import Library
from knowledge.model import Clause, Document

_ABOVE, _BEFORE, _HEADED, _FIGURE = 0.55, 0.6, 0.85, 2.5
"""What a word counts that stands in the headings above, in the sentence before, in the clause's own heading; and what a
figure counts that is named."""
_IN_RANGE = 3.0
"""What it counts that the sum which the asker says lies in the range of sums that a sentence is for."""
_OF_TITLE = 0.5
"""Of its weight counts a word of the title: what the whole is about tells no clause from the others."""
_PAIRS = 0.35
_MOST_SHARED = 0.6
"""Share of the subject's characters that has to stand in the document."""
_SHORTENED = 0.8
_NAMED_PART = 0.5
"""Titles, introductions and what else has no number say what the document is, hardly ever what it gives."""
_NUMBERED = re.compile(r"[第(（一二三四五六七八九十\d附表]|正文")
_PREAMBLE = 0.4
"""What a document is for and whom it covers names its subjects, and gives nothing."""
_AS_MUCH = 0.97
"""Rows of a table that the question does not tell apart are told together."""
_ENOUGH = 0.4
"""Share of the subject that the best sentence has to meet with its headings."""
_ENOUGH_BESIDE = 0.25
"""The same of what is asked beside the title's words: the whole document is about these."""
_ENOUGH_NAMED = 0.5
"""The same where it is asked whether there is something for a subject that is named."""


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
    """The clause's words behind those of its headings, folded; of a row with the heads of its columns."""


@dataclass(frozen=True)
class Found:
    line: Line
    score: float
    met: float
    """Share of the subject that it meets, headings included."""
    told: bool
    """Whether it meets enough of what the subject says beside the title's words."""

    @property
    def numbered(self) -> bool:
        return _NUMBERED.match(self.line.clause.path[0]) is not None


@lru_cache(maxsize=512)
def lines_of(document: Document, library: Library) -> tuple[Line, ...]:
    said = {clause.path: library.clause_words(clause) + _head(clause, library) for clause in document.clauses}
    return tuple(
        Line(clause, text, folded, awards, number, said[clause.path])
        for number, (clause, text, folded, awards) in enumerate(_lines(document, library))
    )


def _head(clause: Clause, library: Library) -> str:
    return re.sub(r"\s", "", library.fold("".join(clause.table.head))) if clause.table is not None else ""


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
            if text in clause.text and not matching("sentences", "only_units").search(text):
                mine = tuple(award for award in awards if award.sentence == text)
                yield clause, text, re.sub(r"[\s\"']", "", library.fold(text)), mine


def ranked(document: Document, asked: Asked, library: Library) -> list[Found]:
    """Best first; equals in the order of the text."""
    title = re.sub(r"\s", "", library.fold(document.title))
    forms = {word: forms_of(word, library) for word in asked.words}
    titled = {word for word in forms if any(form in title for form in forms[word])}
    weights = {word: weight(word, library) * (_OF_TITLE if word in titled else 1.0) for word in forms}
    total = sum(weights.values())
    telling = {word for word in weights if word not in titled and not matching("words", "common").fullmatch(word)}
    beside = sum(weights[word] for word in telling)
    found = []
    lines = lines_of(document, library)
    asks_money = asked.asks("amount") and not asked.asks("condition")
    stated, least = asked.stated, _ENOUGH_NAMED if asked.whether else _ENOUGH_BESIDE
    for line in lines:
        before = lines[line.number - 1] if line.number and lines[line.number - 1].clause is line.clause else None
        heading = re.sub(r"\s", "", library.fold(line.clause.heading or ""))
        met = shared = own = 0.0
        behind = before.folded if before else ""
        for word, value in weights.items():
            part = _best_part(word, forms[word], line, behind, heading)
            met += value * part
            shared += value * min(1.0, part * 2)
            own += value * min(1.0, part * 2) * (word in telling)
        named = _FIGURE * sum(_has(figure, line.folded) for figure in asked.figures)
        met, shared, own = met + named, shared + named, own + named
        met += _IN_RANGE * (stated is not None and is_for(line, stated))
        met += _PAIRS * _pairs(asked.words, line.folded)
        if not _NUMBERED.match(line.clause.path[0]):
            met *= _NAMED_PART
        if asks_money and matching("sentences", "preamble").search(line.folded):
            met *= _PREAMBLE
        found.append(Found(line, met, _share(shared, total + named), _share(own, beside + named, 1.0) >= least))
    return sorted(found, key=lambda one: (-round(one.score, 6), one.line.number))


def _share(part: float, whole: float, of_nothing: float = 0.0) -> float:
    return part / whole if whole else of_nothing


def enough(found: list[Found]) -> bool:
    return bool(found) and found[0].told and (found[0].met >= _ENOUGH or found[0].score >= 4.0)


def shared_runs(asked: Asked, document: Document, library: Library) -> tuple[str, ...]:
    """Runs of characters that question and document share, where they make up most of the subject: a word that the
    segmentation does not know is cut wrongly in the question. Empty where too much is left over."""
    text = re.sub(r"\s", "", library.fold(document.text))
    found: list[str] = []
    left = 0
    for piece in re.split(rf"[^一-鿿a-z0-9]+|{table()['words']['idle']}", asked.subject):
        start = 0
        while start < len(piece):
            stop = start
            while stop < len(piece) and piece[start : stop + 1] in text:
                stop += 1
            run = piece[start:stop]
            if len(run) > 1:
                found.append(run)
            left += 0 if len(run) > 1 else max(1, stop - start)
            start = max(stop, start + 1)
    return tuple(dict.fromkeys(found)) if sum(map(len, found)) >= _MOST_SHARED * (sum(map(len, found)) + left) else ()


def forms_of(word: str, library: Library) -> tuple[str, ...]:
    """The word, and what documents say for it."""
    if len(word) == 1:
        return tuple(table()["verbs"][word])
    each = (f"每{word[1]}",) if len(word) == 2 and word[0] == "一" else ()
    return (word, *each, *library.everyday_words.get(word, ()), *table()["everyday"].get(word, ()))


def _shortened(word: str, own: str) -> bool:
    """技改 for 技术改造: the characters of a short word stand in a longer one, in their order."""
    if len(word) != 2:
        return False
    return re.search(rf"{re.escape(word[0])}[一-鿿]{{1,2}}{re.escape(word[1])}", own) is not None


def _best_part(word: str, forms: Sequence[str], line: Line, behind: str, heading: str) -> float:
    """How much of a word a sentence says, in any of its forms, with what stands before and above it."""
    short = _SHORTENED * max(_shortened(word, line.folded), _ABOVE * _shortened(word, line.said))
    headed = _HEADED * any(form in heading for form in forms)
    return max(
        *(_part(form, line.folded, behind, line.said) for form in forms), _halves(word, line.folded), headed, short
    )


def _part(word: str, own: str, before: str, said: str) -> float:
    if word in own:
        return 1.0
    if word in before:
        return _BEFORE
    if word in said:
        return _ABOVE
    return 0.0


def _halves(word: str, own: str) -> float:
    """Of a long word as it was said, not of what else is said for it: 工业 of 工业用电 is not 电费."""
    halves = [piece for piece in (word[:2], word[-2:]) if len(word) > 3] or ([word[:2]] if len(word) == 3 else [])
    return 0.5 * sum(piece in own for piece in halves) / len(halves) if halves else 0.0


def is_for(line: Line, yuan: float) -> bool:
    return row_holds(line.clause, yuan) if line.clause.table is not None else holds(line.text, yuan)


def _pairs(words: tuple[str, ...], own: str) -> int:
    return sum(one + other in own for one, other in pairwise(words))


def _has(figure: str, own: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(figure)}", own) is not None


def with_money(found: list[Found]) -> list[Found]:
    """Those whose sentences give something; where none does, those in which any figure of money stands."""
    giving = [one for one in found if one.line.awards]
    return giving or [one for one in found if has_figure(one.line.text)]


def together(best: Found, found: list[Found], most: int = 6) -> list[Line]:
    """The best sentence, its clause's others that say nearly as much or go on from it, and rows that say as much."""
    kept = [best.line]
    for one in found:
        if one is not best and _beside(one.line, best.line) and one.score >= _AS_MUCH * best.score:
            kept.append(one.line)
        if one.line.clause is best.line.clause and one.line is not best.line:
            near = abs(one.line.number - best.line.number) == 1
            goes_on = near and (best.line.text.endswith(("；", ";")) or one.line.text.endswith(("；", ";")))
            if one.score >= 0.8 * best.score or (goes_on and one.score >= 0.45 * best.score):
                kept.append(one.line)
    return sorted(kept[:most], key=lambda line: line.number)


def _beside(line: Line, best: Line) -> bool:
    """Another row of the same table."""
    both = line.clause.table is not None and best.clause.table is not None
    return both and line.clause.path[:-1] == best.clause.path[:-1]


def saying(document: Document, library: Library, name: str) -> list[Line]:
    """Sentences that have the words of `[sentences]` of that name."""
    return [line for line in lines_of(document, library) if matching("sentences", name).search(line.folded)]
