"""MCP: other assistants quote us instead of guessing. Read-only tools in the contract's shapes, documents to read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field
from pydantic_core import to_json

from bot.channels.call_log import Note, call
from bot.contract import answers, replies
from bot.errors import InputError
from bot.text import MOST_CHARACTERS
from bot.wording import say
from bot.world import World
from knowledge.model import Document

_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_NOTED = 5
"""Of the hits of a search, as sources of the call."""
_Day = Annotated[str | None, Field(description="YYYY-MM-DD; default: today")]
_Document = Annotated[str | None, Field(description="id of a document, see the resources")]


def mcp_server(world: World, today: Callable[[], date], note: Note) -> MCPServer:
    """To be run over stdio or HTTP; `note` is told of every call that is answered."""
    server = MCPServer("mingce", title=say("report.w_brand"), instructions=say("web.mcp_instructions"), version="1")
    answered = _Answering(note)
    _questions(server, world, today, answered)
    _facts(server, world, today, answered)
    for document in (*world.library.documents, *world.library.summaries):
        _resource(server, document)
    return server


def _questions(server: MCPServer, world: World, today: Callable[[], date], answered: _Answering) -> None:
    @server.tool(description=say("web.mcp_ask"), annotations=_READ_ONLY)
    def ask(text: str, as_of: _Day = None) -> Annotated[CallToolResult, replies.AskReply]:
        return answered("ask", lambda: answers.ask(_short(text), world, _day(as_of, today)))

    @server.tool(description=say("web.mcp_search"), annotations=_READ_ONLY)
    def search(text: str, k: int = 10, document: _Document = None) -> Annotated[CallToolResult, replies.SearchReply]:
        return answered("search", lambda: answers.search(_short(text), world, today(), max(1, min(k, 100)), document))

    @server.tool(description=say("web.mcp_clause"), annotations=_READ_ONLY)
    def clause(document: str, path: list[str] | None = None) -> Annotated[CallToolResult, replies.ClausesReply]:
        return answered("clause", lambda: answers.clause(document, tuple(path or ()), world, today()))


def _facts(server: MCPServer, world: World, today: Callable[[], date], answered: _Answering) -> None:
    @server.tool(description=say("web.mcp_check"), annotations=_READ_ONLY)
    def check(
        facts: dict[str, Any],
        as_of: _Day = None,
        document: _Document = None,
        outcome: str | None = None,
        limit: int | None = None,
        short: bool = True,
    ) -> Annotated[CallToolResult, replies.CheckReply]:
        return answered(
            "check",
            lambda: answers.check(
                facts, world, _day(as_of, today), document=document, outcome=outcome, limit=limit, short=short
            ),
        )

    @server.tool(description=say("web.mcp_programmes"), annotations=_READ_ONLY)
    def programmes(document: _Document = None) -> Annotated[CallToolResult, replies.ProgrammesReply]:
        return answered("programmes", lambda: answers.programmes(world, today(), document))


def _resource(server: MCPServer, document: Document) -> None:
    @server.resource(
        f"mingce://document/{document.id}", name=document.id, title=document.title, mime_type="text/plain",
        description=document.standing.fate or document.short_title,
    )  # fmt: skip
    def text() -> str:
        return document.text


class _Answering:
    """Structured, and the same as text for clients that know no structure; mistakes are told in Chinese."""

    def __init__(self, note: Note) -> None:
        self._note = note

    def __call__(self, what: str, work: Callable[[], Any]) -> CallToolResult:
        try:
            found = work()
        except (InputError, answers.NotThere) as problem:
            raise ToolError(str(problem)) from None
        cited = [*found.get("citations", ()), *found.get("hits", ())[:_NOTED]]
        self._note(call("mcp", "mcp", what, found.get("kind", what), cited))
        body = to_json(found)
        text = TextContent(type="text", text=body.decode())
        return CallToolResult(content=[text], structured_content=json.loads(body))


def _short(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise ToolError(say("web.field_long", field="text"))
    return text


def _day(given: str | None, today: Callable[[], date]) -> date:
    from bot.commands.output import day

    return day(given) if given else today()
