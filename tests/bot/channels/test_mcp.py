"""MCP with real clients: of the installed line over stdio and HTTP, and the older protocol on the wire."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.storage import calls
from bot.storage.database import Database

mcp = pytest.importorskip("mcp")
COMMAND = [sys.executable, "-m", "bot", "mcp"]
FACTS = {"city": "日照", "honours": ["国家级专精特新小巨人"], "honour_event": "新认定"}


async def use(session: Any) -> None:
    """Everything that a client can do."""
    tools = {tool.name: tool for tool in (await session.list_tools()).tools}
    assert set(tools) == {"search", "clause", "ask", "check", "programmes"}
    assert all(tool.annotations.read_only_hint and tool.output_schema for tool in tools.values())
    told = await session.call_tool("ask", {"text": "日照小巨人奖励多少"})
    assert told.structured_content["citations"] and "100万元" in told.content[0].text
    judged = await session.call_tool("check", {"facts": FACTS, "outcome": "eligible"})
    assert judged.structured_content["results"]
    clause = await session.call_tool("clause", {"document": "rizhao-plan-2022", "path": ["三", "(一)", "2"]})
    assert clause.structured_content["documents"][0]["clauses"][0]["text"]
    wrong = await session.call_tool("check", {"facts": {"revenue": 3}})
    assert wrong.is_error and "revenue_yuan" in wrong.content[0].text
    missing = await session.call_tool("clause", {"document": "no-such"})
    assert missing.is_error and "rizhao-plan-2022" in missing.content[0].text
    resources = (await session.list_resources()).resources
    assert "mingce://document/rizhao-plan-2022" in {str(resource.uri) for resource in resources}
    text = await session.read_resource("mingce://document/rizhao-plan-2022")
    assert "专精特新" in text.contents[0].text


async def test_a_client_over_stdio(tmp_path: Path) -> None:
    """Each call that was answered is noted in the store, with its sources and without words."""
    from mcp import ClientSession, StdioServerParameters, stdio_client
    from mcp.types import Implementation

    store = str(tmp_path / "store.sqlite3")
    assert await noted(store) == []
    environment = {**os.environ, "MINGCE_DATABASE": store}
    parameters = StdioServerParameters(command=COMMAND[0], args=COMMAND[1:], env=environment)
    called = Implementation(name="园区助手", version="1")
    pipes = stdio_client(parameters)
    async with pipes as (reading, writing), ClientSession(reading, writing, client_info=called) as session:
        await session.initialize()
        await use(session)
    found = await noted(store)
    assert [one.what for one in found] == ["clause", "check", "ask"]
    assert {one.caller for one in found} == {"client:园区助手"}
    assert "rizhao-plan-2022#三/(一)/2" in found[-1].sources and "小巨人" not in repr(found)


def test_a_client_of_the_first_line_over_http(tmp_path: Path) -> None:
    """The messages of the 1.x line, as its clients put them on the wire; a key says who calls."""
    from tests.bot.channels.web.visiting import free_port

    port, store = free_port(), str(tmp_path / "store.sqlite3")
    assert asyncio.run(noted(store)) == []
    environment = {**os.environ, "MINGCE_DATABASE": store, "MINGCE_API_KEYS": "门户网站:key-of-the-portal"}
    running = subprocess.Popen([*COMMAND, "--http", f"127.0.0.1:{port}"], env=environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            started = answered(client, "initialize", {
                "protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "old", "version": "1.9"},
            })  # fmt: skip
            assert started["protocolVersion"] == "2025-03-26"
            tools = answered(client, "tools/list", {})["tools"]
            assert {tool["name"] for tool in tools} >= {"ask", "check"}
            told = answered(client, "tools/call", {"name": "ask", "arguments": {"text": "日照小巨人奖励多少"}})
            assert "100万元" in told["content"][0]["text"]
            client.headers["X-API-Key"] = "key-of-the-portal"
            answered(client, "tools/call", {"name": "search", "arguments": {"text": "瞪羚"}})
    finally:
        running.terminate()
        running.wait(10)
    assert [(one.what, one.caller) for one in asyncio.run(noted(store))] == [
        ("search", "key:门户网站"),
        ("ask", "address:127.0.0.1"),
    ]


async def noted(store: str) -> list[calls.Call]:
    """The log of calls, the newest first; makes the store where there is none."""
    database = await Database.open(store)
    async with database.transaction() as tx:
        found = await calls.find(tx, calls.Wanted(channel="mcp"), 10)
    await database.close()
    return found


def answered(client: httpx.Client, method: str, params: dict[str, Any]) -> Any:
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-03-26"}
    for _ in range(1200):
        try:
            answer = client.post("/mcp", content=json.dumps(message), headers={
                **headers, "Content-Type": "application/json",
            })  # fmt: skip
            return answer.json()["result"]
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")
