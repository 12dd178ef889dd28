"""Documents and clauses in the shapes of the contract."""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.metadata.model import Evidence, Finding, ReadDocument
from knowledge.model import Clause, Document


def document_shape(document: Document, status: str) -> dict[str, Any]:
    """A document of the library; `truncated` is there only where the source breaks off."""
    return {
        "id": document.id,
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "region": document.region,
        "issued": _iso(document.issued),
        "status": status,
        "effective_from": _iso(document.standing.effective_from),
        "expires_on": _iso(document.standing.expires_on),
        "clauses": [_clause_shape(clause) for clause in document.clauses],
    }


def read_shape(read: ReadDocument, day: date) -> dict[str, Any]:
    """A file that was read and not stored: null for what it does not say, and where everything else was read."""
    head = read.head
    return {
        "id": read.id,
        **{name: head.text(name) for name in ("title", "number", "issuer", "region", "issued")},
        "status": read.status(day).value,
        **{name: head.text(name) for name in ("effective_from", "expires_on")},
        "status_reason": head.reason or None,
        "question": head.question,
        "repeals": list(head.repeals),
        "evidence": {name: _evidence_shape(found) for name, found in head.evidence()},
        "clauses": [_clause_shape(clause) for clause in read.clauses],
        "attachments": [{"name": one.name, "title": one.title, "clauses": []} for one in read.attachments],
        "not_understood": [{"line": one.line, "text": one.text, "why": one.why} for one in read.doubts],
        "read_by_machine": read.by_machine,
        "left_out": list(read.left_out),
    }


def _evidence_shape(found: Evidence) -> dict[str, Any]:
    return {**_finding_shape(found), "others": [_finding_shape(other) for other in found.others]}


def _finding_shape(found: Evidence | Finding) -> dict[str, Any]:
    return {"value": found.value, "quote": found.quote, "from": found.origin}


def _clause_shape(clause: Clause) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "clause": list(clause.path),
        "heading": clause.heading,
        "text": clause.text,
        "departments": list(clause.departments),
        "support": list(clause.supports),
        "start": clause.start,
        "end": clause.end,
        "table": {"head": list(clause.table.head), "row": list(clause.table.row)} if clause.table else None,
    }
    return {**shape, "truncated": True} if clause.truncated else shape


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
