"""Trying the answers at the desk: what one question finds and why, and a set of questions under two configurations."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.desk import batch
from bot.channels.web.desk.access import Worker
from bot.channels.web.desk.common import Acts, Office, owner_of
from bot.channels.web.pages import page
from bot.channels.web.talking import cleaned, uploaded
from bot.channels.web.working import Work
from bot.contract import answers
from bot.errors import InputError
from bot.wording import say

_MOST_TEXT = 4_000


class Trying:
    def __init__(self, office: Office) -> None:
        self._office = office

    def routes(self) -> list[Route]:
        return [
            Route("/desk/hits", self.hits),
            Route("/desk/batch", self.form),
            Route("/desk/batch/{key}", self.ran),
        ]

    def acts(self) -> Acts:
        return {"batch": ("reader", self._batch)}

    async def hits(self, request: Request) -> Response:
        """What a question finds: matched words, scores, and how it would be answered."""
        worker = self._office.access.worker(request)
        if worker is None:
            return RedirectResponse("/desk", 303)
        words, assistant = cleaned(request.query_params.get("q", ""))[:_MOST_TEXT], self._office.assistant
        reply = answers.ask(words, assistant.world, assistant.today()) if words else None
        shown: dict[str, Any] = {"words": words, "hits": self._office.found(words), "reply": reply}
        return page(request, "desk_hits.html", worker=worker, **shown)

    async def form(self, request: Request) -> Response:
        worker = self._office.access.worker(request)
        if worker is None:
            return RedirectResponse("/desk", 303)
        return self._shown(request, worker, None, [batch.Setup(self._office.assistant.today())])

    async def ran(self, request: Request) -> Response:
        worker = self._office.access.worker(request)
        ran = self._office.works.result(request.path_params["key"], owner_of(worker)) if worker else None
        if worker is None or ran is None:
            return RedirectResponse("/desk/batch", 303)
        rows, setups = ran
        return self._shown(request, worker, rows, setups)

    async def _batch(self, request: Request, worker: Worker, form: FormData) -> Response:
        setups = self._setups(form)
        name, raw = await uploaded(form)
        raw = raw if name else str(form.get("lines", "")).encode("utf-8", "ignore")
        try:
            cases = batch.read_cases(raw) or batch.published(self._office.assistant.world)
        except InputError as problem:
            return self._shown(request, worker, None, setups, str(problem))
        world = self._office.assistant.world

        async def work(watched: Work) -> str:
            def tell(row: batch.Row) -> None:
                ran = [row.first, row.second] if row.second else [row.first]
                cells = [f"{say(f'web.reply_{one.kind}')} {one.place}" for one in ran]
                watched.tell(row.case.text + batch.signs(row), *cells)

            rows = await watched.in_thread(lambda: batch.run(cases, world, setups, watched.progress, tell))
            watched.result = (rows, setups)
            return "/desk/batch/{key}"

        key = await self._office.works.begin(owner_of(worker), say("web.desk_batch"), "/desk/batch", work)
        return RedirectResponse(f"/desk/work/{key}", 303)

    def _setups(self, form: FormData) -> list[batch.Setup]:
        """As the form says; a second one only where it differs from the first."""
        found: list[batch.Setup] = []
        for name in ("first", "second"):
            own = f"{name}_shipped" not in form
            try:
                setup = batch.Setup(date.fromisoformat(str(form.get(name, ""))), own)
            except ValueError:
                if own and name != "first":
                    continue
                setup = batch.Setup(self._office.assistant.today(), own)
            found += [setup] if setup not in found else []
        return found

    def _shown(
        self,
        request: Request,
        worker: Worker,
        rows: list[batch.Row] | None,
        setups: list[batch.Setup],
        problem: str = "",
    ) -> Response:
        shown: dict[str, Any] = {"rows": rows, "setups": setups, "problem": problem, "signs": batch.signs}
        return page(request, "desk_batch.html", code=422 if problem else 200, worker=worker, **shown)
