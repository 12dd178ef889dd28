"""Making the calls that wait in the outbox: in order within a lane, lanes side by side, a bounded number at once."""

from __future__ import annotations

import asyncio
import bisect
import contextlib
import hashlib
import json
import logging
import random
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.afterwards import Afterwards, Outcome
from bot.channels.telegram.receiving.polling import seconds_of
from bot.channels.telegram.sending.calling import QUERIES, QUERY_LIFE_SECONDS, after_refusal, perform, without_file
from bot.channels.telegram.sending.pacing import Pace
from bot.errors import InputError
from bot.storage.outbox import Row
from bot.wording import say

_log = logging.getLogger("mingce.telegram")
_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 1.0
_LANES_A_SECOND = 50
"""While nothing goes through, all lanes together try about this often."""
_GIVE_UP_SECONDS = 24 * 3600
_LEAD_ROUNDS = 2
"""So many rounds of calls may wait for a connection; answering further people first would only make these wait."""
_LONGEST_LEAD_SECONDS = 0.5
_MOST_REMEMBERED = 20_000
_UNPACED = {
    "answer_callback_query",
    "answer_inline_query",
    "answer_guest_query",
    "edit_message_text",
    "set_my_commands",
}


@dataclass
class Lane:
    """The calls of one chat. `busy`: it is in the queue, being sent, or waits for its time."""

    name: str
    rows: list[Row] = field(default_factory=list)
    failures: int = 0
    busy: bool = False


