"""The API over real HTTP: the contract's shapes, problems, chats of one's own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok

from tests.bot.channels.web.visiting import Serving

FACTS = {"city": "日照", "honours": ["国家级专精特新小巨人"], "honour_event": "新认定"}


@pytest.fixture
def api(site: Serving) -> Any:
    with httpx.Client(base_url=f"{site.address}/api/v1/", timeout=30) as client:
        yield client


def command(*arguments: str, given: str = "") -> Any:
    """What the command line answers to the same."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments, "--json", "--as-of", "2026-11-22"],
        input=given, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_the_api_answers_as_the_command_line_does(api: httpx.Client) -> None:
    text = "日照小巨人奖励多少"
    assert api.post("ask", json={"text": text}).json() == command("ask", text)
    assert api.post("check", json={"facts": FACTS}).json() == command("check", "--facts", "-", given=json.dumps(FACTS))


def test_check_can_be_narrowed(api: httpx.Client) -> None:
    every = api.post("check", json={"facts": FACTS}).json()["results"]
    some = api.post("check", json={"facts": FACTS, "outcome": "eligible", "limit": 2, "short": True}).json()["results"]
    assert [one["programme"] for one in some] == [one["programme"] for one in every if one["outcome"] == "eligible"][:2]
    assert all("quote" not in one and "reasons" not in one for one in some)
    one = api.post("check", json={"facts": FACTS, "document": "rizhao-plan-2022"}).json()["results"]
    assert {each["document"] for each in one} == {"rizhao-plan-2022"}


@pytest.mark.parametrize(
    ("path", "body", "status", "says"),
    [
        ("ask", b"{", 400, "JSON"),
        ("ask", b"\xff\xfe", 400, "JSON"),
        ("ask", b"[" * 100_000, 400, "JSON"),
        ("ask", b"{}", 422, "text"),
        ("ask", b'{"text": 7}', 422, "text"),
        ("ask", '{"text": "好", "as_of": 0}'.encode(), 422, "as_of"),
        ("ask", '{"text": "好", "as_of": "2026-02-30"}'.encode(), 422, "2026-11-22"),
        ("ask", '{"text": "好", "more": 1}'.encode(), 422, "more"),
        ("check", b'{"facts": {"revenue": 3}}', 422, "revenue_yuan"),
        ("check", b'{"facts": {"employees": "many"}}', 422, "employees"),
        ("check", b'{"facts": {"employees": {"low": 9, "high": 3}}}', 409, "employees"),
        ("check", b'{"facts": {}, "document": "no-such"}', 404, "rizhao-plan-2022"),
        ("report", b'{"facts": {}, "format": "exe"}', 422, "pdf"),
        ("facts", '{"text": "好", "asked": "no_such"}'.encode(), 422, "no_such"),
        ("ask", b'{"text": "' + b"a" * 400_000 + b'"}', 413, "KB"),
    ],
)  # fmt: skip
def test_mistakes_are_problems_that_say_what_to_do(
    api: httpx.Client, path: str, body: bytes, status: int, says: str
) -> None:
    answer = api.post(path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status and says in told["detail"] and told["detail_en"]


def test_unknown_ids_and_methods_are_problems(api: httpx.Client) -> None:
    missing = api.get("clauses/no-such")
    assert missing.status_code == 404 and "rizhao-plan-2022" in missing.json()["detail"]
    wrong = api.get("ask")
    assert wrong.status_code == 405 and wrong.headers["allow"] == "POST"


def test_a_chat_remembers_and_streams(api: httpx.Client) -> None:
    first = api.post("chat", json={"chat": "a", "text": "我们在日照,新认定的国家级小巨人,是企业"}).json()
    assert first["facts"]["city"] == "日照" and first["messages"]
    streamed = api.post("chat", json={"chat": "a", "text": "看结果"}, headers={"Accept": "text/event-stream"})
    assert streamed.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n")[0] for block in streamed.text.strip().split("\n\n")]
    assert events[-1] == "event: done" and set(events[:-1]) == {"event: message"}
    assert json.loads(streamed.text.strip().split("data: ")[-1])["facts"]["city"] == "日照"


def test_no_caller_reaches_the_chat_of_another(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.bot.channels.web.visiting import serving

    site = serving(
        tmp_path_factory.mktemp("keys"),
        api_keys="first-key,second-key",
        web_burst_requests=8,
        web_requests_per_minute=1,
    )
    try:
        with httpx.Client(base_url=f"{site.address}/api/v1/", timeout=30) as api:
            said = {"chat": "same", "text": "我们在日照,是企业"}
            told = api.post("chat", json=said, headers={"X-API-Key": "first-key"}).json()
            assert told["facts"]["city"] == "日照"
            for other in ({"X-API-Key": "second-key"}, {"X-API-Key": "forged"}, {}):
                seen = api.post("chat", json={"chat": "same", "text": "你好"}, headers=other).json()
                assert seen["facts"] == {}
            answers = [api.get("programmes") for _ in range(9)]
            assert answers[-1].status_code == 429 and int(answers[-1].headers["retry-after"]) > 0
            assert answers[-1].headers["content-type"] == "application/problem+json"
            assert api.get("library", headers={"X-API-Key": "first-key"}).status_code == 200
    finally:
        site.stop()


@pytest.mark.parametrize(
    ("format", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("png", b"\x89PNG"), ("html", b"<!doc")]
)
def test_reports_are_the_same_bytes_each_time(api: httpx.Client, format: str, begins: bytes) -> None:
    one, two = (api.post("report", json={"facts": FACTS, "format": format}) for _ in range(2))
    assert one.content == two.content and one.content.startswith(begins)


def test_the_document_names_ids_and_facts(api: httpx.Client) -> None:
    document = api.get("openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert "revenue_yuan" in document["components"]["schemas"]["Facts"]["properties"]
    assert "rizhao-plan-2022" in json.dumps(document["components"]["schemas"]["CheckRequest"])


NOTHING_TO_GET_WRONG = {"/library"}
"""Operations that take nothing."""


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_nothing_in_the_document_is_a_promise_that_breaks(site: Serving, mode: schemathesis.GenerationMode) -> None:
    """schemathesis: every operation with data that fits the schema, and with data that does not."""
    schema = schemathesis.openapi.from_url(f"{site.address}/api/v1/openapi.json")
    limits = settings(
        max_examples=15, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip

    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        if mode is schemathesis.GenerationMode.NEGATIVE and operation.path in NOTHING_TO_GET_WRONG:
            continue

        @limits
        @given(operation.as_strategy(generation_mode=mode))
        def one(case: Any) -> None:
            case.call_and_validate()

        one()
