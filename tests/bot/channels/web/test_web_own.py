"""Results, lasting links, coming back, taking along, objecting, erasing; the widget and the Mini App."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import sqlite3
import time
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from bot.channels.web.embedding import person
from tests.bot.channels.web.visiting import Serving, Visitor, serving

COMPANY = "我们在济南,2019年成立,去年营收一千二百万,新认定的省级专精特新"
TOKEN = "123456:a-token-for-tests-only-0123456789"


def test_results_are_shown_and_taken_home(visitor: Visitor) -> None:
    visitor.say(COMPANY)
    page = visitor.open("/results")
    assert '<p class="sum">30万元</p>' in page and '<svg class="ladder"' in page and "征求意见稿" in page
    for format, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("png", b"\x89PNG"), ("html", b"<!doctype")):
        file = visitor.http.get(f"/results/report.{format}")
        assert file.content.startswith(begins) and "attachment" in file.headers["content-disposition"]
    assert visitor.http.get("/results/report.exe").status_code == 404


def test_a_lasting_link_reproduces_the_result_for_anyone(visitor: Visitor) -> None:
    visitor.say(COMPANY)
    link = re.search(r'href="http://[^/]+(/result/[A-Za-z0-9_-]+)"', visitor.open("/results"))
    assert link
    seen = visitor.another().open(link[1])
    assert '<p class="sum">30万元</p>' in seen and "没有变" in seen
    assert visitor.http.get(link[1] + "/report.pdf").content.startswith(b"%PDF")
    assert visitor.http.get("/result/AAAA").status_code == 404


def test_two_cities_stand_side_by_side(visitor: Visitor) -> None:
    visitor.say(COMPANY)
    page = visitor.open("/compare?with=city:日照")
    assert '<th scope="col">日照</th>' in page and "30万元" in page
    assert "<table>" not in visitor.open("/compare?with=city:青岛")


def test_two_companies_stand_side_by_side(visitor: Visitor) -> None:
    visitor.say(COMPANY)
    another = re.search(r'name="press" value="(new_company[^"]*)"', visitor.page)
    assert another
    visitor.say("", press=another[1])
    visitor.say("海潮科技有限公司")
    visitor.say("我们在日照,今年新认定的省级瞪羚")
    page = visitor.open("/compare")
    other = re.search(r'<option value="(company:\d+)">([^<]+)<', page)
    assert other
    page = visitor.open(f"/compare?with={other[1]}")
    assert f'<th scope="col">{other[2]}</th>' in page and page.count("30万元") > 1
    visitor.open("/")
    visitor.say("", press=f"company~~{other[1].partition(':')[2]}")
    assert "1200万元" in visitor.page.partition('id="file"')[2], "the first is in hand again"


def test_one_comes_back_by_a_code_on_another_device(visitor: Visitor) -> None:
    visitor.say(COMPANY)
    visitor.open("/mine")
    visitor.send("/mine/code")
    code = re.search(r"([A-Z2-9]{4}(?:-[A-Z2-9]{4}){3})", visitor.page)
    assert code
    device = visitor.another()
    device.open("/mine")
    assert device.send("/mine/return", code="AAAA-BBBB-CCCC-DDDD").status_code == 404
    device.open("/mine")
    device.send("/mine/return", code=code[1].lower())
    assert "1200万元" in device.page
    visitor.open("/mine")
    visitor.send("/mine/code")
    third = visitor.another()
    third.open("/mine")
    assert third.send("/mine/return", code=code[1]).status_code == 404


def test_everything_can_be_taken_along_and_erased(visitor: Visitor) -> None:
    visitor.say(COMPANY)
    taken = visitor.http.get("/mine/export.json").json()
    assert taken["companies"][0]["facts"]["revenue_yuan"]["value"] == 12_000_000 and taken["turns"]
    assert visitor.another().http.get("/mine/export.json").json() == {"companies": [], "turns": []}
    visitor.open("/mine")
    assert visitor.send("/mine/erase").status_code == 422
    visitor.open("/mine")
    visitor.send("/mine/erase", sure="1")
    assert "不能恢复" in visitor.page and "1200万元" not in visitor.open("/")


def test_the_widgets_chat_is_taken_along_and_erased_in_the_widget(visitor: Visitor) -> None:
    visitor.open("/embed/")
    visitor.send("/embed/say", text=COMPANY, turn=visitor.hidden("turn"), after=visitor.hidden("after"))
    assert 'href="/embed/mine"' in visitor.page
    assert visitor.http.get("/embed/mine/export.json").json()["companies"][0]["facts"]["revenue_yuan"]
    assert "revenue_yuan" not in visitor.http.get("/mine/export.json").text, "the page has a chat of its own"
    visitor.open("/embed/mine")
    assert "不能恢复" in visitor.send("/embed/mine/erase", sure="1").text
    assert str(visitor.http.get("/embed/gone").url.path) == "/embed/gone" and "1200万元" not in visitor.open("/embed/")


def test_what_is_wrong_goes_to_people_with_its_receipt(visitor: Visitor, site: Serving) -> None:
    visitor.say(COMPANY)
    meant = re.findall(r'href="(/mine\?turn=\d+)#wrong"', visitor.page)
    visitor.say("日照小巨人奖励多少")
    visitor.open(meant[-1])
    assert "收到了" in visitor.send("/mine/wrong", what="金额不对", turn=visitor.hidden("turn")).text
    with sqlite3.connect(site.settings.database) as store:
        receipt = json.loads(store.execute("SELECT receipt FROM complaints ORDER BY id DESC LIMIT 1").fetchone()[0])
    store.close()
    assert receipt["said"] == [COMPANY] and any("30万元" in part for part in receipt["reply"])
    assert receipt["facts"]["revenue_yuan"] == 12_000_000 and receipt["version"] and receipt["as_of"] == "2026-11-22"
    visitor.open("/mine")
    assert visitor.send("/mine/wrong", what=" ").status_code == 422


def init_data(user: int, age_seconds: float, token: str = TOKEN) -> str:
    fields = {"auth_date": str(int(time.time() - age_seconds)), "user": json.dumps({"id": user}), "query_id": "q"}
    told = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode({**fields, "hash": hmac.new(key, told.encode(), hashlib.sha256).hexdigest()})


@pytest.mark.parametrize(
    "data",
    [
        "", "hash=", init_data(7, 90_000), init_data(7, -900), init_data(7, 0, "999:other"),
        init_data(7, 0).replace("%22id%22%3A+7", "%22id%22%3A+8"), init_data(-3, 0), "user=é&hash=é",
    ],
)  # fmt: skip
def test_forged_or_old_signatures_open_nothing(data: str) -> None:
    assert person(data, TOKEN, time.time()) is None
    assert person(init_data(7, 0, ""), "", time.time()) is None


def test_the_mini_app_opens_the_persons_own_chat(tmp_path: Path) -> None:
    site = serving(tmp_path, telegram_token=TOKEN)
    try:
        with httpx.Client(base_url=site.address, follow_redirects=True, timeout=30) as http:
            assert "app.js" in http.get("/app").text
            assert http.post("/app/enter", data={"data": init_data(7, 0, "1:x")}).status_code == 403
            page = http.post("/app/enter", data={"data": init_data(7, 0)})
            assert page.status_code == 200 and str(page.url).endswith("/embed/")
            csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
            assert csrf
            http.post("/embed/say", data={"csrf": csrf[1], "text": COMPANY})
        with httpx.Client(base_url=site.address, follow_redirects=True, timeout=30) as again:
            assert "1200万元" in again.post("/app/enter", data={"data": init_data(7, 9)}).text
            assert "1200万元" not in again.post("/app/enter", data={"data": init_data(8, 9)}).text
    finally:
        site.stop()


def test_the_widget_may_be_framed_and_the_rest_may_not(visitor: Visitor) -> None:
    assert "frame-ancestors 'self'" in visitor.http.get("/embed/").headers["content-security-policy"]
    for path in ("/", "/results", "/mine", "/documents"):
        assert "frame-ancestors 'none'" in visitor.http.get(path).headers["content-security-policy"]
    assert "/embed/" in visitor.http.get("/static/widget.js").text
