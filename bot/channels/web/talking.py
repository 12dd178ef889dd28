"""The chat: a turn is taken once, shown as a fragment where there is script, by a redirect where there is none."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.assistant import Assistant
from bot.buttons import decode
from bot.channels.web import file, refusing, showing
from bot.channels.web.desk import tickets
from bot.channels.web.pages import draw, page
from bot.channels.web.session import Guest, Sessions, remember
from bot.dialogue.conversation import Conversation
from bot.model import Message, Reply
from bot.settings import Settings
from bot.storage import chats, limits, web
from bot.storage.transaction import Transaction
from bot.wording import say

_MOST_TEXT = 20_000


class Talking:
    """The routes of the chat, for one assistant."""

    def __init__(self, assistant: Assistant, sessions: Sessions, settings: Settings) -> None:
        self.assistant = assistant
        self.sessions = sessions
        self.settings = settings

    async def home(self, request: Request) -> Response:
        guest = await self.sessions.guest(request)
        turns, conversation = await self._seen(guest, 0)
        values = self._values(guest, turns, conversation, request.query_params.get("fact", ""))
        values["problem_text"] = ""
        answer = page(request, "chat.html", **values, examples=say("web.examples").split("|"))
        return remember(answer, request, guest) if guest.fresh else answer

    async def say(self, request: Request) -> Response:
        form = await request.form(max_files=0)
        guest = await self.sessions.guest(request)
        if not allowed(guest, form, request):
            return refusing.refuse(request.scope, 403, say("web.form_old"))
        try:
            guest, reply, first = await self._turn(guest, form)
        except limits.TooFast as problem:
            return self._too_fast(request, guest, form, problem)
        if reply is not None and reply.erased:
            await self.assistant.database.scrub((guest.chat,))
            return self._gone(request, guest)
        if "hx-request" not in request.headers:
            return remember(RedirectResponse(f"{guest.base or '/'}#end", 303), request, guest)
        after = min(number_in(form.get("after")), first - 1)
        turns, conversation = await self._seen(guest, after)
        answer = HTMLResponse(draw("_turns.html", **self._values(guest, turns, conversation) | {"oob": True}))
        return remember(answer, request, guest)

    async def change(self, request: Request) -> Response:
        """A fact from the card."""
        form = await request.form(max_files=0)
        guest = await self.sessions.guest(request)
        if not allowed(guest, form, request):
            return refusing.refuse(request.scope, 403, say("web.form_old"))
        async with self.assistant.database.transaction() as tx:
            guest = self.sessions.open_chat(tx, guest)
        problem = await self._file(guest, form)
        open_fact = str(form.get("fact", "")) if problem else ""
        return await self._card(request, guest, problem, open_fact)

    async def card(self, request: Request) -> Response:
        """The card with one fact opened for adding."""
        guest = await self.sessions.guest(request)
        fact = request.query_params.get("fact", "")
        if "hx-request" not in request.headers:
            return RedirectResponse(f"{guest.base or '/'}?fact={fact}#file", 303)
        return await self._card(request, guest, "", fact)

    async def _card(self, request: Request, guest: Guest, problem: str, fact: str) -> Response:
        conversation = await self.assistant.conversation(guest.chat) if guest.chat else Conversation()
        today = self.assistant.today()
        shown = file.card(conversation, self.assistant.world, today, problem, fact)
        if "hx-request" in request.headers:
            answer: Response = HTMLResponse(draw("_card.html", file=shown, guest=guest, base=guest.base))
        elif problem:
            turns, _ = await self._seen(guest, 0)
            values = self._values(guest, turns, conversation, fact)
            values["file"] = shown
            answer = page(request, "chat.html", code=422, **values, examples=(), problem_text=problem)
        else:
            answer = RedirectResponse(f"{guest.base or '/'}#file", 303)
        return remember(answer, request, guest)

    async def _file(self, guest: Guest, form: FormData) -> str:
        """What is wrong with the change, or nothing."""
        fact = str(form.get("fact", ""))
        definition = self.assistant.world.rulebook.facts.get(fact)
        if definition is None:
            return say("web.no_such_fact")
        given = [cleaned(str(value)) for value in form.getlist("value")]
        text = say("web.changed_in_card") if len(given) != 1 or file.options(definition, None) else given[0]
        message = Message(guest.chat, text=text)
        if "forget" in form:
            return await self.assistant.file(message, fact, forget=True)
        if "unknown" in form:
            return await self.assistant.file(message, fact, value="unknown")
        value = file.value_from(definition, given)
        if value is None and not "".join(given).strip():
            return say("web.nothing_typed", label=definition.label)
        return await self.assistant.file(message, fact, value=value)

    async def _turn(self, guest: Guest, form: FormData) -> tuple[Guest, Reply | None, int]:
        """The reply and the turn's number; None where this very turn was taken before."""
        nonce = str(form.get("turn", ""))
        nonce = nonce if showing.is_nonce(nonce) else secrets.token_urlsafe(12)
        async with self.assistant.database.transaction() as tx:
            guest = self.sessions.open_chat(tx, guest)
            known = await web.turn_of(tx, guest.chat, nonce)
            if known is not None:
                return guest, None, known.id
            settings = self.settings
            burst, rate = settings.user_burst_messages, settings.user_messages_per_minute
            await limits.spend(tx, guest.chat, time.time(), burst=burst, per_minute=rate)
            said, message = await self._message(tx, guest, form, nonce)
            reply = await self.assistant.handle_in(tx, message)
            if reply.erased:
                return guest, reply, 0
            if reply.handover:
                await tickets.open_for_page(tx, guest.chat)
            turn = await web.note_turn(tx, guest.chat, nonce, said, showing.stored(reply.messages))
        return guest, reply, turn.id

    async def _message(self, tx: Transaction, guest: Guest, form: FormData, nonce: str) -> tuple[str, Message]:
        """What was done, in words to show and as the dialogue takes it."""
        press = cleaned(str(form.get("press", "")))
        if press:
            return await self._label(tx, guest, press), Message(guest.chat, press=press, id=nonce)
        text = cleaned(str(form.get("ask") or form.get("text", "")))[:_MOST_TEXT]
        if "group" in form:
            picked = [cleaned(str(label)) for label in form.getlist("pick")]
            offered = showing.labels(await web.turns_after(tx, guest.chat, 0))
            text = showing.picked_words(picked, offered, say("web.group_none"), say("web.group_rest"))
        return text, Message(guest.chat, text=text, id=nonce)

    async def _label(self, tx: Transaction, guest: Guest, press: str) -> str:
        """What stands on the pressed button, as it was shown."""
        for turn in reversed(await web.turns_after(tx, guest.chat, 0)):
            for message in turn.reply:
                for row in message["buttons"]:
                    for button in row:
                        if button["data"] == press:
                            return str(button["label"])
        code = decode(press)
        return code.arguments[0] if code and code.kind == "ask" and code.arguments else say("web.pressed")

    async def _seen(self, guest: Guest, after: int) -> tuple[list[web.Turn], Conversation]:
        if not guest.chat:
            return [], Conversation()
        async with self.assistant.database.transaction() as tx:
            return await web.turns_after(tx, guest.chat, after), await chats.load(tx, guest.chat)

    def _values(
        self, guest: Guest, turns: list[web.Turn], conversation: Conversation, open_fact: str = ""
    ) -> dict[str, Any]:
        world, today = self.assistant.world, self.assistant.today()
        told = [{"id": turn.id, "said": turn.said, "messages": showing.shown(turn.reply, world)} for turn in turns]
        return {
            "turns": told,
            "last": told[-1]["id"] if told else 0,
            "nonce": secrets.token_urlsafe(12),
            "guest": guest,
            "base": guest.base,
            "file": file.card(conversation, world, today, open_fact=open_fact),
            "oob": False,
            "oob_side": False,
        }

    def _too_fast(self, request: Request, guest: Guest, form: Mapping[str, Any], problem: limits.TooFast) -> Response:
        answer = refusing.refuse(request.scope, 429, say("web.too_fast", seconds=problem.seconds))
        answer.headers["retry-after"] = str(problem.seconds)
        return answer

    def _gone(self, request: Request, guest: Guest) -> Response:
        fresh = self.sessions.renewed(guest)
        if "hx-request" in request.headers:
            answer = Response(status_code=204, headers={"hx-redirect": f"{guest.base}/gone"})
        else:
            answer = RedirectResponse(f"{guest.base}/gone", 303)
        return remember(answer, request, replace(fresh, embedded=guest.embedded))

    async def gone(self, request: Request) -> Response:
        return page(request, "gone.html")


def allowed(guest: Guest, form: Mapping[str, Any], request: Request) -> bool:
    """The form is one that this very visitor was shown."""
    given = str(form.get("csrf", ""))
    foreign = request.headers.get("sec-fetch-site", "same-origin") == "cross-site"
    return not foreign and hmac.compare_digest(given.encode("utf-8", "replace"), guest.csrf.encode())


def cleaned(text: str) -> str:
    """Half an emoji and characters that no text has are left out."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")


def number_in(value: Any) -> int:
    """Of a form's field; 0 for what is none."""
    text = str(value or "0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


async def uploaded(form: FormData, name: str = "file") -> tuple[str, bytes]:
    """Name and bytes of a file of the form; both empty where none was chosen."""
    given = form.get(name)
    if not isinstance(given, UploadFile) or not given.filename:
        return "", b""
    return given.filename, await given.read()
