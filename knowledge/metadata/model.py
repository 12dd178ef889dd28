"""A file that was read and not stored: head with evidence, clauses, doubts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.gazetteer.lookup import cities_named
from knowledge.model import Clause, Document, Standing, Status
from knowledge.naming import naming_of, place_of
from knowledge.reading.source import Table
from knowledge.standing import status_on

ORIGINS = ("info_block", "meta", "red_head", "publication", "signature", "text", "file_name")
"""Best first: where page and text disagree, the page's own block counts."""
FIELDS = ("title", "number", "issuer", "region", "issued", "effective_from", "expires_on")


@dataclass(frozen=True, slots=True)
class Finding:
    """One reading of one value. Days are ISO dates."""

    value: str
    quote: str
    """The source's own words, or those of the page's meta tag."""
    origin: str
    """One of `ORIGINS`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The value that counts, and the other readings that contradict it."""

    value: str
    quote: str
    origin: str
    others: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What the file says about the document; None where it says nothing."""

    title: Evidence | None
    number: Evidence | None
    issuer: Evidence | None
    region: Evidence | None
    issued: Evidence | None
    effective_from: Evidence | None
    expires_on: Evidence | None
    kind: str
    """As `standing.kind` in `document.toml`: `draft_for_comment`, `issued`, `opinion`, `summary`, `repealed` or
    `unclear`."""
    reason: str
    """Why the kind is what it is: for the clerk, and for `standing.evidence`."""
    question: str | None = None
    """What the clerk is to settle where the kind is `unclear` or a start is missing."""
    repeals: tuple[str, ...] = ()
    """Names of documents that this one says it repeals or replaces, as printed between 《》."""

    def evidence(self) -> Iterator[tuple[str, Evidence]]:
        """The fields that were found, in the order of `FIELDS`."""
        for name in FIELDS:
            found: Evidence | None = getattr(self, name)
            if found is not None:
                yield name, found

    def text(self, name: str) -> str | None:
        found: Evidence | None = getattr(self, name)
        return found.value if found else None

    def day(self, name: str) -> date | None:
        value = self.text(name)
        return date.fromisoformat(value) if value else None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of the source that was not understood, or a gap in its numbers; for the clerk."""

    line: int
    """Counted from 1 in the source text."""
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of its own; its clauses stand under its name (`附件1`) among those of the document."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A file, read: everything that a clerk sees before it is taken into a library."""

    id: str
    """Proposed, made from the file's name; `document` where nothing of it can be an id."""
    file: str
    text: str
    """What goes into `text.txt`: the offsets of clauses and tables point into it."""
    tables: tuple[Table, ...]
    """What goes beside the text: `clauses_of(id, text, tables)` gives the same clauses again."""
    head: Head
    clauses: tuple[Clause, ...]
    attachments: tuple[Attachment, ...]
    doubts: tuple[Doubt, ...]
    by_machine: bool = False
    left_out: tuple[str, ...] = ()

    def status(self, day: date) -> Status:
        return status_on(self.standing, day)

    @property
    def standing(self) -> Standing:
        head = self.head
        return Standing(head.kind, head.reason, head.day("effective_from"), head.day("expires_on"))

    def document(self, day: date) -> Document:
        """As the library holds one; `day` is the day of the check. A missing title is empty."""
        head = self.head
        region = head.text("region") or ""
        cities = cities_named(region)
        return Document(
            id=self.id,
            title=head.text("title") or "",
            short_title=head.text("title") or "",
            number=head.text("number"),
            issuer=head.text("issuer"),
            region=region,
            city=cities[0] if cities else None,
            issued=head.day("issued"),
            standing=self.standing,
            contact=None,
            source="",
            verified_on=day,
            clauses=self.clauses,
            text=self.text,
            naming=naming_of({}, head.text("title") or "", head.text("title") or "", self.clauses),
            place=place_of(region, cities[0] if cities else None),
        )
