"""Updates as they come in: their identity, their turn, and what of them must be answered at once."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bot.storage.inbox import Arrival
from bot.storage.outbox import Outgoing

Json = Mapping[str, Any]


def arrivals(updates: Iterable[Json], now_unix: float) -> list[Arrival]:
    """In order of their numbers; new messages of one chat take their turns as they were written."""
    ordered = sorted(updates, key=lambda update: int(update["update_id"]))
    places = _places(ordered)
    return [
        Arrival(int(update["update_id"]), identity(update), place, json.dumps(update, ensure_ascii=False), now_unix)
        for update, place in zip(ordered, places, strict=True)
    ]


def _places(updates: list[Json]) -> list[int]:
    places = [int(update["update_id"]) for update in updates]
    of_chat: dict[int, list[int]] = defaultdict(list)
    for index, update in enumerate(updates):
        if message := update.get("message"):
            of_chat[message["chat"]["id"]].append(index)
    for indices in of_chat.values():
        turns = sorted(places[index] for index in indices)
        written = sorted(indices, key=lambda index: updates[index]["message"]["message_id"])
        for index, turn in zip(written, turns, strict=True):
            places[index] = turn
    return places


def identity(update: Json) -> str:
    """The same for every delivery of one update, different for two updates that share a number.

    Telegram's counting starts anew at random, and another server of the Bot API counts for itself.
    """
    kind = next((name for name in update if name != "update_id"), "")
    body = update.get(kind) or {}
    message = body.get("message") or body
    parts = (
        kind, body.get("id"), message.get("chat", {}).get("id"), message.get("message_id"), message.get("date"),
        body.get("edit_date"),
    )  # fmt: skip
    return hashlib.blake2s(repr(parts).encode(), digest_size=8).hexdigest()


def first_calls(arrival: Arrival) -> Iterable[Outgoing]:
    """A pressed button must stop spinning before anything else is done."""
    query = json.loads(arrival.payload).get("callback_query") if '"callback_query"' in arrival.payload else None
    if query:
        yield Outgoing(f"query:{query['id']}", "answer_callback_query", {"callback_query_id": query["id"]})
