"""Figures for Prometheus, and whether the bot is well, on a loopback port."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.storage import inbox, outbox, workers
from bot.storage.database import Database
from bot.storage.engines.faults import StoreWaits
from bot.wording import say

if TYPE_CHECKING:
    from starlette.applications import Starlette

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)
STUCK_SECONDS = 300.0
"""A bot whose oldest message has waited this long is not well."""
SILENT_SECONDS = 60.0
_PATIENCE_SECONDS = 3.0


@dataclass(eq=False)
class Figures:
    """Counts of one process. Labels are few and never personal."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    @cached_property
    def updates(self) -> Counter:
        return Counter("mingce_updates", "Updates delivered by Telegram", registry=self.registry)

    @cached_property
    def replies(self) -> Counter:
        return Counter("mingce_replies", "Turns by kind of answer", ["kind"], registry=self.registry)

    @cached_property
    def not_covered(self) -> Counter:
        return Counter("mingce_not_covered", "Turns answered with: not covered", registry=self.registry)

    @cached_property
    def calls(self) -> Counter:
        return Counter("mingce_calls", "Calls of the Bot API by outcome", ["outcome"], registry=self.registry)

    @cached_property
    def trouble(self) -> Counter:
        return Counter("mingce_call_trouble", "Calls made again: flood or uncertain", ["kind"], registry=self.registry)

    @cached_property
    def latency(self) -> Histogram:
        what = "From the update's arrival to its reply"
        return Histogram("mingce_reply_seconds", what, buckets=_SECONDS, registry=self.registry)

    @cached_property
    def handling(self) -> Histogram:
        return Histogram("mingce_turn_seconds", "Time to work out one turn", buckets=_SECONDS, registry=self.registry)

    @cached_property
    def waiting(self) -> Gauge:
        return Gauge("mingce_queue_depth", "What waits in the store", ["queue"], registry=self.registry)

    @cached_property
    def age(self) -> Gauge:
        return Gauge("mingce_queue_age_seconds", "Age of the oldest that waits", ["queue"], registry=self.registry)

    def __post_init__(self) -> None:
        """All of them stand at zero from the start, so that a rate can be told from the first scrape on."""
        for name, made in vars(type(self)).items():
            if isinstance(made, cached_property):
                getattr(self, name)

    async def text(self, database: Database) -> bytes:
        """What Prometheus scrapes."""
        for queue, (count, age) in (await _queues(database)).items():
            self.waiting.labels(queue).set(count)
            self.age.labels(queue).set(age)
        return generate_latest(self.registry)


@dataclass(frozen=True, slots=True)
class Health:
    """`waiting` messages, the oldest for `seconds`; `silent_seconds` since the last sign of life (None: never)."""

    waiting: int
    seconds: float
    silent_seconds: float | None

    @property
    def well(self) -> bool:
        return self.seconds < STUCK_SECONDS and self.silent_seconds is not None and self.silent_seconds < SILENT_SECONDS


async def health(database: Database) -> Health:
    """Raises StoreWaits, or TimeoutError, where the store does not answer."""
    if database.trouble is not None:
        raise StoreWaits(database.trouble)
    async with asyncio.timeout(_PATIENCE_SECONDS):
        queues = await _queues(database)
        async with database.transaction() as tx:
            seen = await workers.last_seen_unix(tx)
    waiting, age = (sum(count for count, _ in queues.values()), max(age for _, age in queues.values()))
    return Health(waiting, age, None if seen is None else time.time() - seen)


def metrics_app(figures: Figures, database: Database) -> Starlette:
    """`/metrics` for Prometheus, `/healthz` for supervisors: 200 well, 503 not."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    async def scrape(_: Request) -> Response:
        return Response(await figures.text(database), media_type=CONTENT_TYPE_LATEST)

    async def healthz(_: Request) -> Response:
        try:
            state = await health(database)
        except (StoreWaits, TimeoutError) as problem:
            reason = problem.reason if isinstance(problem, StoreWaits) else say("storage.busy")
            return JSONResponse({"well": False, "problem": reason}, status_code=503)
        body = {"well": state.well, "waiting": state.waiting, "oldest_seconds": round(state.seconds, 1)}
        return JSONResponse(body, status_code=200 if state.well else 503)

    return Starlette(routes=[Route("/metrics", scrape), Route("/healthz", healthz)])


async def _queues(database: Database) -> dict[str, tuple[int, float]]:
    now = time.time()
    async with database.transaction() as tx:
        depths = {"inbox": await inbox.depth(tx), "outbox": await outbox.depth(tx)}
    return {name: (count, now - oldest if oldest else 0.0) for name, (count, oldest) in depths.items()}
