"""Every failure of the API is a problem (RFC 9457) whose Chinese sentence says what to do."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.contract.answers import Contradiction, NotThere, WrongFacts
from bot.contract.problems import problem
from bot.wording import say


def handle_failures(app: FastAPI) -> None:
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(NotThere, lambda _, told: problem(404, str(told)))
    app.add_exception_handler(WrongFacts, lambda _, told: problem(422, str(told)))
    app.add_exception_handler(Contradiction, lambda _, told: problem(409, str(told)))


async def _unfit(_: Request, told: Exception) -> Response:
    assert isinstance(told, RequestValidationError)
    errors = list(told.errors())
    first = errors[0]
    if first["type"] in ("json_invalid", "model_attributes_type", "dict_type") and len(first["loc"]) < 3:
        return problem(400, say("web.not_json"))
    shown = [{"loc": [str(part) for part in each["loc"]], "type": each["type"]} for each in errors[:20]]
    return problem(422, _said(first), errors=shown)


async def _refused(_: Request, told: Exception) -> Response:
    assert isinstance(told, HTTPException)
    if told.status_code == 400:
        return problem(400, say("web.not_json"))
    known = told.status_code if told.status_code in (404, 405, 500) else 500
    answer = problem(told.status_code, say(f"web.status_{known}"))
    answer.headers.update(told.headers or {})
    return answer


def _said(error: dict[str, Any]) -> str:
    places = [str(part) for part in error["loc"] if part not in ("body", "query", "path")]
    field = next((part for part in reversed(places) if not part.endswith("Request")), "")
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return say("web.field_missing", field=field)
    if kind == "extra_forbidden":
        return say("web.field_unknown", field=field)
    if kind == "string_type":
        return say("web.field_text", field=field)
    if kind == "literal_error":
        return say("web.field_choice", field=field, choices=str(context.get("expected", "")).replace(" or ", "、"))
    if kind == "string_pattern_mismatch" and field == "as_of":
        return say("web.field_day", field=field)
    if kind == "string_too_long":
        return say("web.field_long", field=field)
    return say("web.field_wrong", field=field)
