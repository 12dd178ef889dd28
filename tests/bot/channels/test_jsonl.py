"""`mingce chat --jsonl` as a process: the shape of replies, bad lines, several chats, the store."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def talk(*lines: object, store: Path | None = None) -> list[dict[str, Any]]:
    """Lines that are not text are sent as JSON; one reply a line."""
    sent = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)
    command = [sys.executable, "-m", "bot", "chat", "--jsonl", "--as-of", "2026-11-22"]
    done = subprocess.run(
        [*command, *(["--store", str(store)] if store else [])], input=sent.encode(), capture_output=True, check=True
    )
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_shape_and_order_of_keys() -> None:
    (reply,) = talk({"chat": "a", "text": "我们在济南"})
    assert list(reply) == ["chat", "messages", "as_of", "facts", "results"]
    (message,) = reply["messages"]
    assert list(message) == ["text", "buttons", "citations", "asking", "asks", "choices", "attachments"]
    assert reply["chat"] == "a" and reply["as_of"] == "2026-11-22" and reply["facts"] == {"city": "济南"}
    assert message["asking"] == "opening" and message["asks"] == ["honours", "honour_event"]
    assert all(list(choice) == ["fact", "value", "label"] for choice in message["choices"])
    assert {"fact": "honours", "value": "省级专精特新", "label": "省级专精特新"} in message["choices"]
    assert any(choice["value"] == {"省级专精特新": "以前认定"} for choice in message["choices"])
    assert all(set(button) == {"label", "data"} for row in message["buttons"] for button in row)


def test_what_a_line_is_stands_at_its_beginning() -> None:
    """Quotes, sources and what is folded are marked in the text itself; the shape has no other place for them."""
    (reply,) = talk({"chat": "a", "text": "日照独角兽奖励多少"})
    (message,) = reply["messages"]
    lines = message["text"].splitlines()
    quoted = [line for line in lines if line.startswith("「")]
    assert [line.strip("「」") for line in quoted] == [cited["quote"].strip() for cited in message["citations"]]
    assert lines[lines.index(quoted[-1]) + 1].startswith("——《日照市行动方案")
    assert lines[-1].startswith("<blockquote>注意:") and lines[-1].endswith("</blockquote>")


def test_bad_lines_are_errors_and_the_rest_go_on() -> None:
    bad = [
        "{",
        "[]",
        '"x"',
        "7",
        '{"text": "x"}',
        '{"chat": "a"}',
        '{"chat": 1, "text": "x"}',
        '{"chat": "a", "press": 3}',
    ]
    *errors, last = talk(*bad, r'{"chat": "a", "text": "\ud800济南"}', {"chat": "a", "text": "你好"})
    assert all(list(error) == ["error"] and error["error"] for error in errors[:-1])
    assert last["messages"]


def test_one_process_serves_many_chats_and_another_goes_on_with_the_store(tmp_path: Path) -> None:
    store = tmp_path / "store.sqlite3"
    first, second = talk({"chat": "a", "text": "我们在济南"}, {"chat": "b", "text": "我们在日照"}, store=store)
    assert (first["facts"], second["facts"]) == ({"city": "济南"}, {"city": "日照"})
    again, other = talk({"chat": "a", "text": "继续"}, {"chat": "c", "text": "继续"}, store=store)
    assert again["facts"] == {"city": "济南"} and other["facts"] == {}


def test_the_verdict_equals_check_on_the_facts_of_the_reply(tmp_path: Path) -> None:
    replies = talk(
        {"chat": "a", "text": "我们在济南,小巨人刚批,去年营收八百来万,研发不清楚"}, {"chat": "a", "text": "看结果"}
    )
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(replies[-1]["facts"]), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "check", "--json", "--as-of", "2026-11-22", "--facts", str(facts)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert replies[-1]["results"] == json.loads(done.stdout)["results"]


def test_same_lines_same_bytes() -> None:
    lines = [{"chat": "a", "text": text} for text in ("我们在济南", "没有", "为什么", "看结果")]
    assert talk(*lines) == talk(*lines)


ANSWER_OR_FAIL = """
import sys
from bot.channels import jsonl
from bot.commands.output import answer_lines
from bot.model import Message, OutMessage, Part, Reply

def handle(message):
    if message.text == "boom":
        raise RecursionError("on purpose")
    return Reply((OutMessage((Part("text", message.text),)),))

jsonl.serve(handle, lambda: "2026-11-22")
"""


def test_a_turn_that_fails_is_an_error_with_a_reference_and_the_rest_go_on() -> None:
    sent = '{"chat": "a", "text": "boom"}\n{"chat": "a", "text": "go\\ud83d on"}\n'
    done = subprocess.run(
        [sys.executable, "-c", ANSWER_OR_FAIL], input=sent.encode(), capture_output=True, check=True
    )  # fmt: skip
    failed, answered = [json.loads(line) for line in done.stdout.splitlines()]
    assert list(failed) == ["error", "reference"] and failed["reference"] in failed["error"]
    assert answered["messages"][0]["text"] == "go on" and done.stderr == b""


def test_lines_without_end_are_refused_and_the_next_is_answered() -> None:
    long = '{"chat": "a", "text": "' + "奖" * 3_000_000
    refused, answered = talk(long, {"chat": "a", "text": "你好"})
    assert list(refused) == ["error"] and answered["messages"]


@pytest.mark.parametrize("command", ["ask", "facts", "search"])
def test_a_text_that_nobody_typed_is_refused_in_one_line(command: str) -> None:
    lines = json.dumps({"text": "百" * 30_000}) + "\n" + r'{"text": "日照小巨人\ud83d奖励多少\u0000"}' + "\n"
    done = subprocess.run(
        [sys.executable, "-m", "bot", command, "--jsonl"], input=lines.encode(), capture_output=True, check=True
    )
    refused, answered = [json.loads(line) for line in done.stdout.splitlines()]
    assert list(refused) == ["error"] and "error" not in answered
    assert "日照小巨人奖励多少" in (answered.get("question"), answered.get("text"), answered.get("query"))
