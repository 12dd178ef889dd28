"""The words of a question that have a subject, and how the documents say them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.held import held
from bot.answering.lexicon import lexicon
from bot.answering.question import Question
from bot.answering.retrieval.pieces import clauses_with, plain, rarity
from knowledge.library import Library

_UNKNOWN_WEIGHT = 6.0
_ANCHOR = 1.5
_LEAST_SHARE = 0.3
"""Of its weight, what a word that the documents have demands at least, however little it says in general."""
_UNKNOWN_PAIR = 1.0
"""Two characters that no dictionary joins are little words that met by chance …"""
_UNKNOWN_NOUN = 1.5
"""… unless there are nouns among them: a name that is new to the dictionary (稳岗, 竞业)."""
_AWARD_WORD_WEIGHT = 0.3
_AWARD_TERMS = frozenset(["奖", "补", "奖金", "奖励", "补助", "补贴", "扶持", "资金", "支持", "资助", "奖补"])
_SPREAD_FROM = 3
_NAME_TAIL, _SELDOM = 8, 3.5
_COMPOUND, _CLOSE = 4, 6
_LONGEST_WORD = 12
"""Longer runs without a break are no word of anything; they are read in stretches of this length."""
_NUMBER = re.compile(r"[\d.%‰]+")
_SUM = re.compile(
    r"\d[\d.]*(?:百|千)?(?:万元?|亿元?|元|%|‰)|[一二两三四五六七八九]成半?(?!立|果|员|本|功|长|绩|效|熟|交)"
    r"|百分之[一二两三四五六七八九十百零点\d]+"
)
"""A sum or a rate: what follows it must not be joined to it."""
_COUNTED = "家个"
_WHETHER = re.compile(r"([\u4e00-\u9fff])[没不]\1")
"""提没提 → 提, 鼓不鼓励 → 鼓励."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,3}")
_COUNTING = re.compile(r"第?[一二两三四五六七八九十几\d]+.{0,2}")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that has a subject; met where one of `forms` stands."""

    word: str
    forms: tuple[str, ...]
    weight: float
    """What it counts for a sentence that meets it: its rarity."""
    demand: float
    """What it counts against a sentence that does not: less where it names no subject (成功, 打算)."""
    known: bool
    anchor: bool = False
    """A term of these documents that nobody uses for anything else (小巨人, 培育库, 云服务券)."""


def terms(question: Question, library: Library) -> tuple[Term, ...]:
    """The words with a subject, in the order of the question; no places of the documents and no names of theirs."""
    words = lexicon()
    text = question.text.lower()
    found = {name: _term(name, library) for name in _named_after_places(text, library)}
    for name in found:
        text = text.replace(name, " ")
    text = _WHETHER.sub(r"\1", _SUM.sub(" ", _without_names(text, question, library)))
    whole = _joined(library.words_of_corrected(text), text, library)
    longer = [word for word in whole if len(word) > 2 and rarity((word,), library)]
    for phrase in _phrases(library):
        if phrase in text and not any(phrase in word != phrase for word in longer):
            found[phrase] = _term(phrase, library)
            text = text.replace(phrase, " ")
    tokens = _joined(library.words_of_corrected(text), text, library)
    for word in (part for token in tokens for part in _parts(token, library)):
        if word in found or word in words.stop_words or _NUMBER.fullmatch(word):
            continue
        term = _term(word, library)
        if term.known or not _COUNTING.fullmatch(word):
            found[word] = term
    for figure in _figures_known(question.text, library):
        # A sum or a number that is put to us must not choose the sentence that confirms it.
        claim = question.has("amount") or _SUM.match(figure) or (question.has("whether") and figure[-1] in _COUNTED)
        if question.has("source") or not claim:
            found[figure] = _term(figure, library)
    at = question.text.lower()
    return tuple(sorted(found.values(), key=lambda term: at.find(term.word)))


def _without_names(text: str, question: Question, library: Library) -> str:
    """What names a document or one of their places is no subject; the longest name first."""
    documents = held(library).documents  # a summary that is spoken of has no names of its own
    named = (name for id in question.documents if id in documents for name in documents[id].names)
    for name in sorted(named, key=len, reverse=True):
        text = text.replace(name, " ")
    return held(library).place_names.replaced(text, " ")


def _joined(tokens: Sequence[str], text: str, library: Library) -> list[str]:
    """A single character goes with the word before it where the documents write them as one name (海外|仓)."""
    found: list[str] = []
    for token in tokens:
        whole = found[-1] + token if found else ""
        together = len(token) == 1 and len(whole) > 2 and whole in text
        if together and token not in lexicon().stop_words and rarity((whole,), library) >= _SELDOM:
            found[-1] = whole
        else:
            found.append(token)
    return found


def _named_after_places(text: str, library: Library) -> list[str]:
    """Proper names with a place in them (日照e融): the longest that the documents have, and seldom."""
    found = []
    for start, after in held(library).place_names.spans(text):
        for end in range(min(len(text), after + _NAME_TAIL), after + 1, -1):
            name = text[start:end]
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
    if not _SPREAD_FROM <= len(word) <= _LONGEST_WORD or not word.isalpha():
        return ()
    halves = [(word[:cut], word[cut:]) for cut in range(2, len(word))]
    pattern = re.compile("|".join(f"{re.escape(one)}[\u4e00-\u9fff]{{1,4}}{re.escape(two)}" for one, two in halves))
    texts = {text for one, two in halves for text in clauses_with(library, one, two)}
    return tuple(sorted({match.group() for text in texts for match in pattern.finditer(text)}))


@lru_cache(maxsize=4)
def _phrases(library: Library) -> tuple[str, ...]:
    """Longest first: a word of the vocabulary is never cut."""
    words = {word for word in (*lexicon().vocabulary, *library.everyday_words) if len(word) > 1}
    words |= {name for document in library.documents for name in _NAMED.findall(document.text)}
    words -= lexicon().stop_words
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _said_otherwise(word: str, library: Library) -> tuple[str, ...]:
    return (*lexicon().vocabulary.get(word, ()), *library.everyday_words.get(word, ()))


def _parts(token: str, library: Library) -> Iterator[str]:
    """The token; one that is neither in the documents nor in any dictionary falls into the words inside it."""
    if halves := _halves_met(token, library):
        yield from halves
        return
    if (
        len(token) < 2
        or token.isascii()
        or token in lexicon().stop_words
        or library.is_word(token)
        or (library.knows(token) and _stands_whole(token, library))
    ):
        yield token
        return
    inside = list(_words_inside(token, library))
    yield from inside or [token.strip(lexicon().little) or token[:1]]


@lru_cache(maxsize=8192)
def _halves_met(token: str, library: Library) -> tuple[str, ...]:
    """A compound that stands nowhere, whose words stand close together in the texts (产品开发 → 开发50种绿色产品)."""
    if len(token) != _COMPOUND or not token.isalpha() or rarity((token, *_said_otherwise(token, library)), library):
        return ()
    one, two = token[:2], token[2:]
    close = re.compile(rf"{one}.{{1,{_CLOSE}}}{two}|{two}.{{0,{_CLOSE}}}{one}")
    met = any(close.search(text) for text in clauses_with(library, one, two))
    return (one, two) if met and library.is_word(one) and library.is_word(two) else ()


def _words_inside(token: str, library: Library) -> Iterator[str]:
    """From the left, the longest stretches of two characters or more that are words."""
    at = 0
    while at < len(token):
        longest = min(len(token) - at, _LONGEST_WORD)
        size = next((n for n in range(longest, 1, -1) if _is_word(token[at : at + n], library)), 0)
        if size:
            yield token[at : at + size]
        at += size or 1


def _is_word(text: str, library: Library) -> bool:
    known = text in lexicon().vocabulary or text in library.everyday_words or text in lexicon().stop_words
    if known or library.is_word(text):
        return True
    return text.isalpha() and rarity((text,), library) >= _SELDOM and _stands_whole(text, library)


@lru_cache(maxsize=8192)
def _term(word: str, library: Library) -> Term:
    forms = tuple(dict.fromkeys(plain(library, form) for form in (word, *_said_otherwise(word, library))))
    if not _stands_whole(forms[0], library):
        forms = forms[1:]
    weight = rarity(forms, library)
    if not weight and not library.is_word(word) and (spread := _spread(word, library)):
        forms = (*forms, *spread)
        weight = rarity(forms, library)
    known = weight > 0
    weight = weight or _unknown_weight(word, library)
    if len(word) == 1:
        weight = min(weight, 1.0)
    if _AWARD_TERMS.intersection(forms):
        weight *= _AWARD_WORD_WEIGHT
    demand = weight * max(_LEAST_SHARE, library.subject_share(word)) if known else weight
    anchor = known and weight >= _ANCHOR and (word in library.own_terms or _is_a_name(word, library))
    return Term(word, forms, weight, demand, known, anchor)


@lru_cache(maxsize=8192)
def _stands_whole(form: str, library: Library) -> bool:
    """Not only across the words of the documents (服务业 in 服务|业务); true as well where it stands nowhere."""
    if not _CHINESE.fullmatch(form):
        return True
    between = re.compile(rf"\|{'[|]?'.join(form)}(?=\|)|\|([^|]*){form}([^|]*)(?=\|)")
    texts = clauses_with(library, form)
    found = (match for text in texts for match in between.finditer(_cut(text, library)))
    return not texts or any(_is_part(form, match[1] or "", match[2] or "", library) for match in found)


def _is_part(form: str, before: str, after: str, library: Library) -> bool:
    """Of one word that begins or ends with it, or that goes on from a word before it or to a word with it."""
    return not before or not after or (len(before) > 1 and library.is_word(before)) or library.is_word(form + after)


@lru_cache(maxsize=512)
def _cut(text: str, library: Library) -> str:
    """The words of a clause with a bar on either side of each."""
    return f"|{'|'.join(library.words_of_corrected(text))}|"


def _is_a_name(word: str, library: Library) -> bool:
    """The documents have it and general Chinese does not."""
    return len(word) > 2 and library.knows(word) and not library.is_word(word)


def _unknown_weight(word: str, library: Library) -> float:
    if len(word) == 1:
        return _UNKNOWN_PAIR / 2
    chinese = all("\u4e00" <= character <= "\u9fff" for character in word)
    if chinese and len(word) == 2 and not library.is_word(word):
        return _UNKNOWN_PAIR + _UNKNOWN_NOUN * sum(library.subject_share(one) == 1 for one in word)
    return _UNKNOWN_WEIGHT * library.subject_share(word)
