"""Reading the curated answers: files of entries, each checked against the clauses it rests on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from string import Formatter
from typing import Any

from knowledge.curated.concepts import FILE as CONCEPTS
from knowledge.errors import DataError, sentence
from knowledge.library import Library
from knowledge.model import Path

_OF_CLAUSES = ("amount", "clause", "department", "definition", "target", "process", "list", "compare")
KINDS = frozenset((*_OF_CLAUSES, "status", "opinion", "eligibility", "not_covered", "help"))
MIN_PHRASINGS = 4


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on: the clause, and the words of it that carry the answer."""

    document: str
    clause: Path
    quote: str


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One curated answer in our own words; every figure in it stands in a quote of its basis."""

    id: str
    question: str
    phrasings: tuple[str, ...]
    """The same question as people type it."""
    about: tuple[tuple[str, ...], ...]
    """What a question must speak of: one word of every group."""
    unless: tuple[str, ...]
    """Words of other questions: with one of these it is not this entry that is asked for."""
    kind: str
    """The kind of reply it makes: `compare`, `status`, `help` …"""
    answer: str
    """The first line answers; what follows explains and says what to do."""
    clauses: tuple[Basis, ...]
    """Empty where the answer is about this assistant, or about what it does not hold."""
    verified_on: date
    next: tuple[str, ...]
    """Questions that suggest themselves after it."""
    first: bool = False
    """The five documents do not answer it, though they speak of its words: it goes before what is found in them."""
    beside: str = ""
    """Own documents of this sort (of `BESIDE`) are named in front of the answer, which speaks of what is shipped."""

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.question, *self.phrasings)


_TYPES: Mapping[str, type] = {
    "question": str,
    "phrasings": list,
    "about": list,
    "kind": str,
    "answer": str,
    "clauses": list,
    "verified_on": date,
    "next": list,
}
_OPTIONAL = ("unless", "first", "beside")
BESIDE = ("binding", "district")
"""Own documents that are in force today; own documents of districts."""
PLACES = frozenset(("count", "places", "version", "held", "districts"))
"""What an answer may leave open: how many documents are held, of which places, their version, and two turns of phrase
that depend on whether there are own documents beside the shipped ones (收录的文件里, 区县)."""
_NOT_EMPTY = ("question", "answer", "about", "next")


def read_entries(folders: Iterable[FilePath], library: Library) -> tuple[FaqEntry, ...]:
    """Every entry of every file, in the order of the folders and of the files' names; raises `DataError`."""
    entries: dict[str, FaqEntry] = {}
    for folder in folders:
        for file in sorted(file for file in folder.glob("*.toml") if file.name != CONCEPTS.name):
            for id, table in _tables(file).items():
                at = _Place(file, id)
                if id in entries:
                    raise at.wrong("faq_twice")
                if not _rests_on_absent(table, library):
                    entries[id] = _entry(table, at, library)
    return tuple(entries.values())


def _rests_on_absent(table: Any, library: Library) -> bool:
    """On a document that was taken out of answers: the entry goes with it."""
    bases = table.get("clauses", ()) if isinstance(table, dict) else ()
    return any(isinstance(basis, dict) and basis.get("document") in library.absent for basis in bases)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry stands, for messages."""

    file: FilePath
    id: str

    def wrong(self, sentence_key: str, /, **values: Any) -> DataError:
        """The sentence of that key, and its remedy; `values` fill the places of both."""
        lines = self.file.read_text(encoding="utf-8").splitlines()
        line = next((number for number, text in enumerate(lines, 1) if text.strip() == f"[{self.id}]"), None)
        what, remedy = (sentence(name, id=self.id, **values) for name in (sentence_key, f"{sentence_key}_remedy"))
        return DataError(self.file, what, remedy, line)


def _tables(file: FilePath) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise DataError(file, sentence("toml_broken", problem=problem), sentence("toml_broken_remedy")) from problem


def _entry(table: Any, at: _Place, library: Library) -> FaqEntry:
    if not isinstance(table, dict):
        raise at.wrong("faq_no_table")
    _check_keys(table, at)
    clauses = tuple(_basis(basis, at, library) for basis in table["clauses"])
    if table["kind"] == "not_covered" and clauses:
        raise at.wrong("faq_not_covered")
    return FaqEntry(
        id=at.id,
        question=table["question"],
        phrasings=tuple(table["phrasings"]),
        about=tuple(_words(group) for group in table["about"]),
        unless=_words(table.get("unless", "")),
        kind=table["kind"],
        answer=table["answer"].strip(),
        clauses=clauses,
        verified_on=table["verified_on"],
        next=tuple(table["next"]),
        first=table.get("first", False) is True,
        beside=table.get("beside", ""),
    )


def _check_keys(table: Mapping[str, Any], at: _Place) -> None:
    for key in table:
        if key not in (*_TYPES, *_OPTIONAL):
            raise at.wrong("faq_key_unknown", item=key, keys="、".join((*_TYPES, *_OPTIONAL)))
    for key, type_ in _TYPES.items():
        if not isinstance(table.get(key), type_) or (key in _NOT_EMPTY and not table[key]):
            raise at.wrong("faq_key_missing", item=key, type=type_.__name__)
    if table["kind"] not in KINDS:
        raise at.wrong("faq_kind", kind=table["kind"], kinds="、".join(sorted(KINDS)))
    if table.get("beside", BESIDE[0]) not in BESIDE:
        raise at.wrong("faq_beside", beside=table["beside"], known="、".join(BESIDE))
    if unknown := _open_places(table["answer"], at) - PLACES:
        raise at.wrong("faq_place", item="、".join(sorted(unknown)), known="、".join(sorted(PLACES)))
    if len(table["phrasings"]) < MIN_PHRASINGS:
        raise at.wrong("faq_phrasings", count=len(table["phrasings"]), least=MIN_PHRASINGS)


def _open_places(answer: str, at: _Place) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(answer) if name is not None}
    except ValueError as problem:
        raise at.wrong("faq_place", item=str(problem), known="、".join(sorted(PLACES))) from None


def _basis(table: Any, at: _Place, library: Library) -> Basis:
    if not isinstance(table, dict) or table.keys() != {"document", "clause", "quote"}:
        raise at.wrong("faq_basis")
    basis = Basis(table["document"], tuple(table["clause"]), table["quote"])
    where = {"document": basis.document, "clause": "".join(basis.clause)}
    clause = library.clause(basis.document, basis.clause)
    if clause is None:
        raise at.wrong("faq_clause_gone", **where)
    if not basis.quote or basis.quote not in clause.text:
        raise at.wrong("faq_quote_gone", quote=basis.quote, **where)
    return basis


def _words(alternatives: str) -> tuple[str, ...]:
    return tuple(alternatives.split("|")) if alternatives else ()
