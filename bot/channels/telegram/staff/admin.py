"""What administrators may do in their private chat: figures, unanswered words, messages to everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.channels.telegram.markup import escaped
from bot.channels.telegram.receiving.incoming import Said
from bot.channels.telegram.receiving.place import Place
from bot.channels.telegram.sending.rendering import pieces
from bot.model import Part
from bot.storage import gaps, inbox, outbox, tickets
from bot.storage.outbox import Outgoing
from bot.storage.sending import broadcasts, recipients
from bot.storage.transaction import Transaction
from bot.wording import say

PREFIX = "tg~b~"
"""Data of the buttons under a broadcast: `tg~b~send~7`."""
COMMANDS = ("stats", "unanswered", "broadcast")
_MOST_UNANSWERED = 30


@dataclass(frozen=True, slots=True)
class Admin:
    ids: tuple[int, ...]
    bot_id: int
    today: Callable[[], date]

    def may(self, user_id: int | None) -> bool:
        return user_id in self.ids

    async def command(self, tx: Transaction, place: Place, said: Said) -> list[Outgoing]:
        match said.command:
            case "stats":
                return [place.text(piece) for piece in pieces([Part("text", await self._figures(tx))])]
            case "unanswered":
                return [place.text(piece) for piece in pieces([Part("text", await _unanswered(tx))])]
            case _:
                return await self._draft(tx, place, said.rest)

    async def press(self, tx: Transaction, place: Place, data: str) -> list[Outgoing]:
        """A button under a broadcast; pressing twice changes nothing."""
        action, _, number = data.removeprefix(PREFIX).partition("~")
        broadcast = await broadcasts.get(tx, int(number)) if number.isdigit() else None
        if broadcast is None or place.card is None:
            return []
        id = broadcast.id
        if action == "send" and await broadcasts.move(tx, id, "draft", "running", await self._people(tx)):
            broadcasts.set_progress(tx, id, message=place.card)
            return [progress_call(place, (await broadcasts.get(tx, id)) or broadcast)]
        if action == "drop" and await broadcasts.move(tx, id, "draft", "stopped"):
            return [place.edit(place.card, escaped(say("telegram.broadcast_dropped")))]
        if action == "stop" and await broadcasts.move(tx, id, "running", "stopped"):
            return [progress_call(place, (await broadcasts.get(tx, id)) or broadcast)]
        return [place.text(escaped(say("telegram.broadcast_old")))]

    async def _people(self, tx: Transaction) -> int:
        return (await recipients.count(tx, self.bot_id))[0]

    async def _draft(self, tx: Transaction, place: Place, text: str) -> list[Outgoing]:
        if not text:
            return [place.text(escaped(say("telegram.broadcast_what")))]
        id = await broadcasts.draft(tx, self.bot_id, place.chat_id, text)
        shown = say("telegram.broadcast_confirm", people=await self._people(tx), text=text)
        *first, last = pieces([Part("text", shown)])
        buttons = [_button("telegram.broadcast_send", "send", id), _button("telegram.broadcast_drop", "drop", id)]
        return [*(place.text(piece) for piece in first), place.text(last, {"inline_keyboard": [buttons]})]

    async def _figures(self, tx: Transaction) -> str:
        """The question for figures itself, which is being answered, does not count as waiting."""
        people, blocked = await recipients.count(tx, self.bot_id)
        day = self.today().isoformat()
        rows = await tx.read("SELECT kind, count(*) FROM turns WHERE day = ? GROUP BY kind ORDER BY 2 DESC", (day,))
        kinds = {row[0]: row[1] for row in rows}
        today, missed = sum(kinds.values()), kinds.get("not_covered", 0)
        total = next(iter(await tx.read("SELECT count(*) FROM turns")))[0]
        text = say(
            "telegram.stats", people=people, blocked=blocked, today=today, total=total, not_covered=missed,
            rate=f"{missed / today:.0%}" if today else "0%", inbox=max(0, (await inbox.depth(tx))[0] - 1),
            outbox=(await outbox.depth(tx))[0], tickets=await tickets.count_open(tx),
        )  # fmt: skip
        listed = say("telegram.stats_comma").join(_kind(kind, count) for kind, count in kinds.items())
        return f"{text}\n{say('telegram.stats_kinds', kinds=listed)}" if listed else text


def progress_call(place: Place, broadcast: broadcasts.Broadcast) -> Outgoing:
    """The progress message as it should look now; its place is the message itself."""
    key = {"done": "telegram.broadcast_done", "stopped": "telegram.broadcast_stopped"}.get(
        broadcast.state, "telegram.broadcast_progress"
    )
    text = say(key, id=broadcast.id, sent=broadcast.sent, failed=broadcast.failed, total=broadcast.total)
    stop = {"inline_keyboard": [[_button("telegram.broadcast_stop", "stop", broadcast.id)]]}
    message = broadcast.progress_message or place.card
    keyboard = stop if broadcast.state == "running" else None
    return place.edit(message, escaped(text), keyboard) if message else place.text(escaped(text), keyboard)


async def _unanswered(tx: Transaction) -> str:
    ranked = (await gaps.ranked(tx))[:_MOST_UNANSWERED]
    if not ranked:
        return say("telegram.unanswered_none")
    lines = [
        say("telegram.unanswered_line", word=gap.word, chats=gap.chats, questions=gap.questions, day=gap.last_day)
        for gap in ranked
    ]
    return "\n".join([say("telegram.unanswered_head"), *lines])


def _kind(kind: str, count: int) -> str:
    return say("telegram.stats_kind", kind=say(f"telegram.answer_{kind}"), count=count)


def _button(label: str, action: str, id: int) -> dict[str, str]:
    return {"text": say(label), "callback_data": f"{PREFIX}{action}~{id}"}
