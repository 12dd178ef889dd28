"""An office's server for signing on, on loopback: enough of OpenID Connect to sign people on, well or wrongly."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey


class Issuer(ThreadingHTTPServer):
    """`person` is who signs on next; `claims` replaces claims of the token, `key` what signs it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.published = RSAKey.generate_key(2048, {"kid": "one"})
        self.key = self.published
        self.person: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}

    def token(self, nonce: str, client: str) -> str:
        told = {"iss": self.address, "aud": client, "nonce": nonce, "exp": int(time.time()) + 60, "sub": "1"}
        return jwt.encode({"alg": "RS256", "kid": "one"}, {**told, **self.person, **self.claims}, self.key)


class _Pages(BaseHTTPRequestHandler):
    server: Issuer

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(place.query).items()}
        here = self.server.address
        if place.path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            self._json({"issuer": here, **{name: here + path for name, path in names.items()}})
        elif place.path == "/keys":
            self._json(KeySet([self.server.published]).as_dict(private=False))
        else:
            self.server.asked["code-1"] = asked
            self.send_response(303)
            answer = urlencode({"code": "code-1", "state": asked["state"]})
            self.send_header("location", f"{asked['redirect_uri']}?{answer}")
            self.end_headers()

    def do_POST(self) -> None:
        told = {
            name: values[0]
            for name, values in parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()).items()
        }
        asked = self.server.asked.pop(told["code"], None)
        digest = base64.urlsafe_b64encode(hashlib.sha256(told["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != digest:
            self._json({"error": "invalid_grant"}, 400)
            return
        token = self.server.token(asked["nonce"], asked["client_id"])
        self._json({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _json(self, told: Any, code: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(code)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: tests are quiet."""


@contextmanager
def issuing() -> Iterator[Issuer]:
    server = Issuer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
