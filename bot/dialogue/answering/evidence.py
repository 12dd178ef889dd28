"""The sentences of the documents that speak to a question, and how much of the question they cover."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.dialogue.answering.lexicon import lexicon
from bot.dialogue.answering.question import Question
from knowledge.library import Library
from knowledge.model import Clause

_IN_PIECE, _IN_HEADING, _IN_ABOUT, _IN_CLAUSE, _IN_PARENT = 1.0, 0.7, 0.6, 0.4, 0.25
_ADJACENT = 0.5
_RANKED = 0.25
_LONG, _USUAL = 0.08, 60
_UNKNOWN_WEIGHT = 6.0
_AWARD_WORD_WEIGHT = 0.3
_AWARD_TERMS = frozenset(["奖", "补", "奖金", "奖励", "补助", "补贴", "扶持", "资金", "支持", "资助", "奖补"])
_MOST_HITS = 40
_SPREAD_FROM = 3
_NAME_TAIL, _SELDOM = 8, 3.5
_HEADING_ONLY = 3.0
_MONEY = re.compile(r"\d\s*(?:百|千)?(?:万|亿)?元|\d\s*万(?=的|资金)|\d\s*[%‰]|个百分点")
_NUMBER = re.compile(r"[\d.%‰]+")
_COUNTING = re.compile(r"第?[一二两三四五六七八九十几\d]+.{0,2}")
_COUNT = re.compile(r"\d\s*(?:万)?\s*(?:家|个|项|种|场|户|亿|%|项)")
_KIND = 0.12
_AWARD = re.compile(r"奖励|奖补|补助|补贴|扶持|资助|资金|抵免|价格扣除|补偿|贴息")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that has a subject; met where one of `forms` stands."""

    word: str
    forms: tuple[str, ...]
    weight: float
    known: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of a clause; `folded` is what the words are looked for in."""

    clause: Clause
    text: str
    folded: str
    award: bool
    """It grants something and says how much."""
    heading: str
    about: str
    """Headings above it and the document's title, folded."""
    clause_text: str
    parent_text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    piece: Piece
    score: float
    coverage: float
    """Share of the question's weight that the clause, its headings and its document meet."""
    own: float
    """Share that the sentence itself meets."""
    met: frozenset[str]
    met_here: frozenset[str]
    """Words that the sentence itself meets."""


@lru_cache(maxsize=4)
def pieces(library: Library) -> tuple[Piece, ...]:
    """Every sentence of the five documents, in order."""
    return tuple(
        piece for document in library.documents for clause in document.clauses for piece in _of(library, clause)
    )


def _of(library: Library, clause: Clause) -> Iterable[Piece]:
    document = library.document(clause.document)
    headings, above, parents = [""], library.parent(clause), []
    while above is not None:
        headings.append(above.heading or "")
        parents.append(above.text[: above.own_end - above.start])
        above = library.parent(above)
    about = _plain(library, " ".join([*headings, document.title if document else "", clause.path[0]]))
    heading = _plain(library, clause.heading or "")
    own = _plain(library, clause.text[: clause.own_end - clause.start])
    for sentence in library.sentences(clause):
        if _is_label(sentence, clause):
            continue
        award = bool(_MONEY.search(sentence) and _AWARD.search(sentence))
        yield Piece(
            clause, sentence, _plain(library, sentence), award, heading, about, own, _plain(library, " ".join(parents))
        )


def _is_label(sentence: str, clause: Clause) -> bool:
    """A heading that stands alone, or the bracket of responsible units."""
    bare = re.sub(r"\W", "", sentence)
    heading = re.sub(r"\W", "", clause.heading or "")
    units = re.sub(r"\W", "", "".join(clause.departments))
    return bool(heading and bare.endswith(heading) and len(bare) <= len(heading) + 3) or bool(
        units and bare.removeprefix("责任单位") == units
    )


_SIGNS = re.compile(r"[\s“”\"'‘’「」《》]")


def _plain(library: Library, text: str) -> str:
    return _SIGNS.sub("", library.fold(text)).lower()


