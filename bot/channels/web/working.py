"""Work that takes a while: begun by a form, watched on a page as it comes, stopped by a button."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

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
_BEAT_SECONDS = 0.2
"""Between two looks at a work for who watches it."""
_MOST_LINES = 300
"""Of what has been found already; more would not be read while one waits."""
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
    lines: list[tuple[str, ...]] = field(default_factory=list)
    """What has been found so far, for people: a row of cells each."""
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

    def tell(self, *cells: str) -> None:
        """Something has been found; from whatever thread does the work."""
        if len(self.lines) < _MOST_LINES:
            self.lines.append(cells)

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
        """How far the work is, as a page or as a stream; once it is done, what came of it. `address`: of this page."""
        work = self._of(request.path_params["key"], owner)
        if work is None:
            return refusing.refuse(request.scope, 404, say("web.work_gone"))
        if request.method == "POST":
            work.stopping = True
            return RedirectResponse(address, 303)
        if "text/event-stream" in request.headers.get("accept", ""):
            seen = request.headers.get("last-event-id", "")
            stream = _events(work, int(seen) if seen.isdecimal() and len(seen) < 6 else 0)
            return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})
        if work.then:
            return RedirectResponse(work.then, 303)
        values = {"work": work, "address": address, "far": _how_far(work)}
        return page(request, "work.html", code=422 if work.problem else 200, **values)


async def _events(work: Work, seen: int) -> AsyncIterator[str]:
    """What is found, as it is found, from the line after the `seen` first; how far it is; at the end, where to go."""
    bar = ""
    while True:
        over = not work.running
        for cells in work.lines[seen:]:
            seen += 1
            yield _event("line", draw("_work_line.html", cells=cells).strip(), seen)
        if bar != (bar := _how_far(work)):
            yield _event("bar", json.dumps({"done": work.done, "total": work.total, "said": bar}, ensure_ascii=False))
        if over:
            yield _event("over", work.then)
            return
        await asyncio.sleep(_BEAT_SECONDS)


def _how_far(work: Work) -> str:
    return say("web.work_done", done=work.done, total=work.total) if work.total else say("web.work_begun")


def _event(kind: str, data: str, id: int | None = None) -> str:
    """One event of a stream; whoever comes back names the last `id` that he has seen."""
    number = "" if id is None else f"id: {id}\n"
    return f"event: {kind}\n{number}data: {' '.join(data.splitlines())}\n\n"
