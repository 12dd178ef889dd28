"""The door: what an utterance says about the company."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from bot.understanding import doubts
from bot.understanding.asking import was_won
from bot.understanding.facts.labels import Labels, shipped_labels
from bot.understanding.facts.periods import listed
from bot.understanding.facts.plausible import impossible
from bot.understanding.facts.subjects import kind_of
from bot.understanding.fold import MOST_CHARACTERS, fold
from bot.understanding.guard import unsafe
from bot.understanding.lexers.figure import bare_value
from bot.understanding.lexicon import cue
from bot.understanding.mentions import company_words
from bot.understanding.model import Company, Reading, Understanding
from bot.understanding.names.in_force import remembered
from bot.understanding.speech import takes_back
from bot.understanding.spelling import corrected
from bot.understanding.statements import Heard, hear
from bot.understanding.whom.companies import Party
from bot.understanding.whom.naming import read_name

__all__ = ["Understanding", "understand"]

_TAKEN_BACK = 100
"""More than what any reading ranks above another of the same fact."""
_REMEMBERED = 64
"""Readings kept at hand: one message is asked about several times. What is read is never changed, only replaced."""


@remembered(_REMEMBERED)
def understand(text: str, asked: str | None, as_of: date, labels: Labels | None = None) -> Understanding:
    """Pure and linear in the length of `text`, of which at most `fold.MOST_CHARACTERS` are read.

    `asked` names the fact of the pending question, if any: replies that name nothing are about it. What can be read two
    ways is in `confirm` and `alternatives`; what cannot be read gives nothing. `labels`: the names of the facts of
    a rule book with more of them than the shipped one.
    """
    folded = listed(corrected(fold(text)))
    company = read_name(folded)
    labels = labels or shipped_labels()
    heard = hear(folded, asked, as_of, company, labels)
    answered = asked is not None and kind_of(asked) == "bool" and any(r.fact == asked for r in heard.readings)
    correction = doubts.is_correction(folded, answered)
    chosen = _settled(_after_taking_back(heard) + _in_truth(heard), correction)
    doubtful = impossible(chosen, as_of, labels.definitions)
    unsure = set() if correction else unsafe(heard, chosen, asked)
    facts = {name: reading.value for name, reading in chosen.items() if name not in doubtful}
    return Understanding(
        facts=facts,
        unknown=tuple(name for name in heard.unknown if name not in facts),
        corrections=tuple(facts) if correction else (),
        confirm=tuple(name for name, r in chosen.items() if r.assumed or r.others or name in doubtful | unsure),
        alternatives=_alternatives(heard, chosen, unsure, doubtful),
        unsafe=tuple(name for name in chosen if name in unsure - doubtful),
        impossible=tuple(name for name in chosen if name in doubtful),
        words={name: _words(text, reading) for name, reading in chosen.items() if name in facts},
        is_question=heard.question,
        won="honours" in facts and any(was_won(segment) and segment.factual for segment in heard.segments),
        company=text[company.start : company.end] if company else None,
        companies=_companies(text, heard),
        foreign=tuple(text[amount.start : amount.end].strip() for amount in heard.foreign),
        spans=company_words(folded, heard),
        cut=len(text) > MOST_CHARACTERS,
    )


def _alternatives(
    heard: Heard, chosen: dict[str, Reading], unsure: set[str], doubtful: set[str]
) -> dict[str, tuple[Any, ...]]:
    """Every reading of those that are open, the likely one first; of the unsafe ones also what other clauses say."""
    found: dict[str, tuple[Any, ...]] = {}
    for name, reading in chosen.items():
        rivals = [r.value for r in heard.readings if name in unsure and r.fact == name and r.value != reading.value]
        values = (reading.value, *reading.others, *rivals)
        if len(values) > 1 or name in doubtful:
            found[name] = values
    return found


def _companies(text: str, heard: Heard) -> tuple[Company, ...]:
    """Several companies of one message with what was said of each, in the speaker's words."""
    return tuple(Company(party.label, _said_of(text, party), party.chosen) for party in heard.parties)


def _said_of(text: str, party: Party) -> str:
    stretches = [list(group) for _, group in groupby(party.segments, key=lambda segment: segment.stretch)]
    return " ".join(text[stretch[0].start : stretch[-1].end].strip() for stretch in stretches)


def _words(text: str, reading: Reading) -> str:
    """The speaker's own words; 去年营收 is not cut to 年营收."""
    clipped = text[max(0, reading.start - 1) : reading.start + 1] in ("去年", "前年", "今年", "上年", "本年")
    return text[reading.start - clipped : reading.end].strip()


def _after_taking_back(heard: Heard) -> list[Reading]:
    """三年,说错了,是两年: what comes after stands, however well the words before named the fact."""
    marks = [segment.start for segment in heard.segments if takes_back(segment)]
    if not marks:
        return heard.readings
    return [replace(r, rank=r.rank + _TAKEN_BACK) if r.start > marks[-1] else r for r in heard.readings]


def _in_truth(heard: Heard) -> list[Reading]:
    """招聘写的是两百人,其实才九十: a figure behind such a word, of nothing named, is of what was told before."""
    read: list[Reading] = []
    claimed = {reading.start for reading in heard.readings}
    for segment in heard.segments:
        if (
            len(segment.quantities) != 1
            or not segment.factual
            or not cue("phrases", "correction", "truth").match(segment.text)
        ):
            continue
        figure = segment.quantities[0]
        told = [
            r for r in heard.readings if r.end <= segment.start and kind_of(r.fact) in ("persons", "count", "money")
        ]
        if not told or figure.start in claimed or figure.kind not in ("bare", kind_of(told[-1].fact)):
            continue
        kind = kind_of(told[-1].fact)
        value, others = bare_value(figure, kind, told[-1].fact) if figure.kind == "bare" else (figure.value, ())
        read.append(Reading(told[-1].fact, value, figure.start, figure.end, kind == "money", others, rank=_TAKEN_BACK))
    return read


def _settled(readings: list[Reading], correction: bool) -> dict[str, Reading]:
    """One reading a fact: the higher rank, then the first said (in a correction the last); a date outdoes a year."""
    chosen: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda r: r.start):
        before = chosen.get(reading.fact)
        if before is None or reading.rank > before.rank or (correction and reading.rank == before.rank):
            chosen[reading.fact] = reading
        elif before.value != reading.value and reading.rank == before.rank and _is_open(reading):
            chosen[reading.fact] = replace(before, others=(*before.others, reading.value))
    if "founded_date" in chosen:
        chosen.pop("founded_year", None)
    if correction:
        _alone(chosen)
    return chosen


def _is_open(reading: Reading) -> bool:
    return not isinstance(reading.value, (list, bool)) and reading.fact not in (
        "district",
        "city",
        "honour_event",
        "honour_year",
    )


def _alone(chosen: dict[str, Reading]) -> None:
    """A correction gives the new value alone: what the honours are, not also what they are not."""
    reading = chosen.get("honours")
    value: Any = reading.value if reading else None
    if reading and isinstance(value, dict) and value["has"]:
        chosen["honours"] = replace(reading, value=value["has"])
