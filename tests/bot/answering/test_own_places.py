"""What the people of a place call it, from `places.toml` of the data folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.bootstrap import build_world
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.errors import InputError
from bot.model import Message
from tests.bot.answering.asking import ask
from tests.own_world import forget


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINGCE_DATA", str(tmp_path))
    forget()
    return tmp_path


def test_a_name_of_ones_own_is_read_in_facts_and_in_questions(folder: Path) -> None:
    (folder / "places.toml").write_text('[aliases]\n"日照市" = ["太阳城"]\n"莒县" = ["莒国故地"]\n', encoding="utf-8")
    world = build_world()
    _, reply = respond(Conversation(), Message("c", "我们公司在太阳城,员工30人"), world, date(2026, 11, 22))
    assert reply.facts["city"] == "日照"
    _, reply = respond(Conversation(), Message("c", "我们公司在莒国故地"), world, date(2026, 11, 22))
    assert (reply.facts["city"], reply.facts["district"]) == ("日照", "莒县")
    assert ask(world, "太阳城小巨人奖励多少").message.text == ask(world, "日照小巨人奖励多少").message.text
    forget()


@pytest.mark.parametrize("wrong", ['"没有这座市" = ["甲乙"]', '"日照市" = "太阳城"', '"日照市" = ["日"]'])
def test_a_wrong_line_is_told_with_its_file(folder: Path, wrong: str) -> None:
    (folder / "places.toml").write_text(f"[aliases]\n{wrong}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"places\.toml"):
        build_world()
    forget()
