"""The routes of the desk. Everything that changes something is noted in the log with who did it."""

from __future__ import annotations

import json
import time
from typing import Any

from anyio import to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.assistant import Assistant
from bot.channels.web import refusing
from bot.channels.web.desk import curating, tickets
from bot.channels.web.desk.access import Access, Worker
from bot.channels.web.desk.common import Act, Acts, Office, owner_of
from bot.channels.web.desk.shelving import Shelving
from bot.channels.web.desk.trying import Trying
from bot.channels.web.guarding import Paces
from bot.channels.web.pages import page
from bot.channels.web.talking import cleaned
from bot.channels.web.working import Works
from bot.errors import InputError
from bot.storage import desk
from bot.wording import say
from knowledge.library import own_data

_MOST_TEXT = 4_000
_FIELDS = ("question", "answer", "phrasings", "about", "document", "clause", "quote")
_NOTHING: tuple[str, Act | None] = ("admin", None)


class Desk:
    """The rooms of the desk, for one assistant."""

    def __init__(self, assistant: Assistant, access: Access, works: Works) -> None:
        self.assistant = assistant
        self.access = access
        self._office = Office(assistant, access, works)
        self._tries = Paces(20, 10)
        self._rooms = (Shelving(self._office), Trying(self._office))
        own: Acts = {
            "answer": ("clerk", self._answer),
            "settle": ("clerk", self._settle),
            "ticket": ("clerk", self._ticket),
        }
        self._acts: Acts = own | {name: act for room in self._rooms for name, act in room.acts().items()}

    def routes(self) -> list[Route]:
        return [
            Route("/desk", self.home),
            Route("/desk/enter", self.enter, methods=["POST"]),
            Route("/desk/leave", self.leave, methods=["POST"]),
            Route("/desk/answer", self.answering),
            Route("/desk/work/{key}", self.watch, methods=["GET", "POST"]),
            Route("/desk/do/{what}", self.act, methods=["POST"]),
            *(route for room in self._rooms for route in room.routes()),
        ]

    async def watch(self, request: Request) -> Response:
        """A work under way, for who began it."""
        worker = self.access.worker(request)
        if worker is None:
            return RedirectResponse("/desk", 303)
        return await self._office.works.watch(request, owner_of(worker), request.url.path)

    async def home(self, request: Request) -> Response:
        worker = self.access.worker(request)
        if worker is None:
            return page(request, "desk_enter.html", access=self.access, problem="")
        async with self.assistant.database.transaction() as tx:
            values: dict[str, Any] = {
                "unanswered": await (desk.unanswered(tx) if worker.may("clerk") else desk.words(tx)),
                "complaints": [{"one": one, "receipt": json.loads(one.receipt)} for one in await desk.complaints(tx)],
                "figures": await desk.figures(tx),
                "tickets": await tickets.waiting(tx),
                "log": await desk.log(tx) if worker.may("admin") else [],
            }
        values["when"] = lambda unix: time.strftime("%Y-%m-%d %H:%M", time.localtime(unix))
        return page(request, "desk.html", worker=worker, **values)

    async def enter(self, request: Request) -> Response:
        if wait := self._tries.spend(request.client.host if request.client else ""):
            return refusing.refuse(request.scope, 429, say("web.too_fast", seconds=wait))
        who = self.access.enter(str((await request.form()).get("token", "")))
        if who is None:
            problem = say("web.desk_token_wrong")
            return page(request, "desk_enter.html", code=403, access=self.access, problem=problem)
        answer = RedirectResponse("/desk", 303)
        self.access.open(answer, request, *who)
        await self._office.note(Worker(*who, ""), "enter", "")
        return answer

    async def leave(self, request: Request) -> Response:
        answer = RedirectResponse("/desk", 303)
        self.access.close(answer)
        return answer

    async def act(self, request: Request) -> Response:
        """One of the desk's forms, for who may."""
        worker = self.access.worker(request)
        role, act = self._acts.get(request.path_params["what"], _NOTHING)
        if worker is None or act is None or not worker.may(role):
            return refusing.refuse(request.scope, 403, say("web.desk_not_allowed"))
        async with request.form(max_files=2) as form:
            if str(form.get("csrf", "")) != worker.csrf:
                return refusing.refuse(request.scope, 403, say("web.form_old"))
            return await act(request, worker, form)

    async def answering(self, request: Request) -> Response:
        """The form of a curated answer, filled with what is known of the question."""
        worker = self.access.worker(request)
        if worker is None or not worker.may("clerk"):
            return RedirectResponse("/desk", 303)
        question = cleaned(request.query_params.get("q", ""))[:_MOST_TEXT]
        about = "\n".join(curating.suggested_about(question, self.assistant.world))
        given = {
            "question": question,
            "about": about,
            "answer": "",
            "phrasings": "",
            "document": "",
            "clause": "",
            "quote": "",
        }
        return page(
            request, "desk_answer.html", worker=worker, given=given, problem="", hits=self._office.found(question)
        )

    async def _answer(self, request: Request, worker: Worker, form: FormData) -> Response:
        given = {name: cleaned(str(form.get(name, "")))[:_MOST_TEXT].replace("\r", "").strip() for name in _FIELDS}
        drafted = curating.Drafted(
            question=given["question"],
            answer=given["answer"],
            phrasings=tuple(line.strip() for line in given["phrasings"].splitlines() if line.strip()),
            about=tuple(line.strip() for line in given["about"].splitlines() if line.strip()),
            kind="clause" if given["document"] else "help",
            document=given["document"],
            clause=tuple(part for part in given["clause"].split("/") if part),
            quote=given["quote"],
        )
        try:
            id = await to_thread.run_sync(curating.keep, drafted, own_data(), self.assistant.today())
        except InputError as problem:
            shown = {"given": given, "problem": str(problem), "hits": self._office.found(given["question"])}
            return page(request, "desk_answer.html", code=422, worker=worker, **shown)
        await self._office.renew(worker, "answer", id)
        return RedirectResponse(f"/desk/hits?q={_quoted(given['question'])}", 303)

    async def _settle(self, request: Request, worker: Worker, form: FormData) -> Response:
        number = str(form.get("id", ""))
        async with self.assistant.database.transaction() as tx:
            desk.settle(tx, int(number) if number.isdecimal() and len(number) < 12 else 0)
        await self._office.note(worker, "settle", number[:12])
        return RedirectResponse("/desk", 303)

    async def _ticket(self, request: Request, worker: Worker, form: FormData) -> Response:
        text = cleaned(str(form.get("text", "")))[:_MOST_TEXT].strip()
        number = str(form.get("id", ""))
        if not text or not number.isdecimal() or len(number) > 12:
            return refusing.refuse(request.scope, 422, say("web.ticket_empty"))
        async with self.assistant.database.transaction() as tx:
            sent = await tickets.answer(tx, int(number), worker.name, text, close="close" in form)
        if not sent:
            return refusing.refuse(request.scope, 404, say("web.ticket_gone"))
        await self._office.note(worker, "ticket", number)
        return RedirectResponse("/desk", 303)


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text[:500])
