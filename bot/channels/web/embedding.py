"""The widget for other people's pages, and the Mini App that Telegram opens."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.assistant import Assistant
from bot.channels.web import refusing
from bot.channels.web.pages import page
from bot.channels.web.session import EMBED, Sessions, remember
from bot.settings import Settings
from bot.wording import say

_MOST_AGE_SECONDS = 86_400
_CLOCKS_APART_SECONDS = 300
_MOST_BYTES = 4_096


class Embedding:
    """The routes of the Mini App; the widget itself is a file and the chat below /embed."""

    def __init__(self, assistant: Assistant, sessions: Sessions, settings: Settings) -> None:
        self.assistant = assistant
        self.sessions = sessions
        self._token = settings.telegram_token.get_secret_value()

    async def app(self, request: Request) -> Response:
        """Telegram appends what it signs to the address, behind #, where only the page's script sees it."""
        return page(request, "app.html", embedded=True)

    async def enter(self, request: Request) -> Response:
        """The person's own chat, the same as with the bot, for who comes with Telegram's signature."""
        form = await request.form(max_files=0)
        user = person(str(form.get("data", ""))[:_MOST_BYTES], self._token, time.time())
        if user is None:
            return refusing.refuse(request.scope, 403, say("web.app_refused"))
        # Paths of the widget: their cookie also works where Telegram shows the page in a frame.
        request.scope["path"] = EMBED + "/"
        guest = self.sessions.renewed(await self.sessions.guest(Request(request.scope)))
        async with self.assistant.database.transaction() as tx:
            guest = self.sessions.open_chat(tx, guest, f"telegram:{user}")
        return remember(RedirectResponse(EMBED + "/", 303), Request(request.scope), guest)


def person(data: str, token: str, now_unix: float) -> int | None:
    """The Telegram id in `initData` that the bot's token vouches for and that is not a day old; else None."""
    fields = dict(parse_qsl(data, keep_blank_values=True))
    given = fields.pop("hash", "")
    told = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    wanted = hmac.new(key, told.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
    if not token or not hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode()):
        return None
    try:
        age = now_unix - int(fields["auth_date"])
        user = json.loads(fields["user"])["id"]
    except (KeyError, ValueError, TypeError):
        return None
    fresh = -_CLOCKS_APART_SECONDS <= age <= _MOST_AGE_SECONDS
    return user if fresh and type(user) is int and user > 0 else None
