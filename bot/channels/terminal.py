"""The chat in a terminal: rich where it can be, plain lines in a pipe or on a dumb terminal."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bot.channels.terminal_look import FOLDED, Look, Plain, Rich
from bot.dialogue.controls import control
from bot.errors import InputError
from bot.model import Button, Message, Reply
from bot.wording import say

CHAT = "terminal"
_HISTORY = Path("~/.mingce_history")
_QUIT = ("/quit", "/exit")


def serve(handle: Callable[[Message], Reply], store: str | None) -> None:
    """Until Ctrl-D, Ctrl-C on an empty line, or 退出."""
    look = _look()
    look.line(say("chat.terminal_hello"))
    shown = _turn(handle, Message(CHAT, text="/start"), look, {})
    for text in _lines():
        if text in _QUIT or _leaves(text):
            break
        if (folded := _folded(text, shown)) is not None:
            look.line(folded)
            continue
        message = _message(text, shown)
        if message is None:
            look.line(say("chat.terminal_number", number=text))
        elif text:
            shown = _turn(handle, message, look, shown)
    look.line(say("chat.terminal_gone", path=store) if store else say("chat.terminal_bye"))


def _turn(
    handle: Callable[[Message], Reply], message: Message, look: Look, shown: Mapping[str, Button]
) -> Mapping[str, Button]:
    """A turn that fails ends neither the talk nor what was told before it."""
    try:
        reply = handle(message)
        if reply.erased:
            _forget_lines()
        return look.show(reply)
    except InputError as problem:
        look.line(str(problem))
    except Exception:
        reference = secrets.token_hex(4)
        logging.getLogger("mingce").debug("failed %s", reference, exc_info=True)
        look.line(say("chat.terminal_failed", reference=reference))
    return shown


def _folded(text: str, shown: Mapping[str, Button]) -> str | None:
    """What the key unfolds; None for all other keys and words."""
    pressed = shown.get(text.lower())
    return pressed.data.removeprefix(FOLDED) if pressed is not None and pressed.data.startswith(FOLDED) else None


def _message(text: str, shown: Mapping[str, Button]) -> Message | None:
    """The key of a button presses it; None for a number that no button has."""
    pressed = shown.get(text.lower())
    if pressed is not None:
        return Message(CHAT, press=pressed.data)
    if text.isdecimal() and "1" in shown:
        return None
    return Message(CHAT, text=text)


def _leaves(text: str) -> bool:
    found = control(text)
    return found is not None and found.name == "leave"


def _look() -> Look:
    fancy = sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb" and "NO_COLOR" not in os.environ
    return Rich() if fancy else Plain()


def _lines() -> Iterator[str]:
    """Lines of stdin; with history and editing where a person types."""
    if not sys.stdin.isatty():
        for raw in sys.stdin.buffer:
            yield raw.decode("utf-8", "replace").strip()
        return
    with _history():
        while True:
            try:
                yield input(say("chat.terminal_prompt")).strip()
            except (EOFError, KeyboardInterrupt):
                print()
                return


def _forget_lines() -> None:
    """What was typed is a part of what the person wants deleted."""
    with contextlib.suppress(ImportError):
        import readline

        readline.clear_history()
    _HISTORY.expanduser().unlink(missing_ok=True)


@contextlib.contextmanager
def _history() -> Iterator[None]:
    """Lines typed before, kept in the person's own home."""
    try:
        import readline
    except ImportError:
        yield
        return
    file = str(_HISTORY.expanduser())
    with contextlib.suppress(OSError):
        readline.read_history_file(file)
    try:
        yield
    finally:
        readline.set_history_length(500)
        with contextlib.suppress(OSError):
            readline.write_history_file(file)
