"""Updates that are broken in one way or another: nobody else waits for them, and nothing is fetched for ever."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bot.wording import say
from tests.bot.channels.telegram.test_telegram_delivery import free_port, texts, webhook
from tests.botapi.server import BotApi

CHAT = {"id": 1, "type": "private", "first_name": "U\ud83d"}
HEAD = {"message_id": 7, "date": 1, "chat": CHAT, "from": {"id": 1, "is_bot": False, "first_name": "U"}}
BROKEN: dict[str, Any] = {
    "half a character": {"message": {**HEAD, "text": "half \ud83d here"}},
    "half a name": {"callback_query": {"id": "\ud83d", "from": HEAD["from"], "chat_instance": "1", "data": "x"}},
    "nul": {"message": {**HEAD, "text": "a\x00b"}},
    "a message without a chat": {"message": {"message_id": 7, "date": 1, "text": "x"}},
    "a list": {"message": [1, 2]},
    "a number": {"message": 7},
    "a chat that is none": {"message": {**HEAD, "chat": "x"}},
    "a chat beyond all numbers": {"message": {**HEAD, "chat": {**CHAT, "id": 10**30}, "text": "x"}},
    "a press without an id": {"callback_query": {"from": HEAD["from"], "data": "x"}},
    "a text that is none": {"message": {**HEAD, "text": 5}},
    "something unknown": {"surprise": {"id": 1}},
    "nothing": {},
}


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_broken_updates_stop_nobody_also_after_a_restart(
    api: BotApi, launch: Any, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    given = webhook(free_port()) if mode == "webhook" else {}
    bot = await launch(**given)
    api.started.add(1)
    for body in BROKEN.values():
        number = api.next_update
        api.next_update += 1
        if mode == "polling":
            api._put({"update_id": number, **body})
        else:
            assert await posted(given, {"update_id": number, **body}) == 200
    api.say(2, "me too")
    await api.wait(2, 1)
    await bot.end()
    await launch(**given)
    api.say(2, "again")
    await api.wait(2, 2)
    assert texts(api, 2) == ["1:me too", "2:again"]
    assert "1:half  here" in texts(api, 1) and "2:ab" in texts(api, 1)
    assert not api.pending
    aside = [record for record in caplog.records if record.getMessage() == say("telegram.log_set_aside")]
    assert {record.levelname for record in aside} == {"ERROR"} and 4 <= len(aside) <= len(BROKEN)


async def posted(given: dict[str, Any], update: dict[str, Any]) -> int:
    async with httpx.AsyncClient(trust_env=False) as http:
        headers = {"X-Telegram-Bot-Api-Secret-Token": given["webhook_secret"]}
        return (await http.post(given["webhook_url"], content=json.dumps(update), headers=headers)).status_code


async def test_a_delivery_without_numbers_is_not_confirmed_as_another(api: BotApi, launch: Any) -> None:
    await launch()
    api.pending[0] = {"message": HEAD}
    api._arrived.set()
    await api.until(lambda: api.calls["getUpdates"] >= 3)
    del api.pending[0]
    api.say(2, "hello")
    await api.wait(2, 1)
    assert texts(api, 2) == ["1:hello"]


async def test_four_thousand_emoji_and_letters_without_end_are_answered(api: BotApi, launch: Any) -> None:
    await launch(real=True)
    for user, text in enumerate(("😀" * 4096, "\u0301" * 4096, "\u202e" + "奖" * 4000, "\u200b" * 4096), start=11):
        api.say(user, text)
    for user in range(11, 15):
        await api.wait(user, 1)
    assert api.violations == []
