"""Updates as they come in: their identity, their turn, and what of them must be answered at once."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bot.channels.telegram.receiving.place import chat_name
from bot.storage.inbox import Arrival
from bot.storage.outbox import Outgoing
from bot.text import whole
from bot.wording import say

_log = logging.getLogger("mingce.telegram")
_NUMBERS = range(1, 1 << 53)
"""What an update's number may be: positive, and exact wherever JSON is read."""
Json = Mapping[str, Any]


def arrivals(updates: Iterable[Json], now_unix: float) -> list[Arrival]:
    """In order of their numbers; new messages of one chat take their turns as they were written."""
    ordered = sorted(updates, key=lambda update: int(update["update_id"]))
    places = _places(ordered)
    return [
        Arrival(int(update["update_id"]), identity(update), place, _payload(update), now_unix, lane_of(update))
        for update, place in zip(ordered, places, strict=True)
    ]


def lane_of(update: Json) -> str:
    """The chat that it belongs to, or the person where it belongs to none: one after the other within a lane."""
    body = next((body for name, body in update.items() if name != "update_id"), None) or {}
    message = body.get("message") or body
    of = message.get("chat") or body.get("from") or {}
    return chat_name(of["id"]) if "id" in of else f"update:{update['update_id']}"


def number_of(update: Any) -> int | None:
    """The update's number where it has one that can be stored and confirmed."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    return number if type(number) is int and number in _NUMBERS else None


def set_aside(update: Any, problem: str) -> None:
    """Say that an update is given up; nothing of what it says may stand in a log."""
    kinds = [str(name)[:32] for name in update if name != "update_id"] if isinstance(update, Mapping) else []
    _log.error(say("telegram.log_set_aside"), extra={"update": number_of(update), "kinds": kinds, "problem": problem})


def is_usable(update: Any) -> bool:
    """What is no update at all is set aside with a line in the log: kept waiting it would be delivered for ever."""
    if number_of(update) is None:
        set_aside(update, "update_id")
        return False
    try:
        identity(update), lane_of(update), _places([update]), any(_first_calls(update))
    except (AttributeError, KeyError, TypeError, RecursionError) as problem:
        set_aside(update, type(problem).__name__)
        return False
    return True


def _payload(update: Json) -> str:
    """Half a character can be written in JSON, but neither stored nor sent; no position in the text moves."""
    return whole(json.dumps(update, ensure_ascii=False))


def _places(updates: list[Json]) -> list[int]:
    places = [int(update["update_id"]) for update in updates]
    of_chat: dict[int, list[int]] = defaultdict(list)
    for index, update in enumerate(updates):
        if message := update.get("message"):
            of_chat[message["chat"]["id"]].append(index)
    for indices in of_chat.values():
        turns = sorted(places[index] for index in indices)
        written = sorted(indices, key=lambda index: int(updates[index]["message"]["message_id"]))
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
    return _first_calls(json.loads(arrival.payload)) if '"callback_query"' in arrival.payload else ()


def _first_calls(update: Json) -> Iterable[Outgoing]:
    if query := update.get("callback_query"):
        yield Outgoing(f"query:{query['id']}", "answer_callback_query", {"callback_query_id": query["id"]})
