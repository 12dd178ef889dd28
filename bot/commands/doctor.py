"""`mingce doctor`: what stands in the way of a good start, each with what to do about it; changes nothing."""

from __future__ import annotations

import asyncio
import contextlib
import json as json_module
import os
import shutil
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.commands.output import print_json
from bot.errors import InputError
from bot.settings import Settings, host_and_port, load_settings
from bot.wording import say

_LEAST_FREE_BYTES = 200_000_000
_TOKEN_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class Finding:
    """`well` None: not set up, and need not be."""

    name: str
    well: bool | None
    said: str


def run(*, json: bool) -> None:
    """One line a check, or one JSON document; exit status 2 where somebody has to act."""
    findings = list(_findings(load_settings()))
    well = all(finding.well is not False for finding in findings)
    if json:
        print_json({"well": well, "checks": [asdict(finding) for finding in findings]})
    else:
        marks = {True: "well", False: "ill", None: "off"}
        for one in findings:
            print(say(f"doctor.{marks[one.well]}", name=say(f"doctor.name_{one.name}"), said=one.said))
    if not well:
        raise SystemExit(2)


def _findings(settings: Settings) -> Iterator[Finding]:
    checks: dict[str, Callable[[Settings], tuple[bool | None, str]]] = {
        "database": _database, "data": _data, "token": _token, "ports": _ports, "disk": _disk,
    }  # fmt: skip
    for name, check in checks.items():
        try:
            yield Finding(name, *check(settings))
        except InputError as problem:
            yield Finding(name, False, str(problem))


def _database(settings: Settings) -> tuple[bool | None, str]:
    from bot.commands.upkeep import without_password
    from bot.storage.database import Database, on_a_server

    shown = without_password(settings.database)
    if not on_a_server(settings.database) and not Path(settings.database).expanduser().exists():
        return None, say("doctor.database_none", path=shown)

    async def look() -> int:
        database = await Database.open(settings.database)
        try:
            async with database.transaction() as tx:
                return int((await tx.read("SELECT count(*) FROM chats"))[0][0])
        finally:
            await database.close()

    return True, say("doctor.database_well", path=shown, chats=asyncio.run(look()))


def _data(_: Settings) -> tuple[bool | None, str]:
    """The library and the folder of one's own documents, as every command would load them."""
    from bot.bootstrap import build_world

    folder = os.environ.get("MINGCE_DATA", "")
    documents = len(build_world().library.documents)
    if folder and not os.access(Path(folder).expanduser(), os.R_OK | os.W_OK):
        return False, say("doctor.data_closed", path=folder)
    return True, say("doctor.data_well", documents=documents)


def _token(settings: Settings) -> tuple[bool | None, str]:
    token = settings.telegram_token.get_secret_value().strip()
    if not token:
        return None, say("doctor.token_none")
    try:
        with urllib.request.urlopen(f"{settings.telegram_api}/bot{token}/getMe", timeout=_TOKEN_SECONDS) as answer:
            name = json_module.loads(answer.read(100_000))["result"].get("username", "")
    except urllib.error.HTTPError as refusal:
        refused = refusal.code in (401, 404)
        return False, say("telegram.token_refused" if refused else "doctor.api_ill", address=settings.telegram_api)
    except (OSError, ValueError, KeyError):
        return False, say("doctor.api_ill", address=settings.telegram_api)
    return True, say("doctor.token_well", username=name)


def _ports(settings: Settings) -> tuple[bool | None, str]:
    """Whether they can be had; one that a running mingce holds is busy, and that is said."""
    wanted = {"MINGCE_WEB_LISTEN": settings.web_listen, "MINGCE_METRICS_LISTEN": settings.metrics_listen}
    if settings.telegram_mode == "webhook":
        wanted["MINGCE_WEBHOOK_LISTEN"] = settings.webhook_listen
    busy = [f"{name}={listen}" for name, listen in wanted.items() if listen and not _is_free(listen)]
    if busy:
        return False, say("doctor.ports_busy", ports="、".join(busy))
    return True, say("doctor.ports_well", ports="、".join(listen for listen in wanted.values() if listen))


def _is_free(listen: str) -> bool:
    host, port = host_and_port(listen)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            return False
    return True


def _disk(settings: Settings) -> tuple[bool | None, str]:
    from bot.storage.database import on_a_server

    place = Path() if on_a_server(settings.database) else Path(settings.database).expanduser().absolute().parent
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    key = "doctor.disk_well" if free >= _LEAST_FREE_BYTES else "doctor.disk_low"
    return free >= _LEAST_FREE_BYTES, say(key, path=place.absolute(), free=free // 1_000_000)
