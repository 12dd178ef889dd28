"""Who may do what at the desk: a token opens it, a signed cookie keeps it open for a working day."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

ROLES = ("reader", "clerk", "admin")
"""Each may do what those before it may."""
_HOURS = 12
_NAME = "mingce-desk"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody of the service; `csrf` goes with every form of the desk."""

    name: str
    role: str
    csrf: str

    def may(self, role: str) -> bool:
        return ROLES.index(self.role) >= ROLES.index(role)


class Access:
    """Tokens to people: the administrator's, and those of `MINGCE_DESK_TOKENS` (`role:name:token`)."""

    def __init__(self, admin_token: str, tokens: Iterable[str], key: bytes) -> None:
        self._tokens = {admin_token: ("admin", "admin")} if admin_token else {}
        for line in tokens:
            role, _, rest = line.partition(":")
            name, _, token = rest.partition(":")
            if role in ROLES and name and token:
                self._tokens[token] = (name, role)
        self.signing_on = False
        """Whether people may also come from the office's server for signing on."""
        self._key = hmac.new(key, b"desk", hashlib.sha256).digest()

    @property
    def with_tokens(self) -> bool:
        return bool(self._tokens)

    @property
    def closed(self) -> bool:
        return not self._tokens and not self.signing_on

    def enter(self, token: str) -> tuple[str, str] | None:
        """Name and role; every token is compared, so that time tells nothing."""
        found = None
        for known, who in self._tokens.items():
            if hmac.compare_digest(known.encode(), token.encode("utf-8", "replace")):
                found = who
        return found

    def open(self, response: Response, request: Request, name: str, role: str, *, signed_on: bool = False) -> None:
        until = int(time.time()) + _HOURS * 3600
        value = f"{name}|{role}|{until}|{'signed-on' if signed_on else 'token'}"
        cookie = f"{value.encode().hex()}.{self._sign(value)}"
        secure = request.url.scheme == "https"
        site: Literal["lax", "strict"] = "lax" if signed_on else "strict"
        response.set_cookie(
            _NAME, cookie, max_age=_HOURS * 3600, path="/desk", httponly=True, samesite=site, secure=secure
        )

    def close(self, response: Response) -> None:
        response.delete_cookie(_NAME, path="/desk")

    def worker(self, request: Request) -> Worker | None:
        """Who holds a cookie of ours that is still good, and whose token has not been taken away."""
        packed, _, signature = request.cookies.get(_NAME, "").partition(".")
        try:
            value = bytes.fromhex(packed).decode()
            name, role, until, by = value.split("|")
        except ValueError:
            return None
        if not hmac.compare_digest(signature.encode(), self._sign(value).encode()) or int(until) < time.time():
            return None
        if role not in ROLES or not (self.signing_on if by == "signed-on" else (name, role) in self._tokens.values()):
            return None
        return Worker(name, role, self._sign("form" + value)[:32])

    def _sign(self, value: str) -> str:
        return hmac.new(self._key, value.encode(), hashlib.sha256).hexdigest()
