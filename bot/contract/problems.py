"""RFC 9457: errors that programs can read, with a sentence that says what to do, in Chinese and in English."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from bot.wording import say

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, **more: Any) -> Response:
    """`title` is the status in English; `detail` is Chinese and says how to mend it."""
    phrase = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": phrase, "status": status, "detail": detail}
    key = f"web.english_{status}"
    body["detail_en"] = say(key) if status in _ENGLISH else phrase
    return Response(json.dumps({**body, **more}, ensure_ascii=False), status, media_type=MEDIA_TYPE)


_ENGLISH = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500)
