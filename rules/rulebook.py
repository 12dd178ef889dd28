"""The door: facts in, outcomes out."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from rules.evaluation.derivation import Prepared, prepare, readers
from rules.evaluation.exclusion import superseded
from rules.evaluation.outcomes import no_rule, outcome
from rules.evaluation.validation import validate
from rules.evaluation.values import NONE, UNKNOWN
from rules.evaluation.walk import Judged, Walk
from rules.language import awards
from rules.language.conditions import Leaf, Test
from rules.language.definitions import NUMBERS, FactDefinition, read_definitions
from rules.language.honour_files import Honour, read_honours, with_honours
from rules.language.loading import FACTS_FILE, HONOURS_FILE, Book, load_book, load_facts
from rules.language.programme import DIRECTION, MONEY, SERVICE, UNPRICED, Programme
from rules.language.readings import Reading
from rules.language.source import Source
from rules.language.timeline import nearest_version, series_of
from rules.model import ClauseId, Facts, Outcome, Question, Receipt, Verdict
from rules.questions import Waiting, next_question, waiting
from rules.speaking import facts_as_said
from rules.speech import money
from rules.validity import Validity, validity_of
from rules.windows import Window, windows

__all__ = [
    "DIRECTION",
    "MONEY",
    "NONE",
    "NUMBERS",
    "SERVICE",
    "UNKNOWN",
    "UNPRICED",
    "FactDefinition",
    "Honour",
    "Judged",
    "Leaf",
    "Programme",
    "RuleBook",
    "Test",
    "Validity",
    "Window",
    "awards",
    "facts_with",
    "money",
    "shipped_facts",
    "shipped_honours",
    "validity_of",
    "windows",
]

_Key = TypeVar("_Key", bound=Hashable)


@cache
def shipped_facts() -> Mapping[str, FactDefinition]:
    """The facts of this package's own data, without its programmes: what a text can tell of a company."""
    source = Source.read(Path(__file__).with_name(FACTS_FILE), f"rules/{FACTS_FILE}")
    return with_honours(read_definitions(source.data()), shipped_honours())


@cache
def shipped_honours() -> tuple[Honour, ...]:
    """The honours of this package's own data."""
    source = Source.read(Path(__file__).with_name(HONOURS_FILE), f"rules/{HONOURS_FILE}")
    return read_honours(source.data()["honour"])


def facts_with(own: Path | None) -> Mapping[str, FactDefinition]:
    """The shipped facts and those of a folder of one's own, without any programme."""
    return load_facts(Path(__file__).parent, own)


_REMEMBERED = 64
"""Walks kept at hand: one turn asks several times what the same facts come to."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Facts that can be looked up by how they are written."""

    key: str
    facts: Facts = field(compare=False)


