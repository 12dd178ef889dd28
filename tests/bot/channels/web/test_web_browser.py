"""The owner's journey in a real browser, on a phone and at a desk."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.channels.web.browsers import COMPANY, SIZES, needs_browser, opened, picture, violations
from tests.bot.channels.web.visiting import Serving

pytestmark = needs_browser


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Any, site: Serving) -> Iterator[Any]:
    made = opened(browser, site, request.param)
    yield made
    made.context.close()


@pytest.fixture
def desk(browser: Any, site: Serving) -> Iterator[Any]:
    made = opened(browser, site, "desk")
    yield made
    made.context.close()


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
    assert violations(page) == []
    ask(page, COMPANY)
    page.locator("#f-revenue_yuan").wait_for()
    picture(page, f"{page.size}-facts")
    page.locator("#f-revenue_yuan summary").click()
    page.fill("#v-revenue_yuan", "3000万")
    page.locator("#f-revenue_yuan button.main").click()
    page.locator("#f-revenue_yuan b", has_text="3000万元").wait_for()
    picture(page, f"{page.size}-changed")
    assert violations(page) == []
    page.locator(".fold summary").first.click()
    page.locator(".fold a").first.click()
    page.locator("mark#hit1").wait_for()
    assert "#" in page.url and page.locator(".badge").first.is_visible()
    picture(page, f"{page.size}-reader")
    assert violations(page) == []
    page.goto("/results")
    picture(page, f"{page.size}-results")
    assert violations(page) == []
    with page.expect_download() as file:
        page.locator("a.main", has_text="PDF").click()
    assert Path(file.value.path()).read_bytes().startswith(b"%PDF")
    assert page.problems == []


@pytest.mark.parametrize(
    "path",
    [
        "/documents",
        "/programmes",
        "/faq",
        "/search?q=瞪羚",
        "/units?q=财政局",
        "/mine",
        "/documents/rizhao-plan-2022?q=瞪羚",
    ],
)
def test_every_page_can_be_used_by_everyone(desk: Any, path: str) -> None:
    answer = desk.goto(path)
    assert answer.status == 200
    picture(desk, f"desk{path.partition('?')[0].replace('/', '-')}")
    assert violations(desk) == []
    assert desk.problems == []


def test_without_script_every_step_works(browser: Any, site: Serving) -> None:
    page = opened(browser, site, "phone", java_script_enabled=False)
    page.goto("/")
    page.fill("#text", "日照小巨人奖励多少")
    page.click("#send")
    assert "最高100万元" in page.locator("#log").inner_text()
    page.locator(".fold summary").first.click()
    assert page.locator("blockquote").first.is_visible()
    page.locator("button[name=press]").first.click()
    assert page.locator(".said").count() == 2
    page.select_option("#add", "revenue_yuan")
    page.locator(".add button").click()
    page.fill("#v-revenue_yuan", "一千二百万")
    page.locator("#f-revenue_yuan button.main").click()
    assert page.locator("#f-revenue_yuan b").inner_text() == "1200万元"
    assert "对得上" in page.locator("#to-side").inner_text()
    page.goto("/documents/rizhao-plan-2022?q=瞪羚")
    page.get_by_role("link", name="到第一处").click()
    for way, at in (("下一处", "2"), ("下一处", "3"), ("上一处", "2")):
        page.get_by_role("link", name=way).first.click()
        assert page.url.endswith(f"#hit{at}")
    assert page.locator(".banner", has_text="规划期或有效期已过").first.is_visible()
    page.context.close()


def test_a_keyboard_is_enough(desk: Any) -> None:
    desk.goto("/")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.className") == "skip"
    for _ in range(40):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.id") == "text":
            break
    desk.keyboard.type("日照小巨人奖励多少")
    desk.keyboard.press("Enter")
    desk.locator(".said").wait_for()
    desk.locator("button[name=press]").first.focus()
    desk.keyboard.press("Enter")
    desk.locator(".said").nth(1).wait_for()
    ask(desk, COMPANY)
    ticked = desk.get_by_role("group", name="省级瞪羚").get_by_label("新认定", exact=True)
    ticked.focus()
    desk.keyboard.press("Space")
    desk.locator("button[name=group]").last.focus()
    desk.keyboard.press("Enter")
    desk.locator("#f-honours b", has_text="省级瞪羚").wait_for()
    desk.locator("#f-revenue_yuan summary").focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("3000万")
    desk.keyboard.press("Enter")
    desk.locator("#f-revenue_yuan b", has_text="3000万元").wait_for()
    desk.goto("/documents/rizhao-plan-2022?q=瞪羚#hit1")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**#hit2")


def test_clauses_are_found_while_one_types(desk: Any) -> None:
    desk.goto("/search")
    desk.locator("input[type=search]").press_sequentially("瞪羚奖励")
    desk.locator("#hits mark", has_text="瞪羚").first.wait_for()
    assert "q=" not in desk.url and violations(desk) == []
    desk.locator("#hits a").first.click()
    desk.locator("mark#hit1").wait_for()


def test_a_lost_connection_loses_no_turn(desk: Any) -> None:
    desk.goto("/")
    ask(desk, "你好")
    desk.context.set_offline(True)
    desk.fill("#text", "日照小巨人奖励多少")
    desk.press("#text", "Enter")
    desk.locator("#trouble").wait_for()
    assert desk.input_value("#text") == "日照小巨人奖励多少"
    desk.context.set_offline(False)
    desk.locator(".said").nth(1).wait_for()
    assert not desk.locator("#trouble").is_visible()
    desk.reload()
    assert desk.locator(".said").count() == 2


def test_two_tabs_tell_the_same(desk: Any) -> None:
    desk.goto("/")
    ask(desk, "你好")
    other = desk.context.new_page()
    other.goto("/")
    assert other.locator(".said").count() == 1
    ask(desk, COMPANY)
    other.fill("#text", "日照小巨人奖励多少")
    other.press("#text", "Enter")
    other.locator(".said").nth(2).wait_for()
    assert other.locator("#f-revenue_yuan").count() == 1


def test_dark_and_on_paper(browser: Any, site: Serving) -> None:
    page = opened(browser, site, "phone", color_scheme="dark")
    page.goto("/")
    ask(page, "日照小巨人奖励多少")
    red = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]")
    assert int(red) < 60
    picture(page, "phone-dark")
    assert violations(page) == []
    page.emulate_media(media="print", color_scheme="light")
    assert not page.locator("#talk").is_visible() and not page.locator(".top").is_visible()
    page.context.close()


class _Foreign(http.server.BaseHTTPRequestHandler):
    """A page of somebody else with our one script tag."""

    script = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        body = f'<!doctype html><title>园区</title><h1>园区</h1><script src="{self.script}" defer></script>'
        self.wfile.write(body.encode())

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing on stderr."""


def test_the_widget_remembers_in_a_foreign_page(browser: Any, site: Serving) -> None:
    handler = type("Foreign", (_Foreign,), {"script": f"{site.address}/static/widget.js"})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        page = opened(browser, site, "desk")
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.locator("#mingce-widget button").click()
        inside = page.frame_locator("#mingce-widget iframe")
        inside.locator("#text").fill("日照小巨人奖励多少")
        inside.locator("#text").press("Enter")
        inside.locator(".said").wait_for()
        picture(page, "desk-widget")
        page.reload()
        inside.locator(".said").wait_for()
        page.context.close()
        server.shutdown()
