"""How much people may send: one bucket for each person wherever they write, one for each group."""

from __future__ import annotations

from bot.channels.telegram.receiving.place import Place, chat_name
from bot.channels.telegram.sending.pacing import GROUP_A_MINUTE
from bot.settings import Settings
from bot.storage import limits
from bot.storage.transaction import Transaction


async def person(tx: Transaction, settings: Settings, user: int, now_unix: float) -> limits.TooFast | None:
    """Count one message or query of the person; what must be said where it is one too many."""
    return await _spent(
        tx, chat_name(user), now_unix, settings.user_burst_messages, settings.user_messages_per_minute
    )  # fmt: skip


async def group(tx: Transaction, place: Place, now_unix: float) -> limits.TooFast | None:
    """Telegram lets a bot say no more than this in a group; who asks for more would wait for minutes."""
    return await _spent(tx, place.chat, now_unix, GROUP_A_MINUTE, GROUP_A_MINUTE)


async def _spent(tx: Transaction, chat: str, now_unix: float, burst: int, per_minute: int) -> limits.TooFast | None:
    try:
        await limits.spend(tx, chat, now_unix, burst=burst, per_minute=per_minute)
    except limits.TooFast as refusal:
        return refusal
    return None
