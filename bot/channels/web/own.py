"""What is kept about a visitor, in the visitor's own hands: come back by a code, take along, erase, object."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.assistant import Assistant
from bot.channels.web import refusing
from bot.channels.web.pages import page
from bot.channels.web.session import Guest, Sessions, remember
from bot.channels.web.talking import allowed, cleaned, number_in
from bot.dialogue.companies import name_of
from bot.storage import chats, desk, web
from bot.wording import say

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE = 16
_MOST_TEXT = 2_000
_TRIES, _TRIES_PER_MINUTE = 10, 5


class Own:
    """The routes below /mine, for one assistant."""

    def __init__(self, assistant: Assistant, sessions: Sessions) -> None:
        from bot.channels.web.guarding import Paces

        self.assistant = assistant
        self.sessions = sessions
        self._guesses = Paces(_TRIES, _TRIES_PER_MINUTE)

    async def mine(self, request: Request) -> Response:
        return self._page(request, await self.sessions.guest(request), turn=request.query_params.get("turn", ""))

    async def act(self, request: Request) -> Response:
        """One of the page's forms."""
        form = await request.form(max_files=0)
        guest = await self.sessions.guest(request)
        if not allowed(guest, form, request):
            return refusing.refuse(request.scope, 403, say("web.form_old"))
        what = request.path_params["what"]
        if what == "code":
            return await self._keep(request, guest)
        if what == "return":
            return await self._come_back(request, guest, str(form.get("code", "")))
        if what == "erase":
            return await self._erase(request, guest, "sure" in form)
        if what == "wrong":
            words = cleaned(str(form.get("what", "")))[:_MOST_TEXT].strip()
            return await self._object(request, guest, words, number_in(form.get("turn")))
        return refusing.refuse(request.scope, 404, say("web.status_404"))

    async def export(self, request: Request) -> Response:
        """Everything that is kept of the chat, as JSON."""
        guest = await self.sessions.guest(request)
        shape = await self._everything(guest)
        return JSONResponse(shape, headers={"content-disposition": 'attachment; filename="mingce.json"'})

    async def _keep(self, request: Request, guest: Guest) -> Response:
        code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE))
        async with self.assistant.database.transaction() as tx:
            guest = self.sessions.open_chat(tx, guest)
            web.keep_code(tx, _digest(code), guest.chat, time.time())
        shown = "-".join(code[at : at + 4] for at in range(0, _CODE, 4))
        return remember(self._page(request, guest, code_made=shown), request, guest)

    async def _come_back(self, request: Request, guest: Guest, code: str) -> Response:
        if wait := self._guesses.spend(request.client.host if request.client else ""):
            return refusing.refuse(request.scope, 429, say("web.too_fast", seconds=wait))
        fresh = self.sessions.renewed(guest)
        async with self.assistant.database.transaction() as tx:
            chat = await web.chat_by_code(tx, _digest(code.upper().replace("-", "").replace(" ", "")))
            if chat is None:
                return self._page(request, guest, problem=say("web.code_unknown"), code=404)
            fresh = self.sessions.open_chat(tx, fresh, chat)
        return remember(RedirectResponse(f"{guest.base or '/'}", 303), request, fresh)

    async def _erase(self, request: Request, guest: Guest, sure: bool) -> Response:
        if not sure:
            return self._page(request, guest, problem=say("web.erase_not_sure"), code=422)
        if guest.chat:
            async with self.assistant.database.transaction() as tx:
                await chats.erase(tx, guest.chat)
            await self.assistant.database.scrub((guest.chat,))
        return remember(RedirectResponse(f"{guest.base}/gone", 303), request, self.sessions.renewed(guest))

    async def _object(self, request: Request, guest: Guest, what: str, turn: int) -> Response:
        """With its receipt: the versions, the facts, and the turn that is meant, or the last where none is."""
        if not what:
            return self._page(request, guest, problem=say("web.wrong_empty"), code=422)
        async with self.assistant.database.transaction() as tx:
            guest = self.sessions.open_chat(tx, guest)
            turns = await web.turns_after(tx, guest.chat, 0)
            conversation = await chats.load(tx, guest.chat)
            receipt = {
                "version": self.assistant.world.version,
                "as_of": self.assistant.today().isoformat(),
                "facts": conversation.facts,
                **_around(turns, turn),
            }
            told = json.dumps(receipt, ensure_ascii=False)
            desk.complain(tx, guest.chat, self.assistant.today().isoformat(), what, told)
        return remember(self._page(request, guest, thanks=say("web.wrong_thanks")), request, guest)

    async def _everything(self, guest: Guest) -> dict[str, Any]:
        if not guest.chat:
            return {"companies": [], "turns": []}
        async with self.assistant.database.transaction() as tx:
            conversation = await chats.load(tx, guest.chat)
            turns = await web.turns_after(tx, guest.chat, 0)
        companies = [
            {
                "name": name_of(company),
                "facts": {
                    name: {"value": record.value, "said": record.said, "on": record.at}
                    for name, record in company.facts.items()
                },
            }
            for company in conversation.companies
        ]
        return {"companies": companies, "turns": [{"said": turn.said, "reply": turn.reply} for turn in turns]}

    def _page(self, request: Request, guest: Guest, *, code: int = 200, **told: str) -> Response:
        values: dict[str, Any] = {"problem": "", "thanks": "", "code_made": "", "turn": "", **told}
        answer = page(request, "mine.html", code=code, guest=guest, **values)
        return remember(answer, request, guest) if guest.fresh else answer


def _around(turns: list[web.Turn], meant: int) -> dict[str, Any]:
    """The turn that is meant with its reply, and what had been said before it."""
    upto = [turn for turn in turns if turn.id <= meant] or turns
    if not upto:
        return {"said": [], "reply": []}
    reply = [part["text"] for message in upto[-1].reply for part in message["parts"] if part["text"]]
    return {"said": [turn.said for turn in upto[-3:]], "reply": reply}


def _digest(code: str) -> str:
    return hashlib.sha256(f"mingce code {code}".encode("utf-8", "replace")).hexdigest()
