"""One turn while it is worked out: the conversation so far and the messages to send."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.buttons import ButtonKind, encode
from bot.dialogue.conversation import Conversation, Pending, Stage
from bot.model import Attachment, Button, Citation, Kind, Message, OutMessage, Part, PartKind, Reply, Tick
from bot.wording import say
from bot.world import World

Row = tuple[Button, ...]


@dataclass
class Talk:
    """Lives for one call of `respond`; `state` is replaced, never changed."""

    state: Conversation
    message: Message
    world: World
    today: date
    out: list[OutMessage] = field(default_factory=list)
    lead: list[Part] = field(default_factory=list)
    """Parts that stand in front of the next message: echoes, gains and losses, a recap."""
    cited: list[Citation] = field(default_factory=list)
    """Citations of the parts in `lead`."""
    kind: Kind = "eligibility"
    notices: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    results: list[dict[str, Any]] | None = None
    handover: bool = False
    exported: bool = False
    more_rows: tuple[Row, ...] = ()
    """Buttons that the next question gets besides its own."""
    in_place: bool = False
    """The pressed button stands on a question or a card, in whose place the next one may stand."""

    def first(self, kind: PartKind, text: str) -> None:
        """Say this in front of whatever comes next."""
        self.lead.append(Part(kind, text))

    def send(
        self,
        parts: Iterable[Part],
        buttons: Sequence[Row] = (),
        *,
        citations: Iterable[Citation] = (),
        asking: str | None = None,
        attachments: tuple[Attachment, ...] = (),
        takes_place: bool = False,
        asks: tuple[str, ...] = (),
        choices: tuple[Tick, ...] = (),
    ) -> None:
        """`takes_place`: a question or a card, which takes the place of the one whose button was pressed."""
        cited = tuple(dict.fromkeys((*self.cited, *citations)))
        rows = tuple(row for row in buttons if row)
        replaces = takes_place and self.in_place and not self.out
        asks = asks or ((asking,) if asking else ())
        said = (*self.lead, *parts)
        out = OutMessage(said, rows, cited, asking, attachments, replaces, asks=asks, choices=choices)
        self.out.append(out)
        self.lead, self.cited = [], []

    def send_text(self, key: str, *rows: Row, **places: Any) -> None:
        """One sentence of the wording, with buttons."""
        self.send([Part("text", say(key, **places))], rows)

    def button(self, label: str, kind: ButtonKind, *arguments: str, aging: bool = False) -> Button:
        """`aging`: the button stands for the facts as they are now, and says so when they have changed."""
        return Button(label, encode(kind, *arguments, revision=self.state.revision if aging else None))

    def wait(self, pending: Pending | None, stage: Stage | None = None) -> None:
        self.state = replace(self.state, pending=pending, stage=stage or self.state.stage)

    def reply(self) -> Reply:
        if self.lead:
            self.send(())
        return Reply(
            messages=tuple(self.out),
            kind=self.kind,
            notices=self.notices,
            facts=self.state.facts if self.message.private else {},
            results=self.results,
            unmatched=self.unmatched,
            handover=self.handover,
            exported=self.exported,
        )
