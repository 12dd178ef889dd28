"""The lasting link of a result: facts, day and versions in the address itself; nothing is kept on the server."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.reports.content import Report

_MOST_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class Lasting:
    """What a link holds. `verdicts`: a digest of what came out then."""

    facts: dict[str, Any]
    as_of: date
    version: str
    verdicts: str
    company: str = ""


def link_to(report: Report, facts: dict[str, Any], address: str) -> str:
    """The address that reproduces the result."""
    held = {
        "f": facts,
        "d": report.as_of.isoformat(),
        "v": report.version,
        "o": verdicts_of(report),
        "c": report.company,
    }
    packed = zlib.compress(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return f"{address}/result/{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def read_link(code: str) -> Lasting | None:
    """None for anything that `link_to` could not have made."""
    try:
        packed = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
        opened = zlib.decompressobj()
        raw = opened.decompress(packed, _MOST_BYTES)
        held = json.loads(raw)
        texts = [str(held[name]) for name in ("v", "o", "c")]
        if not isinstance(held["f"], dict) or opened.unconsumed_tail:
            return None
        return Lasting(held["f"], date.fromisoformat(str(held["d"])), texts[0], texts[1], texts[2])
    except (ValueError, KeyError, TypeError, zlib.error, RecursionError):
        return None


def verdicts_of(report: Report) -> str:
    """Equal where every verdict and every sum are equal."""
    items = (*report.money, *report.nearly, *report.services, *report.refused)
    told = sorted((item.programme, item.verdict, item.most_yuan) for item in items)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:10]
