"""OpenID Connect: who has signed on at the office's own server enters the desk in the role that his groups give."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web import refusing
from bot.channels.web.desk.access import ROLES, Access
from bot.errors import InputError
from bot.settings import Settings
from bot.wording import say

_log = logging.getLogger("mingce.web")
_COOKIE = "mingce-sign-on"
_SECONDS = 600
"""How long a person may take to sign on."""
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
BEGIN, BACK = "/desk/sign-on", "/desk/signed-on"


class Refused(Exception):
    """The answer is not one to our question, or nobody that we can check has signed it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was sent along, to be found again in the answer."""

    state: str
    nonce: str
    verifier: str


class SignOn:
    """One issuer. What it publishes of itself is read when the first person comes."""

    def __init__(self, settings: Settings, access: Access, key: bytes) -> None:
        self._issuer = settings.oidc_issuer
        self._client_id = settings.oidc_client
        self._secret = settings.oidc_secret.get_secret_value()
        self._claim = settings.oidc_claim
        self._roles = _roles(settings.oidc_roles)
        self._back = settings.page_address + BACK
        self._access = access
        self._key = hmac.new(key, b"sign-on", hashlib.sha256).digest()
        self._published: Mapping[str, Any] | None = None

    def routes(self) -> list[Route]:
        return [Route(BEGIN, self.begin), Route(BACK, self.back)]

    async def begin(self, request: Request) -> Response:
        import httpx

        asked = Asked(*(secrets.token_urlsafe(32) for _ in range(3)))
        async with self._client() as client:
            try:
                published = await self._metadata(client)
            except (httpx.HTTPError, ValueError, Refused) as why:
                _log.warning(say("web.log_sign_on", why=type(why).__name__))
                return refusing.refuse(request.scope, 503, say("web.sign_on_away"))
            address, _ = client.create_authorization_url(
                published["authorization_endpoint"], state=asked.state, nonce=asked.nonce, code_verifier=asked.verifier
            )
        answer = RedirectResponse(address, 303)
        secure = request.url.scheme == "https"
        packed = self._packed(asked)
        answer.set_cookie(_COOKIE, packed, max_age=_SECONDS, path="/desk", httponly=True, samesite="lax", secure=secure)
        return answer

    async def back(self, request: Request) -> Response:
        try:
            claims = await self._claims(request)
        except Refused as why:
            _log.warning(say("web.log_sign_on", why=str(why)))
            return refusing.refuse(request.scope, 403, say("web.sign_on_refused"))
        role = self._role(claims)
        if role is None:
            return refusing.refuse(request.scope, 403, say("web.sign_on_no_role"))
        name = str(claims.get("name") or claims.get("preferred_username") or claims["sub"]).replace("|", " ")[:60]
        answer = RedirectResponse("/desk", 303)
        self._access.open(answer, request, name, role, signed_on=True)
        answer.delete_cookie(_COOKIE, path="/desk")
        return answer

    async def _claims(self, request: Request) -> dict[str, Any]:
        """Of the person: our state, our nonce, the issuer's signature, for us, still good. Raises `Refused`."""
        import httpx
        from authlib.common.errors import AuthlibBaseError
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        asked = self._unpacked(request.cookies.get(_COOKIE, ""))
        if asked is None or not _same(asked.state, request.query_params.get("state", "")):
            raise Refused("state")
        claims = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._client_id},
            nonce={"essential": True, "value": asked.nonce},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            async with self._client() as client:
                published = await self._metadata(client)
                told = await client.fetch_token(
                    published["token_endpoint"],
                    code=request.query_params.get("code", ""),
                    code_verifier=asked.verifier,
                )
                keys = (await client.request("GET", published["jwks_uri"], withhold_token=True)).json()
            token = jwt.decode(told["id_token"], KeySet.import_key_set(keys), algorithms=_ALGORITHMS)
            claims.validate(token.claims)
        except (AuthlibBaseError, JoseError, httpx.HTTPError, ValueError, KeyError) as problem:
            raise Refused(type(problem).__name__) from None
        return token.claims

    def _role(self, claims: Mapping[str, Any]) -> str | None:
        """The highest that one of the person's groups gives."""
        told = claims.get(self._claim, ())
        groups = {told} if isinstance(told, str) else {one for one in told if isinstance(one, str)}
        held = [role for role in ROLES if self._roles.get(role, set()) & groups]
        return held[-1] if held else None

    def _client(self) -> Any:
        from authlib.integrations.httpx_client import AsyncOAuth2Client

        return AsyncOAuth2Client(
            self._client_id,
            self._secret,
            scope="openid profile",
            redirect_uri=self._back,
            code_challenge_method="S256",
            timeout=10,
        )

    async def _metadata(self, client: Any) -> Mapping[str, Any]:
        if self._published is None:
            address = self._issuer + "/.well-known/openid-configuration"
            found = (await client.request("GET", address, withhold_token=True)).raise_for_status().json()
            if found.get("issuer") != self._issuer:
                raise Refused("issuer")
            self._published = found
        return self._published

    def _packed(self, asked: Asked) -> str:
        value = f"{asked.state}.{asked.nonce}.{asked.verifier}.{int(time.time()) + _SECONDS}"
        return f"{value}.{self._sign(value)}"

    def _unpacked(self, packed: str) -> Asked | None:
        value, _, signature = packed.rpartition(".")
        if not _same(signature, self._sign(value)):
            return None
        state, nonce, verifier, until = value.split(".")
        return Asked(state, nonce, verifier) if int(until) >= time.time() else None

    def _sign(self, value: str) -> str:
        return hmac.new(self._key, value.encode(), hashlib.sha256).hexdigest()


def _same(one: str, other: str) -> bool:
    """In constant time, whatever letters a stranger sends."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def sign_on(settings: Settings, access: Access, key: bytes) -> SignOn | None:
    """None where no issuer is set. Raises `InputError` where one is and the extra is not installed."""
    if not settings.oidc_issuer:
        return None
    if not all(find_spec(name) for name in ("authlib", "joserfc")):
        raise InputError(say("web.oidc_missing"))
    access.signing_on = True
    return SignOn(settings, access, key)


def _roles(told: tuple[str, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in told:
        role, _, group = line.partition(":")
        if role in ROLES and group:
            found.setdefault(role, set()).add(group)
    return found
