"""What is answered, as types: the shapes of the contract, shared by API, MCP and `--json`; more keys may come."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Status = Literal[
    "in_force", "draft_for_comment", "period_over", "superseded", "opinion", "summary_only", "unclear"
]  # fmt: skip
Verdict = Literal["eligible", "not_eligible", "unknown", "superseded_by_higher"]


class Reply(BaseModel):
    """Keys that a later version adds are no error."""

    model_config = ConfigDict(extra="allow")


class Citation(Reply):
    document: str
    clause: list[str]
    title: str
    status: str
    quote: str
    departments: list[str]
    version: str


class Button(Reply):
    label: str
    data: str


class AskReply(Reply):
    question: str
    as_of: str
    kind: str
    text: str
    citations: list[Citation]
    buttons: list[list[Button]]
    asking: str | None
    notices: list[str]


class Hit(Reply):
    document: str
    clause: list[str]
    heading: str | None
    text: str
    score: float
    matched: list[str]
    status: str
    departments: list[str]


class SearchReply(Reply):
    query: str
    as_of: str
    hits: list[Hit]


class Clause(Reply):
    clause: list[str]
    heading: str | None
    text: str
    departments: list[str]
    start: int
    end: int


class Document(Reply):
    id: str
    title: str
    number: str | None
    issuer: str | None
    region: str | None
    issued: str | None
    status: str
    effective_from: str | None
    expires_on: str | None
    clauses: list[Clause]


class ClausesReply(Reply):
    documents: list[Document]


class FactsReply(Reply):
    text: str
    facts: dict[str, Any]
    unknown: list[str]
    corrections: list[str]
    confirm: list[str]
    alternatives: dict[str, list[Any]]


class Reason(Reply):
    condition: str
    finding: Literal["met", "not_met", "unknown"]
    fact: str | None
    value: Any
    quote: str
    gap: str | None
    due: str | None


class Step(Reply):
    condition: str
    fact: str | None
    gap: str | None
    due: str | None


class Guide(Reply):
    recipients: list[str]
    conditions: list[str]
    deadline: str | None
    address: str | None
    phone: str | None


class Result(Reply):
    programme: str
    title: str
    document: str
    clause: list[str]
    status: str
    outcome: Verdict
    amount_yuan: float | None
    amount_is_cap: bool
    per: str | None
    working: str
    reasons: list[Reason]
    missing: list[str]
    quote: str
    departments: list[str]
    cheapest: list[Step]
    guide: Guide | None


class ShortResult(Reply):
    programme: str
    title: str
    document: str
    clause: list[str]
    status: str
    outcome: Verdict
    amount_yuan: float | None
    amount_is_cap: bool
    per: str | None
    missing: list[str]


class NextQuestion(Reply):
    fact: str
    text: str
    why: str


class CheckReply(Reply):
    as_of: str
    results: list[Result] | list[ShortResult]
    next_question: NextQuestion | None


class Award(Reply):
    amount_yuan: float | None
    rate: float | None
    cap_yuan: float | None
    per_unit_yuan: float | None
    years: float | None
    is_cap: bool


class Programme(Reply):
    programme: str
    title: str
    document: str
    clause: list[str]
    quote: str
    kind: str
    award: Award
    facts: list[str]
    status: str
    departments: list[str]


class ProgrammesReply(Reply):
    programmes: list[Programme]


class Attachment(Reply):
    name: str
    media_type: str
    path: str


class Choice(Reply):
    fact: str
    value: Any
    label: str


class ChatMessage(Reply):
    text: str
    buttons: list[list[Button]]
    citations: list[Citation]
    asking: str | None
    asks: list[str]
    choices: list[Choice]
    attachments: list[Attachment]


class ChatReply(Reply):
    chat: str
    messages: list[ChatMessage]
    as_of: str
    facts: dict[str, Any]
    results: list[Result] | None


class LibraryDocument(Reply):
    id: str
    title: str
    status: str
    effective_from: str | None
    expires_on: str | None


class LibraryReply(Reply):
    documents: list[LibraryDocument]


class Problem(Reply):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    detail_en: str
