"""The golden file: what is replied, in full, to every labelled input of these tests.

An input is a list of messages of one private chat, typed or pressed by label. A reply is its kind, and of each message
the text, the quotes it rests on and the buttons. The file is compressed and the same bytes for the same replies; texts
that many replies share are written once.
"""

from __future__ import annotations

import json
import lzma
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.bootstrap import build_world
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message, OutMessage, Reply

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).with_name("replies.json.xz")
AS_OF = date(2026, 11, 22)
_EXAMPLES = ROOT / "bot" / "understanding" / "examples"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]

Turns = tuple[str, ...]
"""What is typed, turn after turn; behind a `PRESS` it is the label of a button."""
PRESS = "\N{KEYBOARD} "
Lines = list[str]
"""A reply, a line for each thing in it."""


def inputs() -> list[Turns]:
    """Every labelled question, utterance, example and talk, each once, in the order of the files."""
    found = dict.fromkeys((*_questions(), *_utterances(), *_examples(), *_talks()))
    return [turns for turns in found if any(turns)]


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    yield from (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def _questions() -> Iterator[Turns]:
    for file in (ROOT / "tests/bot/answering/questions.jsonl", ROOT / "tests/knowledge/questions.jsonl"):
        yield from ((row["q"],) for row in _rows(file))


def _utterances() -> Iterator[Turns]:
    yield from ((row["text"],) for row in _rows(ROOT / "tests/bot/understanding/utterances.jsonl"))


def _examples() -> Iterator[Turns]:
    for file in sorted(_EXAMPLES.glob("*.jsonl")):
        yield from (tuple(filter(None, (row.get("before"), row["text"]))) for row in _rows(file))


def _talks() -> Iterator[Turns]:
    """Those of one chat on one day, typed or pressed by a label."""
    for file in sorted((ROOT / "tests/talks").glob("*.toml")):
        for talk in tomllib.loads(file.read_text(encoding="utf-8"))["talk"]:
            turns = tuple(turn.get("say") or PRESS + turn.get("press", "") for turn in talk["turns"])
            if PRESS not in turns and not any(turn.keys() & {"chat", "gap_days", "private"} for turn in talk["turns"]):
                yield turns


def replies(turns: Turns) -> list[Lines]:
    """One talk through the pure dialogue, with what comes back to each message."""
    world = build_world()
    conversation, said = Conversation(), []
    shown: dict[str, str] = {}
    for turn in turns:
        pressed = turn.removeprefix(PRESS)
        message = Message("golden", turn) if pressed == turn else Message("golden", press=_labelled(pressed, shown))
        conversation, reply = respond(conversation, message, world, AS_OF)
        shown = {button.label: button.data for one in reply.messages for row in one.buttons for button in row}
        said.append(_lines(reply))
    return said


def _labelled(label: str, shown: Mapping[str, str]) -> str:
    """Data of the button whose label contains the words; empty where there is none any more."""
    return next((data for text, data in shown.items() if label in text), "")


def _lines(reply: Reply) -> Lines:
    return [f"[{reply.kind}]", *(line for message in reply.messages for line in _message(message))]


def _message(message: OutMessage) -> Iterator[str]:
    yield from (f"{part.kind}: {line}" for part in message.parts for line in part.text.splitlines())
    yield from (f"cites {one.document}/{'/'.join(one.clause)} {one.status}: {one.quote}" for one in message.citations)
    yield from ("buttons: " + " | ".join(f"{one.label} <{one.data}>" for one in row) for row in message.buttons)
    if message.asking:
        yield f"asks {message.asking} {' '.join(message.asks)}".rstrip()


def read(file: Path = FILE) -> dict[Turns, list[Lines]]:
    kept = json.loads(lzma.decompress(file.read_bytes()))
    lines = kept["lines"]
    return {tuple(turns): [[lines[number] for number in reply] for reply in said] for turns, said in kept["replies"]}


def packed(found: Mapping[Turns, list[Lines]]) -> bytes:
    """The file's bytes."""
    numbers = {line: number for number, line in enumerate(_each_once(found.values()))}
    rows = [[turns, [[numbers[line] for line in reply] for reply in said]] for turns, said in found.items()]
    text = json.dumps({"lines": list(numbers), "replies": rows}, ensure_ascii=False, separators=(",", ":"))
    return lzma.compress(text.encode(), format=lzma.FORMAT_XZ, filters=_FILTERS)


def _each_once(found: Iterable[list[Lines]]) -> dict[str, None]:
    return dict.fromkeys(line for said in found for reply in said for line in reply)
