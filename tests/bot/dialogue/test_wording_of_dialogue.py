"""Our sentences: every one is used, and every variant that is put together at run time exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.wording import keys
from knowledge.model import Status
from rules.model import Verdict

ROOT = Path(__file__).parents[3] / "bot"
AREAS = ("interview", "statement", "chat")
PUT_TOGETHER = re.compile(r"f\"(?:interview|statement|chat)\.([a-z_]*)\{")


@pytest.mark.parametrize("status", list(Status))
def test_every_standing_has_its_sentence_and_its_next_step(status: Status) -> None:
    assert {f"statement.standing_{status}", f"statement.next_{status}"} <= keys()


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_its_line(verdict: Verdict) -> None:
    assert f"statement.line_{verdict}" in keys()


def test_no_sentence_is_left_over() -> None:
    rooms = ("dialogue", "channels", "commands")
    files = [ROOT / "assistant.py", *(file for room in rooms for file in (ROOT / room).rglob("*.py"))]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    begins = {begin for begin in PUT_TOGETHER.findall(code) if begin}
    words = set(re.findall(r"\"([a-z_.]+)\"", code))
    ours = {key for key in keys() if key.split(".")[0] in AREAS}
    left = {
        key
        for key in ours
        if key not in words
        and key.split(".")[1] not in words
        and not any(key.split(".")[1].startswith(begin) for begin in begins)
    }
    assert left == {"chat.erase_word", "chat.restart_word"}
