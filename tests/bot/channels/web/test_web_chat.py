"""The chat as plain forms over real HTTP."""

from __future__ import annotations

import re
from typing import Any

import httpx

from tests.bot.channels.web.visiting import Serving, Visitor

COMPANY = "我们在济南,2019年成立,去年营收一千二百万,新认定的省级专精特新"


def test_a_question_is_answered_without_script(visitor: Visitor) -> None:
    answer = visitor.say("日照小巨人奖励多少")
    assert answer.status_code == 200 and answer.history[0].status_code == 303
    assert "最高100万元" in visitor.page
    assert '<details class="fold">' in visitor.page
    link = re.search(r'href="(/documents/rizhao-plan-2022\?at=\d+-\d+#[^"]+)"', visitor.page)
    assert link


def test_facts_stand_on_the_card_and_are_changed_in_place(visitor: Visitor) -> None:
    visitor.say(COMPANY)
    assert "1200万元" in visitor.page and "30万元" in visitor.page
    fragment = visitor.send("/fact", script=True, fact="revenue_yuan", value="3000万").text
    assert "3000万元" in fragment and "1200万元" not in fragment
    without = visitor.send("/fact", script=True, fact="honours", value=[]).text
    assert "<b>30万元</b>" not in without
    refused = visitor.send("/fact", script=True, fact="revenue_yuan", value="很多很多")
    assert 'role="alert"' in refused.text and "3000万元" in refused.text
    forgotten = visitor.send("/fact", script=True, fact="revenue_yuan", value="", forget="1").text
    assert 'id="f-revenue_yuan"' not in forgotten


def test_only_what_a_group_offers_settles_the_rest_of_it(visitor: Visitor) -> None:
    """Ticks of a group that another tab has answered meanwhile, or of nobody, rule nothing out."""
    visitor.say(COMPANY)
    labels = re.findall(r'name="pick" value="([^"]+)"', visitor.page)
    assert "省级瞪羚" in labels and "tick~" not in visitor.page
    nonce: dict[str, Any] = {"turn": visitor.hidden("turn"), "after": "0", "text": "", "group": "1"}
    old = visitor.send("/say", pick=["省级瞪羚", "火星企业"], **nonce).text
    assert "省级瞪羚、火星企业</p>" in old and "其他没有</p>" not in old
    other = visitor.another()
    other.say(COMPANY)
    fresh: dict[str, Any] = {"turn": other.hidden("turn"), "after": "0", "text": "", "group": "1"}
    assert "省级瞪羚,其他没有</p>" in other.send("/say", pick=["省级瞪羚"], **fresh).text


def test_a_turn_that_comes_twice_is_taken_once(visitor: Visitor) -> None:
    fields = {"text": COMPANY, "turn": visitor.hidden("turn"), "after": "0"}
    first = visitor.send("/say", script=True, **fields).text
    second = visitor.send("/say", script=True, **fields).text
    assert first.count('class="said"') == second.count('class="said"') == 1
    assert visitor.open().count('class="said"') == 1


def test_two_tabs_see_each_others_turns(visitor: Visitor) -> None:
    tab = visitor.another()
    tab.http.cookies = visitor.http.cookies
    tab.open()
    visitor.say("日照小巨人奖励多少")
    seen = tab.send("/say", script=True, text="济南呢", turn=tab.hidden("turn"), after="0").text
    assert seen.count('class="said"') == 2


def test_a_form_of_somebody_else_is_refused(visitor: Visitor) -> None:
    other = visitor.another()
    forged = visitor.http.post("/say", data={"csrf": other.hidden("csrf"), "text": "你好"})
    assert forged.status_code == 403
    foreign = visitor.http.post(
        "/say", data={"csrf": visitor.hidden("csrf"), "text": "你好"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert foreign.status_code == 403


def test_forged_cookies_open_nothing(visitor: Visitor, site: Serving) -> None:
    visitor.say(COMPANY)
    token = visitor.http.cookies["mingce"]
    for forged in (token[:-1] + ("0" if token[-1] != "0" else "1"), "x", "a.b", "", token.partition(".")[0] + "."):
        page = httpx.get(site.address, headers={"Cookie": f"mingce={forged}"})
        assert "1200万元" not in page.text and "set-cookie" in page.headers
    assert "HttpOnly" in page.headers["set-cookie"] and "samesite=lax" in page.headers["set-cookie"].lower()


def test_words_of_people_never_become_markup(visitor: Visitor) -> None:
    visitor.say("<script>alert(1)</script><img src=x onerror=alert(1)>叫啥")
    assert "<script>alert" not in visitor.page and "<img src=x" not in visitor.page


def test_strange_characters_end_nothing(visitor: Visitor) -> None:
    csrf = visitor.hidden("csrf")
    for body in (b"%ED%A0%BD", b"a%00b", b"%FF%FE", b"%F0%9F%98", "𝕬" * 3000):
        raw = body if isinstance(body, bytes) else body.encode()
        answer = visitor.http.post(
            "/say",
            content=b"csrf=" + csrf.encode() + b"&text=" + raw,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        assert answer.status_code == 200, body
    assert visitor.http.post("/say", data={"csrf": csrf, "press": "answer~~~~"}).status_code == 200


def test_everything_can_be_erased(visitor: Visitor) -> None:
    visitor.say(COMPANY)
    before = visitor.http.cookies["mingce"]
    visitor.say("/delete")
    data = re.search(r'value="(erase_all[^"]*)"', visitor.page)
    assert data
    visitor.send("/say", press=data.group(1), turn="erase-everything", text="", after="0")
    assert "都已删除" in visitor.page
    assert visitor.http.cookies["mingce"] != before
    gone = httpx.get(str(visitor.http.base_url), headers={"Cookie": f"mingce={before}"})
    assert "1200万元" not in gone.text


def test_too_large_too_fast_and_missing_are_said(visitor: Visitor) -> None:
    large = visitor.http.post("/say", data={"csrf": visitor.hidden("csrf"), "text": "长" * 300_000})
    assert large.status_code == 413 and "KB" in large.text
    assert visitor.http.get("/no-such-page").status_code == 404


def test_every_page_keeps_its_policy(visitor: Visitor) -> None:
    headers = visitor.http.get("/").headers
    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    page = visitor.page
    assert not re.search(r"<script(?! src=\"/static/)", page) and " style=" not in page and " onclick" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_the_first_load_is_small(site: Serving) -> None:
    """What travels, compressed, for the page and everything that it loads."""
    with httpx.Client(base_url=site.address, headers={"Accept-Encoding": "gzip"}) as http:
        page = http.get("/").text
        total = 0
        for address in ("/", *re.findall(r'(?:src|href)="(/static/[^"]+)"', page)):
            with http.stream("GET", address) as answer:
                total += sum(map(len, answer.iter_raw()))
    assert total <= 30_000
