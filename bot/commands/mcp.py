"""`mingce mcp`: tools for other assistants, over stdio or HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.channels.call_log import Note, ThreadedCallLog
from bot.commands.output import day
from bot.errors import InputError
from bot.settings import load_settings
from bot.wording import say

if TYPE_CHECKING:
    from mcp.server import MCPServer


def run(http: str | None) -> None:
    """Until stdin ends, or with `http` until it is told to stop; InputError where the extra is not installed."""
    try:
        from bot.channels.mcp import mcp_server
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.split(".")[0] in ("mcp", "mcp_types"):
            raise InputError(say("web.mcp_missing")) from None
        raise
    from bot.bootstrap import build_world

    with _noting() as note:
        _serve(mcp_server(build_world(), lambda: day(None), note, load_settings().api_keys), http)


@contextmanager
def _noting() -> Iterator[Note]:
    """Calls go into the store where there is one; a tool that is only read makes none."""
    store = load_settings().database
    if "://" not in store and not Path(store).expanduser().is_file():
        yield lambda made: None
        return
    log = ThreadedCallLog(store)
    try:
        yield log.note
    finally:
        log.close()


def _serve(server: MCPServer, http: str | None) -> None:
    if http is None:
        server.run("stdio")
        return
    import uvicorn

    from bot.channels.telegram.sending.http import listening
    from bot.settings import host_and_port

    socket = listening(http)
    host, _ = host_and_port(http)
    app = server.streamable_http_app(stateless_http=True, json_response=True, host=host)
    uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False)).run([socket])