def terms(question: Question, library: Library) -> tuple[Term, ...]:
    """The words with a subject, in the order of the question; places of the documents are not among them."""
    words = lexicon()
    text = question.text.lower()
    found = {name: _term(name, library) for name in _named_after_places(text, library)}
    for name in found:
        text = text.replace(name, " ")
    for pattern in words.covered_places.values():
        text = pattern.sub(" ", text)
    longer = [word for word in library.words(text) if len(word) > 2 and rarity((word,), library)]
    for phrase in _phrases(library):
        inside = any(phrase in word != phrase for word in longer)
        if phrase in text and not inside:
            found[phrase] = _term(phrase, library)
            text = text.replace(phrase, " ")
    for word in library.words(text):
        bare = _trimmed(word, library)
        if bare in found or bare in words.stop_words or _NUMBER.fullmatch(bare):
            continue
        term = _term(bare, library)
        if term.known or not _COUNTING.fullmatch(bare):
            found[bare] = term
    if not question.has("amount") or question.has("source"):
        found.update({figure: _term(figure, library) for figure in _figures_known(question.text, library)})
    at = question.text.lower()
    return tuple(sorted(found.values(), key=lambda term: at.find(term.word)))


def _named_after_places(text: str, library: Library) -> list[str]:
    """Proper names with a place in them (日照e融): the longest that the documents have, and seldom."""
    found = []
    for pattern in lexicon().covered_places.values():
        for match in pattern.finditer(text):
            for end in range(min(len(text), match.end() + _NAME_TAIL), match.end() + 1, -1):
                name = text[match.start() : end]
                if rarity((name,), library) >= _SELDOM:
                    found.append(name)
                    break
    return found


_NAMED = re.compile(r"“([\w+]{2,10})”")
"""What the documents put in quotation marks is a name."""
_FIGURE = re.compile(r"\d[\d.]*(?:%|‰|家|项|个|种|场|万元?|亿元?)")


def _figures_known(text: str, library: Library) -> list[str]:
    """Figures of the question that stand in the documents as they are written."""
    return [figure for figure in _FIGURE.findall(text) if rarity((figure,), library)]


def _spread(word: str, library: Library) -> tuple[str, ...]:
    """For a word that stands nowhere (创新券): how the documents write it with something inside (创新服务券)."""
    if len(word) < _SPREAD_FROM or not word.isalpha():
        return ()
    halves = [(word[:cut], word[cut:]) for cut in range(2, len(word))]
    pattern = re.compile("|".join(f"{re.escape(one)}[\u4e00-\u9fff]{{1,4}}{re.escape(two)}" for one, two in halves))
    return tuple(sorted({match.group() for text in _clause_texts(library) for match in pattern.finditer(text)}))


@lru_cache(maxsize=4)
def _phrases(library: Library) -> tuple[str, ...]:
    """Longest first: a word of the vocabulary is never cut."""
    words = {word for word in (*lexicon().vocabulary, *library.everyday_words) if len(word) > 1}
    words |= {name for document in library.documents for name in _NAMED.findall(document.text)}
    words -= lexicon().stop_words
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _said_otherwise(word: str, library: Library) -> tuple[str, ...]:
    return (*lexicon().vocabulary.get(word, ()), *library.everyday_words.get(word, ()))


def _trimmed(word: str, library: Library) -> str:
    """A word that stands nowhere, without the little words that the segmentation left on it."""
    if len(word) < 2 or word in lexicon().stop_words or library.knows(word):
        return word
    for stop in sorted(lexicon().stop_words, key=len, reverse=True):
        if len(stop) > 1:
            word = word.replace(stop, "")
    bare = word.strip(lexicon().little)
    return bare if bare else word[:1]


@lru_cache(maxsize=8192)
def _term(word: str, library: Library) -> Term:
    forms = tuple(dict.fromkeys(_plain(library, form) for form in (word, *_said_otherwise(word, library))))
    weight = rarity(forms, library)
    if not weight and (spread := _spread(word, library)):
        forms = (*forms, *spread)
        weight = rarity(forms, library)
    known = weight > 0
    weight = weight or (_UNKNOWN_WEIGHT if len(word) > 1 else 0.5)
    if len(word) == 1:
        weight = min(weight, 1.0)
    if _AWARD_TERMS.intersection(forms):
        weight *= _AWARD_WORD_WEIGHT
    return Term(word, forms, weight, known)


