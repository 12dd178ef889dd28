"""Structured logs on stderr, one JSON object a line; secrets never get into them."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime

_TOKEN = re.compile(r"\d{3,16}:[A-Za-z0-9_-]{20,}")
_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
HIDDEN = "***"


class JsonFormatter(logging.Formatter):
    """Time, level, logger, event and whatever was given as `extra`; tokens of bots and `secrets` are blotted out."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _OWN},
        }
        if record.exc_info and record.exc_info[0]:
            entry["error"] = "".join(traceback.format_exception(*record.exc_info))
        return self.redacted(json.dumps(entry, ensure_ascii=False, default=str))

    def redacted(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return _TOKEN.sub(HIDDEN, line)


def set_up_logs(level: str, secrets: tuple[str, ...] = ()) -> None:
    """Everything goes to stderr; libraries that would name addresses with a token in them keep quiet."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("mingce").setLevel(level)
    for name in ("httpx", "httpcore", "telegram", "uvicorn", "uvicorn.error", "psycopg"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("uvicorn.access").disabled = True
