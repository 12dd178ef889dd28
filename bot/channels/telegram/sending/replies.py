"""A Reply as calls of the Bot API, in the order in which they are to be made."""

from __future__ import annotations

from collections.abc import Iterator

from bot.channels.telegram.receiving.place import Place
from bot.channels.telegram.sending.keyboards import keyboard
from bot.channels.telegram.sending.rendering import pieces
from bot.model import Attachment, OutMessage, Reply
from bot.storage.outbox import Outgoing


def calls(reply: Reply, place: Place, username: str) -> Iterator[Outgoing]:
    """A card takes the place of the one whose button was pressed; everything else is a new message."""
    card = place.card
    for message in reply.messages:
        yield from _message(message, place, username, card if message.replaces_card else None)
        card = None  # only one message can take its place


def _message(message: OutMessage, place: Place, username: str, card: int | None) -> Iterator[Outgoing]:
    parts = message.parts
    if message.file and place.private:
        parts = tuple(part for part in parts if part.kind != "quote")
    texts = pieces(parts)
    buttons = keyboard(message.buttons, private=place.private, username=username)
    for index, text in enumerate(texts):
        last = index == len(texts) - 1
        if card is not None and index == 0:
            yield place.edit(card, text, buttons if last else None)
        else:
            yield place.text(text, buttons if last else None)
    if message.file and place.private:
        yield _as_file(message, place)
    for attachment in message.attachments if place.private else ():
        yield _document(attachment, place)


def _as_file(message: OutMessage, place: Place) -> Outgoing:
    """The text travels in the call itself: no file that somebody would have to delete."""
    content = "".join(part.text for part in message.parts if part.kind == "quote")
    return Outgoing(
        place.lane, "send_document", {"chat_id": place.chat_id, "content": content, "filename": message.file}
    )


def _document(attachment: Attachment, place: Place) -> Outgoing:
    kind = "photo" if attachment.media_type.startswith("image/") else "document"
    arguments = {"chat_id": place.chat_id, kind: attachment.path, "filename": attachment.name}
    return Outgoing(place.lane, f"send_{kind}", arguments)
