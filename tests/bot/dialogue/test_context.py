"""What comes along with a message: the answer of ours that it replies to, and somebody else's words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.bootstrap import build_world
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message, Reply

TODAY = date(2026, 11, 22)
NEWS = "喜讯:本公司位于济南历城,去年营业收入2.1亿元,今年获评国家级专精特新小巨人。"


def said(talk: Conversation, text: str, **more: object) -> tuple[Conversation, Reply, str]:
    after, reply = respond(talk, Message("c", text, **more), build_world(), TODAY)  # type: ignore[arg-type]
    return after, reply, "\n".join(message.text for message in reply.messages)


def test_a_reply_is_about_the_answer_it_replies_to() -> None:
    talk, _, older = said(Conversation(), "日照省级瞪羚新认定给多少")
    talk, _, _ = said(talk, "济南标准制定奖励多少")
    assert "市市场监管局" in said(talk, "谁负责")[2]
    about = said(talk, "谁负责", about=older)[2]
    assert "日照" in about and "市财政局" in about and "市市场监管局" not in about


def test_a_reply_to_what_names_no_source_changes_nothing() -> None:
    talk, _, _ = said(Conversation(), "济南标准制定奖励多少")
    assert said(talk, "谁负责", about="您好,我是明策")[2] == said(talk, "谁负责")[2]


def test_forwarded_words_are_asked_about_before_anything_is_noted() -> None:
    talk, reply, text = said(Conversation(), NEWS, forwarded=True)
    assert reply.facts == {} and "您自己的企业吗" in text
    assert said(talk, "不是")[1].facts == {}
    facts = said(talk, "是的")[1].facts
    assert facts["city"] == "济南" and facts["revenue_yuan"] == 210_000_000
    [yes, no] = [button for row in reply.messages[0].buttons for button in row]
    assert respond(talk, Message("c", press=yes.data), build_world(), TODAY)[1].facts == facts
    assert respond(talk, Message("c", press=no.data), build_world(), TODAY)[1].facts == {}


def test_what_the_company_can_have_waits_for_whose_it_is() -> None:
    talk, _, _ = said(Conversation(), NEWS, forwarded=True)
    talk, reply, text = said(talk, "我能拿多少")
    assert reply.facts == {} and "万元" not in text and "转发" in text
    assert said(talk, "是我们企业")[1].facts["city"] == "济南"


@pytest.mark.parametrize("text", ["日照独角兽给多少", "谢谢"])
def test_forwarded_words_that_tell_of_no_company_are_taken_as_they_are(text: str) -> None:
    assert said(Conversation(), text, forwarded=True)[2] == said(Conversation(), text)[2]


def test_another_message_leaves_the_forwarded_one_unnoted() -> None:
    talk, _, _ = said(Conversation(), NEWS, forwarded=True)
    _, reply, text = said(talk, "济南标准制定奖励多少")
    assert reply.facts == {} and "40万元" in text
