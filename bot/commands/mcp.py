"""`mingce mcp`: tools for other assistants, over stdio or HTTP."""

from __future__ import annotations

from bot.commands.output import day
from bot.errors import InputError
from bot.wording import say


def run(http: str | None) -> None:
    """Until stdin ends, or with `http` until it is told to stop; InputError where the extra is not installed."""
    try:
        from bot.channels.mcp import mcp_server
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.split(".")[0] in ("mcp", "mcp_types"):
            raise InputError(say("web.mcp_missing")) from None
        raise
    from bot.bootstrap import build_world

    server = mcp_server(build_world(), lambda: day(None))
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
