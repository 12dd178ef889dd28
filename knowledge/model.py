"""What the library is made of: documents, clauses, hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NATION = "全国"
"""The region of a document that holds everywhere in the country."""
Path = tuple[str, ...]
"""Labels from the document down to the clause: `("四", "(三)", "8")`."""


class Status(StrEnum):
    """How far a document binds anyone, on a given day."""

    IN_FORCE = "in_force"
    DRAFT_FOR_COMMENT = "draft_for_comment"
    PERIOD_OVER = "period_over"
    SUPERSEDED = "superseded"
    OPINION = "opinion"
    SUMMARY_ONLY = "summary_only"
    UNCLEAR = "unclear"
    """Nothing shows that it binds: no start that has come, or no sign that it was issued at all."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a table's clause: of the table itself only `head`, of a row both. Merged cells are repeated."""

    head: tuple[str, ...]
    row: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered unit or a named part of a document.

    `text` is the source's own characters from `start` to `end` (character offsets into `text.txt`), children included;
    `own_end` is where the clause's own words stop and its first child begins (equal to `end` for a leaf).
    """

    document: str
    path: Path
    heading: str | None
    text: str
    departments: tuple[str, ...]
    start: int
    end: int
    own_end: int
    truncated: bool = False
    """The source breaks off inside this clause."""
    supports: tuple[str, ...] = ()
    """Those of `departments` that only help: 配合单位, 会同 …; the others lead."""
    table: Cells | None = None

    @property
    def id(self) -> tuple[str, Path]:
        return self.document, self.path


@dataclass(frozen=True, slots=True)
class Standing:
    """What makes a document binding or not, and how we know."""

    kind: str
    """`draft_for_comment`, `issued`, `opinion`, `summary`, `repealed` or `unclear`."""
    evidence: str
    effective_from: date | None = None
    expires_on: date | None = None
    """The last day on which it holds."""
    superseded_by: str | None = None
    superseded_on: date | None = None
    replaces: str | None = None
    fate: str = ""
    """What became of it, in plain words, with its uncertainty."""
    comments_until: date | None = None
    """Of a draft: the last day on which anyone may comment."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What people call a document, and what 第…条 means in it."""

    called: str
    """Short, as it may stand on a button; it is among the names."""
    names: tuple[str, ...]
    patterns: tuple[str, ...]
    """Regular expressions for names that vary (优质中小企业…措施)."""
    numbering: tuple[str, ...]
    """Path of an article: `*` for any label, `{chinese}` or `{arabic}` in the last; empty where none is counted."""


@dataclass(frozen=True, slots=True)
class Document:
    """One issued text with everything the library knows about it."""

    id: str
    title: str
    short_title: str
    number: str | None
    issuer: str | None
    region: str
    city: str | None
    """The city whose enterprises it is about; none for a province-wide text."""
    issued: date | None
    standing: Standing
    contact: str | None
    source: str
    verified_on: date
    clauses: tuple[Clause, ...]
    text: str
    naming: Naming
    place: str
    """The place it is about, in short: 济南, 山东, 天河区, 全国."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that answers a search; `matched` are the words of the question that stand in it."""

    clause: Clause
    score: float
    matched: tuple[str, ...]
