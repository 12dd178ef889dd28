"""Applying what waits in the inbox: one after the other, several in a commit, each exactly once."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Bot, Update

from bot.channels.telegram.desk import Applied, Desk
from bot.channels.telegram.receiving.place import chat_name
from bot.errors import InputError
from bot.storage import inbox, outbox
from bot.storage.database import Database
from bot.storage.inbox import Arrival
from bot.storage.outbox import Row
from bot.storage.transaction import Transaction
from bot.wording import say

_log = logging.getLogger("mingce.telegram")
_MOST_AT_ONCE = 32
_COMMIT_AFTER_SECONDS = 0.015
"""A commit waits no longer than this for more updates that could share it."""
_GAP_SECONDS = 0.5
"""How long an update waits for one with a smaller number that another connection may bring."""
_LOOK_AGAIN_SECONDS = 0.05
_LONG_TURN_SECONDS = 0.1
_STEP_BACK = 10.0
"""Whose message took long lets all others go first for so many times as long."""
_GAP_AFTER_START_SECONDS = 2.0
"""What could not be delivered while the bot was down is repeated after a while."""


@dataclass(frozen=True)
class Done:
    """One update that has been applied, for figures."""

    arrival: Arrival
    applied: Applied
    seconds: float


class Workbench:
    """Each update's changes and calls are one transaction with the mark that it was applied.

    The database lets one writer in at a time, in whatever process; so two processes never apply the same update.
    """

    def __init__(
        self, database: Database, desk: Desk, bot: Bot, worker_id: int, *, gaps: bool,
        news: Callable[[Transaction], Awaitable[list[Row]]], send: Callable[[list[Row]], None],
        sent: Callable[[], Awaitable[None]], done: Callable[[Done], None],
    ) -> None:  # fmt: skip
        self._database = database
        self._desk = desk
        self._bot = bot
        self._worker_id = worker_id
        self._gaps = gaps
        self._news = news
        self._send = send
        self._sent = sent
        self._done = done
        self._started = time.monotonic()
        self._open = False
        """Something was applied that may not stand in the store."""
        self._waits: tuple[int, float] = (0, 0.0)
        """The update that was last seen behind a gap, and since when."""
        self._behind: dict[str, float] = {}
        """Chats that others go before, until when (monotonic)."""
        self.wake = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`, and then until nothing waits."""
        while True:
            self.wake.clear()
            await self._sent()
            more, pause = await self._portion()
            if more:
                continue
            if stop.is_set() and pause is None:
                return
            try:
                # What is waited for may come to another process, which cannot wake this one.
                await asyncio.wait_for(self.wake.wait(), 1.0 if pause is None else min(pause, _LOOK_AGAIN_SECONDS))
            except TimeoutError:
                continue

    async def _portion(self) -> tuple[bool, float | None]:
        """Whether there may be more, else how long the next update is to wait for an earlier one (None: none waits)."""
        try:
            return await self._together()
        except InputError:
            raise
        except Exception:
            # Which of them it was shows when they are applied one by one.
            return await self._one_by_one()

    async def _together(self) -> tuple[bool, float | None]:
        finished, rows, pause = await self._database.insist(self._apply_some)
        self._kept()
        await self._after(finished, rows)
        return bool(finished), pause

    async def _apply_some(self, tx: Transaction) -> tuple[list[Done], list[Row], float | None]:
        self._begin()
        finished: list[Done] = []
        begin = time.monotonic()
        pause: float | None = None
        waiting = self._in_turn(await inbox.waiting(tx, self._desk.bot_id, _MOST_AT_ONCE))
        rows = await self._news(tx)
        for arrival in waiting:
            pause = await self._pause_before(tx, arrival)
            if pause is not None:
                break
            finished.append(await self._apply(tx, arrival))
            if time.monotonic() - begin > _COMMIT_AFTER_SECONDS:
                break
        rows += await self._finish(tx, finished)
        return finished, rows, pause

    async def _one_by_one(self) -> tuple[bool, float | None]:
        for arrival in await self._database.insist(lambda tx: inbox.waiting(tx, self._desk.bot_id, _MOST_AT_ONCE)):
            try:
                done, rows = await self._database.insist(lambda tx, one=arrival: self._apply_one(tx, one))  # type: ignore[misc]
            except InputError:
                raise
            except Exception:
                done, rows = await self._apologise(arrival)
            self._kept()
            await self._after([done] if done else [], rows)
        return True, None

    async def _apply_one(self, tx: Transaction, arrival: Arrival) -> tuple[Done | None, list[Row]]:
        """None where another process was quicker."""
        self._begin()
        if not await inbox.still_waits(tx, self._desk.bot_id, arrival):
            return None, []
        done = await self._apply(tx, arrival)
        return done, await self._finish(tx, [done])

    def _begin(self) -> None:
        """The attempt before this one may have been undone, by the store or by a mistake of ours."""
        if self._open:
            self._desk.undone()
        self._open = True

    def _kept(self) -> None:
        self._open = False
        self._desk.staff.kept()

    async def _apply(self, tx: Transaction, arrival: Arrival) -> Done:
        begin = time.perf_counter()
        update = Update.de_json(json.loads(arrival.payload), self._bot)
        applied = await self._desk.apply(tx, update, arrival.received_unix)
        done = Done(arrival, applied, time.perf_counter() - begin)
        if done.seconds > _LONG_TURN_SECONDS:
            self._behind[arrival.lane] = time.monotonic() + done.seconds * _STEP_BACK
        if _log.isEnabledFor(logging.DEBUG):
            _log.debug(say("telegram.log_applied"), extra=_figures(done, update))
        return done

    def _in_turn(self, waiting: list[Arrival]) -> list[Arrival]:
        """Within a chat nothing changes places."""
        now = time.monotonic()
        self._behind = {lane: until for lane, until in self._behind.items() if until > now}
        return sorted(waiting, key=lambda arrival: arrival.lane in self._behind) if self._behind else waiting

    async def _finish(self, tx: Transaction, finished: list[Done]) -> list[Row]:
        """The calls into the outbox, the marks into the inbox."""
        dated = [(call, one.arrival.received_unix) for one in finished for call in one.applied.calls]
        inbox.applied(tx, self._desk.bot_id, [one.arrival for one in finished])
        return await outbox.add_all(tx, self._desk.bot_id, self._worker_id, dated)

    async def _apologise(self, arrival: Arrival) -> tuple[Done, list[Row]]:
        reference = secrets.token_hex(3)
        _log.exception(say("telegram.log_not_handled"), extra={"reference": reference, "update": arrival.update_id})
        try:
            calls = self._desk.apology(Update.de_json(json.loads(arrival.payload), self._bot), reference)
        except Exception:  # what Telegram sent cannot even be read
            calls = []
        done = Done(arrival, Applied(calls), 0.0)
        self._begin()
        return done, await self._database.insist(lambda tx: self._finish(tx, [done]))

    async def _pause_before(self, tx: Transaction, arrival: Arrival) -> float | None:
        """Seconds that the update is still to wait for an earlier one; None where it has its turn."""
        left = self._left(arrival) if self._gaps else 0.0
        if left <= 0 or not await inbox.follows_a_gap(tx, self._desk.bot_id, arrival.update_id):
            return None
        return left

    def _left(self, arrival: Arrival) -> float:
        """By the clock it came at, but never longer than it has been seen waiting: the clock may be set back."""
        if self._waits[0] != arrival.update_id:
            self._waits = (arrival.update_id, time.monotonic())
        by_the_clock = arrival.received_unix + _GAP_SECONDS - time.time()
        seen = self._waits[1] + _GAP_SECONDS - time.monotonic()
        since_start = self._started + _GAP_AFTER_START_SECONDS - time.monotonic()
        return max(min(by_the_clock, seen), since_start)

    async def _after(self, finished: list[Done], rows: list[Row]) -> None:
        self._send(rows)
        for one in finished:
            self._done(one)
        erased = [chat_name(one.applied.chat) for one in finished if one.applied.erased and one.applied.chat]
        if erased:
            await self._database.scrub(erased)


def _figures(done: Done, update: Update) -> dict[str, object]:
    """What may stand in a log: no words, nobody's number."""
    kind = next((name for name in Update.ALL_TYPES if getattr(update, name, None) is not None), "")
    reply, calls = done.applied.reply, done.applied.calls
    return {
        "update": done.arrival.update_id,
        "kind": kind,
        "reply": reply.kind if reply else None,
        "calls": [call.method for call in calls],
        "waited_ms": round((time.time() - done.arrival.received_unix) * 1000),
        "took_ms": round(done.seconds * 1000, 1),
    }
