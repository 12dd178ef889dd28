"""Every scripted conversation, through the assistant with a real database and through JSON lines and the terminal."""

from __future__ import annotations

import importlib.util
import io
import json
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.bootstrap import build_world
from bot.channels import jsonl, terminal
from bot.commands import chat as chat_command
from bot.dialogue.statement.results import results
from bot.model import Message, Reply
from bot.storage.database import Database
from bot.wording import say

_spec = importlib.util.spec_from_file_location("talking", Path(__file__).parents[2] / "talks" / "talking.py")
assert _spec and _spec.loader
talking = importlib.util.module_from_spec(_spec)
sys.modules["talking"] = talking
_spec.loader.exec_module(talking)
TALKS = talking.load()
TODAY = date(2026, 11, 22)
_UNFOLD = say("chat.terminal_unfold")
"""What the terminal folds belongs to the reply: it is opened before the reply is looked at."""


def test_there_are_enough_talks() -> None:
    assert len(TALKS) >= 40
    assert sum(talk.plain for talk in TALKS) >= 40


@dataclass
class Room:
    """Chats on one database file; remembers the buttons of every reply."""

    path: str
    today: date = TODAY
    assistant: Assistant | None = None
    shown: dict[str, list[list[tuple[str, str]]]] = field(default_factory=dict)

    async def open(self) -> None:
        self.assistant = Assistant(build_world(), await Database.open(self.path), lambda: self.today)

    async def close(self) -> None:
        assert self.assistant
        await self.assistant.database.close()

    async def take(self, action: dict[str, Any]) -> Any:
        assert self.assistant
        self.today += timedelta(days=action.get("gap_days", 0))
        if action.get("restart"):
            await self.close()
            await self.open()
        chat = action.get("chat", "a")
        reply = await self.assistant.handle(self._message(chat, action))
        heard = heard_of(reply)
        self.shown.setdefault(chat, []).append(heard.buttons)
        if heard.results is not None:
            outcomes = self.assistant.world.rulebook.evaluate(reply.facts, self.today)
            assert heard.results == results(outcomes, self.assistant.world.library, self.today)
        return heard

    def _message(self, chat: str, action: dict[str, Any]) -> Message:
        extra = {"private": action.get("private", True), "edited": action.get("edited", False)}
        if "press_data" in action:
            return Message(chat, press=action["press_data"], **extra)
        if "press" in action:
            return Message(chat, press=find(self.shown[chat][-1:], action["press"]), **extra)
        if "press_old" in action:
            return Message(chat, press=find(self.shown[chat][:-1], action["press_old"]), **extra)
        return Message(chat, text=action["say"], **extra)


def heard_of(reply: Reply) -> Any:
    return talking.Heard(
        text="\n".join(message.text for message in reply.messages),
        buttons=[
            (button.label, button.data) for message in reply.messages for row in message.buttons for button in row
        ],
        asking=[message.asking for message in reply.messages if message.asking],
        asks=[fact for message in reply.messages for fact in message.asks],
        facts=reply.facts,
        results=reply.results,
        messages=len(reply.messages),
        handover=reply.handover,
        in_place=[message.replaces_card for message in reply.messages],
    )


def find(shown: list[list[tuple[str, str]]], label: str) -> str:
    """Data of the newest button whose label contains the words."""
    return next(data for buttons in reversed(shown) for text, data in buttons if label in text)


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.name)
async def test_talk_with_the_assistant(talk: Any, tmp_path: Path) -> None:
    room = Room(str(tmp_path / "chats.sqlite3"))
    await room.open()
    try:
        for number, turn in enumerate(talk.turns, 1):
            heard = await room.take(turn.action)
            where = f"{talk.name}, turn {number}: {turn.action}"
            talking.compare(turn.expected, heard, where)
            talking.compare_state(turn.expected, heard, where)
    finally:
        await room.close()


