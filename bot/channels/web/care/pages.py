"""The portfolio on the page: the same companies, orders, sheets and acts as `/portfolio` in a chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from anyio import to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.assistant import Assistant
from bot.channels.web import refusing
from bot.channels.web.pages import page, place
from bot.channels.web.results import as_file
from bot.channels.web.session import Guest, Sessions, remember
from bot.channels.web.talking import allowed, cleaned
from bot.errors import InputError
from bot.portfolio.care import Care
from bot.portfolio.news import calendar
from bot.portfolio.news.views import view_of
from bot.portfolio.sheets import Entry, Portfolio
from bot.reports.content import Said, build
from bot.reports.files import FORMATS
from bot.reports.links import link_to
from bot.reports.sheet import Sheet
from bot.storage import chats
from bot.storage import portfolio as store
from bot.storage.transaction import Transaction
from bot.wording import say
from rules.rulebook import money

ORDERS = ("money", "deadline", "missing")
_MOST_NAMED = 12
_MOST_FOUND, _MOST_WORDS = 50, 100
Act = Callable[[Care, FormData], Awaitable[str]]


class Caring:
    """The routes of the portfolio, for one assistant."""

    def __init__(self, assistant: Assistant, sessions: Sessions, address: str) -> None:
        self.assistant = assistant
        self.sessions = sessions
        self._address = address
        self._acts: dict[str, Act] = {
            "note": self._note,
            "give": self._give,
            "take": self._take,
            "entrust": self._entrust,
            "subscribe": self._subscribe,
            "leave": self._leave,
        }

    def routes(self) -> list[Route]:
        return [
            Route("/portfolio", self.home),
            Route("/portfolio/dates.ics", self.dates),
            Route("/portfolio/{number:int}", self.company),
            Route("/portfolio/{number:int}/report.{format}", self.report),
            Route("/portfolio/do/{what}", self.act, methods=["POST"]),
            Route("/portfolio/leave/{code}", self.leaving, methods=["GET", "POST"]),
        ]

    async def home(self, request: Request) -> Response:
        return await self._home(request, await self.sessions.guest(request))

    async def _home(self, request: Request, guest: Guest, *, told: str = "", problem: str = "") -> Response:
        order = request.query_params.get("order", "money")
        async with self.assistant.database.transaction() as tx:
            kept = await store.companies(tx, guest.chat) if guest.chat else []
            subscribed = bool(guest.chat) and await self._care(tx, guest).subscribed()
        portfolio = await to_thread.run_sync(Portfolio, kept, self.assistant.world, self.assistant.today())
        words = cleaned(request.query_params.get("q", ""))[:_MOST_WORDS].strip()
        found = portfolio.find(words) if words else []
        if len(found) == 1:
            return RedirectResponse(f"/portfolio/{found[0].kept.number}", 303)
        values: dict[str, Any] = {
            "portfolio": portfolio, "order": order if order in ORDERS else "money", "orders": ORDERS, "guest": guest,
            "subscribed": subscribed, "told": told, "problem": problem, "money": money, "most": _MOST_NAMED,
            "words": words, "found": found[:_MOST_FOUND],
        }  # fmt: skip
        answer = page(request, "portfolio.html", code=422 if problem else 200, **values)
        return remember(answer, request, guest)

    async def company(self, request: Request) -> Response:
        """One company's sheet; that it was looked at is noted."""
        guest = await self.sessions.guest(request)
        async with self.assistant.database.transaction() as tx:
            care = self._care(tx, guest)
            portfolio, entry = await self._entry(care, request.path_params["number"])
            if entry is None:
                return refusing.refuse(request.scope, 404, say("web.care_not_there"))
            care.looked(entry)
            seen = await care.seen(entry)
        shown: dict[str, Any] = {"portfolio": portfolio, "entry": entry, "seen": seen, "guest": guest}
        return page(request, "portfolio_company.html", money=money, place=place, **shown)

    async def report(self, request: Request) -> Response:
        """The company's report as a file."""
        guest, format = await self.sessions.guest(request), request.path_params["format"]
        if format not in FORMATS:
            return refusing.refuse(request.scope, 404, say("web.status_404"))
        async with self.assistant.database.transaction() as tx:
            care = self._care(tx, guest)
            _, entry = await self._entry(care, request.path_params["number"])
            if entry is None:
                return refusing.refuse(request.scope, 404, say("web.care_not_there"))
            care.looked(entry)
        kept = entry.kept
        said = {name: Said(kept.consent, kept.since) for name in kept.facts}
        made = build(kept.facts, self.assistant.world, self.assistant.today(), company=kept.name, said=said)
        return await as_file(Sheet(made, link_to(made, dict(kept.facts), self._address)), format)

    async def dates(self, request: Request) -> Response:
        """Everything that falls due, for a calendar."""
        guest = await self.sessions.guest(request)
        async with self.assistant.database.transaction() as tx:
            kept = await store.companies(tx, guest.chat) if guest.chat else []
        world = self.assistant.world
        now = view_of(world.library, world.rulebook, self.assistant.today())
        companies = [(one.name, one.facts) for one in kept]
        try:
            made = await to_thread.run_sync(calendar.drawn, companies, now)
        except InputError as problem:
            return refusing.refuse(request.scope, 404, str(problem))
        headers = {"content-disposition": 'attachment; filename="mingce.ics"'}
        return Response(made, media_type="text/calendar; charset=utf-8", headers=headers)

    async def act(self, request: Request) -> Response:
        """One of the page's forms; what is to be said afterwards stands on the page."""
        guest = await self.sessions.guest(request)
        async with request.form(max_files=0) as form:
            act = self._acts.get(request.path_params["what"])
            if act is None or not allowed(guest, form, request):
                return refusing.refuse(request.scope, 403, say("web.form_old"))
            try:
                async with self.assistant.database.transaction() as tx:
                    owner = self.sessions.open_chat(tx, guest)
                    told = await act(self._care(tx, owner), form)
            except InputError as wrong:
                return await self._home(request, guest, problem=str(wrong))
            number = str(form.get("number", ""))
        if request.path_params["what"] == "note":
            return remember(RedirectResponse(f"/portfolio/{number}", 303), request, owner)
        return await self._home(request, owner, told=told)

    async def leaving(self, request: Request) -> Response:
        """Where the link of a notice leads: one tap ends the notices, for whoever holds the link."""
        gone = None
        if request.method == "POST":
            async with self.assistant.database.transaction() as tx:
                gone = await store.leave(tx, request.path_params["code"])
        return page(request, "leave.html", gone=gone)

    def _care(self, tx: Transaction, guest: Guest) -> Care:
        return Care(tx, guest.chat, self.assistant.world, self.assistant.today())

    async def _entry(self, care: Care, number: int) -> tuple[Portfolio, Entry | None]:
        """Only the company meant is weighed."""
        kept = [one for one in await store.companies(care.tx, care.chat) if one.number == number]
        portfolio = Portfolio(kept, care.world, care.today)
        return portfolio, next(iter(portfolio.entries), None)

    async def _meant(self, care: Care, form: FormData) -> Entry:
        number = str(form.get("number", ""))
        whole = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
        _, entry = await self._entry(care, whole)
        if entry is None:
            raise InputError(say("web.care_not_there"))
        return entry

    async def _note(self, care: Care, form: FormData) -> str:
        entry = await self._meant(care, form)
        care.note(entry, cleaned(str(form.get("text", ""))))
        return say("portfolio.noted", name=entry.kept.name)

    async def _give(self, care: Care, form: FormData) -> str:
        entry = await self._meant(care, form)
        return say("portfolio.given", name=entry.kept.name, code=care.give(entry))

    async def _take(self, care: Care, form: FormData) -> str:
        taken = await care.take(cleaned(str(form.get("code", "")))[:40])
        if taken is None:
            raise InputError(say("portfolio.no_code"))
        return say("web.care_taken", name=taken.name)

    async def _entrust(self, care: Care, form: FormData) -> str:
        """The visitor's own company, for a commissioner."""
        entrusted = care.entrust(await chats.load(care.tx, care.chat))
        if entrusted is None:
            raise InputError(say("portfolio.nothing_to_give"))
        return say("portfolio.entrusted", name=entrusted[0], code=entrusted[1])

    async def _subscribe(self, care: Care, form: FormData) -> str:
        care.subscribe()
        return say("web.care_subscribed")

    async def _leave(self, care: Care, form: FormData) -> str:
        care.unsubscribe()
        return say("portfolio.unsubscribed")
