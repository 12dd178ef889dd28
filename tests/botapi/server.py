"""A small Bot API server on loopback: real HTTP, polling, webhook, faults on demand; what is wrong is written down."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from collections import Counter, deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.botapi.checks import RefusedError, read_parameters
from tests.botapi.world import BOT, World

TOKEN = "123456:" + "t" * 35
Json = dict[str, Any]


@dataclass
class Fault:
    """What happens to the next `count` calls of a method (`*`: of any but getUpdates): 429, 500, `cut`, `cut_after`."""

    kind: str
    method: str = "*"
    count: int = 1
    seconds: float = 0.0


class Cut(Response):
    """The connection ends before the answer is complete."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"100")]})


class Escaped(JSONResponse):
    """As Telegram writes it: everything beyond ASCII is escaped, so that even half a character comes through."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content).encode()


class BotApi(World):
    """Start it with `serving()`. `calls` counts methods; `violations` lists what Telegram would have refused."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__()
        self.token = token
        self.url = ""
        self.calls: Counter[str] = Counter()
        self.log: deque[tuple[str, Json]] = deque(maxlen=5000)
        self.violations: list[str] = []
        self.faults: list[Fault] = []
        self.pending: dict[int, Json] = {}
        self.next_update = 900
        self.doubled = 0
        self.held: list[Json] | None = None
        self.webhook: Json | None = None
        self._arrived = asyncio.Event()
        self._pollers = 0
        self._closing = False
        self._deliveries: set[asyncio.Task[None]] = set()
        self._queues: dict[int, list[Json]] = {}

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[BotApi]:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app = Starlette(routes=[Route("/bot{token}/{method}", self._called, methods=["GET", "POST"])])
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2)
        )
        server.capture_signals = contextlib.nullcontext  # type: ignore[assignment,method-assign]
        running = asyncio.create_task(server.serve([listener]))
        self._http = httpx.AsyncClient(timeout=20, trust_env=False)
        try:
            while not server.started:  # noqa: ASYNC110 - uvicorn tells it no other way
                await asyncio.sleep(0.005)
            yield self
        finally:
            server.should_exit = True
            self._closing = True
            self._arrived.set()
            for delivery in self._deliveries:
                delivery.cancel()
            await running
            await self._http.aclose()
            for connection in list(server.server_state.connections):  # of bots that were killed
                connection.transport.abort()
            await asyncio.sleep(0.01)  # transports close in the next rounds of the loop
            listener.close()

    def fault(self, kind: str, method: str = "*", count: int = 1, seconds: float = 0.0) -> None:
        self.faults.append(Fault(kind, method, count, seconds))

    # -- updates

    def push(self, kind: str, body: Json) -> None:
        update = {"update_id": self.next_update, kind: body}
        self.next_update += 1
        if self.held is not None:
            self.held.append(update)
            return
        self._put(update)

    def release(self) -> None:
        """What was held back (`held = []`) goes out, the last first."""
        held, self.held = self.held or [], None
        for update in reversed(held):
            self._put(update)

    def _put(self, update: Json) -> None:
        self.pending[update["update_id"]] = update
        self._arrived.set()
        if self.webhook:
            self._deliver(update)

    def _deliver(self, update: Json) -> None:
        """Updates of one chat one after the other, chats side by side."""
        kind = next(name for name in update if name != "update_id")
        body = update[kind]
        chat = (body.get("message") or body).get("chat", {}).get("id", 0)
        queue = self._queues.setdefault(chat, [])
        queue.append(update)
        if len(queue) == 1:
            task = asyncio.create_task(self._drain(queue))
            self._deliveries.add(task)
            task.add_done_callback(self._deliveries.discard)

    async def _drain(self, queue: list[Json]) -> None:
        while queue:
            await self._post(queue[0])
            queue.pop(0)

    async def _post(self, update: Json) -> None:
        """Again and again until it is taken, and once more where updates are doubled."""
        pause = 0.1
        while self.webhook:
            headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
            with contextlib.suppress(httpx.HTTPError):
                answer = await self._http.post(self.webhook["url"], content=json.dumps(update), headers=headers)
                if answer.is_success:
                    if self.doubled > 0:
                        self.doubled -= 1
                        continue
                    self.pending.pop(update["update_id"], None)
                    return
            await asyncio.sleep(pause)
            pause = min(pause * 2, 1.0)

    # -- calls

    async def _called(self, request: Request) -> Response:
        method = request.path_params["method"]
        self.calls[method] += 1
        self.changed.set()
        if request.path_params["token"] != self.token:
            return _answer(RefusedError(401, "Unauthorized"))
        fault = self._fault(method)
        if fault and fault.seconds and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault and fault.kind != "cut_after":
            return _faulty(fault)
        try:
            given = read_parameters(method, {**request.query_params, **await _form(request)})
            self.log.append((method, given))
            if method == "getUpdates":
                result: Any = await self._get_updates(given)
            else:
                result = self._own(method, given) or self.perform(method, given)
        except RefusedError as refused:
            if not await request.is_disconnected():  # a poller that was killed has caused no conflict
                self.violations.append(f"{method}: {refused.description}")
            return _answer(refused)
        return Cut() if fault and fault.kind == "cut_after" else Escaped({"ok": True, "result": result})

    def _own(self, method: str, given: Json) -> Any:
        match method:
            case "getMe":
                return {
                    **BOT,
                    "can_join_groups": True,
                    "can_read_all_group_messages": False,
                    "supports_inline_queries": True,
                }
            case "getWebhookInfo":
                url = (self.webhook or {}).get("url", "")
                return {"url": url, "has_custom_certificate": False, "pending_update_count": len(self.pending)}
            case "setWebhook":
                first, self.webhook = self.webhook is None, given
                for update in list(self.pending.values()) if first else ():
                    self._deliver(update)
                return True
            case "deleteWebhook":
                self.webhook = None
                return True
        return None

    async def _get_updates(self, given: Json) -> list[Json]:
        if self.webhook:
            raise RefusedError(409, "Conflict: can't use getUpdates method while webhook is active")
        for number in [number for number in self.pending if number < given.get("offset", 0)]:
            del self.pending[number]
        self._pollers += 1
        mine = self._pollers
        deadline = time.monotonic() + given.get("timeout", 0)
        self._arrived.set()  # an earlier poller that waits is ended
        while not self.pending and not self._closing and (left := deadline - time.monotonic()) > 0:
            self._arrived.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._arrived.wait(), left)
            if self._pollers != mine:
                raise RefusedError(409, "Conflict: terminated by other getUpdates request")
        updates = sorted(self.pending.values(), key=lambda update: update["update_id"])[: given.get("limit", 100)]
        doubled, self.doubled = self.doubled, 0
        return [*updates, *updates[:doubled]]

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.count > 0 and (fault.method == method or (fault.method == "*" and method != "getUpdates")):
                fault.count -= 1
                return fault
        return None


async def _form(request: Request) -> Json:
    """Fields of a form; a file comes as `document` with its name as `filename`."""
    kind, body = request.headers.get("content-type", ""), await request.body()
    if not kind.startswith("multipart/"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    parts = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    fields: Json = {}
    for part in parts.iter_parts():
        name, content = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if part.get_filename():
            fields |= {"document": content, "filename": part.get_filename()}
        else:
            fields[str(name)] = bytes(content).decode()
    # python-telegram-bot sends a file under a name of its own and refers to it.
    return fields


def _faulty(fault: Fault) -> Response:
    if fault.kind == "429":
        return _answer(RefusedError(429, "Too Many Requests", retry_after=max(1, int(fault.seconds))))
    if fault.kind == "cut":
        return Cut()
    return _answer(RefusedError(int(fault.kind), "Fault on demand"))


def _answer(refused: RefusedError) -> Response:
    body: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return JSONResponse(body, status_code=refused.code)
