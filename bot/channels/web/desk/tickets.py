"""People who were handed over: seen at the desk, answered in the channel they came from."""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict
from typing import Any

from bot.model import OutMessage, Part
from bot.storage import outbox, tickets, turns, web
from bot.storage.outbox import Outgoing
from bot.storage.sending import recipients
from bot.storage.transaction import Transaction
from bot.wording import say


async def waiting(tx: Transaction) -> list[dict[str, Any]]:
    """Open tickets with what was last asked."""
    return [
        {"ticket": one, "asked": await turns.last_question(tx, one.chat) or ""} for one in await tickets.every_open(tx)
    ]


async def open_for_page(tx: Transaction, chat: str) -> None:
    """A visitor of the page wants to speak to people."""
    if await tickets.open_of(tx, chat) is None:
        await tickets.open_ticket(tx, chat, 0, "", 0)


async def answer(tx: Transaction, id: int, who: str, text: str, *, close: bool) -> bool:
    """False where the ticket is closed or gone, or its chat cannot be written to."""
    ticket = await tickets.by_id(tx, id)
    if ticket is None or ticket.closed:
        return False
    told = say("web.staff_says", name=who, text=text)
    if ticket.telegram_chat:
        bot = await recipients.bot_of(tx, ticket.chat)
        if bot is None:
            return False
        call = Outgoing(str(ticket.telegram_chat), "send_message", {"chat_id": ticket.telegram_chat, "text": told})
        await outbox.add(tx, bot, outbox.NOBODY, [call], time.time())
    else:
        shown = [asdict(OutMessage((Part("text", told),)))]
        await web.note_turn(tx, ticket.chat, secrets.token_urlsafe(12), "", shown)
    tickets.take(tx, id, who)
    if close:
        tickets.close(tx, id)
    return True
