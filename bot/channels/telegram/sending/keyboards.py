"""Buttons: rows that fit a phone, codes within the limit, in groups only what everybody may see."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from bot.buttons import PAYLOAD, decode
from bot.model import Button
from bot.wording import say

MOST_DATA_BYTES = 64
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
ROW_WIDTH = 34
"""Half-width characters that a row of one button shows on a small phone; each further button costs four."""
_FOR_GROUPS = {"clause", "city", "ask", "faq", "sources", "help"}
_log = logging.getLogger("mingce.telegram")
Rows = tuple[tuple[Button, ...], ...]
Keyboard = dict[str, Any]


def keyboard(rows: Rows, *, private: bool, username: str) -> Keyboard | None:
    """The inline keyboard, or None where no button is left."""
    kept = [[_button(button, username) for button in row] for row in _phone_rows(_allowed(rows, private))]
    if not private and (len(kept) == 0 or _some_left_out(rows)) and any(rows):
        kept.append([private_button(username)])
    return {"inline_keyboard": kept} if kept else None


def private_button(username: str, payload: str = "resume") -> dict[str, str]:
    """Leads from a group to the private chat."""
    return {"text": say("telegram.private_button"), "url": deep_link(username, payload)}


def deep_link(username: str, payload: str) -> str:
    """Raises ValueError where Telegram would not take the payload."""
    if not PAYLOAD.fullmatch(payload):
        raise ValueError(f"not a payload: {payload!r}")
    return f"https://t.me/{username}?start={payload}"


def narrowed(text: str, most: int, *, keep_end: bool = True) -> str:
    """At most `most` half-width characters; with `keep_end` the middle goes, as names often differ at their ends."""
    if width(text) <= most:
        return text
    tail = _reaching(text[::-1], (most - 2) // 3)[::-1] if keep_end else ""
    return f"{_reaching(text, most - 2 - width(tail))}…{tail}"


def width(text: str) -> int:
    """In half-width characters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _reaching(text: str, most: int) -> str:
    end = next((end for end in range(len(text) + 1) if width(text[: end + 1]) > most), len(text))
    return text[:end]


def _button(button: Button, username: str) -> dict[str, str]:
    code, label = decode(button.data), narrowed(button.label, ROW_WIDTH)
    if code and code.kind == "private":
        return {"text": label, "url": deep_link(username, (code.arguments or ("resume",))[0] or "resume")}
    return {"text": label, "callback_data": button.data}


def _allowed(rows: Rows, private: bool) -> Iterator[list[Button]]:
    left = MOST_BUTTONS
    for row in rows:
        kept = [button for button in row if _sound(button) and (private or _public(button))][:left]
        left -= len(kept)
        if kept:
            yield kept


def _public(button: Button) -> bool:
    code = decode(button.data)
    return code is not None and (code.kind in _FOR_GROUPS or code.kind == "private")


def _some_left_out(rows: Rows) -> bool:
    kinds = [decode(button.data) for row in rows for button in row]
    return any(not _public(button) for row in rows for button in row) and all(
        code is None or code.kind != "private" for code in kinds
    )


def _sound(button: Button) -> bool:
    """Telegram refuses a whole message because of one bad button: rather lose the button."""
    sound = bool(button.label.strip()) and 1 <= len(button.data.encode()) <= MOST_DATA_BYTES
    if not sound:
        _log.error(
            say("telegram.log_button_left_out"),
            extra={"bytes": len(button.data.encode()), "label_length": len(button.label)},
        )
    return sound


def _phone_rows(rows: Iterable[list[Button]]) -> Iterator[list[Button]]:
    """Rows that are too wide for a phone are broken; order stays."""
    for row in rows:
        line: list[Button] = []
        for button in row:
            if line and (len(line) == MOST_IN_A_ROW or not _fits([*line, button])):
                yield line
                line = []
            line.append(button)
        yield line


def _fits(row: list[Button]) -> bool:
    # Telegram gives all buttons of a row the same width.
    return max(width(button.label) for button in row) * len(row) <= ROW_WIDTH - 4 * (len(row) - 1)
