"""The desk of the service: who may enter, answers and policies that are there at once, what is noted."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document

from bot.channels.web import working
from knowledge.library import own_data
from tests.bot.channels.web.visiting import POLICY, Serving, Visitor


@pytest.fixture
def guest(office: Serving) -> Iterator[Visitor]:
    made = Visitor(office.address)
    made.open()
    yield made
    made.leave()


def at_desk(guest: Visitor, token: str) -> Visitor:
    worker = guest.another()
    worker.page = worker.http.post("/desk/enter", data={"token": token}).text
    return worker


def do(worker: Visitor, what: str, path: str = "/desk/library", **fields: Any) -> Any:
    worker.open(path)
    csrf = re.findall(r'name="csrf" value="([^"]+)"', worker.page)
    files = fields.pop("files", None)
    form = {"csrf": csrf[0] if csrf else "", **fields}
    return worker.done(worker.http.post(f"/desk/do/{what}", data=form, files=files))


def test_only_tokens_open_the_desk(guest: Visitor) -> None:
    assert guest.http.post("/desk/enter", data={"token": "wrong"}).status_code == 403
    assert 'name="token"' in guest.open("/desk")
    for forged in ("", "x.y", "61646d696e7c61646d696e7c39393939393939393939.00"):
        guest.http.cookies.set("mingce-desk", forged, path="/desk")
        assert 'name="token"' in guest.http.get("/desk").text
        assert guest.http.post("/desk/do/retire", data={"id": "rizhao-plan-2022"}).status_code == 403
    assert "工作台" in at_desk(guest, "admin-token-1").page


def test_each_role_may_do_its_own(guest: Visitor) -> None:
    reader, clerk = at_desk(guest, "reader-token-1"), at_desk(guest, "clerk-token-1")
    assert do(reader, "answer", "/desk/batch", question="好").status_code == 403
    assert do(clerk, "retire", id="rizhao-plan-2022").status_code == 403
    assert 'name="file"' not in reader.open("/desk/library") and 'name="file"' in clerk.open("/desk/library")
    assert clerk.http.post("/desk/do/answer", data={"csrf": "forged", "question": "好"}).status_code == 403


def test_an_unanswered_question_gets_an_answer_that_is_used_at_once(guest: Visitor) -> None:
    question = "园区食堂几点开饭"
    guest.say(question)
    clerk = at_desk(guest, "clerk-token-1")
    assert question in clerk.open("/desk")
    form = clerk.open(f"/desk/answer?q={question}")
    assert "食堂" in form
    unproven = do(clerk, "answer", f"/desk/answer?q={question}", question=question, answer="11点半开饭。", about="")
    assert unproven.status_code == 422 and 'role="alert"' in unproven.text
    kept = do(
        clerk, "answer", f"/desk/answer?q={question}",
        question=question, answer="这里只答政策,食堂的事请问园区物业。", about="食堂\n开饭|吃饭",
    )  # fmt: skip
    assert kept.status_code == 200 and "请问园区物业" in kept.text
    guest.open()
    guest.say(question)
    assert "请问园区物业" in guest.page


def test_questions_that_could_name_somebody_are_shown_to_nobody_and_readers_see_common_words_only(
    guest: Visitor,
) -> None:
    for question in ("琴岛某某公司食堂几点开饭", "王先生的车停哪里", "13800138000的宠物能进园区吗", "园区宠物能进吗"):
        guest.say(question)
    clerk, reader = at_desk(guest, "clerk-token-1").open("/desk"), at_desk(guest, "reader-token-1").open("/desk")
    assert "园区宠物能进吗" in clerk and "某某" not in clerk and "王先生" not in clerk and "138001" not in clerk
    assert "宠物" not in reader


def test_a_clerk_imports_a_policy_and_the_chat_answers_from_it(guest: Visitor) -> None:
    guest.say("青山市智能工厂奖励多少")
    assert "35万元" not in guest.page
    clerk = at_desk(guest, "clerk-token-1")
    review = do(clerk, "import", files={"file": ("青山智能制造.txt", POLICY.encode(), "text/plain")})
    assert (
        "青山市支持智能制造若干措施" in review.text and "35万元" in review.text and "青政办发〔2026〕7号" in review.text
    )
    key = re.search(r'name="key" value="([^"]+)"', review.text)
    assert key
    clerk.page = review.text
    written = clerk.http.post("/desk/do/confirm", data={"csrf": clerk.hidden("csrf"), "key": key[1]})
    assert written.status_code == 200 and "第一条" in written.text
    again = clerk.http.post("/desk/do/confirm", data={"csrf": clerk.hidden("csrf"), "key": key[1]})
    assert again.status_code == 422
    guest.open()
    guest.say("青山市智能工厂奖励多少")
    assert "35万元" in guest.page
    old = re.search(r"\?version=([0-9a-f]{12})", written.text)
    assert old
    place = own_data().documents / str(written.url).rpartition("/")[2]
    renewed = POLICY.replace("35万元", "50万元").encode()
    listed = "企业名称,所在地\n青山机械有限公司,青山市\n".encode()
    files = {"file": ("青山新.txt", renewed, "text/plain"), "list": ("名单.csv", listed, "text/csv")}
    against = do(clerk, "import", into=place.name, files=files)
    assert "<del>35</del><ins>50</ins>" in against.text and "没有变化的条款" in against.text
    assert "核对了 1 家企业" in against.text or "青山机械有限公司" in against.text
    key = re.search(r'name="key" value="([^"]+)"', against.text)
    assert key and "50万元" not in clerk.open(f"/documents/{place.name}"), "nothing is written before it is confirmed"
    clerk.page = against.text
    clerk.http.post("/desk/do/confirm", data={"csrf": clerk.hidden("csrf"), "key": key[1]})
    unknown = do(clerk, "import", into="nowhere", files={"file": ("x.txt", renewed, "text/plain")})
    assert unknown.status_code == 422 and "nowhere" in unknown.text
    earlier = clerk.open(f"/documents/{place.name}?version={old[1]}")
    assert "旧版本" in earlier and "改动" in earlier and "35万元" in earlier
    assert "<del>35</del><ins>50</ins>" in earlier
    assert set(re.findall(r'<p class="banner"><b>[^<]+</b> <span class="badge ([^"]+)">', earlier)) == {"superseded"}
    assert f"?version={old[1]}#changes" in clerk.open(f"/documents/{place.name}"), "the versions are listed"
    broken = do(clerk, "import", files={"file": ("x.pdf", b"%PDF-broken", "application/pdf")})
    assert broken.status_code == 422 and 'role="alert"' in broken.text
    id = str(written.url).rpartition("/")[2]
    admin = at_desk(guest, "admin-token-1")
    do(admin, "retire", id=id)
    guest.open()
    guest.say("青山市智能工厂奖励多少?")
    assert "35万元" not in guest.page.rpartition('class="said"')[2]


def test_hit_test_and_batch_show_why(guest: Visitor) -> None:
    reader = at_desk(guest, "reader-token-1")
    page = reader.open("/desk/hits?q=瞪羚企业奖励")
    assert re.search(r'<td class="code">\d+\.\d+</td>', page) and "瞪羚" in page
    lines = '{"text": "日照小巨人奖励多少", "kind": "amount", "document": "rizhao-plan-2022"}\n日照方案有效吗\n'
    ran = do(
        reader, "batch", "/desk/batch", first="2026-11-22", second="2024-06-30",
        files={"file": ("set.jsonl", lines.encode(), "application/json")},
    )  # fmt: skip
    assert "有标注的 1 个,对 1 个" in ran.text and "≠" in ran.text
    wrong = do(reader, "batch", "/desk/batch", first="", files={"file": ("s", b'{"text": 3}\n', "text/plain")})
    assert wrong.status_code == 422 and "第 1 行" in wrong.text


def test_people_answer_tickets_and_complaints_from_the_page(guest: Visitor, office: Serving) -> None:
    guest.say("转人工")
    guest.open("/mine")
    guest.send("/mine/wrong", what="日照的金额写错了")
    clerk = at_desk(guest, "clerk-token-1")
    desk = clerk.open("/desk")
    assert "日照的金额写错了" in desk
    ticket = re.search(r'/desk/do/ticket">.*?name="id" value="(\d+)"', desk, re.DOTALL)
    complaint = re.search(r'/desk/do/settle">.*?name="id" value="(\d+)"', desk, re.DOTALL)
    assert ticket and complaint
    do(clerk, "ticket", "/desk", id=ticket[1], text="您好,请看第三部分。", close="1")
    do(clerk, "settle", "/desk", id=complaint[1])
    assert "您好,请看第三部分。" in guest.open("/")
    assert "日照的金额写错了" not in clerk.open("/desk")
    assert "小李" in at_desk(guest, "admin-token-1").open("/desk")
    with sqlite3.connect(office.settings.database) as store, pytest.raises(sqlite3.IntegrityError):
        store.execute("UPDATE audit SET who = 'nobody'")
    store.close()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(guest: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "_AT_ONCE_SECONDS", 0.0)
    reader = at_desk(guest, "reader-token-1")
    reader.open("/desk/batch")
    lines = "\n".join(f"日照第{number}年小巨人奖励多少" for number in range(400))
    form = {"csrf": reader.hidden("csrf"), "lines": lines, "first": "2026-11-22"}
    begun = reader.http.post("/desk/do/batch", data=form)
    bars = [begun.text]
    while "max=" not in bars[-1] and len(bars) < 50:
        bars.append(reader.http.get(begun.url.path).text)
    assert re.search(r'<progress id="bar" max="400" value="\d+">', bars[-1]) and 'http-equiv="refresh"' in bars[-1]
    assert at_desk(guest, "clerk-token-1").http.get(begun.url.path).status_code == 404, "of nobody else"
    seen: list[str] = []
    headers = {"Accept": "text/event-stream", "Last-Event-ID": "1"}
    with reader.http.stream("GET", begun.url.path, headers=headers) as stream:
        for line in stream.iter_lines():
            seen.append(line)
            if sum("<td>日照第" in line for line in seen) == 3:
                reader.http.post(begun.url.path)
    assert "日照第1年" in next(line for line in seen if "<td>" in line), "whoever comes back hears what is new"
    assert any(re.match(r'data: {"done": \d+, "total": 400', line) for line in seen)
    assert [line for line in seen if line][-2:] == ["event: over", "data: "]
    ended = reader.done(reader.http.get(begun.url.path))
    assert ended.status_code == 422 and "已停下" in ended.text


def test_word_reports_stand_in_the_letterhead_of_the_office(guest: Visitor) -> None:
    admin = at_desk(guest, "admin-token-1")
    refused = do(admin, "letterhead", files={"file": ("x.docx", letterhead("没有位置"), "application/octet-stream")})
    assert refused.status_code == 422 and "content" in refused.text and "在用" not in admin.open("/desk/library")
    assert do(at_desk(guest, "clerk-token-1"), "letterhead").status_code == 403
    kept = do(admin, "letterhead", files={"file": ("x.docx", letterhead("{{p content }}"), "application/octet-stream")})
    assert "在用" in kept.text
    guest.say("我们在日照,今年新认定的省级瞪羚")
    report = Document(io.BytesIO(guest.http.get("/results/report.docx").content))
    assert report.sections[0].header.paragraphs[0].text == "某区企业服务中心"
    assert any("30万元" in paragraph.text for paragraph in report.paragraphs)
    do(admin, "letterhead", drop="1")
    plain = Document(io.BytesIO(guest.http.get("/results/report.docx").content))
    assert plain.sections[0].header.paragraphs[0].text != "某区企业服务中心"


def letterhead(line: str) -> bytes:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "某区企业服务中心"
    document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
