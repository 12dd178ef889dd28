"""What a finished call changes in the store; many of them share one commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from bot.channels.telegram.receiving.place import chat_name
from bot.channels.telegram.sending.calling import AT_LARGE
from bot.channels.telegram.staff.staff import Staff, undelivered
from bot.storage import outbox, tickets
from bot.storage.database import Database
from bot.storage.outbox import Outgoing, Row
from bot.storage.sending import broadcasts, recipients
from bot.storage.transaction import Transaction

Kind = Literal["sent", "dropped", "blocked"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`blocked`: the person has stopped the bot, or the bot was put out of the group."""

    row: Row
    kind: Kind
    result: Any = None


class Afterwards:
    """Removes calls that were made and remembers what must be remembered of them."""

    def __init__(
        self, database: Database, bot_id: int, worker_id: int, staff: Staff,
        settled: Callable[[Outcome], None], count: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._database = database
        self._bot_id = bot_id
        self._worker_id = worker_id
        self._staff = staff
        self._settled = settled
        self.count = count
        self.push: Callable[[list[Row]], None] = lambda rows: None
        self._batch: list[tuple[Outcome, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def settle(self, outcome: Outcome) -> None:
        """Returns when the call is out of the store."""
        written = asyncio.get_running_loop().create_future()
        self._batch.append((outcome, written))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await written

    async def addressed(self, call: Outgoing) -> Outgoing:
        """A message to the staff goes to the topic of its ticket, known only after the topic was made."""
        if "staff" not in call.note or AT_LARGE in call.note:
            return call
        ticket = await self._database.insist(lambda tx: tickets.by_id(tx, call.note["staff"]))
        if ticket is None or ticket.thread is None or ticket.staff_chat != call.arguments.get("chat_id"):
            return call
        return replace(call, arguments={**call.arguments, "message_thread_id": ticket.thread})

    async def moved(self, old: int, new: int) -> None:
        """A group has become a supergroup with another number."""

        async def work(tx: Transaction) -> None:
            self._staff.undone()
            await outbox.move_lane(tx, self._bot_id, str(old), str(new))
            if old == self._staff.chat_id:
                self._staff.move(tx, new)

        await self._database.insist(work)
        self._staff.kept()

    async def _write(self) -> None:
        while self._batch:
            batch, self._batch = self._batch, []
            outcomes = [outcome for outcome, _ in batch]
            try:
                rows = await self._database.insist(partial(self._settle_all, outcomes))
            except Exception as problem:
                for _, written in batch:
                    if not written.done():
                        written.set_exception(problem)
                continue
            self.push(rows)
            for outcome, written in batch:
                self._settled(outcome)
                if not written.done():
                    written.set_result(None)

    async def _settle_all(self, outcomes: list[Outcome], tx: Transaction) -> list[Row]:
        new: list[Outgoing] = []
        outbox.remove(tx, [outcome.row.id for outcome in outcomes])
        for outcome in outcomes:
            if outcome.row.call.note:
                self._noted(tx, outcome)
            if outcome.kind == "blocked":
                await self._blocked(tx, outcome, new)
        created = outcomes[0].row.created_unix
        return await outbox.add(tx, self._bot_id, self._worker_id, new, created) if new else []

    def _noted(self, tx: Transaction, outcome: Outcome) -> None:
        note, result = outcome.row.call.note, outcome.result
        chat_id = int(outcome.row.call.arguments.get("chat_id", 0))
        if "broadcast" in note:
            sent = outcome.kind == "sent"
            broadcasts.count(tx, note["broadcast"], sent=int(sent), failed=int(not sent))
        if "topic" in note and result is not None:
            tickets.set_thread(tx, note["topic"], chat_id, result.message_thread_id)
        if "staff" in note and result is not None:
            tickets.note_message(tx, note["staff"], chat_id, result.message_id)

    async def _blocked(self, tx: Transaction, outcome: Outcome, new: list[Outgoing]) -> None:
        chat_id = outcome.row.call.arguments.get("chat_id")
        if not isinstance(chat_id, int):
            return
        recipients.block(tx, chat_name(chat_id))
        ticket = await tickets.open_of(tx, chat_name(chat_id))
        staff_chat = self._staff.chat_id
        if ticket and staff_chat is not None and chat_id != staff_chat:
            tickets.close(tx, ticket.id)
            new.append(undelivered(ticket.id, staff_chat))
