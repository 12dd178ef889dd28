"""Handing over to people: a ticket in the staff chat, answers by reply, and the person always knows who speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from telegram import Message

from bot.channels.telegram.markup import escaped
from bot.channels.telegram.receiving.incoming import Said, kind_without_text, name_of
from bot.channels.telegram.receiving.place import Place, formatted
from bot.channels.telegram.sending.rendering import pieces
from bot.dialogue.controls import control
from bot.model import Part
from bot.storage import companies, tickets, turns
from bot.storage.outbox import Outgoing
from bot.storage.sending import channel_notes
from bot.storage.tickets import Ticket
from bot.storage.transaction import Transaction
from bot.wording import say

_MOVED = "staff_moved:"
_MOST_MOVES = 5
_HEADS = ("telegram.staff_opened", "telegram.staff_says", "telegram.staff_shows")
"""How messages to the staff begin."""
END = "tg~end"
"""Data of the button by which a person ends the hand-over."""


@dataclass(frozen=True, slots=True)
class Overheard:
    """`taken`: the bot has nothing to say to it; `quiet`: because people of the staff have taken over."""

    calls: list[Outgoing] = field(default_factory=list)
    taken: bool = False
    quiet: bool = False


@dataclass(slots=True)
class Staff:
    """`chat_id` None: nobody is there. `forum`: every ticket gets a topic of its own."""

    chat_id: int | None
    forum: bool = False
    bot_id: int = 0
    moved_from: int | None = None
    """The number before a move that does not stand in the store yet."""

    async def look(self, tx: Transaction) -> None:
        """Another process may have seen that the group has a new number; at the start it may have moved long ago."""
        for _ in range(_MOST_MOVES):
            new = await channel_notes.get(tx, f"{_MOVED}{self.chat_id}")
            if new is None:
                return
            self.chat_id, self.forum = int(new), False

    def move(self, tx: Transaction, new: int) -> None:
        """The group has become a supergroup: its tickets go along."""
        if self.chat_id is None or new == self.chat_id:
            return
        channel_notes.put(tx, f"{_MOVED}{self.chat_id}", str(new))
        tickets.move_staff(tx, self.chat_id, new)
        self.moved_from = self.moved_from or self.chat_id
        self.chat_id, self.forum = new, False

    def kept(self) -> None:
        self.moved_from = None

    def undone(self) -> None:
        if self.moved_from is not None:
            self.chat_id, self.moved_from = self.moved_from, None

    def has_moved(self, tx: Transaction, message: Message) -> bool:
        """Whether a notice of Telegram's says so; either end of the move brings one."""
        if message.chat.id == self.chat_id and message.migrate_to_chat_id:
            self.move(tx, message.migrate_to_chat_id)
            return True
        if self.chat_id is not None and message.migrate_from_chat_id == self.chat_id:
            self.move(tx, message.chat.id)
            return True
        return False

    async def call(self, tx: Transaction, place: Place, name: str, text: str) -> list[Outgoing]:
        """The person asked for a human being."""
        if self.chat_id is None:
            return [place.text(escaped(say("telegram.no_staff")))]
        if ticket := await tickets.open_of(tx, place.chat):
            return [place.text(escaped(say("telegram.ticket_still", id=ticket.id)), _end_button())]
        ticket = await tickets.open_ticket(tx, place.chat, place.chat_id, name, self.chat_id)
        calls = [place.text(escaped(say("telegram.ticket_opened", id=ticket.id)), _end_button())]
        if self.forum:
            topic = say("telegram.staff_topic", id=ticket.id, name=name)[:128]
            arguments = {"chat_id": self.chat_id, "name": topic}
            calls.append(Outgoing(str(self.chat_id), "create_forum_topic", arguments, {"topic": ticket.id}))
        return [*calls, *self._to_staff(ticket, pieces(await _opening(tx, ticket, text)))]

    async def overhear(self, tx: Transaction, place: Place, message: Message, text: str) -> Overheard:
        """While a ticket is open its staff see what the person sends."""
        ticket = await tickets.open_of(tx, place.chat) if self.chat_id is not None else None
        if ticket is None:
            return Overheard()
        quiet = ticket.staff_name is not None
        if kind_without_text(message) is None:
            calls = self._said_by_person(ticket, text) if text else []
            return Overheard(calls, taken=quiet, quiet=quiet)
        calls = self._shown_by_person(ticket, place)
        if text or quiet:
            return Overheard(calls, taken=quiet, quiet=quiet)
        return Overheard([*calls, place.text(escaped(say("telegram.ticket_passed", id=ticket.id)))], taken=True)

    async def end_by_person(self, tx: Transaction, place: Place) -> list[Outgoing]:
        """[] where no ticket is open."""
        ticket = await tickets.open_of(tx, place.chat)
        if ticket is None:
            return []
        calls = self._to_staff(ticket, [escaped(say("telegram.staff_closed_by_person", id=ticket.id))])
        tickets.close(tx, ticket.id)
        return [place.text(escaped(say("telegram.ticket_closed", id=ticket.id))), *calls]

    async def heard_from_staff(self, tx: Transaction, message: Message, said: Said | None) -> list[Outgoing]:
        """A message in the staff chat: an answer where it replies to a ticket or stands in its topic, else ignored."""
        place = Place(message.chat.id, False, message.message_id, message.message_thread_id)
        ticket = await self._ticket_of(tx, message)
        closing = said is not None and said.command == "close"
        if ticket is None:
            return [place.text(escaped(say("telegram.staff_which")))] if closing else []
        says_something = bool(said and said.text) or kind_without_text(message) is not None
        if not says_something or (said and said.command and not closing):
            return []
        if ticket.closed:
            return [place.text(escaped(say("telegram.staff_too_late", id=ticket.id)))]
        if closing:
            tickets.close(tx, ticket.id)
            return [
                _to_person(ticket, say("telegram.ticket_closed", id=ticket.id)),
                place.text(escaped(say("telegram.staff_closed", id=ticket.id))),
            ]
        return self._answer(tx, ticket, place, message, said)

    def _answer(
        self, tx: Transaction, ticket: Ticket, place: Place, message: Message, said: Said | None
    ) -> list[Outgoing]:
        name = name_of(message.from_user)
        calls = []
        if ticket.staff_name != name:
            tickets.take(tx, ticket.id, name)
            calls.append(_to_person(ticket, say("telegram.ticket_taken", id=ticket.id, name=name)))
        tickets.note_message(tx, ticket.id, message.chat.id, message.message_id)
        head, person = Part("heading", say("telegram.ticket_answer", name=name)), Place(ticket.telegram_chat, True)
        if kind_without_text(message) is not None:
            sorry = place.text(escaped(say("telegram.staff_not_passed", id=ticket.id))).arguments
            copy = person.copy(place, _end_button(), sorry=sorry)
            return [*calls, *(person.text(piece) for piece in pieces([head])), copy]
        texts = pieces([head, Part("text", said.text if said else "")])
        return [*calls, *(person.text(piece, _end_button(), ticket=ticket.id) for piece in texts)]

    async def _ticket_of(self, tx: Transaction, message: Message) -> Ticket | None:
        replied, chat = message.reply_to_message, message.chat.id
        if replied and (ticket := await tickets.by_message(tx, chat, replied.message_id)):
            return ticket
        thread = message.message_thread_id
        if thread is not None and (ticket := await tickets.by_thread(tx, chat, thread)):
            return ticket
        if replied is None or replied.from_user is None or replied.from_user.id != self.bot_id:
            return None
        # After a move old messages of ours have new numbers, or are gone; but they say whose they are.
        number = _number_in(replied.text or "")
        ticket = await tickets.by_id(tx, number) if number is not None else None
        return ticket if ticket and ticket.staff_chat == chat else None

    def _said_by_person(self, ticket: Ticket, text: str) -> list[Outgoing]:
        head = Part("heading", say("telegram.staff_says", id=ticket.id, name=ticket.name))
        return self._to_staff(ticket, pieces([head, Part("text", text)]))

    def _shown_by_person(self, ticket: Ticket, place: Place) -> list[Outgoing]:
        """A picture, a file, a voice message: copied as it is, below a line that says whose it is."""
        head = Part("heading", say("telegram.staff_shows", id=ticket.id, name=ticket.name))
        sorry = place.text(escaped(say("telegram.ticket_not_passed"))).arguments
        copy = Place(self.chat_id or 0, False).copy(place, None, staff=ticket.id, sorry=sorry)
        return [*self._to_staff(ticket, pieces([head])), copy]

    def _to_staff(self, ticket: Ticket, texts: list[str]) -> list[Outgoing]:
        if self.chat_id is None:
            return []
        arguments = [{"chat_id": self.chat_id, **formatted(text, None)} for text in texts]
        return [Outgoing(str(self.chat_id), "send_message", each, {"staff": ticket.id}) for each in arguments]


