"""How commands speak: one JSON document, or one JSON reply a line; never anything else on stdout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.errors import InputError
from bot.wording import say

MOST_BYTES_A_LINE = 8_000_000


def print_json(value: object) -> None:
    """UTF-8 as it is, keys in the order given, one line break at the end."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=None) + "\n")
    sys.stdout.flush()


def answer_lines(answer: Callable[[Mapping[str, Any]], object]) -> None:
    """One reply for each line of stdin, in order; a bad line answers `{"error": …}` and the rest go on."""
    for raw in sys.stdin.buffer:
        if raw.strip():
            print_json(_answer_line(raw, answer))


def _answer_line(raw: bytes, answer: Callable[[Mapping[str, Any]], object]) -> object:
    if len(raw) > MOST_BYTES_A_LINE:
        return {"error": say("commands.line_too_long", most=MOST_BYTES_A_LINE)}
    try:
        request = json.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return {"error": say("commands.line_not_json")}
    if not isinstance(request, dict):
        return {"error": say("commands.line_not_object")}
    try:
        return answer(request)
    except InputError as problem:
        return {"error": str(problem)}


def text_of(request: Mapping[str, Any], key: str = "text") -> str:
    value = request.get(key)
    if not isinstance(value, str):
        raise InputError(say("commands.field_not_text", field=key))
    return value


def day(value: object) -> date:
    """The day meant by `--as-of` or `"as_of"`; by default the one that `MINGCE_TODAY` names, else today."""
    if value is None or value == "":
        value = os.environ.get("MINGCE_TODAY") or date.today().isoformat()
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError(say("commands.not_a_day", value=str(value)[:40])) from None
