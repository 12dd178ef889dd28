"""A real server on a loopback port, and visitors who use it as browsers do."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from pathlib import Path
from typing import Any

import httpx

from bot.commands.serve import serve
from bot.settings import Settings, load_settings

POLICY = """青山市人民政府办公室关于印发青山市支持智能制造若干措施的通知
青政办发〔2026〕7号
各区县人民政府,市政府各部门:
现将《青山市支持智能制造若干措施》印发给你们,请认真贯彻执行。
青山市人民政府办公室
2026年3月2日
青山市支持智能制造若干措施
第一条 对新认定的市级智能工厂,给予一次性奖励35万元。(责任单位:市工业和信息化局)
第二条 本措施自2026年4月1日起施行,有效期3年。
"""
"""A policy that a clerk imports."""


class Serving:
    """The page in a thread of its own, from start to stop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.address = f"http://{settings.web_listen}"
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(serve(settings, self._stop)), daemon=True)

    def start(self) -> None:
        self._thread.start()
        for _ in range(400):
            try:
                if httpx.get(f"{self.address}/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError("the page did not start")

    def stop(self) -> None:
        self._stop._loop.call_soon_threadsafe(self._stop.set)  # type: ignore[attr-defined]
        self._thread.join(10)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def serving(folder: Path, **given: Any) -> Serving:
    settings = load_settings(
        _env_file=None,
        database=str(folder / "page.sqlite3"),
        today="2026-11-22",
        web_listen=f"127.0.0.1:{free_port()}",
        **given,
    )
    made = Serving(settings)
    made.start()
    return made


class Visitor:
    """A browser without script: cookies, forms, redirects."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, follow_redirects=True, timeout=30)
        self.page = ""
        self._others: list[Visitor] = []

    def open(self, path: str = "/") -> str:
        self.page = self.http.get(path).text
        return self.page

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found, f"no field {name} on the page"
        return found.group(1)

    def send(self, path: str, *, script: bool = False, **fields: Any) -> httpx.Response:
        """Posts a form as it stands on the page."""
        values = {"csrf": self.hidden("csrf"), **fields}
        headers = {"HX-Request": "true"} if script else {}
        answer = self.http.post(path, data=values, headers=headers)
        if not script:
            self.page = answer.text
        return answer

    def say(self, text: str, **fields: Any) -> httpx.Response:
        return self.send("/say", text=text, turn=self.hidden("turn"), after=self.hidden("after"), **fields)

    def done(self, answer: httpx.Response) -> httpx.Response:
        """What came of a work, once its bar is at the end."""
        for _ in range(300):
            if "/work/" not in answer.url.path:
                return answer
            time.sleep(0.1)
            answer = self.http.get(str(answer.url))
            self.page = answer.text
            if answer.status_code != 200:
                return answer
        raise RuntimeError("the work does not end")

    def another(self) -> Visitor:
        """Somebody else, or another tab once cookies are shared."""
        other = Visitor(str(self.http.base_url))
        self._others.append(other)
        other.open()
        return other

    def leave(self) -> None:
        for one in (*self._others, self):
            one.http.close()
