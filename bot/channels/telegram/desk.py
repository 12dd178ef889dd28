"""One update inside one transaction: what it changes and which calls it leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from telegram import CallbackQuery, ChatMemberUpdated, InlineQuery, Update
from telegram import Message as Sent

from bot.channels.telegram import inline, menus
from bot.channels.telegram.markup import escaped
from bot.channels.telegram.receiving.entries import PROGRAMME
from bot.channels.telegram.receiving.incoming import (
    Said,
    about,
    is_bot,
    is_for_us,
    is_forwarded,
    kind_without_text,
    name_of,
    place_of,
    place_of_press,
    said,
)
from bot.channels.telegram.receiving.place import Place, chat_name
from bot.channels.telegram.sending import allowance
from bot.channels.telegram.sending.keyboards import private_button
from bot.channels.telegram.sending.rendering import pieces
from bot.channels.telegram.sending.replies import calls
from bot.channels.telegram.shelf import Shelf
from bot.channels.telegram.staff import admin as admin_room
from bot.channels.telegram.staff import staff
from bot.model import Message, Reply
from bot.settings import Settings
from bot.storage import chats, limits, recently, tickets
from bot.storage.outbox import Outgoing
from bot.storage.sending import channel_notes, recipients
from bot.storage.transaction import Transaction
from bot.wording import say

_TAP_SECONDS = 0.8
"""The same button pressed again so soon is one tap of an unsteady finger."""
_PRIVATE_COMMANDS = {"check", "companies", "profile", "ladder", "delete"}


class Talker(Protocol):
    """The assistant, as far as a channel needs it."""

    async def handle_in(self, tx: Transaction, message: Message) -> Reply: ...


@dataclass
class Applied:
    """What came of one update. `reply` is None where the assistant was not asked."""

    calls: list[Outgoing] = field(default_factory=list)
    reply: Reply | None = None
    erased: bool = False
    chat: int | None = None
    """The private chat that it was about."""
    quiet: bool = False
    """People of the staff answer there, not the bot."""


@dataclass(frozen=True)
class Desk:
    bot_id: int
    username: str
    assistant: Talker
    shelf: Shelf
    settings: Settings
    staff: staff.Staff
    admin: admin_room.Admin
    today: Callable[[], date]
    remembered: set[str] = field(default_factory=set)
    """Chats known to stand in the store as reachable: spares a write for every message."""

    async def apply(self, tx: Transaction, update: Update, received_unix: float) -> Applied:
        """Everything that the update does; nothing outside the transaction."""
        if update.callback_query:
            return await self._pressed(tx, update.callback_query, received_unix)
        if update.inline_query:
            return await self._looked_up(tx, update.inline_query, received_unix)
        if update.my_chat_member:
            return await self._membership(tx, update.my_chat_member)
        if update.guest_message:
            return await self._guest(tx, update.guest_message, received_unix)
        message = update.message or update.edited_message
        if message is not None and self.staff.has_moved(tx, message):
            return Applied()
        if message is None or (message.via_bot and message.via_bot.id == self.bot_id):
            return Applied()
        if message.chat.id == self.staff.chat_id:
            return Applied(await self.staff.heard_from_staff(tx, message, said(message, self.username)))
        if message.chat.type == "private":
            return await self._private(tx, message, update.edited_message is not None, received_unix)
        if update.edited_message or is_bot(message) or not is_for_us(message, self.bot_id, self.username):
            return Applied()
        return await self._group(tx, message, received_unix)

    def undone(self) -> None:
        """What was applied will be applied again: what this process remembers of it must go too."""
        self.remembered.clear()
        self.staff.undone()

    def apology(self, update: Update, reference: str) -> list[Outgoing]:
        """What is said when handling an update has failed."""
        message = update.effective_message
        if update.inline_query or update.guest_message or not isinstance(message, Sent):
            return []
        if update.my_chat_member or (message.chat.type != "private" and not update.callback_query):
            return []
        return [place_of(message).text(escaped(say("telegram.apology", reference=reference)))]

    # -- private chats

    async def _private(self, tx: Transaction, message: Sent, edited: bool, received_unix: float) -> Applied:
        place = place_of(message)
        self._remember(tx, place)
        if refusal := await allowance.person(tx, self.settings, place.chat_id, received_unix):
            return _too_fast(place, refusal)
        spoken = said(message, self.username)
        if spoken is None:
            return Applied(chat=place.chat_id)
        overheard = staff.Overheard() if spoken.command else await self.staff.overhear(tx, place, message, spoken.text)
        if overheard.taken:
            return Applied(overheard.calls, chat=place.chat_id, quiet=overheard.quiet)
        user = message.from_user.id if message.from_user else None
        menu = await self._admin_menu(tx, place) if self.admin.may(user) else []
        done = await self._answered(tx, message, place, spoken, edited, received_unix)
        return replace(done, calls=[*menu, *overheard.calls, *done.calls], chat=place.chat_id)

    async def _answered(
        self, tx: Transaction, message: Sent, place: Place, spoken: Said, edited: bool, received_unix: float
    ) -> Applied:
        done = await self._command(tx, message, place, spoken)
        if done is not None:
            return done
        of_an_album = await self._is_of_an_album(tx, message, received_unix)
        if not spoken.text:
            if of_an_album:
                return Applied()
            kind = kind_without_text(message) or ("other" if message.text else None)
            return Applied([place.text(escaped(say(f"telegram.kind_{kind}")))] if kind else [])
        return await self._ask(tx, self._message(message, place, spoken, edited), place, name_of(message.from_user))

    async def _is_of_an_album(self, tx: Transaction, message: Sent, now_unix: float) -> bool:
        """Whether something was said already to another picture of the same album."""
        album = message.media_group_id
        if album is None:
            return False
        return not await recently.first(tx, f"{message.chat.id}:{album}", now_unix, recently.KEPT_SECONDS)

    async def _command(self, tx: Transaction, message: Sent, place: Place, spoken: Said) -> Applied | None:
        """Commands that are not the dialogue's own; None for all others and for plain words."""
        user = message.from_user.id if message.from_user else None
        if self.admin.may(user) and spoken.command in admin_room.COMMANDS:
            return Applied(await self.admin.command(tx, place, spoken))
        if spoken.command == "cancel" and (ended := await self.staff.end_by_person(tx, place)):
            return Applied(ended)
        return self._looking(place, spoken)

    def _looking(self, place: Place, spoken: Said) -> Applied | None:
        if spoken.command == "lookup":
            return Applied([self.shelf.listed(place, spoken.rest)])
        if spoken.command == "ask" and not spoken.rest:
            return Applied([place.text(escaped(say("telegram.ask_what")))])
        return None

    async def _admin_menu(self, tx: Transaction, place: Place) -> list[Outgoing]:
        menu = menus.admin_menu(place.chat_id)
        name, wanted = f"menu:{self.bot_id}:{place.chat_id}", menus.digest(menu.arguments)
        if name in self.remembered or await channel_notes.get(tx, name) == wanted:
            return []
        channel_notes.put(tx, name, wanted)
        self.remembered.add(name)
        return [menu]

    def _message(self, message: Sent, place: Place, spoken: Said, edited: bool) -> Message:
        text, press = spoken.rest if spoken.command == "ask" else spoken.text, None
        if spoken.command == "start":
            press = self.shelf.press_of(spoken.rest)
            if spoken.rest in menus.COMMANDS:
                text = f"/{spoken.rest}"  # a link from a group
        person = name_of(message.from_user)
        return Message(
            place.chat, "" if press else text, press, edited, person, place.private, str(message.message_id),
            about=about(message, self.bot_id), forwarded=is_forwarded(message),
        )  # fmt: skip

    def _remember(self, tx: Transaction, place: Place) -> None:
        if place.chat not in self.remembered:
            recipients.remember(tx, place.chat, self.bot_id, place.chat_id)
            self.remembered.add(place.chat)

    # -- the assistant

    async def _ask(self, tx: Transaction, message: Message, place: Place, name: str) -> Applied:
        reply = await self.assistant.handle_in(tx, message)
        if reply.handover and place.private:
            # The staff's own line says it all, also where nobody is there.
            outgoing = await self.staff.call(tx, place, name, message.text)
        else:
            outgoing = list(calls(reply, place, self.username))
        if reply.erased:
            self.remembered.discard(place.chat)
        return Applied(outgoing, reply, reply.erased)

    async def _pressed(self, tx: Transaction, query: CallbackQuery, received_unix: float) -> Applied:
        place = place_of_press(query)
        tap = f"{place and place.chat_id}:{place and place.card}:{query.from_user.id}:{query.data}"
        if place is None or not await recently.first(tx, tap, received_unix, _TAP_SECONDS):
            return Applied()
        done = await self._press(tx, query, place, received_unix)
        return replace(done, chat=place.chat_id) if place.private else done

    async def _press(self, tx: Transaction, query: CallbackQuery, place: Place, received_unix: float) -> Applied:
        data = query.data or ""
        if data == staff.END:
            return Applied(await self.staff.end_by_person(tx, place))
        if data.startswith(admin_room.PREFIX):
            return Applied(await self.admin.press(tx, place, data) if self.admin.may(query.from_user.id) else [])
        if place.private:
            self._remember(tx, place)
        if refusal := await self._refusal(tx, place, query.from_user.id, received_unix):
            return _too_fast(place, refusal)
        if data.startswith(PROGRAMME):
            return Applied(self.shelf.shown(place, data))
        name = name_of(query.from_user)
        return await self._ask(tx, Message(place.chat, "", data, False, name, place.private, query.id), place, name)

    async def _refusal(self, tx: Transaction, place: Place, user: int, received_unix: float) -> limits.TooFast | None:
        own = await allowance.person(tx, self.settings, user, received_unix)
        return own or (None if place.private else await allowance.group(tx, place, received_unix))

    # -- groups, other people's chats

    async def _group(self, tx: Transaction, message: Sent, received_unix: float) -> Applied:
        place, spoken = place_of(message), said(message, self.username)
        alone = not (message.text or message.caption)
        if spoken is None or alone or (spoken.command and spoken.command not in menus.COMMANDS):
            return Applied()  # for another bot, or nothing that could be answered
        user = message.from_user.id if message.from_user else place.chat_id
        if refusal := await self._refusal(tx, place, user, received_unix):
            return _too_fast(place, refusal)
        if spoken.command == "cancel":
            return Applied([place.text(escaped(say("telegram.group_cancel")))])
        if spoken.command in _PRIVATE_COMMANDS:
            keyboard = {"inline_keyboard": [[private_button(self.username, spoken.command)]]}
            return Applied([place.text(escaped(say("telegram.private_only")), keyboard)])
        if spoken.command == "start" or not spoken.text:
            spoken = Said("/help", "help")
        looking = self._looking(place, spoken)
        return looking or await self._ask(tx, self._message(message, place, spoken, False), place, "")

    async def _looked_up(self, tx: Transaction, query: InlineQuery, received_unix: float) -> Applied:
        if await allowance.person(tx, self.settings, query.from_user.id, received_unix):
            return Applied([inline.refusal(query.id)])
        lookup, day = self.shelf.lookup, self.today()
        return Applied([inline.answer(query.id, query.query, query.offset, lookup, day, self.username)])

    async def _guest(self, tx: Transaction, message: Sent, received_unix: float) -> Applied:
        """The bot was mentioned in a chat that it is not in: one answer, nothing is remembered."""
        spoken, query_id = said(message, self.username), message.guest_query_id
        user = message.from_user.id if message.from_user else message.chat.id
        if spoken is None or not query_id or await allowance.person(tx, self.settings, user, received_unix):
            return Applied()
        text = spoken.rest if spoken.command == "ask" else spoken.text
        reply = await self.assistant.handle_in(tx, Message(f"guest:{query_id}", text, None, False, "", False, query_id))
        await chats.erase(tx, f"guest:{query_id}")
        markup = next(iter(pieces([part for out in reply.messages[:1] for part in out.parts])), "")
        if not markup:
            return Applied()
        result = inline.guest_result(markup, text[:60], self.username)
        arguments = {"guest_query_id": query_id, "result": result}
        return Applied([Outgoing(f"query:{query_id}", "answer_guest_query", arguments)], reply)

    async def _membership(self, tx: Transaction, change: ChatMemberUpdated) -> Applied:
        if change.chat.type != "private":
            return Applied()
        chat = chat_name(change.chat.id)
        if change.new_chat_member.status in ("kicked", "left"):
            self.remembered.discard(chat)
            recipients.block(tx, chat)
            ticket = await tickets.open_of(tx, chat)
            if ticket and self.staff.chat_id is not None:
                tickets.close(tx, ticket.id)
                return Applied([staff.undelivered(ticket.id, self.staff.chat_id)])
        else:
            recipients.remember(tx, chat, self.bot_id, change.chat.id)
        return Applied()


def _too_fast(place: Place, refusal: limits.TooFast) -> Applied:
    """Said once in a time of waiting; further messages are passed over in silence."""
    line = escaped(say("telegram.too_fast" if place.private else "telegram.group_too_fast", seconds=refusal.seconds))
    return Applied([place.text(line)] if refusal.say_so else [], chat=place.chat_id if place.private else None)