class Stdin:
    """Lines as a pipe gives them, written while the other side reads."""

    def __init__(self, next_line: Any) -> None:
        self.buffer = self
        self._next = next_line

    def isatty(self) -> bool:
        return False

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> bytes:
        if line := self.readline():
            return line
        raise StopIteration

    def readline(self, size: int = -1) -> bytes:
        line = self._next()
        return b"" if line is None else (line + "\n").encode()[: None if size < 0 else size]


PLAIN = [talk for talk in TALKS if talk.plain]


def _serve(talk: Any, monkeypatch: pytest.MonkeyPatch, as_json: bool, write: Any, read: Any) -> None:
    """Run `mingce chat` in this process; `write` makes a line from an action, `read` checks what was printed."""
    out = io.StringIO()
    turns = iter(talk.turns)
    state: dict[str, Any] = {"turn": None, "at": 0, "before": ""}

    def next_line() -> str | None:
        printed = state["before"] + out.getvalue()[state["at"] :]
        state["at"] = len(out.getvalue())
        if not as_json and not state["before"] and _UNFOLD in printed:
            state["before"] = printed
            return _key(printed, _UNFOLD)
        state["before"] = ""
        if state["turn"] is not None or not as_json:
            read(state["turn"], printed)
        state["turn"] = next(turns, None)
        return None if state["turn"] is None else write(state["turn"].action)

    monkeypatch.setattr(sys, "stdin", Stdin(next_line))
    monkeypatch.setattr(sys, "stdout", out)
    chat_command.run(store=None, jsonl=as_json, as_of=TODAY.isoformat())


@pytest.mark.parametrize("talk", PLAIN, ids=lambda talk: talk.name)
def test_talk_in_json_lines(talk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    last: list[tuple[str, str]] = []

    def write(action: dict[str, Any]) -> str:
        if "press" in action:
            return json.dumps({"chat": "a", "press": find([last], action["press"])}, ensure_ascii=False)
        return json.dumps({"chat": "a", "text": action["say"]}, ensure_ascii=False)

    def read(turn: Any, printed: str) -> None:
        reply = json.loads(printed)
        assert list(reply) == ["chat", "messages", "as_of", "facts", "results"]
        last[:] = [(b["label"], b["data"]) for m in reply["messages"] for row in m["buttons"] for b in row]
        heard = talking.Heard(
            "\n".join(message["text"] for message in reply["messages"]),
            last,
            [message["asking"] for message in reply["messages"] if message["asking"]],
            reply["facts"],
            reply["results"],
            len(reply["messages"]),
            asks=[fact for message in reply["messages"] for fact in message["asks"]],
        )
        talking.compare(turn.expected, heard, f"{talk.name}: {turn.action}")
        talking.compare_state(turn.expected, heard, f"{talk.name}: {turn.action}")

    _serve(talk, monkeypatch, True, write, read)


@pytest.mark.parametrize("talk", PLAIN, ids=lambda talk: talk.name)
def test_talk_in_the_terminal(talk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    last = [""]

    def write(action: dict[str, Any]) -> str:
        if "press" in action:
            return _key(last[0], action["press"])
        return str(action["say"])

    def read(turn: Any, printed: str) -> None:
        last[0] = printed
        assert "\x1b" not in printed
        if turn is None:
            return
        unquoted = printed.replace("\n> ", "\n")
        heard = talking.Heard(unquoted, [(line, "") for line in printed.splitlines()])
        talking.compare(turn.expected, heard, f"{talk.name}: {turn.action}")

    _serve(talk, monkeypatch, False, write, read)


def _key(printed: str, label: str) -> str:
    """The key in brackets in front of the label."""
    found = [part for part in printed.replace("\n", "  ").split("  ") if part.startswith("[") and label in part]
    return found[0][1 : found[0].index("]")]


def test_channels_are_what_the_command_uses() -> None:
    assert callable(jsonl.serve) and callable(terminal.serve)
