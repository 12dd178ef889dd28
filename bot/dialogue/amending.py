"""Which fact a correction lands on that has no reading of its own (改一下,技改是380万; 弄错了,是80; 不是今年,是去年).

The one that is named, else by kind and size the one told last. What nobody said (the none of a list that was not
ticked) is never corrected, and where two told together fit alike it is put to the person first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answering.honours import bare
from bot.dialogue.conversation import UNKNOWN, FactRecord
from bot.dialogue.interview.doubting import figure_of
from bot.dialogue.interview.honours import names_of
from bot.dialogue.talk import Talk
from bot.understanding.facts.subjects import named_facts
from bot.understanding.fold import fold
from bot.understanding.lexicon import cue
from bot.understanding.reading import Understanding, understand
from bot.understanding.whom.strangers import small_words
from bot.wording import say
from rules.rulebook import NUMBERS

_HONOURS, _EVENT, _YEAR = "honours", "honour_event", "honour_year"
_YEARS = frozenset(("year", "date", "event_year"))
_NOT_BARE = frozenset(("bool", "honours", "map", "text"))
"""Types that a word of correction alone could fill."""
_NEAR = 3.0
"""So many times larger or smaller, or less, is a figure that corrects another likely to be."""
_PIECES = re.compile(r"[\s,，。;；:：!！]+")
_EDGES = " ,，。;；!！"
_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_FIGURE = re.compile("[\\d.零〇一二两三四五六七八九十百千万亿]+(?:元|块|人|个|家|台|件|项|年|月|左右|多)*")


@dataclass(frozen=True, slots=True)
class _Fit:
    """The fact on file, the fact that is written, and its new value with the words it was read from."""

    told: str
    fact: str
    value: Any
    words: str


def amended(talk: Talk, text: str, asked: str | None, found: Understanding, *, truths: bool) -> Understanding | None:
    """The text as a new value of a fact on file; None where it fits none.

    Where it answers the pending question (`asked`) as well, only what was told last is corrected. `truths`: also facts
    of yes and no.
    """
    told = _told(talk, only_now=asked in found.facts, truths=truths)
    fits = [fit for fact in told for fit in _fits(talk, text, fact, found)]
    named = [fit for fit in fits if _is_named(talk, fit, text)]
    fits = named or ([] if found.facts.keys() - talk.state.facts.keys() - {asked} else fits)
    if not fits:
        return None
    near = [fit for fit in fits if _is_near(talk.state.facts.get(fit.told), fit.value)] or fits
    chosen = near[0]
    figure = talk.world.rulebook.facts[chosen.fact].type in NUMBERS
    open_ = not named and (_told_together(talk, near) or (figure and _has_another_subject(text)))
    return Understanding(
        facts={chosen.fact: chosen.value},
        corrections=() if open_ else (chosen.fact,),
        confirm=(chosen.fact,) if open_ else (),
        unsafe=(chosen.fact,) if open_ else (),
        words={chosen.fact: chosen.words},
    )


def completed(talk: Talk, text: str) -> str:
    """A correction that leaves out the name of an honour on file, with it (不是省级,是市级; 其实没有评上)."""
    held = names_of(talk.state.facts.get(_HONOURS))
    other = cue("phrases", "correction", "other_level").fullmatch(text.strip(_EDGES))
    if other is not None:
        wrong, right = (next(filter(None, other.group(*names))) for names in (("wrong", "wrong2"), ("right", "right2")))
        meant = [name for name in held if name.startswith(wrong) and bare(name) in (other["name"] or bare(name))]
        if len(meant) == 1 and wrong != right:
            return say("talking.other_level", wrong=meant[0], right=right + bare(meant[0]))
    elif len(held) == 1 and cue("phrases", "correction", "not_won").fullmatch(text.strip(_EDGES)):
        return f"{text.strip(_EDGES)}{held[0]}"
    return text


def _told(talk: Talk, *, only_now: bool, truths: bool) -> Iterator[str]:
    """Facts on file that somebody said, the last said first."""
    known, definitions = talk.state.company.facts, talk.world.rulebook.facts
    step = talk.state.undo[-1].before if talk.state.undo else {}
    for fact in reversed(tuple(known)):
        if fact not in definitions or (only_now and fact not in step) or _is_default(known[fact]):
            continue
        kind = definitions[fact].type
        if kind not in _NOT_BARE or (truths and kind == "bool" and fact in step) or fact == _HONOURS:
            yield fact


def _is_default(record: FactRecord) -> bool:
    """What a list left unticked, or what is not known."""
    return record.value == UNKNOWN or (bool(record.round) and record.value in (0, False, None))


def _fits(talk: Talk, text: str, told: str, found: Understanding) -> Iterator[_Fit]:
    """As a new value of that fact; 是去年 corrects the year of honours that only their way is known of."""
    facts = talk.world.rulebook.facts
    fact = _YEAR if told in (_HONOURS, _EVENT) else told
    if facts[fact].type in _YEARS and _is_of_another_year(text, fact):
        return
    for asked in dict.fromkeys((told, fact)):
        read = understand(text, asked, talk.today, talk.world.labels)
        if asked != _HONOURS and asked in read.facts and not read.is_question:
            yield _Fit(told, asked, read.facts[asked], read.words.get(asked, ""))
            return
    for other, value in found.facts.items():
        if len(found.facts) == 1 and facts[other].type == facts[told].type in NUMBERS:
            yield _Fit(told, told, value, found.words.get(other, ""))


def _is_of_another_year(text: str, fact: str) -> bool:
    """前年年底批的 is no year of founding, 2019年注册的 none of an honour."""
    recognised = bool(cue("honours", "cue", "recognised").search(text))
    return recognised if fact != _YEAR else not recognised and bool(cue("phrases", "guard", "set_up").search(text))


def _is_named(talk: Talk, fit: _Fit, text: str) -> bool:
    """By a name of its own, or by a word of its label (技改, 销售额)."""
    if fit.told in named_facts(fold(text)):
        return True
    return shares_a_word(talk, fit.told, text)


def shares_a_word(talk: Talk, fact: str, text: str) -> bool:
    """Two characters that stand together in the label of the fact as well."""
    definition = talk.world.rulebook.facts.get(fact)
    label = definition.label if definition else ""
    return any(pair in label for word in _words(text) for pair in _pairs(word))


def _has_another_subject(text: str) -> bool:
    """The figure stands behind a noun that is no fact's: 改一下,厂房是380万."""
    return bool(_words(_PIECES.split(text.strip(_EDGES))[-1]))


def _words(text: str) -> list[str]:
    """What is left without figures, small words and the words of a correction."""
    bare = _FIGURE.sub(" ", fold(text))
    for name in ("mark", "slip"):
        bare = cue("phrases", "correction", name).sub(" ", bare)
    return _WORD.findall(small_words().sub(" ", bare))


def _pairs(word: str) -> Iterator[str]:
    return (word[at : at + 2] for at in range(len(word) - 1))


def _is_near(old: Any, new: Any) -> bool:
    before, after = figure_of(old), figure_of(new)
    return bool(before and after and 1 / _NEAR <= after / before <= _NEAR)


def _told_together(talk: Talk, fits: Sequence[_Fit]) -> bool:
    """More than one of them in the turn in which the last was told."""
    step = next((step.before for step in reversed(talk.state.undo) if fits[0].told in step.before), {})
    return len({fit.fact for fit in fits if fit.told in step}) > 1
