"""How a request is refused: a problem for programs, a page for people."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from bot.channels.web.pages import page
from bot.contract.problems import problem


def refuse(scope: Scope, status: int, detail: str) -> Response:
    """Programs (below /api) get RFC 9457, people a page that says what to do."""
    if scope["path"].startswith("/api/"):
        return problem(status, detail)
    return page(Request(scope), "refused.html", code=status, detail=detail)
