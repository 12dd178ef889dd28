"""Listening on a port: taken before anything else starts, so that an occupied one is one clear line."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from bot.errors import InputError
from bot.settings import Settings, host_and_port
from bot.wording import say


def listening(listen: str) -> socket.socket:
    """A bound socket; InputError where the port cannot be had."""
    host, port = host_and_port(listen)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, the connections get no delay of small packets; otherwise an answer may wait 40 ms.
    opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
        opened.listen(1024)
    except (OSError, OverflowError) as problem:
        opened.close()
        reason = getattr(problem, "strerror", None) or problem
        raise InputError(say("telegram.port_taken", listen=listen, problem=reason)) from None
    return opened


@dataclass
class Sockets:
    """Ports are taken first: an occupied one is to stop the start before anything has happened."""

    webhook: socket.socket | None = None
    metrics: socket.socket | None = None

    @classmethod
    def open(cls, settings: Settings) -> Sockets:
        if settings.telegram_mode == "webhook" and not settings.webhook_url:
            raise InputError(say("telegram.no_webhook_url"))
        webhook = listening(settings.webhook_listen) if settings.telegram_mode == "webhook" else None
        return cls(webhook, listening(settings.metrics_listen) if settings.metrics_listen else None)

    def close(self) -> None:
        for one in (self.webhook, self.metrics):
            if one:
                one.close()


class Server(uvicorn.Server):
    """Uvicorn on sockets of ours; signals are ours as well."""

    def __init__(self, app: Starlette, proxies: Sequence[str] = ()) -> None:
        """`proxies`: addresses and networks whose word about the caller's address is believed."""
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=5,
                proxy_headers=bool(proxies),
                forwarded_allow_ips=list(proxies),
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
