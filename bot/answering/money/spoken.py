"""What a figure in a question is: money of the person's own, money put to us as the grant, a cap, money had before."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bot.answering.lexicon import lexicon
from bot.answering.question import sums
from bot.understanding.lexers.quantities import scan

_ROLES = ("received", "cap", "claimed", "own")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sums of a question by what they are said to be; `neutral` where nothing beside them says it."""

    received: tuple[int, ...] = ()
    cap: tuple[int, ...] = ()
    claimed: tuple[int, ...] = ()
    own: tuple[int, ...] = ()
    neutral: tuple[int, ...] = ()
    rates: tuple[float, ...] = ()
    """Rates that are said to be what is granted."""
    own_rates: tuple[tuple[float, str], ...] = ()
    """Other rates, with the words they were said in."""


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[1] / "awards.toml").read_text(encoding="utf-8"))


@cache
def _pattern(role: str, side: str) -> re.Pattern[str]:
    return re.compile(words()["figures"][role].get(side, "(?!)"))


@lru_cache(maxsize=512)
def spoken(text: str, today: date) -> Spoken:
    found: dict[str, list[int]] = {}
    own = [match.span() for match in lexicon().signals["own_figure"].finditer(text)]
    for start, end, yuan in sums(text):
        role = _role(text[:start], text[end:], any(first <= start < last for first, last in own))
        found.setdefault(role, []).append(yuan)
    rates: list[float] = []
    own_rates: list[tuple[float, str]] = []
    for q in (q for q in scan(text, today)[0] if q.kind == "ratio" and q.low == q.high):
        if _role(text[: q.start], text[q.end :], own=False) in ("claimed", "cap"):
            rates.append(float(q.low))
        else:
            own_rates.append((float(q.low), text[q.start : q.end]))
    of = {role: tuple(dict.fromkeys(yuan)) for role, yuan in found.items()}
    return Spoken(**of, rates=tuple(rates), own_rates=tuple(own_rates))


def _role(before: str, behind: str, own: bool) -> str:
    for role in _ROLES:
        if _pattern(role, "before").search(before) or _pattern(role, "behind").match(behind):
            return role
        if role == "claimed" and own:
            return "own"
    return "neutral"
