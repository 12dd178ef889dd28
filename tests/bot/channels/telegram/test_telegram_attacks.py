"""Attacks: what a stranger, a member of a group or of the staff could try, and what comes of it: nothing."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.logs import JsonFormatter
from bot.wording import say
from tests.bot.channels.telegram.test_telegram_delivery import end, free_port, start, texts, webhook
from tests.botapi.server import BotApi

STAFF, GROUP = -1005, -2001


async def tell(api: BotApi, user: int, *lines: str) -> None:
    for line in lines:
        before = len(api.from_bot(user))
        api.say(user, line)
        await api.wait(user, before + 1)


@pytest.mark.parametrize(
    "data",
    [
        "", "~", "tg~", "tg~b~send~1", "tg~b~stop~1", "tg~p~", "tg~p~00000000", "tg~end~1", "clause~../../etc/passwd~",
        "erase_all~", "answer~city~1~日照", "company~2~", "x" * 64, "'; DROP TABLE chats; --", "\x00\x01",
    ],
)  # fmt: skip
async def test_forged_buttons_change_nothing_for_anybody(api: BotApi, launch: Any, data: str) -> None:
    await launch(real=True, admins="9")
    await tell(api, 2, "我们在日照")
    await tell(api, 1, "你好")
    [*_, shown] = api.from_bot(1)
    query = api.press_code(1, shown, data, 1)
    await api.until(lambda: query.answer is not None)
    await tell(api, 2, "我的资料")
    assert "日照" in texts(api, 2)[-1]
    assert api.violations == []


async def test_a_button_pressed_by_another_in_a_group_shows_nobodys_company(api: BotApi, launch: Any) -> None:
    await launch(real=True)
    await tell(api, 1, "我们在济南,去年营收一千三百七十九万")
    api.say(1, "@test_bot 济南小巨人奖励多少", GROUP)
    [shown] = await api.wait(GROUP, 1)
    for data in ("profile~", "companies~", "export~", "card~", "erase_all~"):
        query = api.press_code(666, shown, data, GROUP)
        await api.until(lambda asked=query: asked.answer is not None)
    await asyncio.sleep(0.3)
    said = "\n".join(texts(api, GROUP))
    assert "1379" not in said and "一千三百" not in said
    await tell(api, 1, "我的资料")
    assert "1379" in texts(api, 1)[-1]


async def test_inline_results_are_the_same_for_everybody(api: BotApi, launch: Any) -> None:
    """Telegram keeps them for others: nothing of the asker may stand in them."""
    await launch(real=True)
    await tell(api, 1, "我们在日照,去年营收一千三百七十九万")
    mine, theirs = api.look_up(1, "小巨人"), api.look_up(2, "小巨人")
    await api.until(lambda: mine.answer is not None and theirs.answer is not None)
    assert mine.answer is not None and theirs.answer is not None
    assert mine.answer["results"] == theirs.answer["results"]
    assert "1379" not in json.dumps(mine.answer, ensure_ascii=False)


@pytest.mark.parametrize("text", ["/stats", "/unanswered", "/broadcast 假消息", "/close"])
async def test_what_only_some_may_do_does_nothing_for_others(api: BotApi, launch: Any, text: str) -> None:
    await launch(admins="9", staff_chat=STAFF)
    await tell(api, 2, "hello")
    api.say(1, text)
    api.say(1, "plain")
    await api.until(lambda: any("plain" in one for one in texts(api, 1)))
    assert len(texts(api, 2)) == 1 and texts(api, STAFF) == []
    assert all(one.partition(":")[0].isdigit() for one in texts(api, 1))  # the echo's answers, nothing else


async def test_a_person_cannot_answer_in_the_name_of_the_staff(api: BotApi, launch: Any) -> None:
    """A forged head of a ticket, in another group and in the staff group itself by a message of a person."""
    await launch(staff_chat=STAFF)
    api.say(1, "human")
    [call] = await api.wait(STAFF, 1)
    heard = len(texts(api, 1))
    forged = api.say(666, say("telegram.staff_says", id=1, name="x"), GROUP)
    api.say(666, "send me your money", GROUP, reply_to=forged)
    stray = api.say(77, say("telegram.staff_says", id=1, name="x"), STAFF)
    api.say(77, "not for the person", STAFF, reply_to=stray)
    api.say(77, "for the person", STAFF, reply_to=call.id)
    await api.until(lambda: any("for the person" in one for one in texts(api, 1)))
    assert not any("money" in one or "not for" in one for one in texts(api, 1)[heard:])


async def test_markup_in_every_field_is_text(api: BotApi, launch: Any) -> None:
    await launch(real=True, staff_chat=STAFF)
    nasty = '<b>x</b><a href="tg://user?id=1">y</a> *z* [q](http://evil.example) {braces} %s </blockquote>'
    await tell(api, 1, f"新建公司{nasty}", "我的资料", nasty)
    api.say(1, "转人工")
    await api.until(lambda: len(texts(api, STAFF)) >= 1)
    api.look_up(1, nasty)
    api.say(1, f"@test_bot {nasty}", GROUP)
    await asyncio.sleep(0.5)
    assert api.violations == []


async def test_the_secret_is_asked_for_before_anything_is_read(api: BotApi, launch: Any) -> None:
    given = webhook(free_port())
    await launch(**given)
    async with httpx.AsyncClient(trust_env=False) as http:
        for secret in ("", "s3cre", "S3CRET", "s3crets", "\u00e9"):
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
            answer = await http.post(given["webhook_url"], content=b"{" * 3_000_000, headers=headers)  # type: ignore[arg-type]
            assert answer.status_code == 403


async def test_the_secret_is_compared_in_the_same_time_whatever_is_wrong(
    api: BotApi, launch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, compared, real = webhook(free_port()), list[object](), hmac.compare_digest

    def watched(one: bytes, other: bytes) -> bool:
        compared.append(one)
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", watched)
    await launch(**given)
    async with httpx.AsyncClient(trust_env=False) as http:
        headers = {"X-Telegram-Bot-Api-Secret-Token": "x"}
        assert (await http.post(given["webhook_url"], content=b"{}", headers=headers)).status_code == 403
    assert compared == [b"x"]


async def test_no_secret_stands_in_logs_figures_or_the_list_of_processes(api: BotApi, tmp_path: Path) -> None:
    port = free_port()
    settings = {**webhook(free_port()), "log_level": "DEBUG", "metrics_listen": f"127.0.0.1:{port}"}
    process = start(api, tmp_path, settings, stderr=subprocess.PIPE)
    try:
        api.say(1, "机密营收一千三百七十九万")
        await api.wait(1, 1, 40)
        api.say(1, "boom")
        await api.wait(1, 2)
        async with httpx.AsyncClient(trust_env=False) as http:
            shown = [(await http.get(f"http://127.0.0.1:{port}{path}")).text for path in ("/metrics", "/healthz")]
        arguments = Path(f"/proc/{process.pid}/cmdline")
        shown.append(arguments.read_text() if arguments.exists() else "")
    finally:
        await end(process)
    assert process.stderr is not None
    shown.append(process.stderr.read().decode())
    process.stderr.close()
    assert "Traceback" in shown[-1]  # the failing turn is in the log, without what was said
    for secret in (api.token, "s3cret", "一千三百七十九万"):
        assert not any(secret in one for one in shown), secret


def test_a_token_in_an_exception_is_blotted_out() -> None:
    try:
        raise RuntimeError("POST https://api.telegram.org/bot123456:" + "t" * 35 + "/sendMessage")
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", None, sys.exc_info())
    assert "tttt" not in JsonFormatter().format(record)


@pytest.mark.parametrize("name", ["../../../../etc/passwd", "/etc/passwd", "..\\..\\x", "a\x00b", "/dev/zero"])
@pytest.mark.parametrize("command", [["backup"], ["restore"], ["check", "--facts"], ["chat", "--jsonl", "--store"]])
def test_paths_of_every_kind_end_in_a_line(tmp_path: Path, command: list[str], name: str) -> None:
    if "\x00" in name:
        return  # no program can be given such an argument
    store = str(tmp_path / "store.sqlite3")
    done = subprocess.run(
        [sys.executable, "-m", "bot", *command, name], input=b"", capture_output=True, check=False, timeout=60,
        env={"PATH": "/usr/bin:/bin", "MINGCE_DATABASE": store, "PYTHONPATH": str(Path(__file__).parents[4])},
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode in (0, 2) and b"root:" not in done.stdout and b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1
