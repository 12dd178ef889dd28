"""The owner's journey in a real browser, on a phone and at a desk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.channels.web.visiting import Serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = Path(os.environ.get("MINGCE_PICTURES", ""))
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER: install Debian's chromium to test the page")
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
COMPANY = "我们在济南,2019年成立,去年营收一千二百万,新认定的省级专精特新"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


def picture(page: Any, name: str) -> None:
    """Kept where MINGCE_PICTURES names a folder, to be looked at."""
    if os.environ.get("MINGCE_PICTURES"):
        page.screenshot(path=str(PICTURES / f"{name}.png"))


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Any, site: Serving) -> Iterator[Any]:
    context = browser.new_context(viewport=SIZES[request.param], base_url=site.address, locale="zh-CN")
    opened = context.new_page()
    opened.problems = []
    opened.on("console", lambda message: opened.problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda problem: opened.problems.append(str(problem)))
    opened.size = request.param
    yield opened
    context.close()


def ask(page: Any, text: str) -> None:
    before = page.locator(".said").count()
    page.fill("#text", text)
    page.press("#text", "Enter")
    page.locator(".said").nth(before).wait_for()


def test_the_owners_journey(page: Any) -> None:
    page.goto("/")
    ask(page, "日照小巨人奖励多少")
    assert "最高100万元" in page.locator("#log").inner_text()
    picture(page, f"{page.size}-answer")
    ask(page, COMPANY)
    page.locator("#f-revenue_yuan").wait_for()
    picture(page, f"{page.size}-facts")
    page.locator("#f-revenue_yuan summary").click()
    page.fill("#v-revenue_yuan", "3000万")
    page.locator("#f-revenue_yuan button.main").click()
    page.locator("#f-revenue_yuan b", has_text="3000万元").wait_for()
    picture(page, f"{page.size}-changed")
    assert page.problems == []
