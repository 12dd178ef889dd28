"""The routes of lists: upload, mapping, confirmation, a bar while it is worked on, and what came of it."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.assistant import Assistant
from bot.channels.web import refusing
from bot.channels.web.care import lists
from bot.channels.web.care.lists import Kept, Screened, Waiting
from bot.channels.web.pages import page
from bot.channels.web.session import Guest, Sessions, remember
from bot.channels.web.talking import allowed, cleaned, uploaded
from bot.channels.web.working import Work, Works
from bot.errors import InputError
from bot.lists import mapping as mappings
from bot.lists.mapping import NAME, SKIP
from bot.portfolio.care import Care
from bot.wording import say
from rules.rulebook import money

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 200


class Screening:
    """For one assistant. A list is read in this process and kept nowhere unless it is taken into care."""

    def __init__(self, assistant: Assistant, sessions: Sessions, works: Works) -> None:
        self.assistant = assistant
        self.sessions = sessions
        self._works = works
        self._waiting: Kept[Waiting] = Kept()
        self._screened: Kept[Screened] = Kept()

    def routes(self) -> list[Route]:
        return [
            Route("/portfolio/list", self.upload, methods=["POST"]),
            Route("/portfolio/list/{key}", self.shown),
            Route("/portfolio/list/{key}", self.confirm, methods=["POST"]),
            Route("/portfolio/mapping/{key}", self.mapping),
            Route("/portfolio/work/{key}", self.watch, methods=["GET", "POST"]),
            Route("/portfolio/screened/{key}", self.screened),
            Route("/portfolio/screened/{key}/workbook", self.workbook),
        ]

    async def upload(self, request: Request) -> Response:
        """Only the columns are looked at; what they are taken for is shown next."""
        guest = await self.sessions.guest(request)
        async with request.form(max_files=2) as form:
            if not allowed(guest, form, request):
                return refusing.refuse(request.scope, 403, say("web.form_old"))
            name, raw = await uploaded(form)
            _, saved = await uploaded(form, "mapping")
        if not raw:
            return self._shown(request, guest, problem=say("web.list_no_file"))
        world, today = self.assistant.world, self.assistant.today()
        try:
            waiting = await to_thread.run_sync(lists.receive, raw, name, saved, guest.digest, world, today)
        except InputError as problem:
            return self._shown(request, guest, problem=str(problem))
        return remember(RedirectResponse(f"/portfolio/list/{self._waiting.add(waiting)}", 303), request, guest)

    async def shown(self, request: Request) -> Response:
        """Which column is taken for which fact, before anything is read; also to come back to after a screening."""
        guest, key = await self.sessions.guest(request), request.path_params["key"]
        waiting = self._waiting.of(key, guest.digest)
        return self._shown(request, guest, waiting, key, problem="" if waiting else say("web.list_again"))

    async def confirm(self, request: Request) -> Response:
        guest, key = await self.sessions.guest(request), request.path_params["key"]
        waiting = self._waiting.of(key, guest.digest)
        async with request.form(max_files=0, max_fields=5000) as form:
            if not allowed(guest, form, request):
                return refusing.refuse(request.scope, 403, say("web.form_old"))
            if waiting is None:
                return self._shown(request, guest, problem=say("web.list_again"))
            said = [(_told(form, "fact", at) or SKIP, _told(form, "unit", at)) for at in range(len(waiting.columns))]
            consent = cleaned(str(form.get("consent", "")))[:_LONGEST].strip()
            keeping = form.get("what") == "keep"
        if keeping and not consent:
            return self._shown(request, guest, waiting, key, problem=say("web.list_no_consent"))
        known = {*self.assistant.world.rulebook.facts, NAME, SKIP}
        if any(fact not in known for fact, _ in said):
            return self._shown(request, guest, waiting, key, problem=say("web.no_such_fact"))
        mapping = lists.corrected(waiting, said)

        async def work(watched: Work) -> str:
            if keeping:
                return await self._keep(guest, waiting, mapping, consent, watched)
            return await self._screen(waiting, key, mapping, watched)

        what = say("web.list_keeping" if keeping else "web.list_screening", file=waiting.file.name)
        begun = await self._works.begin(guest.digest, what, "/portfolio", work)
        return remember(RedirectResponse(f"/portfolio/work/{begun}", 303), request, guest)

    async def _screen(self, waiting: Waiting, key: str, mapping: mappings.Mapping, watched: Work) -> str:
        world, today = self.assistant.world, self.assistant.today()
        found = await watched.in_thread(lambda: lists.screen(waiting, mapping, watched, world, today))
        return f"/portfolio/screened/{self._screened.add(found)}?list={key}"

    async def _keep(
        self, guest: Guest, waiting: Waiting, mapping: mappings.Mapping, consent: str, watched: Work
    ) -> str:
        world, today = self.assistant.world, self.assistant.today()
        found = await watched.in_thread(lambda: lists.taken(waiting, mapping, watched, world, today))
        async with self.assistant.database.transaction() as tx:
            owner = self.sessions.open_chat(tx, guest)
            companies = [(each.name, each.code, each.facts) for each in found.companies]
            await Care(tx, owner.chat, world, today).keep(companies, consent)
        return "/portfolio"

    async def mapping(self, request: Request) -> Response:
        """To be sent along with the next list of the same form."""
        guest = await self.sessions.guest(request)
        waiting = self._waiting.of(request.path_params["key"], guest.digest)
        if waiting is None:
            return refusing.refuse(request.scope, 404, say("web.list_again"))
        headers = {"content-disposition": 'attachment; filename="mapping.toml"'}
        return Response(mappings.text_of(waiting.columns), media_type="application/toml", headers=headers)

    async def watch(self, request: Request) -> Response:
        guest = await self.sessions.guest(request)
        return await self._works.watch(request, guest.digest, request.url.path)

    async def screened(self, request: Request) -> Response:
        guest, key = await self.sessions.guest(request), request.path_params["key"]
        found = self._screened.of(key, guest.digest)
        if found is None:
            return refusing.refuse(request.scope, 404, say("web.list_again"))
        facts = self.assistant.world.rulebook.facts
        back = request.query_params.get("list", "")
        again = back if self._waiting.of(back, guest.digest) else ""
        return page(request, "portfolio_screened.html", found=found, key=key, again=again, money=money, facts=facts)

    async def workbook(self, request: Request) -> Response:
        guest = await self.sessions.guest(request)
        found = self._screened.of(request.path_params["key"], guest.digest)
        if found is None:
            return refusing.refuse(request.scope, 404, say("web.list_again"))
        return FileResponse(found.workbook, media_type=_XLSX, filename=found.workbook.name)

    def _shown(
        self, request: Request, guest: Guest, waiting: Waiting | None = None, key: str = "", *, problem: str = ""
    ) -> Response:
        facts = self.assistant.world.rulebook.facts
        values: dict[str, Any] = {
            "waiting": waiting, "key": key, "problem": problem, "guest": guest, "fact_of": mappings.fact_of,
            "groups": _grouped(facts.values()),
        }  # fmt: skip
        answer = page(request, "portfolio_mapping.html", code=422 if problem else 200, **values)
        return remember(answer, request, guest)


def _told(form: FormData, name: str, at: int) -> str:
    return cleaned(str(form.get(f"{name}-{at}", ""))).strip()[:40]


def _grouped(facts: Any) -> dict[str, list[tuple[str, str]]]:
    """Name and label of what a column may be, by topic."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for fact in facts:
        if not fact.derived:
            groups.setdefault(fact.topic, []).append((fact.name, fact.label))
    return groups
