"""The application: every route, and what stands in front of all of them."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.assistant import Assistant
from bot.channels.call_log import CallLog
from bot.channels.web import assets
from bot.channels.web.browsing import Browsing
from bot.channels.web.care.pages import Caring
from bot.channels.web.care.screening import Screening
from bot.channels.web.desk.access import Access
from bot.channels.web.desk.calling import Calling
from bot.channels.web.desk.pages import Desk
from bot.channels.web.desk.signing_on import sign_on
from bot.channels.web.embedding import Embedding
from bot.channels.web.guarding import Accidents, Headings, Paces, Pacing, Sizes
from bot.channels.web.own import Own
from bot.channels.web.packing import Packing
from bot.channels.web.reader import Reader
from bot.channels.web.refusing import refuse
from bot.channels.web.results import Results
from bot.channels.web.session import Sessions
from bot.channels.web.talking import Talking
from bot.channels.web.working import Works
from bot.settings import Settings
from bot.wording import say


async def build_app(assistant: Assistant, settings: Settings) -> Starlette:
    """The page and the API over one assistant; the caller closes its database."""
    sessions = await Sessions.open(assistant.database)
    calls = CallLog(assistant.database)
    paces = Paces(settings.web_burst_requests, settings.web_requests_per_minute)
    from bot.channels.web.api.app import api_app

    app = Starlette(
        routes=[
            *_routes(assistant, sessions, settings, calls),
            Mount("/api/v1", api_app(assistant, lambda: settings.page_address, calls)),
        ],
        middleware=[
            Middleware(Headings, framers=settings.web_framers),
            Middleware(Packing),
            Middleware(Accidents),
            Middleware(Pacing, paces=paces, keys=settings.api_keys),
            Middleware(Sizes),
        ],
        exception_handlers={400: _missing, 404: _missing, 405: _missing},
    )
    app.state.assistant = assistant
    app.state.calls = calls
    return app


def _routes(assistant: Assistant, sessions: Sessions, settings: Settings, calls: CallLog) -> list[BaseRoute]:
    talking, address, works = Talking(assistant, sessions, settings), settings.page_address, Works()
    chat = [
        Route("/say", talking.say, methods=["POST"]),
        Route("/fact", talking.change, methods=["POST"]),
        Route("/card", talking.card),
        Route("/gone", talking.gone),
    ]
    return [
        Route("/", talking.home),
        Route("/static/{name}", assets.serve),
        Route("/healthz", _well),
        *chat,
        *_reading(assistant),
        *_desk(assistant, sessions, settings, calls, works),
        *_own(assistant, sessions),
        *_entering(assistant, sessions, settings),
        *Caring(assistant, sessions, address).routes(),
        *Screening(assistant, sessions, works).routes(),
        *_resulting(assistant, sessions, address),
        Mount(
            "/embed",
            routes=[
                Route("/", talking.home),
                *chat,
                *_resulting(assistant, sessions, address),
                *_own(assistant, sessions),
            ],
        ),
    ]


def _resulting(assistant: Assistant, sessions: Sessions, address: str) -> list[BaseRoute]:
    results = Results(assistant, sessions, address)
    return [
        Route("/results", results.mine),
        Route("/results/report.{format}", results.file),
        Route("/result/{code}", results.lasting),
        Route("/result/{code}/report.{format}", results.file),
        Route("/compare", results.compare),
    ]


def _own(assistant: Assistant, sessions: Sessions) -> list[BaseRoute]:
    own = Own(assistant, sessions)
    return [
        Route("/mine", own.mine),
        Route("/mine/export.json", own.export),
        Route("/mine/{what}", own.act, methods=["POST"]),
    ]


def _entering(assistant: Assistant, sessions: Sessions, settings: Settings) -> list[BaseRoute]:
    embedding = Embedding(assistant, sessions, settings)
    return [
        Route("/app", embedding.app),
        Route("/app/enter", embedding.enter, methods=["POST"]),
    ]


def _desk(assistant: Assistant, sessions: Sessions, settings: Settings, calls: CallLog, works: Works) -> list[Route]:
    access = Access(settings.admin_token.get_secret_value(), settings.desk_tokens, sessions.key)
    office = sign_on(settings, access, sessions.key)
    log = Route("/desk/calls", Calling(assistant.database, access, calls).show)
    return [*Desk(assistant, access, works).routes(), log, *(office.routes() if office else [])]


def _reading(assistant: Assistant) -> list[BaseRoute]:
    reader, browsing = Reader(assistant), Browsing(assistant)
    return [
        Route("/documents", browsing.documents),
        Route("/documents/{id}", reader.read),
        Route("/programmes", browsing.programmes),
        Route("/faq", browsing.faq),
        Route("/search", browsing.search),
        Route("/units", browsing.units),
    ]


async def _well(request: Request) -> Response:
    """200 when the store can be written."""
    assistant: Assistant = request.app.state.assistant
    async with assistant.database.transaction() as tx:
        await tx.read("SELECT 1")
    return JSONResponse({"well": True, "as_of": assistant.today().isoformat()})


async def _missing(request: Request, problem: Exception) -> Response:
    status = getattr(problem, "status_code", 404)
    answer = refuse(request.scope, status, say(f"web.status_{status}"))
    answer.headers.update(getattr(problem, "headers", None) or {})
    return answer
