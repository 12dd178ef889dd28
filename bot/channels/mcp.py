"""MCP: other assistants quote us instead of guessing. Read-only tools in the contract's shapes, documents to read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field
from pydantic_core import to_json

from bot.channels.call_log import Note, call
from bot.channels.callers import by_key
from bot.contract import answers, replies
from bot.errors import InputError
from bot.text import MOST_CHARACTERS, valid
from bot.wording import say
from bot.world import World
from knowledge.model import Document

_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_NOTED = 5
"""Of the hits of a search, as sources of the call."""
_LONGEST_NAME = 60
_Context = Context[Any, Any]
_Day = Annotated[str | None, Field(description="YYYY-MM-DD; default: today")]
_Document = Annotated[str | None, Field(description="id of a document, see the resources")]


def mcp_server(world: World, today: Callable[[], date], note: Note, keys: Iterable[str] = ()) -> MCPServer:
    """To be run over stdio or HTTP; `note` is told of every call that is answered, `keys` name who calls over HTTP."""
    server = MCPServer("mingce", title=say("report.w_brand"), instructions=say("web.mcp_instructions"), version="1")
    answered = _Answering(note, by_key(keys))
    _questions(server, world, today, answered)
    _facts(server, world, today, answered)
    for document in (*world.library.documents, *world.library.summaries):
        _resource(server, document)
    return server


def _questions(server: MCPServer, world: World, today: Callable[[], date], answered: _Answering) -> None:
    @server.tool(description=say("web.mcp_ask"), annotations=_READ_ONLY)
    def ask(ctx: _Context, text: str, as_of: _Day = None) -> Annotated[CallToolResult, replies.AskReply]:
        return answered(ctx, "ask", lambda: answers.ask(_short(text), world, _day(as_of, today)))

    @server.tool(description=say("web.mcp_search"), annotations=_READ_ONLY)
    def search(
        ctx: _Context, text: str, k: int = 10, document: _Document = None
    ) -> Annotated[CallToolResult, replies.SearchReply]:
        return answered(
            ctx, "search", lambda: answers.search(_short(text), world, today(), max(1, min(k, 100)), document)
        )

    @server.tool(description=say("web.mcp_clause"), annotations=_READ_ONLY)
    def clause(
        ctx: _Context, document: str, path: list[str] | None = None
    ) -> Annotated[CallToolResult, replies.ClausesReply]:
        return answered(ctx, "clause", lambda: answers.clause(document, tuple(path or ()), world, today()))


def _facts(server: MCPServer, world: World, today: Callable[[], date], answered: _Answering) -> None:
    @server.tool(description=say("web.mcp_check"), annotations=_READ_ONLY)
    def check(
        ctx: _Context,
        facts: dict[str, Any],
        as_of: _Day = None,
        document: _Document = None,
        outcome: str | None = None,
        limit: int | None = None,
        short: bool = True,
    ) -> Annotated[CallToolResult, replies.CheckReply]:
        return answered(
            ctx,
            "check",
            lambda: answers.check(
                facts, world, _day(as_of, today), document=document, outcome=outcome, limit=limit, short=short
            ),
        )

    @server.tool(description=say("web.mcp_programmes"), annotations=_READ_ONLY)
    def programmes(ctx: _Context, document: _Document = None) -> Annotated[CallToolResult, replies.ProgrammesReply]:
        return answered(ctx, "programmes", lambda: answers.programmes(world, today(), document))


def _resource(server: MCPServer, document: Document) -> None:
    @server.resource(
        f"mingce://document/{document.id}", name=document.id, title=document.title, mime_type="text/plain",
        description=document.standing.fate or document.short_title,
    )  # fmt: skip
    def text() -> str:
        return document.text


class _Answering:
    """Structured, and the same as text for clients that know no structure; mistakes are told in Chinese."""

    def __init__(self, note: Note, names: Mapping[str, str]) -> None:
        self._note = note
        self._names = names

    def __call__(self, ctx: _Context, what: str, work: Callable[[], Any]) -> CallToolResult:
        try:
            found = work()
        except (InputError, answers.NotThere) as problem:
            raise ToolError(str(problem)) from None
        cited = [*found.get("citations", ()), *found.get("hits", ())[:_NOTED]]
        self._note(call("mcp", self._caller(ctx), what, found.get("kind", what), cited))
        body = to_json(found)
        text = TextContent(type="text", text=body.decode())
        return CallToolResult(content=[text], structured_content=json.loads(body))

    def _caller(self, ctx: _Context) -> str:
        """By key, else by what the client calls itself, else by its address."""
        name = self._names.get((ctx.headers or {}).get("x-api-key", ""))
        if name:
            return f"key:{name}"
        told = ctx.session.client_params
        if told is not None and told.client_info.name.strip():
            return f"client:{valid(told.client_info.name).strip()[:_LONGEST_NAME]}"
        address = getattr(getattr(ctx.request_context.request, "client", None), "host", "")
        return f"address:{address}" if address else "mcp"


def _short(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise ToolError(say("web.field_long", field="text"))
    return text


def _day(given: str | None, today: Callable[[], date]) -> date:
    from bot.commands.output import day

    return day(given) if given else today()
