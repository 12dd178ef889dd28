"""The routes of the API, each documented with every answer that it can give."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic_core import to_json

from bot.assistant import Assistant
from bot.channels.call_log import CallLog, call
from bot.channels.jsonl import reply_as_json
from bot.channels.web.api.describing import ERRORS, RESPONSES, described
from bot.channels.web.api.failing import handle_failures
from bot.channels.web.api.naming import chat_name
from bot.contract import answers, replies, requests
from bot.model import Message
from bot.reports.files import MEDIA_TYPES, report_file
from bot.text import valid
from bot.wording import say

_log = logging.getLogger("mingce.api")


def api_app(assistant: Assistant, address: Callable[[], str], calls: CallLog) -> FastAPI:
    """To be mounted; `address` is the page's public one, for links in reports; every call is noted in `calls`."""
    app = FastAPI(
        title="明策 mingce",
        version="1",
        description=say("web.api_description"),
        responses=ERRORS,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    app.state.calls = calls
    handle_failures(app)
    _questions(app, assistant)
    _facts(app, assistant)
    _reports(app, assistant, address)
    _chat(app, assistant)
    described(app, assistant)
    return app


def _questions(app: FastAPI, assistant: Assistant) -> None:
    @app.post("/ask", response_model=replies.AskReply, summary=say("web.api_ask"))
    async def ask(asked: requests.AskRequest, request: Request) -> Response:
        found = answers.ask(asked.text, assistant.world, _day(asked.as_of, assistant))
        return _answer(request, found, kind=found["kind"], citations=found["citations"])

    @app.get("/search", response_model=replies.SearchReply, summary=say("web.api_search"))
    async def search(
        request: Request,
        q: Annotated[str, Query(max_length=2_000)],
        k: Annotated[int, Query(ge=1, le=1000)] = 10,
        document: Annotated[str | None, Query(max_length=120)] = None,
    ) -> Response:
        found = answers.search(q, assistant.world, assistant.today(), k, document)
        return _answer(request, found, kind="search", citations=found["hits"][:5])

    @app.get("/clauses/{document}", response_model=replies.ClausesReply, summary=say("web.api_clauses"))
    async def clauses(request: Request, document: str) -> Response:
        return _answer(request, answers.clauses(document, assistant.world, assistant.today()))

    @app.get("/library", response_model=replies.LibraryReply, summary=say("web.api_library"))
    async def library(request: Request) -> Response:
        return _answer(request, answers.library(assistant.world, assistant.today()))


def _facts(app: FastAPI, assistant: Assistant) -> None:
    @app.post("/facts", response_model=replies.FactsReply, summary=say("web.api_facts"))
    async def facts(said: requests.FactsRequest, request: Request) -> Response:
        return _answer(request, answers.facts(said.text, said.asked, assistant.world, _day(said.as_of, assistant)))

    @app.post("/check", response_model=replies.CheckReply, summary=say("web.api_check"))
    async def check(given: requests.CheckRequest, request: Request) -> Response:
        found = answers.check(
            given.facts, assistant.world, _day(given.as_of, assistant), document=given.document,
            outcome=given.outcome, limit=given.limit, short=given.short,
        )  # fmt: skip
        return _answer(request, found)

    @app.get("/programmes", response_model=replies.ProgrammesReply, summary=say("web.api_programmes"))
    async def programmes(request: Request, document: Annotated[str | None, Query(max_length=120)] = None) -> Response:
        return _answer(request, answers.programmes(assistant.world, assistant.today(), document))


def _reports(app: FastAPI, assistant: Assistant, address: Callable[[], str]) -> None:
    @app.post("/report", responses=RESPONSES["report"], response_class=Response, summary=say("web.api_report"))
    async def report(wanted: requests.ReportRequest, request: Request) -> Response:
        from anyio import to_thread

        known = answers.facts_of(wanted.facts, assistant.world)
        on, company = _day(wanted.as_of, assistant), valid(wanted.company)

        def made() -> bytes:
            return report_file(known, assistant.world, on, wanted.format, company=company, address=address())

        name = f'attachment; filename="mingce-report.{wanted.format}"'
        body = await to_thread.run_sync(made)
        return Response(body, media_type=MEDIA_TYPES[wanted.format], headers={"content-disposition": name})


def _chat(app: FastAPI, assistant: Assistant) -> None:
    @app.post("/chat", responses=RESPONSES["chat"], response_model=replies.ChatReply, summary=say("web.api_chat"))
    async def chat(said: requests.ChatRequest, request: Request) -> Response:
        name = chat_name(request, said.chat)
        if isinstance(said, requests.PressedRequest):
            message = Message(name, press=valid(said.press))
        else:
            message = Message(name, text=valid(said.text))
        reply = await assistant.handle(message)
        shape = reply_as_json(said.chat, reply, assistant.today().isoformat())
        if "text/event-stream" in request.headers.get("accept", ""):
            return StreamingResponse(_events(shape), media_type="text/event-stream")
        cited = [each for out in shape["messages"] for each in out["citations"]]
        return _answer(request, shape, kind=reply.kind, citations=cited)


async def _events(reply: Mapping[str, Any]) -> AsyncIterator[bytes]:
    """Each message as it is, then what the turn came to."""
    for message in reply["messages"]:
        yield b"event: message\ndata: " + to_json(message) + b"\n\n"
    rest = {name: value for name, value in reply.items() if name != "messages"}
    yield b"event: done\ndata: " + to_json(rest) + b"\n\n"


def _day(given: str | None, assistant: Assistant) -> date:
    return date.fromisoformat(given) if given else assistant.today()


def _answer(request: Request, body: Mapping[str, Any], *, kind: str = "", citations: Any = ()) -> Response:
    """The shape as JSON; the call is noted and logged with its sources and nobody's words."""
    caller = request.scope.get("state", {}).get("caller", "")
    caller = caller.removeprefix("key:") if caller.startswith("key:") else "address"
    made = call("api", caller, request.url.path.removeprefix("/api/v1/"), kind, citations)
    request.app.state.calls.note(made)
    if _log.isEnabledFor(logging.INFO):
        extra = {"path": request.url.path, "caller": caller, "kind": kind, "sources": made.sources.split()}
        _log.info("call", extra={**extra, "unix": int(made.at_unix)})
    return Response(to_json(body), media_type="application/json")
