"""The desk of the service and the commissioner's portfolio in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.channels.web import working
from tests.bot.channels.web.browsers import SIZES, needs_browser, opened, picture, violations
from tests.bot.channels.web.issuer import Issuer, issuing
from tests.bot.channels.web.test_web_care import ROWS, table
from tests.bot.channels.web.test_web_own import TOKEN, init_data
from tests.bot.channels.web.visiting import POLICY, Serving, serving

pytestmark = needs_browser


@pytest.fixture
def desk(browser: Any, site: Serving) -> Iterator[Any]:
    made = opened(browser, site, "desk")
    yield made
    made.context.close()


def fine(page: Any, name: str) -> None:
    """A picture, and nothing that somebody could not use."""
    picture(page, f"{page.size}-{name}")
    assert violations(page) == []
    assert page.problems == []


@pytest.mark.parametrize("size", SIZES)
def test_every_room_of_the_desk_can_be_used_by_everyone(browser: Any, site: Serving, size: str) -> None:
    page = opened(browser, site, size)
    page.goto("/")
    page.fill("#text", "园区食堂几点开饭")
    page.press("#text", "Enter")
    page.locator(".said").wait_for()
    page.goto("/desk")
    fine(page, "office-enter")
    page.fill("input[name=token]", "desk-token-for-tests")
    page.click("main form button")
    page.wait_for_url("**/desk")
    fine(page, "office-home")
    for path in ("answer?q=园区食堂几点开饭", "hits?q=瞪羚企业奖励", "batch", "library", "calls"):
        assert page.goto(f"/desk/{path}").status == 200
        fine(page, f"office-{path.partition('?')[0]}")
    page.context.close()


def test_a_set_of_questions_is_watched_until_it_is_done(
    browser: Any, site: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "_AT_ONCE_SECONDS", 0.0)
    (tmp_path / "set.txt").write_text("日照小巨人奖励多少\n济南瞪羚奖励多少\n" * 40, encoding="utf-8")
    page = opened(browser, site, "desk")
    page.goto("/desk")
    page.fill("input[name=token]", "desk-token-for-tests")
    page.click("main form button")
    page.goto("/desk/batch")
    page.set_input_files("input[name=file]", str(tmp_path / "set.txt"))
    page.click("main form button.main")
    page.wait_for_url(re.compile(r"/desk/batch/[\w-]+$"))
    assert page.locator("tbody tr").count() == 80
    fine(page, "office-batch-ran")
    # Of a longer one, what is there already is read while the rest is worked on.
    (tmp_path / "long.txt").write_text("\n".join(f"日照第{n}年小巨人奖励多少" for n in range(500)), encoding="utf-8")
    page.set_input_files("input[name=file]", str(tmp_path / "long.txt"))
    page.fill("input[name=second]", "2024-06-30")
    page.click("main form button.main")
    page.locator("#found tr", has_text="日照第3年").wait_for()
    assert page.locator("progress").get_attribute("max") == "500" and page.locator("#found tr").count() < 300
    picture(page, "desk-office-bar")
    assert violations(page) == []
    page.get_by_role("button", name="停下").click()
    page.context.close()


def test_a_commissioners_morning(browser: Any, site: Serving, tmp_path: Path) -> None:
    """From the list to a message that can be sent on."""
    (tmp_path / "名单.csv").write_bytes(table(ROWS))
    page = opened(browser, site, "desk")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/portfolio")
    fine(page, "care-empty")
    page.set_input_files("input[name=file]", str(tmp_path / "名单.csv"))
    page.locator("section button.main").first.click()
    page.locator("select[name=fact-4]").wait_for()
    fine(page, "care-mapping")
    page.locator("button[value=screen]").click()
    page.wait_for_url("**/portfolio/screened/*")
    fine(page, "care-screened")
    with page.expect_download() as workbook:
        page.locator("a.main").click()
    assert workbook.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name="回到各列").click()
    page.fill("input[name=consent]", "书面同意,2026-11-01")
    page.locator("button[value=keep]").click()
    page.wait_for_url("**/portfolio")
    fine(page, "care-overview")
    page.goto("/portfolio?order=deadline")
    fine(page, "care-deadlines")
    page.locator("a", has_text="日照海湾食品").first.click()
    fine(page, "care-company")
    page.locator("[data-copy]").click()
    page.locator("[data-copy]", has_text="已复制").wait_for()
    assert "请告知" in page.evaluate("navigator.clipboard.readText()")
    phone = page.context.new_page()
    phone.set_viewport_size(SIZES["phone"])
    phone.goto("/portfolio")
    phone.problems, phone.size = [], "phone"
    fine(phone, "care-overview")
    page.context.close()


def test_a_clerk_imports_a_policy_and_the_chat_answers_from_it(browser: Any, office: Serving, tmp_path: Path) -> None:
    (tmp_path / "青山智能制造.txt").write_text(POLICY, encoding="utf-8")
    page = opened(browser, office, "desk")
    page.goto("/desk")
    page.fill("input[name=token]", "clerk-token-1")
    page.click("main form button")
    page.goto("/desk/library")
    page.set_input_files("input[name=file]", str(tmp_path / "青山智能制造.txt"))
    page.locator("form button.main").first.click()
    page.wait_for_url("**/desk/review/*")
    assert "35万元" in page.inner_text("main") and "青政办发〔2026〕7号" in page.inner_text("main")
    fine(page, "office-review")
    page.locator("form button.main").click()
    page.wait_for_url("**/documents/*")
    page.goto("/")
    page.fill("#text", "青山市智能工厂奖励多少")
    page.press("#text", "Enter")
    page.locator("#log", has_text="35万元").wait_for()
    page.locator(".sources a").first.click()
    assert "第一条" in page.inner_text("main")
    page.context.close()


def test_a_mini_app_with_forged_data_is_refused(browser: Any, tmp_path: Path) -> None:
    """As Telegram opens it: what it signs stands behind # and is nowhere in the address afterwards."""
    site = serving(tmp_path, telegram_token=TOKEN)
    try:
        page = opened(browser, site, "phone")
        page.goto(f"/app#tgWebAppData={quote(init_data(7, 0, '1:another'))}")
        page.wait_for_url("**/app/enter")
        assert page.locator("#talk").count() == 0 and "明策" in page.inner_text("body")
        picture(page, "phone-app-refused")
        page.goto("about:blank")
        page.goto(f"/app#tgWebAppData={quote(init_data(7, 0))}")
        page.wait_for_url("**/embed/")
        page.fill("#text", "日照小巨人奖励多少")
        page.click("#send")
        page.locator("#log", has_text="100万元").wait_for()
        picture(page, "phone-app")
        page.context.close()
    finally:
        site.stop()


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as found:
        yield found


def test_a_person_of_the_office_signs_on_with_a_click(
    browser: Any, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    office = serving(
        tmp_path_factory.mktemp("office"), oidc_issuer=issuer.address, oidc_client="mingce", oidc_secret="s3cret",
        oidc_roles="clerk:policy",
    )  # fmt: skip
    issuer.person, issuer.claims, issuer.key = {"name": "小李", "groups": ["policy"]}, {}, issuer.published
    try:
        page = opened(browser, office, "desk")
        page.goto("/desk")
        fine(page, "office-sign-on")
        page.get_by_role("link", name="用单位账号登录").click()
        page.wait_for_url("**/desk")
        assert "小李" in page.inner_text("main") and page.locator("a[href='/desk/library']").is_visible()
        page.reload()
        assert "小李" in page.inner_text("main"), "the cookie stays"
        page.context.close()
    finally:
        office.stop()
