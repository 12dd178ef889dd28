"""The page and the API: requests a second beside bare Starlette, weight of the first load, time of a report."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import json
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.bootstrap import build_world
from bot.contract import answers
from bot.reports.files import report_file
from tests.bot.channels.web.visiting import free_port, serving

DAY = date(2026, 11, 22)
FACTS = {"city": "日照", "honours": ["国家级专精特新小巨人"], "honour_event": "新认定", "revenue_yuan": 12_000_000}
REQUESTS, AT_ONCE = 400, 4


def report() -> list[str]:
    """Lines for people."""
    lines = ["page and API (the same work, the same client, one after the other)"]
    with tempfile.TemporaryDirectory() as folder, _bare() as bare:
        site = serving(Path(folder), web_burst_requests=1_000_000)
        try:
            for name, body in _bodies():
                ours = _rate(site.address, f"/api/v1/{name}", body)
                theirs = _rate(bare, f"/{name}", body)
                lines.append(
                    f"  {name:<6} ours {_said(ours)}  bare Starlette {_said(theirs)}  {ours[0] / theirs[0]:.0%}"
                )
            lines.append(f"  first load {_weight(site.address) / 1000:.1f} kB compressed (at most 30)")
        finally:
            site.stop()
    lines += [f"  report {format:<4} {seconds:.2f} s (at most 0.3)" for format, seconds in _reports()]
    return lines


def _bodies() -> Iterator[tuple[str, Callable[[int], bytes]]]:
    yield "ask", lambda n: json.dumps({"text": f"日照小巨人奖励多少{'?' * (n % 3)}"}).encode()
    yield "check", lambda n: json.dumps({"facts": {**FACTS, "revenue_yuan": 10_000_000 + n}}).encode()


@contextmanager
def _bare() -> Iterator[str]:
    """Two routes that do the work and nothing else."""
    world = build_world()

    async def ask(request: Request) -> Response:
        return JSONResponse(answers.ask((await request.json())["text"], world, DAY))

    async def check(request: Request) -> Response:
        return JSONResponse(answers.check((await request.json())["facts"], world, DAY))

    app = Starlette(routes=[Route(f"/{work.__name__}", work, methods=["POST"]) for work in (ask, check)])
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def _rate(address: str, path: str, body: Callable[[int], bytes]) -> tuple[float, float]:
    """Requests a second, and the 99th percentile in ms."""
    took: list[float] = []
    _many(address, path, body, 40, [])
    begin = time.perf_counter()
    clients = [
        threading.Thread(target=_many, args=(address, path, body, REQUESTS // AT_ONCE, took)) for _ in range(AT_ONCE)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return REQUESTS / (time.perf_counter() - begin), sorted(took)[int(len(took) * 0.99) - 1] * 1000


def _many(address: str, path: str, body: Callable[[int], bytes], count: int, took: list[float]) -> None:
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    for number in range(count):
        begin = time.perf_counter()
        connection.request("POST", path, body(number), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        took.append(time.perf_counter() - begin)
    connection.close()


def _weight(address: str) -> int:
    def fetched(path: str) -> bytes:
        connection = http.client.HTTPConnection(address.removeprefix("http://"))
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        body = connection.getresponse().read()
        connection.close()
        return body

    page = fetched("/")
    assets = re.findall(r'(?:src|href)="(/static/[^"]+)"', gzip.decompress(page).decode())
    return len(page) + sum(len(fetched(path)) for path in assets)


def _reports() -> Iterator[tuple[str, float]]:
    world = build_world()
    facts: dict[str, Any] = world.rulebook.validate(FACTS)
    report_file(facts, world, DAY, "pdf")
    for format in ("pdf", "docx", "html", "png"):
        report_file(facts, world, DAY, format)
        begin = time.perf_counter()
        report_file(facts, world, DAY, format)
        yield format, time.perf_counter() - begin


def _said(measured: tuple[float, float]) -> str:
    return f"{measured[0]:.0f}/s p99 {measured[1]:.1f} ms"
