"""A reply as the page shows it: quotes folded with their source, buttons, what is asked. From JSON-shaped messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.buttons import decode, is_tick
from bot.channels.web.pages import place
from bot.model import OutMessage
from bot.storage.web import Turn
from bot.wording import say
from bot.world import World

_FOLDED = ("quote", "source")
_EDGES = "「」“” \n"


def stored(messages: Iterable[OutMessage]) -> list[dict[str, Any]]:
    """What is kept of a reply."""
    return [asdict(message) for message in messages]


def shown(messages: Sequence[Mapping[str, Any]], world: World) -> list[dict[str, Any]]:
    """Every message with its blocks; a block is one part, or a fold of quotes with their sources."""
    return [_message(message, world) for message in messages]


def _message(message: Mapping[str, Any], world: World) -> dict[str, Any]:
    return {
        "blocks": _blocks(message["parts"], message["citations"], world),
        "buttons": _buttons(message),
        "asking": message["asking"],
        "why": _why(message, world),
        "choices": _rows(message.get("choices") or ()),
        "sources": _sources(message["citations"], world),
        "attachments": message["attachments"],
    }


def _rows(choices: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What can be ticked, row by row: the ways in which one honour was won stand beside each other."""
    rows: dict[str, list[dict[str, str]]] = {}
    for choice in choices:
        value, label = choice["value"], choice["label"]
        if isinstance(value, Mapping):
            [(about, way)] = value.items()
        else:
            about, way = label, say("web.group_held")
        rows.setdefault(about, []).append({"label": label, "way": way})
    return [{"about": about, "ways": ways} for about, ways in rows.items()]


def _buttons(message: Mapping[str, Any]) -> list[list[Mapping[str, Any]]]:
    """Without those that only tick what the form of a group ticks, and without the one that stands by the reason."""
    grouped = bool(message.get("choices"))
    rows = [
        [button for button in row if not (grouped and is_tick(button["data"])) and not _asks_why(button["data"])]
        for row in message["buttons"]
    ]
    return [row for row in rows if row]


def _asks_why(data: str) -> str:
    """The fact whose question the button would give the reason of; empty for every other button."""
    code = decode(data)
    return code.arguments[0] if code and code.kind == "why" and code.arguments else ""


def _why(message: Mapping[str, Any], world: World) -> dict[str, str] | None:
    """Why the pending question is asked, and the button that tells more of it."""
    for button in (button for row in message["buttons"] for button in row):
        definition = world.rulebook.facts.get(_asks_why(button["data"]))
        if definition is not None:
            return {"text": definition.why, "data": button["data"]}
    return None


def _blocks(parts: Sequence[Mapping[str, Any]], citations: Any, world: World) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for part in parts:
        if not part["text"]:
            continue
        if part["kind"] not in _FOLDED:
            blocks.append({"kind": part["kind"], "text": part["text"]})
            continue
        if not blocks or blocks[-1]["kind"] != "fold" or (part["kind"] == "quote" and blocks[-1]["source"]):
            blocks.append({"kind": "fold", "quotes": [], "source": ""})
        if part["kind"] == "quote":
            blocks[-1]["quotes"].append({"text": part["text"], "href": _link(part["text"], citations, world)})
        else:
            blocks[-1]["source"] = "\n".join(filter(None, (blocks[-1]["source"], part["text"])))
    return blocks


def _link(text: str, citations: Any, world: World) -> str:
    """The reader's address of the citation that holds the quote."""
    said = text.strip(_EDGES)
    for cited in citations:
        if said and (said in cited["quote"] or cited["quote"].strip(_EDGES) in said):
            return cited_place(cited["document"], tuple(cited["clause"]), cited["quote"], world)
    return ""


def _sources(citations: Any, world: World) -> list[dict[str, str]]:
    """One link for every clause that the message rests on."""
    found: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
    for cited in citations:
        clause = tuple(cited["clause"])
        if (cited["document"], clause) not in found:
            printed = world.library.printed_path(cited["document"], clause) if clause else ""
            document = world.library.document(cited["document"])
            title = document.short_title if document else cited["title"]
            found[cited["document"], clause] = {
                "href": cited_place(cited["document"], clause, cited["quote"], world),
                "title": title,
                "place": printed,
                "status": cited["status"],
            }
    return list(found.values())


def cited_place(document: str, clause: tuple[str, ...], quote: str, world: World) -> str:
    """The clause with the quote marked; the clause alone where the quote cannot be placed."""
    found = world.library.clause(document, clause)
    at = found.text.find(quote) if found and quote else -1
    if found is None or at < 0:
        return place(document, clause)
    start = found.start + at
    return place(document, clause, span=(start, start + len(quote)))


def labels(turns: Sequence[Turn]) -> list[str]:
    """What could be ticked in the newest turn."""
    messages = turns[-1].reply if turns else []
    return [choice["label"] for message in messages for choice in message.get("choices") or ()]


def picked_words(picked: Sequence[str], offered: Sequence[str], none: str, rest: str) -> str:
    """What ticking these of a group says, as one would type it.

    Only what the newest turn offers says that nothing else is so; ticks of an older group are words like others.
    """
    if any(label not in offered for label in picked):
        return "、".join(picked)
    return "、".join(picked) + rest if picked else none


def is_nonce(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9_-]{8,64}", text) is not None
