"""What crosses the border between a channel and the dialogue: Message in, Reply out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "amount", "clause", "department", "definition", "target", "process", "list", "compare", "status", "opinion",
    "eligibility", "clarify", "greeting", "not_covered", "help",
]  # fmt: skip
PartKind = Literal["lead", "text", "quote", "source", "notice", "heading", "hint", "folded"]
"""`folded`: worth having, not worth reading first; shown when it is opened, where the channel can."""


_FOLDED = "<blockquote>{}</blockquote>"


@dataclass(frozen=True, slots=True)
class Message:
    """What one person did in one chat."""

    chat: str
    """The channel's own name for the chat, with the channel in front: `telegram:1001`."""
    text: str = ""
    press: str | None = None
    """The data of a pressed button; then `text` is empty."""
    edited: bool = False
    """An earlier message was changed: read as a correction."""
    person: str = ""
    private: bool = True
    """False in groups, where nothing about a company may be shown or taken."""
    id: str = ""
    """The channel's own id of the message, for "said by whom, when"."""
    about: str = ""
    """The words of the message of ours that this one replies to: its subject, however long ago it was."""
    forwarded: bool = False
    """Somebody else's words, handed on."""


@dataclass(frozen=True, slots=True)
class Button:
    """`data` is at most 64 bytes of UTF-8, typed and versioned by `bot.dialogue.buttons`."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The clause that a reply rests on; `quote` is an exact substring of the clause's text."""

    document: str
    clause: tuple[str, ...]
    title: str
    status: str
    quote: str
    departments: tuple[str, ...] = ()
    version: str = ""
    """Of the document's words (12 hexadecimal digits): what was cited can be looked up after it was replaced."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a message; the channel decides how each kind looks."""

    kind: PartKind
    text: str


TO_MAKE = "report:"
"""In front of the path of a file that has still to be made; behind it stands its kind."""


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    media_type: str
    path: str


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing that can be ticked: what the fact then is or gains; None where its amount is asked next."""

    fact: str
    value: Any
    label: str


@dataclass(frozen=True, slots=True)
class OutMessage:
    """One message to send. `replaces_card`: edit the card in place where the channel can.

    `asking`: the fact that is asked for, or the name of a group of facts, which then stand in `asks`.
    """

    parts: tuple[Part, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    citations: tuple[Citation, ...] = ()
    asking: str | None = None
    attachments: tuple[Attachment, ...] = ()
    replaces_card: bool = False
    file: str = ""
    """Name under which a channel that can sends the quote as a file instead."""
    asks: tuple[str, ...] = ()
    choices: tuple[Tick, ...] = ()

    @property
    def text(self) -> str:
        """The message as plain text, a line for each part."""
        lines = (_FOLDED.format(part.text) if part.kind == "folded" else part.text for part in self.parts if part.text)
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Reply:
    """Everything said in one turn. `results` is set where the reply shows a verdict, shaped as in `mingce check`."""

    messages: tuple[OutMessage, ...]
    kind: Kind = "help"
    notices: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    results: list[dict[str, Any]] | None = None
    unmatched: tuple[str, ...] = ()
    """The words that found nothing, for the list of gaps; never personal data."""
    handover: bool = False
    """The person asked for a human being."""
    exported: bool = False
    """The person asked for everything that is kept; the store adds it."""
    erased: bool = False
    """Everything about the chat was deleted; who holds the transaction calls `Database.scrub` after it."""
