"""How the terminal shows a reply: with colour and frames, or as plain lines without escape codes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from string import ascii_lowercase
from typing import Protocol

from bot.model import Button, OutMessage, Part, PartKind, Reply
from bot.understanding.facts.subjects import kind_of
from bot.wording import say

_STYLES: dict[PartKind, str] = {
    "lead": "bold",
    "heading": "bold cyan",
    "quote": "italic",
    "source": "dim",
    "notice": "yellow",
    "hint": "dim",
}
_LABELS_A_LINE = 4
FOLDED = "folded:"
"""In front of what a button of the terminal's own unfolds."""
_FIGURES = ("money", "ratio", "years", "months", "persons", "count", "year", "date")


class Look(Protocol):
    def line(self, text: str) -> None: ...

    def show(self, reply: Reply) -> dict[str, Button]:
        """Print the reply; the buttons by the key that presses them."""


class Plain:
    """For pipes and dumb terminals."""

    def line(self, text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def show(self, reply: Reply) -> dict[str, Button]:
        pressable: dict[str, Button] = {}
        keys = _keys(reply)
        for message in reply.messages:
            self.line("")
            for part in _unfolded(message):
                self.line(_marked(part))
            for labels in _keyed(message, keys, pressable):
                self.line("  ".join(labels))
        return pressable


class Rich:
    """For a terminal that a person looks at."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(highlight=False)

    def line(self, text: str) -> None:
        from rich.text import Text

        self._console.print(Text(text, style="dim"))

    def show(self, reply: Reply) -> dict[str, Button]:
        from rich.padding import Padding
        from rich.text import Text

        pressable: dict[str, Button] = {}
        keys = _keys(reply)
        for message in reply.messages:
            self._console.print()
            for part in _unfolded(message):
                text = Text(part.text, style=_STYLES.get(part.kind, ""))
                indent = 4 if part.kind in ("quote", "source") else 0
                self._console.print(Padding(text, (0, 0, 0, indent)) if indent else text)
            for labels in _keyed(message, keys, pressable):
                self._console.print(Text("  ".join(labels), style="green"))
        return pressable


def _unfolded(message: OutMessage) -> list[Part]:
    return [part for part in message.parts if part.kind != "folded"]


def _rows(message: OutMessage) -> Iterator[tuple[Button, ...]]:
    """The buttons, and one that shows what is folded."""
    yield from message.buttons
    folded = [part.text for part in message.parts if part.kind == "folded" and part.text]
    if folded:
        yield (Button(say("chat.terminal_unfold"), FOLDED + "\n".join(folded)),)


def _marked(part: Part) -> str:
    return "\n".join(f"> {line}" for line in part.text.split("\n")) if part.kind == "quote" else part.text


def _keys(reply: Reply) -> Iterator[str]:
    """Numbers; letters where the reply asks for a figure, so that a typed number is the answer."""
    if any(message.asking and kind_of(message.asking) in _FIGURES for message in reply.messages):
        return (first + second for first in ("", *ascii_lowercase) for second in ascii_lowercase)
    return (str(number) for number in count(1))


def _keyed(message: OutMessage, keys: Iterator[str], pressable: dict[str, Button]) -> Iterator[list[str]]:
    """The labels with their keys, a few a line; the buttons are added to `pressable`."""
    for row in _rows(message):
        labels = []
        for button in row:
            key = next(keys)
            pressable[key] = button
            labels.append(f"[{key}] {button.label}")
        for at in range(0, len(labels), _LABELS_A_LINE):
            yield labels[at : at + _LABELS_A_LINE]
