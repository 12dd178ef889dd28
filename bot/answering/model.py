"""What a question leaves behind: the answer, and what the next question may lean on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.dialogue.conversation import Interest
from bot.model import Kind, OutMessage

__all__ = ["Answer", "Focus", "Interest"]


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
    sentences: tuple[str, ...] = ()
    """The sentences of the clause that answered it."""
    programmes: tuple[str, ...] = ()
    """Ids of the grants whose amounts were told."""
    places: tuple[str, ...] = ()
    """The last two places that were answered about, for a follow-up that compares them."""
    home: str | None = None
    """Where the asker's own company is, for questions that name no place; not kept, the enterprise file has it."""

    known: tuple[tuple[str, float], ...] = ()
    """Sums of the asker's company by fact, which a share can be taken of; not kept either."""

    def as_json(self) -> dict[str, Any]:
        kept = {name: value for name, value in asdict(self).items() if name not in ("home", "known")}
        clause = None if self.clause is None else list(self.clause)
        lists = {name: list(getattr(self, name)) for name in ("sentences", "programmes", "places")}
        return {**kept, "clause": clause, **lists}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Focus:
        """Of a mapping made by `as_json`, or of an empty one."""
        clause = value.get("clause")
        return cls(
            city=value.get("city"),
            honour=value.get("honour"),
            document=value.get("document"),
            clause=None if clause is None else tuple(clause),
            kind=value.get("kind"),
            question=value.get("question") or "",
            sentences=tuple(value.get("sentences") or ()),
            programmes=tuple(value.get("programmes") or ()),
            places=tuple(value.get("places") or ()),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One question answered. `unmatched`: the content words that stand nowhere, for the list of gaps.

    `recognised`: a refusal of a subject or place known not to be covered, rather than of words not understood.
    """

    kind: Kind
    message: OutMessage
    focus: Focus
    notices: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    start_interview: Interest | None = None
    recognised: bool = False
