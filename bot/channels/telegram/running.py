"""The bot as a running thing: everything wired, started, and stopped without losing what has begun."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any, Protocol

from telegram.error import InvalidToken

from bot.channels.telegram import connecting
from bot.channels.telegram.afterwards import Afterwards, Outcome
from bot.channels.telegram.desk import Applied, Desk, Talker
from bot.channels.telegram.receiving.place import chat_name
from bot.channels.telegram.receiving.polling import Poller, SupplantedError
from bot.channels.telegram.receiving.receiving import Reception, poll
from bot.channels.telegram.receiving.webhook import path_of, secret_from, webhook_app
from bot.channels.telegram.sending.http import Server, Sockets
from bot.channels.telegram.sending.pacing import Pace
from bot.channels.telegram.sending.sending import Sender
from bot.channels.telegram.sending.typing_sign import TypingSign
from bot.channels.telegram.shelf import Shelf
from bot.channels.telegram.staff.admin import Admin
from bot.channels.telegram.staff.broadcasting import Broadcaster
from bot.channels.telegram.staff.colleagues import Colleagues
from bot.channels.telegram.staff.lookup import Lookup
from bot.channels.telegram.working import Done, Workbench
from bot.errors import InputError
from bot.metrics import Figures, metrics_app
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.outbox import Row
from bot.storage.workers import BuriedError, Worker
from bot.wording import say
from bot.world import World

_log = logging.getLogger("mingce.telegram")
_MOST_BREATH_SECONDS = 0.02
AGAIN_LATER = 75
"""Exit status that says: start me again; unlike 2, where somebody has to act first."""
_MEASURED = {"send_message", "edit_message_text", "send_document", "send_photo"}


class Assisting(Talker, Protocol):
    """What the bot needs of the assistant."""

    database: Database

    @property
    def world(self) -> World: ...

    today: Callable[[], date]


class Running:
    """One process of the bot, from start to stop."""

    def __init__(
        self, settings: Settings, line: connecting.Line, assistant: Assisting, sockets: Sockets, stop: asyncio.Event
    ) -> None:
        self._settings = settings
        self._bot = line.bot
        self._line = line
        self._assistant = assistant
        self._database = assistant.database
        self._sockets = sockets
        self._figures = Figures()
        self._stop = stop
        self._received_all = asyncio.Event()
        self._problem: BaseException | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until a signal or until it cannot go on; raises InputError where the person at the machine must act."""
        self._listen_to_signals()
        address = self._settings.telegram_api
        me = await self._unless_stopped(connecting.introduce(self._bot, address))
        if me is None:
            return
        self._worker = await Worker.join(self._database, me.id)
        polling = self._settings.telegram_mode == "polling"
        if polling and not self._worker.can_wait and not await self._worker.only_poller():
            await self._leave()
            raise InputError(say("telegram.same_store_poller", path=self._settings.database))
        await self._wire(me.id, me.username or "")
        await self._database.insist(self._colleagues.take_over)
        self._start_work()
        receiving = self._start_receiving()
        _log.info(say("telegram.started", username=me.username, mode=self._settings.telegram_mode))
        await self._stop.wait()
        await self._wind_down(receiving)

    async def _wire(self, bot_id: int, username: str) -> None:
        settings, database, worker = self._settings, self._database, self._worker.id
        staff = await connecting.staff_of(self._bot, settings, database)
        shelf = Shelf(Lookup(lambda: self._assistant.world), username, self._assistant.today)
        admin = Admin(settings.admins, bot_id, self._assistant.today)
        self._desk = Desk(bot_id, username, self._assistant, shelf, settings, staff, admin, self._assistant.today)
        afterwards = Afterwards(database, bot_id, worker, staff, self._settled, self._trouble)
        pace = Pace(settings.sends_per_second)
        self._sender = Sender(self._bot, afterwards, pace, settings.sends_at_once, self._fail)
        afterwards.push = self._sender.push
        keep_days = settings.keep_words_days, settings.keep_files_days
        self._colleagues = Colleagues(
            database, bot_id, self._worker, self._sender, staff, self._wake, self._assistant.today, keep_days
        )
        self._bench = Workbench(
            database, self._desk, self._bot, worker, gaps=settings.telegram_mode == "webhook",
            news=self._colleagues.news, send=self._sender.push, sent=self._sender.catch_up, done=self._done,
        )  # fmt: skip
        self._typing = TypingSign(self._bot)
        self._reception = Reception(database, bot_id, worker, self._stored, self._typing.heard)
        self._broadcaster = Broadcaster(database, bot_id, worker, settings.broadcasts_per_second, self._sender.push)

    def _start_work(self) -> None:
        self._sending = self._start(self._sender.run())
        self._working = self._start(self._bench.run(self._received_all))
        self._looking = [
            self._start(self._colleagues.run(self._received_all)),
            self._start(self._broadcaster.run(self._received_all)),
            self._start(self._typing.run(self._received_all)),
        ]
        self._start(connecting.set_menus(self._bot, self._settings, self._database))
        self._start(connecting.set_app_button(self._bot, self._settings, self._database))
        if self._sockets.metrics:
            self._metrics = Server(metrics_app(self._figures, self._database))
            self._start(self._metrics.serve([self._sockets.metrics]))

    def _start_receiving(self) -> asyncio.Task[None]:
        return self._start(self._poll() if self._settings.telegram_mode == "polling" else self._listen())

    async def _poll(self) -> None:
        settings = self._settings
        if not await self._worker.turn_to_poll(self._stop):
            return
        await connecting.prepare_polling(self._bot, settings.telegram_api)
        address = f"{settings.telegram_api}/bot{self._bot.token}"
        at_work = await connecting.was_supplanted(self._bot.id, self._database)
        poller = Poller(
            self._line.updates, address, settings.poll_timeout_seconds, settings.allowed_updates, at_work=at_work
        )
        try:
            await poll(poller.fetch, self._reception, self._stop, self._breath)
        except SupplantedError:
            await connecting.note_supplanted(self._bot.id, self._database)
            raise

    async def _listen(self) -> None:
        settings = self._settings
        secret = secret_from(self._bot.token, settings.webhook_secret.get_secret_value())
        app = webhook_app(path_of(settings.webhook_url), secret, self._reception.accept)
        assert self._sockets.webhook is not None
        server = Server(app)
        serving = self._start(server.serve([self._sockets.webhook]))
        await connecting.prepare_webhook(self._bot, settings, self._database)
        await self._stop.wait()
        server.should_exit = True
        await serving

    # -- what the parts tell each other

    def _stored(self, urgent: list[Row], count: int) -> None:
        self._figures.updates.inc(count)
        self._sender.push(urgent)
        self._wake()

    def _wake(self) -> None:
        self._bench.wake.set()

    def _done(self, done: Done) -> None:
        self._figures.handling.observe(done.seconds)
        self._still(done.applied)
        if done.applied.reply:
            kind = done.applied.reply.kind
            self._figures.replies.labels(kind).inc()
            self._figures.not_covered.inc(kind == "not_covered")

    def _still(self, applied: Applied) -> None:
        """No typing where no reply will come, or where people of the staff have taken over."""
        if applied.chat is not None:
            self._typing.hush(applied.chat, applied.quiet)
            if not applied.calls:
                self._typing.answered(applied.chat)

    def _settled(self, outcome: Outcome) -> None:
        self._figures.calls.labels(outcome.kind).inc()
        if outcome.kind == "sent" and outcome.row.call.method in _MEASURED:
            self._figures.latency.observe(max(0.0, time.time() - outcome.row.created_unix))
        chat_id = outcome.row.call.arguments.get("chat_id")
        if not isinstance(chat_id, int):
            return
        self._typing.answered(chat_id)
        if outcome.kind == "blocked":
            self._desk.remembered.discard(chat_name(chat_id))

    def _trouble(self, kind: str) -> None:
        self._figures.trouble.labels(kind).inc()

    def _breath(self) -> float:
        """Under load one answer of getUpdates should bring many updates."""
        waiting = self._sender.waiting
        return min(waiting * 0.001, _MOST_BREATH_SECONDS) if waiting > 3 else 0.0

    # -- starting and stopping

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, self._stop.set)

    async def _unless_stopped(self, work: Coroutine[Any, Any, Any]) -> Any:
        """The result, or None where the stop comes first."""
        working, stopping = asyncio.ensure_future(work), asyncio.create_task(self._stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if working.done():
            return working.result()
        working.cancel()
        return None

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (problem := task.exception()):
            self._fail(problem)

    def _fail(self, problem: BaseException) -> None:
        """The first problem counts; what is in the store waits for the next start."""
        if isinstance(problem, InvalidToken):
            problem = InputError(say("telegram.token_refused"))
        self._problem = self._problem or problem
        self._stop.set()

    async def _wind_down(self, receiving: asyncio.Task[None]) -> None:
        """No new updates; what has been taken in is answered if that can be done in time."""
        if self._problem is None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._settings.stop_seconds):
                    await asyncio.wait({receiving})
                    self._received_all.set()
                    self._wake()
                    await asyncio.wait({self._working, *self._looking})
                    await self._sender.drained()
        self._stop.set()
        self._received_all.set()
        self._wake()
        if self._sockets.metrics:
            self._metrics.should_exit = True
        await self._end_tasks()
        await self._leave()
        _log.info(say("telegram.stopped"))
        if self._problem:
            raise self._problem

    async def _leave(self) -> None:
        """Who cannot write a farewell is found to have died, which comes to the same."""
        with contextlib.suppress(InputError):
            async with self._database.transaction() as tx:
                await self._worker.leave(tx)

    async def _end_tasks(self) -> None:
        """Those that write end by themselves; only those that wait for the network are cut off."""
        ending = {task for task in self._tasks if task is not self._sending}
        if ending:
            await asyncio.wait(ending, timeout=3.0)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def serve(
    settings: Settings, build: Callable[[], Coroutine[Any, Any, Assisting]], stop: asyncio.Event | None = None
) -> None:
    """Run the bot until a signal, or `stop`, tells it to end."""
    line = connecting.line_of(settings)
    sockets = Sockets.open(settings)
    try:
        assistant = await build()
        try:
            await Running(settings, line, assistant, sockets, stop or asyncio.Event()).run()
        except (SupplantedError, BuriedError) as problem:
            _log.error(say("telegram.buried" if isinstance(problem, BuriedError) else "telegram.supplanted"))
            raise SystemExit(AGAIN_LATER) from None
        finally:
            await assistant.database.close()
    finally:
        sockets.close()
        with contextlib.suppress(Exception):
            await line.close()
