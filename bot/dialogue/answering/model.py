"""What a question leaves behind: the answer, and what the next question may lean on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.dialogue.model import Kind, OutMessage


@dataclass(frozen=True, slots=True)
class Focus:
    """What a follow-up leans on; kept in the conversation, JSON-able."""

    city: str | None = None
    """济南, 日照 or 山东, once named, until another is named."""
    honour: str | None = None
    document: str | None = None
    clause: tuple[str, ...] | None = None
    kind: str | None = None
    question: str = ""
    """The last question, folded, with what it leaned on filled in."""

    def as_json(self) -> dict[str, Any]:
        return {
            "city": self.city,
            "honour": self.honour,
            "document": self.document,
            "clause": None if self.clause is None else list(self.clause),
            "kind": self.kind,
            "question": self.question,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Focus:
        clause = value.get("clause")
        return cls(
            city=value.get("city"),
            honour=value.get("honour"),
            document=value.get("document"),
            clause=None if clause is None else tuple(clause),
            kind=value.get("kind"),
            question=value.get("question") or "",
        )


@dataclass(frozen=True, slots=True)
class Interest:
    """What an eligibility check should start from; empty fields leave it open."""

    city: str | None = None
    honour: str | None = None
    programmes: tuple[str, ...] = ()
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One question answered. `unmatched`: the content words that stand nowhere, for the list of gaps."""

    kind: Kind
    message: OutMessage
    focus: Focus
    notices: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    start_interview: Interest | None = None
