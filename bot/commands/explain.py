"""`mingce explain`: what a message was taken for, and why."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from bot.commands import output
from bot.understanding.intent.reader import HEADS, Intent, contributions, intent
from bot.wording import say

_MOST_NAMES, _MOST_RUNS = 3, 8


def run(text: str | None, *, json: bool) -> None:
    """The likeliest acts and kinds; for the first of each the runs of characters that gave most for and against."""
    if text is None or text == "-":
        text = sys.stdin.read()
    text = text.strip()
    read = intent(text)
    if json:
        output.print_json({"text": text, **{head: _head(text, at, read) for at, head in enumerate(HEADS)}})
        return
    lines = [line for at, head in enumerate(HEADS) for line in _lines(head, _head(text, at, read))]
    sys.stdout.write("\n".join(lines) + "\n")


def _head(text: str, at: int, read: Intent) -> dict[str, Any]:
    shares = (read.acts, read.kinds, {"yes": read.leans, "no": 1 - read.leans})[at]
    best = sorted(shares, key=shares.__getitem__, reverse=True)[:_MOST_NAMES]
    added = contributions(text, at, best[0])
    heavy = sorted(added, key=lambda run: abs(added[run]), reverse=True)[:_MOST_RUNS]
    return {
        "is": best[0],
        "shares": {name: round(shares[name], 4) for name in best},
        "score": round(sum(added.values()), 4),
        "because": {run: round(added[run], 4) for run in heavy},
    }


def _lines(head: str, found: Mapping[str, Any]) -> list[str]:
    shares = say("commands.between").join(f"{name} {share:.0%}" for name, share in found["shares"].items())
    because = say("commands.between").join(f"“{run[2:]}” {added:+.2f}" for run, added in found["because"].items())
    return [say(f"commands.explain_{head}", shares=shares), say("commands.explain_because", because=because)]