async def _opening(tx: Transaction, ticket: Ticket, text: str) -> list[Part]:
    """What the staff see first: the words, the last question and the city; nothing else that was told to the bot."""
    parts = [Part("lead", say("telegram.staff_opened", id=ticket.id, name=ticket.name))]
    if text and control(text) is None:
        parts.append(Part("text", say("telegram.staff_words", words=text)))
    if question := await turns.last_question(tx, ticket.chat):
        parts.append(Part("text", say("telegram.staff_last_question", question=question)))
    if city := await companies.city_of(tx, ticket.chat):
        parts.append(Part("text", say("telegram.staff_city", city=city)))
    return [*parts, Part("hint", say("telegram.staff_how"))]


def undelivered(ticket: int, staff_chat: int) -> Outgoing:
    """Tell the staff that the person cannot be reached any more."""
    text = escaped(say("telegram.staff_undelivered", id=ticket))
    return Outgoing(str(staff_chat), "send_message", {"chat_id": staff_chat, **formatted(text, None)})


def _number_in(text: str) -> int | None:
    """The ticket that a message of ours to the staff is about; its first line says so in fixed words."""
    for key in _HEADS:
        before, after = say(key, id="\0", name="\1").split("\1")[0].split("\0")
        found = re.match(rf"{re.escape(before)}(\d{{1,15}}){re.escape(after)}", text)
        if found:
            return int(found[1])
    return None


def _to_person(ticket: Ticket, text: str) -> Outgoing:
    return Place(ticket.telegram_chat, True).text(escaped(text), ticket=ticket.id)


def _end_button() -> dict[str, list[list[dict[str, str]]]]:
    return {"inline_keyboard": [[{"text": say("telegram.ticket_end"), "callback_data": END}]]}
