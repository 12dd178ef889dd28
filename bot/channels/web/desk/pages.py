"""The routes of the desk. Everything that changes something is noted in the log with who did it."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

from anyio import to_thread
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.answering.retrieval.finding import find
from bot.assistant import Assistant
from bot.channels.web import refusing
from bot.channels.web.desk import batch, curating, importing, tickets
from bot.channels.web.desk.access import Access, Worker
from bot.channels.web.guarding import Paces
from bot.channels.web.pages import page
from bot.channels.web.talking import cleaned
from bot.errors import InputError
from bot.storage import desk
from bot.wording import say
from knowledge.intake import restore, retire, writing
from knowledge.library import own_data

_MOST_TEXT = 4_000
_HITS = 10
_FIELDS = ("question", "answer", "phrasings", "about", "document", "clause", "quote")
Act = Callable[[Request, Worker, FormData], Awaitable[Response]]


class Desk:
    """For one assistant, whose world is made anew when the data have changed."""

    def __init__(self, assistant: Assistant, access: Access) -> None:
        self.assistant = assistant
        self.access = access
        self._tries = Paces(20, 10)
        self._acts: dict[str, tuple[str, Act]] = {
            "answer": ("clerk", self._answer),
            "settle": ("clerk", self._settle),
            "import": ("clerk", self._import),
            "confirm": ("clerk", self._confirm),
            "retire": ("admin", self._retire),
            "restore": ("admin", self._retire),
            "ticket": ("clerk", self._ticket),
            "batch": ("reader", self._batch),
        }

    def routes(self) -> list[Route]:
        return [
            Route("/desk", self.home),
            Route("/desk/enter", self.enter, methods=["POST"]),
            Route("/desk/leave", self.leave, methods=["POST"]),
            Route("/desk/answer", self.answering),
            Route("/desk/hits", self.hits),
            Route("/desk/library", self.library),
            Route("/desk/batch", self.batch_form),
            Route("/desk/do/{what}", self.act, methods=["POST"]),
        ]

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
        await self._note(Worker(*who, ""), "enter", "")
        return answer

    async def leave(self, request: Request) -> Response:
        answer = RedirectResponse("/desk", 303)
        self.access.close(answer)
        return answer

    async def act(self, request: Request) -> Response:
        """One of the desk's forms, for who may."""
        worker = self.access.worker(request)
        role, act = self._acts.get(request.path_params["what"], ("admin", None))
        if worker is None or act is None or not worker.may(role):
            return refusing.refuse(request.scope, 403, say("web.desk_not_allowed"))
        async with request.form(max_files=1) as form:
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
        return page(request, "desk_answer.html", worker=worker, given=given, problem="", hits=self._found(question))

    async def hits(self, request: Request) -> Response:
        """What a question finds: matched words, scores, and how it would be answered."""
        worker = self.access.worker(request)
        if worker is None:
            return RedirectResponse("/desk", 303)
        words = cleaned(request.query_params.get("q", ""))[:_MOST_TEXT]
        from bot.contract import answers

        reply = answers.ask(words, self.assistant.world, self.assistant.today()) if words else None
        return page(request, "desk_hits.html", worker=worker, words=words, hits=self._found(words), reply=reply)

    async def library(self, request: Request) -> Response:
        worker = self.access.worker(request)
        if worker is None:
            return RedirectResponse("/desk", 303)
        return self._library(request, worker)

    async def batch_form(self, request: Request) -> Response:
        worker = self.access.worker(request)
        if worker is None:
            return RedirectResponse("/desk", 303)
        return page(
            request,
            "desk_batch.html",
            worker=worker,
            rows=None,
            setups=[batch.Setup(self.assistant.today())],
            problem="",
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
            shown = {"given": given, "problem": str(problem), "hits": self._found(given["question"])}
            return page(request, "desk_answer.html", code=422, worker=worker, **shown)
        await self._renew(worker, "answer", id)
        return RedirectResponse(f"/desk/hits?q={_quoted(given['question'])}", 303)

    async def _settle(self, request: Request, worker: Worker, form: FormData) -> Response:
        number = str(form.get("id", ""))
        async with self.assistant.database.transaction() as tx:
            desk.settle(tx, int(number) if number.isdecimal() and len(number) < 12 else 0)
        await self._note(worker, "settle", number[:12])
        return RedirectResponse("/desk", 303)

    async def _import(self, request: Request, worker: Worker, form: FormData) -> Response:
        """Reads an uploaded file and shows what was read; nothing is written yet."""
        given = form.get("file")
        if not isinstance(given, UploadFile) or not given.filename:
            return self._library(request, worker, say("web.import_no_file"), code=422)
        raw = await given.read()
        try:
            review = await to_thread.run_sync(importing.read, raw, given.filename, self.assistant.today())
        except InputError as problem:
            return self._library(request, worker, str(problem), code=422)
        await self._note(worker, "import", f"{review.id} {given.filename}"[:200])
        return page(request, "desk_import.html", worker=worker, review=review)

    async def _confirm(self, request: Request, worker: Worker, form: FormData) -> Response:
        """Writes what was reviewed; the chat answers from it at once."""
        key = str(form.get("key", ""))
        try:
            id = await to_thread.run_sync(importing.write_reviewed, key, self.assistant.today())
        except InputError as problem:
            return self._library(request, worker, str(problem), code=422)
        await self._renew(worker, "confirm", id)
        return RedirectResponse(f"/documents/{id}", 303)

    async def _retire(self, request: Request, worker: Worker, form: FormData) -> Response:
        id, what = str(form.get("id", "")), request.path_params["what"]
        known = self.assistant.world.library.document(id) is not None or id in own_data().retired
        if not known:
            return self._library(request, worker, say("web.no_document", id=id[:80]), code=404)
        with writing(own_data()):
            (retire if what == "retire" else restore)(own_data(), id, self.assistant.today())
        await self._renew(worker, what, id)
        return RedirectResponse("/desk/library", 303)

    async def _ticket(self, request: Request, worker: Worker, form: FormData) -> Response:
        text = cleaned(str(form.get("text", "")))[:_MOST_TEXT].strip()
        number = str(form.get("id", ""))
        if not text or not number.isdecimal() or len(number) > 12:
            return refusing.refuse(request.scope, 422, say("web.ticket_empty"))
        async with self.assistant.database.transaction() as tx:
            sent = await tickets.answer(tx, int(number), worker.name, text, close="close" in form)
        if not sent:
            return refusing.refuse(request.scope, 404, say("web.ticket_gone"))
        await self._note(worker, "ticket", number)
        return RedirectResponse("/desk", 303)

    async def _batch(self, request: Request, worker: Worker, form: FormData) -> Response:
        setups, problem, rows = self._setups(form), "", None
        given = form.get("file")
        raw = (
            await given.read()
            if isinstance(given, UploadFile)
            else str(form.get("lines", "")).encode("utf-8", "ignore")
        )
        try:
            cases = batch.read_cases(raw)
            rows = await to_thread.run_sync(batch.run, cases, self.assistant.world, setups)
        except InputError as told:
            problem = str(told)
        shown = {"rows": rows, "setups": setups, "problem": problem}
        return page(request, "desk_batch.html", code=422 if problem else 200, worker=worker, **shown)

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
                setup = batch.Setup(self.assistant.today(), own)
            found += [setup] if setup not in found else []
        return found

    def _library(self, request: Request, worker: Worker, problem: str = "", *, code: int = 200) -> Response:
        library, today, own = self.assistant.world.library, self.assistant.today(), own_data()
        rows = [{"document": each, "status": library.status(each.id, today).value} for each in library.documents]
        shown = {"rows": rows, "retired": sorted(own.retired), "problem": problem}
        return page(request, "desk_library.html", code=code, worker=worker, **shown)

    def _found(self, question: str) -> Sequence[dict[str, Any]]:
        library = self.assistant.world.library
        hits = find(question, self.assistant.world, self.assistant.today(), _HITS, None) if question.strip() else []
        return [
            {
                "document": hit.clause.document,
                "clause": "/".join(hit.clause.path),
                "place": library.printed_path(hit.clause.document, hit.clause.path),
                "text": hit.clause.text[:240],
                "score": round(hit.score, 3),
                "matched": [(word, round(library.rarity(word), 2)) for word in hit.matched],
            }
            for hit in hits
        ]

    async def _renew(self, worker: Worker, what: str, about: str) -> None:
        """The data have changed: answers come from what stands there now."""
        await to_thread.run_sync(self.assistant.renew)
        await self._note(worker, what, about)

    async def _note(self, worker: Worker, what: str, about: str) -> None:
        async with self.assistant.database.transaction() as tx:
            desk.note(tx, time.time(), worker.name, worker.role, what, about)


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text[:500])
