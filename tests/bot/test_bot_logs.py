from __future__ import annotations

import json
import logging
import sys

from bot.logs import JsonFormatter

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz01234"


def test_no_token_gets_into_a_log() -> None:
    formatter = JsonFormatter(("s3cret",))
    try:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except RuntimeError:
        record = logging.LogRecord("x", 40, "f", 1, "call %s", (f"/bot{TOKEN}/x s3cret",), sys.exc_info())
    record.url = f"http://h/file/bot{TOKEN}/a"
    line = formatter.format(record)
    assert "AAF-" not in line
    assert "s3cret" not in line
    entry = json.loads(line)
    assert (entry["level"], entry["event"]) == ("error", "call /bot***/x ***")
    assert "RuntimeError" in entry["error"]
    assert "\n" not in line
