"""How commands speak: one JSON document, or one JSON reply a line; never anything else on stdout."""

from __future__ import annotations

import json
import logging
import os
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from bot.errors import InputError
from bot.text import MOST_CHARACTERS, valid, valid_throughout
from bot.wording import say

_log = logging.getLogger("mingce")

MOST_BYTES_A_LINE = 8_000_000


def print_json(value: object) -> None:
    """UTF-8 as it is, keys in the order given, one line break at the end."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=None) + "\n")
    sys.stdout.flush()


def answer_lines(answer: Callable[[Mapping[str, Any]], object]) -> None:
    """One reply for each line of stdin, in order; a bad line answers `{"error": …}` and the rest go on."""
    for raw in _lines():
        if raw.strip():
            print_json(_answer_line(raw, answer))


def _lines() -> Iterator[bytes]:
    """Of a line that is too long only the beginning is kept: all of it might not fit into the memory."""
    while raw := sys.stdin.buffer.readline(MOST_BYTES_A_LINE + 1):
        yield raw
        while len(raw) > MOST_BYTES_A_LINE and not raw.endswith(b"\n"):
            raw = sys.stdin.buffer.readline(MOST_BYTES_A_LINE + 1)


def _answer_line(raw: bytes, answer: Callable[[Mapping[str, Any]], object]) -> object:
    if len(raw) > MOST_BYTES_A_LINE:
        return {"error": say("commands.line_too_long", most=MOST_BYTES_A_LINE)}
    try:
        request = valid_throughout(json.loads(raw.decode("utf-8-sig")))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return {"error": say("commands.line_not_json")}
    if not isinstance(request, dict):
        return {"error": say("commands.line_not_object")}
    try:
        return answer(request)
    except InputError as problem:
        return {"error": str(problem)}
    except Exception:
        reference = secrets.token_hex(4)
        _log.debug("failed %s", reference, exc_info=True)
        return {"error": say("commands.line_failed", reference=reference), "reference": reference}


def text_of(request: Mapping[str, Any], key: str = "text") -> str:
    """A text of a length that somebody may have typed; InputError otherwise."""
    value = request.get(key)
    if not isinstance(value, str):
        raise InputError(say("commands.field_not_text", field=key))
    return short_enough(value)


def given_text(text: str | None) -> str:
    """What stands on the command line; `-` or nothing means stdin, of which no more is read than can be used."""
    if text is None or text == "-":
        raw = b"" if text is None and sys.stdin.isatty() else sys.stdin.buffer.read(4 * MOST_CHARACTERS + 4)
        text = raw.decode("utf-8", "replace")
    return short_enough(valid(text))


def short_enough(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise InputError(say("answers.too_long", most=MOST_CHARACTERS))
    return text


def day(value: object) -> date:
    """The day meant by `--as-of` or `"as_of"`; by default the one that `MINGCE_TODAY` names, else today."""
    if value is None or value == "":
        value = os.environ.get("MINGCE_TODAY") or date.today().isoformat()
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError(say("commands.not_a_day", value=str(value)[:40])) from None
