"""The library at the desk: its standing, imports with their review, what is taken out, and the office's letterhead."""

from __future__ import annotations

from anyio import to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.desk import importing
from bot.channels.web.desk.access import Worker
from bot.channels.web.desk.common import Acts, Office, owner_of
from bot.channels.web.pages import page
from bot.channels.web.talking import uploaded
from bot.channels.web.working import Work
from bot.errors import InputError
from bot.importing.gaining import Companies
from bot.reports import office as letterheads
from bot.storage.portfolio import everyone
from bot.wording import say
from knowledge.intake import restore, retire, writing
from knowledge.library import own_data
from rules.rulebook import money


class Shelving:
    def __init__(self, office: Office) -> None:
        self._office = office

    def routes(self) -> list[Route]:
        return [Route("/desk/library", self.library), Route("/desk/review/{key}", self.review)]

    def acts(self) -> Acts:
        return {
            "import": ("clerk", self._import),
            "confirm": ("clerk", self._confirm),
            "retire": ("admin", self._retire),
            "restore": ("admin", self._retire),
            "letterhead": ("admin", self._letterhead),
        }

    async def library(self, request: Request) -> Response:
        worker = self._office.access.worker(request)
        return RedirectResponse("/desk", 303) if worker is None else self._library(request, worker)

    async def review(self, request: Request) -> Response:
        """What was read of a file; nothing of it is written yet."""
        worker = self._office.access.worker(request)
        if worker is None:
            return RedirectResponse("/desk", 303)
        review = self._office.works.result(request.path_params["key"], owner_of(worker))
        if review is None:
            return self._library(request, worker, say("web.import_again"), code=404)
        return page(request, "desk_import.html", worker=worker, review=review, money=money)

    async def _import(self, request: Request, worker: Worker, form: FormData) -> Response:
        """Reads an uploaded file to be shown."""
        name, raw = await uploaded(form)
        if not name:
            return self._library(request, worker, say("web.import_no_file"), code=422)
        today = self._office.assistant.today()
        into = str(form.get("into", "")) or None
        upload = importing.Upload(name, raw, into, await uploaded(form, "list"), await self._kept() if into else ())

        async def work(watched: Work) -> str:
            review = await watched.in_thread(lambda: importing.read(upload, today, watched.progress))
            watched.result = review
            await self._office.note(worker, "import", f"{review.id} {name}"[:200])
            return "/desk/review/{key}"

        what = say("web.import_reading", file=name[-60:])
        key = await self._office.works.begin(owner_of(worker), what, "/desk/library", work)
        return RedirectResponse(f"/desk/work/{key}", 303)

    async def _kept(self) -> Companies:
        """The companies of all portfolios, for whom a newer version may change something."""
        async with self._office.assistant.database.transaction() as tx:
            return [(one.name, dict(one.facts)) for one in await everyone(tx)]

    async def _confirm(self, request: Request, worker: Worker, form: FormData) -> Response:
        """Writes what was reviewed; the chat answers from it at once."""
        key = str(form.get("key", ""))
        try:
            id = await to_thread.run_sync(importing.write_reviewed, key, self._office.assistant.today())
        except InputError as problem:
            return self._library(request, worker, str(problem), code=422)
        await self._office.renew(worker, "confirm", id)
        return RedirectResponse(f"/documents/{id}", 303)

    async def _retire(self, request: Request, worker: Worker, form: FormData) -> Response:
        id, what = str(form.get("id", "")), request.path_params["what"]
        known = self._office.assistant.world.library.document(id) is not None or id in own_data().retired
        if not known:
            return self._library(request, worker, say("web.no_document", id=id[:80]), code=404)
        with writing(own_data()):
            (retire if what == "retire" else restore)(own_data(), id, self._office.assistant.today())
        await self._office.renew(worker, what, id)
        return RedirectResponse("/desk/library", 303)

    async def _letterhead(self, request: Request, worker: Worker, form: FormData) -> Response:
        """Left by an office, or taken away: Word reports of the page stand in it from now on."""
        name, raw = await uploaded(form)
        assistant = self._office.assistant
        try:
            if "drop" in form:
                await to_thread.run_sync(letterheads.drop, own_data())
            else:
                await to_thread.run_sync(letterheads.keep, raw, own_data(), assistant.world, assistant.today())
        except InputError as problem:
            return self._library(request, worker, str(problem), code=422)
        await self._office.note(worker, "letterhead", name[:200])
        return RedirectResponse("/desk/library", 303)

    def _library(self, request: Request, worker: Worker, problem: str = "", *, code: int = 200) -> Response:
        assistant, own = self._office.assistant, own_data()
        library, today = assistant.world.library, assistant.today()
        rows = [{"document": each, "status": library.status(each.id, today).value} for each in library.documents]
        out = {*library.summaries, *library.retired}
        shown = {
            "rows": rows,
            "retired": sorted(own.retired),
            "problem": problem,
            "replaceable": [each for each in library.documents if each not in out],
        }
        letterhead = letterheads.letterhead(own) is not None
        return page(request, "desk_library.html", code=code, worker=worker, letterhead=letterhead, **shown)
