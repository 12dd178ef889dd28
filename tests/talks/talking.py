"""Scripted conversations: what they say, what must come back; the same script through every channel.

A script is a list of turns. `say` is typed, `press` presses the button whose label contains the words, `gap_days` lets
days pass first, `chat`, `private`, `edited` are those of the message. Expectations: `has`/`lacks` (texts in the reply),
`asking` (a fact, alone or in a group, or a group; "" for none), `facts` (values that must be on file), `no_facts`
(names that must not be), `buttons` (labels),
`verdict` (results are set and equal those of the facts), `handover`, `messages` (how many), `in_place`
(which of the messages edit the one whose button was pressed).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
EXPECTATIONS = frozenset(
    (
        "has",
        "lacks",
        "asking",
        "facts",
        "no_facts",
        "buttons",
        "verdict",
        "handover",
        "messages",
        "once",
        "no_buttons",
        "in_place",
    )
)
ACTIONS = frozenset(("say", "press", "press_data", "press_old", "gap_days", "chat", "private", "edited", "restart"))


@dataclass(frozen=True)
class Turn:
    """One message with what must come back."""

    action: dict[str, Any]
    expected: dict[str, Any]


@dataclass(frozen=True)
class Talk:
    name: str
    turns: tuple[Turn, ...]
    plain: bool = True
    """Can be held in the terminal: one private chat, no days between, nothing edited."""


@dataclass
class Heard:
    """What came back, in the shape that every channel can give."""

    text: str
    buttons: list[tuple[str, str]] = field(default_factory=list)
    asking: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    results: list[dict[str, Any]] | None = None
    messages: int = 1
    handover: bool | None = None
    in_place: list[bool] | None = None
    asks: list[str] = field(default_factory=list)
    """The facts that are asked for, alone or in a group."""


def load() -> list[Talk]:
    """Every scripted conversation, from all files of this folder."""
    talks = []
    for file in sorted(FOLDER.glob("*.toml")):
        for table in tomllib.loads(file.read_text(encoding="utf-8"))["talk"]:
            turns = tuple(_turn(turn, table["name"]) for turn in table["turns"])
            plain = all(turn.action.keys() <= {"say", "press"} for turn in turns)
            talks.append(Talk(f"{file.stem}: {table['name']}", turns, plain))
    return talks


def _turn(table: dict[str, Any], name: str) -> Turn:
    unknown = table.keys() - EXPECTATIONS - ACTIONS
    assert not unknown, f"{name}: {unknown}"
    return Turn(
        {key: value for key, value in table.items() if key in ACTIONS},
        {key: value for key, value in table.items() if key in EXPECTATIONS},
    )


def compare(expected: dict[str, Any], heard: Heard, where: str) -> None:
    """Raises AssertionError with the whole reply where something is not as expected."""
    told = f"{where}\n{heard.text}\nasking {heard.asking}\nfacts {heard.facts}\nbuttons {[b for b, _ in heard.buttons]}"
    for text in expected.get("has", []):
        assert text in heard.text, f"lacks {text!r}: {told}"
    for text in expected.get("lacks", []):
        assert text not in heard.text, f"has {text!r}: {told}"
    for text in expected.get("once", []):
        assert heard.text.count(text) == 1, f"{text!r} {heard.text.count(text)} times: {told}"
    for label in expected.get("buttons", []):
        assert any(label in each for each, _ in heard.buttons), f"no button {label!r}: {told}"
    for label in expected.get("no_buttons", []):
        assert all(label not in each for each, _ in heard.buttons), f"button {label!r}: {told}"


def compare_state(expected: dict[str, Any], heard: Heard, where: str) -> None:
    """What only channels for programs show: the fact asked for, the facts on file, the results."""
    told = f"{where}\n{heard.text}\nasking {heard.asking}\nfacts {heard.facts}"
    if "asking" in expected:
        wanted = expected["asking"]
        assert (len(heard.asking) == 1 and wanted in (*heard.asking, *heard.asks)) if wanted else not heard.asking, told
    for name, value in expected.get("facts", {}).items():
        assert heard.facts.get(name) == value, f"{name} is {heard.facts.get(name)!r}: {told}"
    for name in expected.get("no_facts", []):
        assert name not in heard.facts, told
    if "verdict" in expected:
        assert (heard.results is not None) is expected["verdict"], told
    if "messages" in expected:
        assert heard.messages == expected["messages"], told
    if "in_place" in expected and heard.in_place is not None:
        assert heard.in_place == expected["in_place"], f"in place {heard.in_place}: {told}"
    if "handover" in expected and heard.handover is not None:
        assert heard.handover is expected["handover"], told