class Sender:
    """Calls are taken out of the store after they were made: one that was cut off may be made twice, none is lost."""

    def __init__(
        self, bot: Bot, afterwards: Afterwards, pace: Pace, at_once: int, fatal: Callable[[BaseException], None]
    ) -> None:
        self._bot = bot
        self._afterwards = afterwards
        self._pace = pace
        self._at_once = at_once
        self._fatal = fatal
        self._lanes: dict[str, Lane] = {}
        self._waiting: set[int] = set()
        self._made: OrderedDict[int, None] = OrderedDict()
        """The last calls that were made: who read the store a moment ago may bring them again."""
        self._ready: asyncio.Queue[Lane] = asyncio.Queue()
        self._shown: OrderedDict[tuple[int, int], str] = OrderedDict()
        self._idle = asyncio.Event()
        self._idle.set()
        self._caught_up = asyncio.Event()

    @property
    def waiting(self) -> int:
        """Lanes that have something to send."""
        return len(self._lanes)

    def known(self) -> set[int]:
        """Ids of the calls that wait here."""
        return set(self._waiting)

    def push(self, rows: Iterable[Row]) -> None:
        """A call that is known already is passed over."""
        for row in rows:
            if row.id in self._waiting or row.id in self._made:
                continue
            self._waiting.add(row.id)
            lane = self._lanes.setdefault(row.call.lane, Lane(row.call.lane))
            bisect.insort(lane.rows, row, lo=1 if lane.busy and lane.rows else 0, key=lambda one: one.id)
            self._queue(lane)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._at_once):
                group.create_task(self._work())

    async def drained(self) -> None:
        """Returns when nothing waits any more."""
        await self._idle.wait()

    async def catch_up(self) -> None:
        """Returns when few calls wait for a connection, or after a moment all the same; those that wait for their time
        do not count."""
        if self._is_behind():
            self._caught_up.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._caught_up.wait(), _LONGEST_LEAD_SECONDS)

    def _is_behind(self) -> bool:
        return self._ready.qsize() > self._at_once * _LEAD_ROUNDS

    def _queue(self, lane: Lane) -> None:
        self._idle.clear()
        if not lane.busy:
            lane.busy = True
            self._ready.put_nowait(lane)

    async def _work(self) -> None:
        while True:
            lane = await self._ready.get()
            if not self._is_behind():
                self._caught_up.set()
            try:
                await self._next(lane)
            except (InvalidToken, InputError) as problem:
                self._fatal(problem)  # somebody has to act, and is told at the end
                return
            except Exception as problem:
                _log.exception(say("telegram.log_sending_stopped"))
                self._fatal(problem)
                return

    async def _next(self, lane: Lane) -> None:
        row = lane.rows[0]
        if row.call.method not in _UNPACED and (wait := self._pace.wait(lane.name, time.monotonic())):
            self._later(lane, wait)
            return
        kind, result, wait = await self._try(lane, row)
        if kind == "later":
            self._later(lane, wait)
        elif kind != "again":
            lane.failures = 0
            # Where the bot was stopped, what else waits for that chat would be refused as well.
            rest = lane.rows[1:] if kind == "blocked" else []
            await asyncio.gather(*(self._afterwards.settle(Outcome(other, "dropped")) for other in rest))
            await self._afterwards.settle(Outcome(row, kind, result))
            self._advance(lane, [row, *rest])
        else:
            self._ready.put_nowait(lane)

    def _later(self, lane: Lane, seconds: float) -> None:
        asyncio.get_running_loop().call_later(seconds, self._ready.put_nowait, lane)

    def _advance(self, lane: Lane, done: list[Row]) -> None:
        gone = {row.id for row in done}
        self._waiting -= gone
        self._made.update(dict.fromkeys(gone))
        while len(self._made) > _MOST_REMEMBERED:
            self._made.popitem(last=False)
        lane.rows = [row for row in lane.rows if row.id not in gone]
        lane.busy = False
        if lane.rows:
            self._queue(lane)
        else:
            del self._lanes[lane.name]
            if not self._lanes:
                self._idle.set()

    async def _try(
        self, lane: Lane, row: Row
    ) -> tuple[Literal["sent", "dropped", "blocked", "later", "again"], Any, float]:
        """What became of the call, its result, and the seconds to wait before it is tried again."""
        age = time.time() - row.created_unix
        if self._is_shown(row) or (row.call.method in QUERIES and age > QUERY_LIFE_SECONDS):
            return "sent", None, 0.0
        begin = time.monotonic()
        try:
            result = await perform(self._bot, await self._afterwards.addressed(row.call))
        except RetryAfter as wait:
            self._pace.complained(lane.name, time.monotonic())
            self._afterwards.count("flood")
            _log.debug(say("telegram.log_lane_waits"), extra={"seconds": seconds_of(wait)})
            return "later", None, seconds_of(wait) + 0.05
        except InvalidToken:
            raise
        except Forbidden:
            return "blocked", None, 0.0
        except ChatMigrated as moved:
            return await self._moved(lane, row, moved.new_chat_id)
        except BadRequest as refusal:
            return self._refused(lane, row, refusal.message)
        except FileNotFoundError:
            self._replace(lane, row, without_file(row.call))
            return "again", None, 0.0
        except TelegramError as problem:
            return self._failed(lane, row, problem, age)
        self._remember(row, result)
        if _log.isEnabledFor(logging.DEBUG):
            took = {"method": row.call.method, "took_ms": round((time.monotonic() - begin) * 1000, 1)}
            _log.debug(say("telegram.log_called"), extra={**took, "age_ms": round(age * 1000)})
        return "sent", result, 0.0

    def _failed(
        self, lane: Lane, row: Row, problem: TelegramError, age: float
    ) -> tuple[Literal["later", "dropped"], Any, float]:
        """The network, or Telegram itself: the call may have been made, so it is made again."""
        lane.failures += 1
        self._afterwards.count("uncertain")
        extra = {"method": row.call.method, "problem": type(problem).__name__, "attempt": lane.failures}
        if age > _GIVE_UP_SECONDS:
            _log.error(say("telegram.log_given_up"), extra=extra)
            return "dropped", None, 0.0
        # The first time, and then ever more rarely: while Telegram is away every chat fails every second.
        worth_a_line = lane.failures & (lane.failures - 1) == 0
        _log.log(logging.WARNING if worth_a_line else logging.DEBUG, say("telegram.log_sending_failed"), extra=extra)
        longest = _LONGEST_PAUSE_SECONDS + self.waiting / _LANES_A_SECOND
        pause = min(_FIRST_PAUSE_SECONDS * 2 ** min(lane.failures - 1, 20), longest)
        return "later", None, pause * random.uniform(0.7, 1.0)

    def _refused(self, lane: Lane, row: Row, reason: str) -> tuple[Literal["sent", "dropped", "again"], Any, float]:
        verdict = after_refusal(row.call, reason)
        if verdict.kind == "done":
            return "sent", None, 0.0
        if verdict.call is None:
            _log.error(say("telegram.log_refused"), extra={"method": row.call.method, "reason": reason})
            return "dropped", None, 0.0
        _log.warning(say("telegram.log_refused_instead"), extra={"method": row.call.method, "reason": reason})
        self._replace(lane, row, verdict.call)
        return "again", None, 0.0

    async def _moved(self, lane: Lane, row: Row, chat_id: int) -> tuple[Literal["again"], Any, float]:
        """The group has a new number; everything else of the lane follows after it, under the new number."""
        await self._afterwards.moved(int(lane.name), chat_id)
        for old in list(lane.rows):
            self._replace(lane, old, replace(old.call, arguments={**old.call.arguments, "chat_id": chat_id}))
        return "again", None, 0.0

    def _replace(self, lane: Lane, row: Row, call: Any) -> None:
        lane.rows[lane.rows.index(row)] = replace(row, call=call)

    # -- what the chats show, so that a card is not changed into itself

    def _is_shown(self, row: Row) -> bool:
        arguments = row.call.arguments
        if row.call.method != "edit_message_text":
            return False
        return self._shown.get((arguments["chat_id"], arguments["message_id"])) == _digest(arguments)

    def _remember(self, row: Row, result: Any) -> None:
        message = getattr(result, "message_id", None)
        if message is None or "reply_markup" not in row.call.arguments:
            return
        self._shown[row.call.arguments["chat_id"], message] = _digest(row.call.arguments)
        if len(self._shown) > _MOST_REMEMBERED:
            self._shown.popitem(last=False)


def _digest(arguments: dict[str, Any]) -> str:
    shown = json.dumps([arguments.get("text"), arguments.get("reply_markup")], sort_keys=True)
    return hashlib.blake2s(shown.encode(), digest_size=8).hexdigest()
