"""Where something was said, and everything needed to answer there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.storage.outbox import Outgoing

NO_PREVIEW = {"is_disabled": True}


@dataclass(frozen=True, slots=True)
class Place:
    """A chat; `thread`: the forum topic; `message`: what is answered; `card`: the message whose button was pressed."""

    chat_id: int
    private: bool
    message: int | None = None
    thread: int | None = None
    card: int | None = None

    @property
    def chat(self) -> str:
        """The name that the dialogue and the store know the chat by."""
        return chat_name(self.chat_id)

    @property
    def lane(self) -> str:
        return str(self.chat_id)

    def text(self, markup: str, keyboard: dict[str, Any] | None = None, **note: Any) -> Outgoing:
        """A new message in this place."""
        arguments = {"chat_id": self.chat_id, **formatted(markup, keyboard)}
        if self.thread is not None:
            arguments["message_thread_id"] = self.thread
        if not self.private and self.message is not None:
            arguments["reply_parameters"] = {"message_id": self.message, "allow_sending_without_reply": True}
        return Outgoing(self.lane, "send_message", arguments, note)

    def copy(self, source: Place, keyboard: dict[str, Any] | None = None, **note: Any) -> Outgoing:
        """A message from another place as it is; `sorry` in the note: what is sent where that cannot be done."""
        arguments: dict[str, Any] = {
            "chat_id": self.chat_id,
            "from_chat_id": source.chat_id,
            "message_id": source.message,
        }
        if keyboard:
            arguments["reply_markup"] = keyboard
        return Outgoing(self.lane, "copy_message", arguments, note)

    def edit(self, message: int, markup: str, keyboard: dict[str, Any] | None = None) -> Outgoing:
        """Change an earlier message of ours."""
        arguments = {"chat_id": self.chat_id, "message_id": message, **formatted(markup, keyboard)}
        return Outgoing(self.lane, "edit_message_text", arguments)


def chat_name(chat_id: int) -> str:
    return f"telegram:{chat_id}"


def formatted(markup: str, keyboard: dict[str, Any] | None) -> dict[str, Any]:
    arguments: dict[str, Any] = {"text": markup, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    if keyboard:
        arguments["reply_markup"] = keyboard
    return arguments