class RuleBook:
    """Every programme with its facts; the same facts on the same day give the same outcomes, byte for byte."""

    def __init__(self, book: Book) -> None:
        self.programmes = tuple(programme for programme in book.programmes if not programme.draft)
        self.drafts = tuple(programme for programme in book.programmes if programme.draft)
        """Proposals that nobody has confirmed: known, and in nothing that is judged."""
        self.facts: Mapping[str, FactDefinition] = book.facts
        self.honours: tuple[Honour, ...] = book.honours
        self.readings: tuple[Reading, ...] = book.readings
        self.version: str = book.version
        self._readers = readers(book.facts)
        self._walks: dict[bool, tuple[date, Walk]] = {}
        self._by_id = {programme.id: programme for programme in self.programmes}
        self._of_document = _numbered(programme.document for programme in self.programmes)
        self._of_clause = _numbered((programme.document, programme.clause) for programme in self.programmes)
        self._series = series_of(self.programmes)
        self._walked = lru_cache(maxsize=_REMEMBERED)(self._walk)
        self._exclusive = any(programme.exclusive_group or programme.replaced_by for programme in self.programmes)

    @classmethod
    def load(
        cls,
        clauses: Mapping[ClauseId, str],
        folder: Path | None = None,
        own: Path | None = None,
        absent: Collection[str] = (),
    ) -> RuleBook:
        """Reads `folder` (default: this package's own data), and over it the programmes and facts of `own`.

        Quotes and figures are checked against the clauses' texts; programmes of documents `absent` are left out.
        Raises `rules.errors.DataError` with file, line, what is wrong and how to mend it.
        """
        return cls(load_book(clauses, folder or Path(__file__).parent, own, absent))

    def programme(self, id: str) -> Programme | None:
        return self._by_id.get(id)

    def of_document(self, document: str) -> tuple[Programme, ...]:
        """In the order of `programmes`."""
        return tuple(self.programmes[number] for number in self._of_document.get(document, ()))

    def of_clauses(self, *clauses: ClauseId) -> tuple[Programme, ...]:
        """Those that rest on any of the clauses, in the order of `programmes`."""
        numbers = {number for clause in clauses for number in self._of_clause.get(clause, ())}
        return tuple(self.programmes[number] for number in sorted(numbers))

    def validate(self, facts: Mapping[str, Any]) -> Facts:
        """The facts, if every name and value is as it should be; raises `rules.errors.FactError`."""
        return validate(facts, self.facts)

    def prepare(self, facts: Facts, as_of: date) -> Prepared:
        """The facts as they are compared: exact or interval, with what follows from them; for `judge` and columns."""
        return prepare(facts, as_of, self._readers)

    def derive(self, facts: Facts, as_of: date) -> Facts:
        """The facts with those that follow from them on that day, JSON-shaped."""
        return facts_as_said(facts, self.prepare(facts, as_of))

    def evaluate(
        self,
        facts: Facts,
        as_of: date,
        *,
        documents: Collection[str] | None = None,
        programmes: Collection[str] | None = None,
    ) -> tuple[Outcome, ...]:
        """Every benefit (or the programmes named) on these facts, in the order document, clause, file.

        A series of which no version holds on the day gives one outcome that says so. What only points a direction is
        judged where it is named.
        """
        prepared, walked = self._walked(_Asked(repr(facts), facts), as_of, programmes is not None)
        judged = {item.programme.id: item for item in walked}
        lower = superseded(judged.values(), prepared, self.facts) if self._exclusive else frozenset()
        outcomes = []
        for programme in self.programmes:
            if not _wanted(programme, documents, programmes) or (programmes is None and not programme.judged):
                continue
            if item := judged.get(programme.id):
                found = outcome(item, prepared, facts, self.facts)
                gives_way = programme.id in lower
                outcomes.append(replace(found, verdict=Verdict.SUPERSEDED_BY_HIGHER) if gives_way else found)
            elif missing := self._uncovered(programme, as_of):
                outcomes.append(missing)
        return tuple(outcomes)

    def judge(self, facts: Facts, as_of: date) -> list[Judged]:
        """The walk alone: verdict and leaf states of the benefits that hold on the day, nothing put into words."""
        return list(self._walked(_Asked(repr(facts), facts), as_of, False)[1])

    def next_question(
        self,
        facts: Facts,
        as_of: date,
        *,
        programmes: Collection[str] | None = None,
        interest: Mapping[str, float] | None = None,
        last_topic: str | None = None,
        skip: Collection[str] = (),
    ) -> Question | None:
        """What to ask next; none once everything is settled or not known.

        `interest`: weights by programme id, document id or topic. `skip`: facts not to be asked (again).
        """
        prepared, waits = self._waiting(facts, as_of, programmes, interest)
        return next_question(waits, prepared, self.facts, last_topic, skip)

    def open_facts(self, facts: Facts, as_of: date, *, programmes: Collection[str] | None = None) -> tuple[str, ...]:
        """Facts that can still matter, in the order of `facts.toml`."""
        _, waits = self._waiting(facts, as_of, programmes, None)
        names = {name for wait in waits for name in wait.facts}
        return tuple(sorted(names, key=lambda name: self.facts[name].order))

    def receipt(self, facts: Facts, as_of: date, outcomes: Collection[Outcome]) -> Receipt:
        verdicts = tuple((item.programme, item.verdict.value, item.amount.yuan) for item in outcomes)
        return Receipt(self.version, as_of, dict(facts), verdicts)

    def _on(self, day: date, everything: bool = False) -> Walk:
        """The walk over the benefits (or all programmes) that hold on a day; the last day's is kept."""
        kept = self._walks.get(everything)
        if kept is None or kept[0] != day:
            held = [item for item in self.programmes if item.holds(day) and (everything or item.judged)]
            kept = self._walks[everything] = day, Walk(held, self.facts)
        return kept[1]

    def _waiting(
        self, facts: Facts, as_of: date, programmes: Collection[str] | None, interest: Mapping[str, float] | None
    ) -> tuple[Prepared, list[Waiting]]:
        prepared, walked = self._walked(_Asked(repr(facts), facts), as_of, False)
        judged = [item for item in walked if _wanted(item.programme, None, programmes)]
        return prepared, waiting(judged, prepared, self.facts, interest)

    def _walk(self, asked: _Asked, as_of: date, everything: bool) -> tuple[Prepared, Sequence[Judged]]:
        prepared = self.prepare(asked.facts, as_of)
        return prepared, self._on(as_of, everything).run(prepared)

    def _uncovered(self, programme: Programme, day: date) -> Outcome | None:
        versions = self._series[programme.series or programme.id]
        if any(version.holds(day) for version in versions):
            return None
        nearest, earlier = nearest_version(versions, day)
        return no_rule(nearest, day, earlier, nearest.gap_reason) if nearest is programme else None


def _wanted(programme: Programme, documents: Collection[str] | None, programmes: Collection[str] | None) -> bool:
    return (documents is None or programme.document in documents) and (programmes is None or programme.id in programmes)


def _numbered(keys: Iterable[_Key]) -> Mapping[_Key, list[int]]:
    """At which places of the row each key comes."""
    found: dict[_Key, list[int]] = {}
    for number, key in enumerate(keys):
        found.setdefault(key, []).append(number)
    return found
