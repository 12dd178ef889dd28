"""A notice on its way to a chat of ours: by the outbox of the bot, or as a turn on the page; with a way to leave."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime

from bot.buttons import portfolio
from bot.model import Button, OutMessage, Part
from bot.storage import outbox, web
from bot.storage.outbox import Outgoing
from bot.storage.sending import recipients
from bot.storage.transaction import Transaction
from bot.wording import say

_TELEGRAM, _PAGE = "telegram:", "web:"


async def post(tx: Transaction, target: str, text: str, now: datetime) -> bool | None:
    """Whether the chat can be written to; None where the target is none of our chats."""
    said = f"{text}\n{say('portfolio.notice_off')}"
    leave = Button(say("portfolio.button_off"), portfolio(say("portfolio.word_off").split("|")[0]))
    if target.startswith(_PAGE):
        shown = [asdict(OutMessage((Part("text", said),), ((leave,),)))]
        await web.note_turn(tx, target, secrets.token_urlsafe(12), "", shown)
        return True
    if not target.startswith(_TELEGRAM):
        return None
    bot = await recipients.bot_of(tx, target)
    if bot is None:
        return False
    chat = int(target.removeprefix(_TELEGRAM))
    keyboard = {"inline_keyboard": [[{"text": leave.label, "callback_data": leave.data}]]}
    call = Outgoing(str(chat), "send_message", {"chat_id": chat, "text": said, "reply_markup": keyboard})
    await outbox.add(tx, bot, outbox.NOBODY, [call], now.timestamp())
    return True