@lru_cache(maxsize=8192)
def rarity(forms: tuple[str, ...], library: Library) -> float:
    """Inverse document frequency over the clauses of any of these literal phrases; 0 where none stands anywhere."""
    texts = _clause_texts(library)
    count = sum(any(form in text for form in forms) for text in texts)
    if count:
        return math.log(1 + (len(texts) - count + 0.5) / (count + 0.5))
    return _HEADING_ONLY if any(form in piece.about for form in forms for piece in pieces(library)) else 0.0


@lru_cache(maxsize=4)
def _clause_texts(library: Library) -> tuple[str, ...]:
    return tuple({piece.clause.id: piece.clause_text + piece.heading for piece in pieces(library)}.values())


def gather(question: Question, library: Library, asked: tuple[Term, ...]) -> list[Evidence]:
    """Sentences that meet something of the question, best first."""
    total = sum(term.weight for term in asked)
    if not total:
        return []
    ranks = _ranks(question, library)
    strengths = [_strengths(term.forms, library) for term in asked]
    found = [
        _weigh(piece, asked, [column[number] for column in strengths], total, ranks, question)
        for number, piece in enumerate(pieces(library))
        if any(column[number] for column in strengths)
    ]
    return sorted(found, key=lambda item: -item.score)


@lru_cache(maxsize=2048)
def _strengths(forms: tuple[str, ...], library: Library) -> tuple[float, ...]:
    """How strongly a term is met by each sentence."""
    return tuple(_strength(forms, piece) for piece in pieces(library))


def _kind_bonus(question: Question, piece: Piece) -> float:
    """A sentence with the kind of figure that is asked for."""
    if question.has("amount"):
        return _KIND * piece.award
    if question.has("target"):
        return _KIND * (bool(_COUNT.search(piece.text)) and not piece.award)
    return 0.0


def _ranks(question: Question, library: Library) -> dict[tuple[str, tuple[str, ...]], float]:
    hits = library.search(question.text, k=_MOST_HITS)
    best = hits[0].score if hits else 1.0
    return {hit.clause.id: hit.score / best for hit in hits}


def _weigh(
    piece: Piece,
    asked: tuple[Term, ...],
    strengths: Sequence[float],
    total: float,
    ranks: Mapping[tuple[str, tuple[str, ...]], float],
    question: Question,
) -> Evidence:
    score = covered = own = 0.0
    met, here = set(), set()
    for term, strength in zip(asked, strengths, strict=True):
        score += term.weight * strength
        if strength:
            covered += term.weight
            met.add(term.word)
        if strength >= _IN_HEADING:
            own += term.weight
            here.add(term.word)
    score += _ADJACENT * sum(
        min(left.weight, right.weight)
        for left, right in pairwise(asked)
        if left.word in here and right.word in here and _side_by_side(left, right, piece)
    )
    bonus = _RANKED * ranks.get(piece.clause.id, 0.0) + _kind_bonus(question, piece)
    value = (score / total + bonus) / _length(piece)
    return Evidence(piece, value, covered / total, own / total, frozenset(met), frozenset(here))


def _side_by_side(left: Term, right: Term, piece: Piece) -> bool:
    return any(one + two in piece.folded for one in left.forms for two in right.forms)


def _length(piece: Piece) -> float:
    """Long sentences meet words by chance."""
    return 1 - _LONG + _LONG * max(len(piece.folded), _USUAL) / _USUAL


def _strength(forms: tuple[str, ...], piece: Piece) -> float:
    best = 0.0
    for form in forms:
        if form in piece.folded:
            return _IN_PIECE
        if form in piece.heading:
            best = max(best, _IN_HEADING)
        elif form in piece.about:
            best = max(best, _IN_ABOUT)
        elif form in piece.clause_text:
            best = max(best, _IN_CLAUSE)
        elif form in piece.parent_text:
            best = max(best, _IN_PARENT)
    return best
