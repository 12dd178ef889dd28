"""Work that takes a while: begun by a form, watched on a page with a bar, stopped by a button."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web import refusing
from bot.channels.web.pages import draw, page
from bot.errors import InputError
from bot.wording import say

_log = logging.getLogger("mingce.web")
_MOST = 40
"""Kept, finished or not; the oldest gives way."""
_AT_ONCE = 2
_AT_ONCE_SECONDS = 1.0
"""What is done so soon is shown without a bar in between."""
Result = TypeVar("Result")


class Stopped(Exception):
    """The person has stopped the work."""


@dataclass(slots=True)
class Work:
    """`total` is 0 as long as nobody knows how much there is to do; `then`: the address of what came of it."""

    owner: str
    what: str
    back: str
    done: int = 0
    total: int = 0
    then: str = ""
    problem: str = ""
    stopping: bool = False
    result: Any = None
    """For the page behind `then`."""

    @property
    def running(self) -> bool:
        return not self.then and not self.problem

    def progress(self, done: int, total: int) -> None:
        """From whatever thread does the work; raises `Stopped` where it is to end."""
        self.done, self.total = done, total
        if self.stopping:
            raise Stopped

    async def in_thread(self, does: Callable[[], Result]) -> Result:
        """The processor's part of the work, beside everybody else's requests."""
        return await to_thread.run_sync(does)


class Works:
    """Of one process; who began a work, and nobody else, can watch it."""

    def __init__(self) -> None:
        self._works: OrderedDict[str, Work] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def begin(self, owner: str, what: str, back: str, does: Callable[[Work], Awaitable[str]]) -> str:
        """The key of the work; `does` gives the address of what came of it, or raises `InputError`.

        In that address `{key}` stands for the key, by which `result` gives what `does` left in the work.
        """
        key, work = secrets.token_urlsafe(16), Work(owner, what, back)
        self._works[key] = work
        while len(self._works) > _MOST:
            self._works.popitem(last=False)[1].stopping = True
        task = asyncio.get_running_loop().create_task(self._run(key, work, does))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.wait({task}, timeout=_AT_ONCE_SECONDS)
        return key

    def result(self, key: str, owner: str) -> Any:
        """None where there is none, or where it is somebody else's."""
        work = self._of(key, owner)
        return work.result if work else None

    def _of(self, key: str, owner: str) -> Work | None:
        work = self._works.get(key)
        return work if work is not None and secrets.compare_digest(work.owner.encode(), owner.encode()) else None

    async def _run(self, key: str, work: Work, does: Callable[[Work], Awaitable[str]]) -> None:
        try:
            async with self._places:
                work.then = (await does(work)).format(key=key)
        except Stopped:
            work.problem = say("web.work_stopped")
        except InputError as problem:
            work.problem = str(problem)
        except Exception:
            reference = secrets.token_hex(4)
            _log.exception(say("web.log_failed"), extra={"reference": reference, "path": work.what})
            work.problem = say("web.failed", reference=reference)

    async def watch(self, request: Request, owner: str, address: str) -> Response:
        """The bar; once the work is done, what came of it. `address`: of this very page."""
        work = self._of(request.path_params["key"], owner)
        if work is None:
            return refusing.refuse(request.scope, 404, say("web.work_gone"))
        if request.method == "POST":
            work.stopping = True
            return RedirectResponse(address, 303)
        with_script = "hx-request" in request.headers
        if work.then:
            if with_script:
                return Response(status_code=200, headers={"hx-redirect": work.then})
            return RedirectResponse(work.then, 303)
        values = {"work": work, "address": address}
        if with_script:
            return HTMLResponse(draw("_work.html", **values))
        return page(request, "work.html", code=422 if work.problem else 200, **values)
