"""Who is at the page: an unguessable cookie that the server has signed, and the chat that it opens."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.storage import web
from bot.storage.database import Database
from bot.storage.sending import channel_notes
from bot.storage.transaction import Transaction

_NOTE = "web.key"
_LIFETIME_SECONDS = 180 * 86_400
_SIGNATURE = 22
EMBED = "/embed"
"""Paths below it belong to the widget, which has a session of its own in every foreign page."""


@dataclass(frozen=True, slots=True)
class Guest:
    """`token` is the cookie's value; `chat` is empty until something has been said."""

    token: str
    chat: str
    embedded: bool
    fresh: bool
    """The cookie is not with the browser yet."""

    @property
    def digest(self) -> str:
        """What the store keeps instead of the token."""
        return hashlib.sha256(self.token.encode()).hexdigest()

    @property
    def csrf(self) -> str:
        """Goes with every form; only who can read the page knows it."""
        return hmac.new(self.token.encode(), b"form", hashlib.sha256).hexdigest()[:32]

    @property
    def base(self) -> str:
        """In front of every address of ours on the page."""
        return EMBED if self.embedded else ""


class Sessions:
    """Cookies out and in; forged ones are as good as none."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    @classmethod
    async def open(cls, database: Database) -> Sessions:
        """The key is made once and shared by every process on the store."""
        async with database.transaction() as tx:
            known = await channel_notes.get(tx, _NOTE)
            key = known or secrets.token_hex(32)
            if known is None:
                channel_notes.put(tx, _NOTE, key)
        return cls(database, bytes.fromhex(key))

    @property
    def key(self) -> bytes:
        return self._key

    async def guest(self, request: Request) -> Guest:
        embedded = request.url.path.startswith(EMBED)
        token = request.cookies.get(cookie_name(request), "")
        if not self._genuine(token):
            return Guest(self._made(), "", embedded, fresh=True)
        found = Guest(token, "", embedded, fresh=False)
        async with self._database.transaction() as tx:
            chat = await web.chat_of(tx, found.digest)
        return Guest(token, chat or "", embedded, fresh=False)

    def open_chat(self, tx: Transaction, guest: Guest, chat: str = "") -> Guest:
        """A chat for who has none yet, or the given one."""
        chat = chat or guest.chat or f"web:{secrets.token_hex(16)}"
        web.open_session(tx, guest.digest, chat, time.time())
        return Guest(guest.token, chat, guest.embedded, guest.fresh)

    def renewed(self, guest: Guest) -> Guest:
        """A new cookie without a chat, for who has erased everything or leaves."""
        return Guest(self._made(), "", guest.embedded, fresh=True)

    def _made(self) -> str:
        random = secrets.token_urlsafe(24)
        return f"{random}.{self._signature(random)}"

    def _genuine(self, token: str) -> bool:
        random, _, signature = token.partition(".")
        return bool(random) and hmac.compare_digest(signature.encode(), self._signature(random).encode())

    def _signature(self, random: str) -> str:
        return hmac.new(self._key, random.encode(), hashlib.sha256).hexdigest()[:_SIGNATURE]


def cookie_name(request: Request) -> str:
    name = "mingce-embed" if request.url.path.startswith(EMBED) else "mingce"
    return f"__Host-{name}" if request.url.scheme == "https" else name


def remember(response: Response, request: Request, guest: Guest) -> Response:
    """Sets the cookie: HttpOnly; Lax, or in foreign pages partitioned by the page; Secure behind TLS."""
    secure = request.url.scheme == "https"
    if guest.embedded and secure:
        header = f"{cookie_name(request)}={guest.token}; Path=/; Max-Age={_LIFETIME_SECONDS}; HttpOnly; Secure"
        response.headers.append("set-cookie", header + "; SameSite=None; Partitioned")
        return response
    response.set_cookie(
        cookie_name(request), guest.token, max_age=_LIFETIME_SECONDS, httponly=True, samesite="lax", secure=secure
    )
    return response
