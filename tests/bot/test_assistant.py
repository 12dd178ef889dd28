"""The door: what becomes of a turn that is too much to read."""

from __future__ import annotations

from datetime import date

from bot.assistant import Assistant
from bot.bootstrap import build_world
from bot.model import Message
from bot.storage.database import Database
from bot.wording import say

MUCH = "员工80人,营收不对,是3成那2019年日照小巨人还是瞪羚" * 100


async def test_a_turn_that_takes_too_long_is_given_up_with_a_word_and_changes_nothing() -> None:
    assistant = Assistant(build_world(), await Database.open(":memory:"), lambda: date(2026, 11, 22))
    await assistant.handle(Message("a", text="我们在日照,营收1200万"))
    before = await assistant.conversation("a")
    assistant.turn_seconds = 0.01
    reply = await assistant.handle(Message("a", text=MUCH))
    assert [message.text for message in reply.messages] == [say("chat.too_much")]
    assert await assistant.conversation("a") == before and before.facts["city"] == "日照"
    assistant.turn_seconds = 60.0
    reply = await assistant.handle(Message("a", text="我的资料"))
    assert any("日照" in message.text for message in reply.messages)
    await assistant.database.close()
