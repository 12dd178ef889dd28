"""Laws of a turn that hold for every message: no exception, no trap, honest figures, speed left to the benchmark."""

from __future__ import annotations

import importlib.util
import re
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bootstrap import build_world
from bot.dialogue.conversation import Conversation, restored, state_of
from bot.dialogue.turn import respond
from bot.model import Message, Reply


def _beside_the_tests(name: str) -> ModuleType:
    """A program of the tests' own folder."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[2] / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


simulate, honest = _beside_the_tests("simulate"), _beside_the_tests("honest")

TODAY = date(2026, 11, 22)
SAYINGS = (
    "我们在济南", "小巨人刚批", "不知道", "跳过", "返回", "为什么", "看结果", "重来", "停止", "继续", "转人工", "是",
    "不", "对", "去年营收一千二", "2019年成立", "注册一年", "修改营收", "营收写错了", "不对", "没有",
    "济南小巨人奖励多少", "你好",
    "删除我的资料", "我的资料", "导出资料", "新建公司甲", "切换到甲", "都没错", "/check", "/start", "/ladder",
    "/sources",
    "", " ", "?", "12345678901234567890", "-5", "99999999亿", "{fact}", "~~~", "\u202e\x00", "营收是{low}",
)  # fmt: skip
messages = st.one_of(
    st.sampled_from(SAYINGS),
    st.text(max_size=40),
    st.tuples(st.just("press"), st.integers(0, 40)),
    st.tuples(st.just("data"), st.text(max_size=70)),
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(messages, min_size=1, max_size=12), st.booleans())
def test_nothing_that_is_said_or_pressed_raises(said: list[Any], private: bool) -> None:
    world, conversation, pressable = build_world(), Conversation(), [""]
    for each in said:
        if isinstance(each, str):
            message = Message("c", text=each, private=private)
        else:
            kind, what = each
            data = pressable[what % len(pressable)] if kind == "press" else what
            message = Message("c", press=data, private=private)
        conversation, reply = respond(conversation, message, world, TODAY)
        assert reply.messages and all(out.text.strip() for out in reply.messages)
        assert private or not reply.facts
        pressable += [button.data for out in reply.messages for row in out.buttons for button in row]
        assert all(len(data.encode()) <= 64 for data in pressable[1:])
        assert restored(state_of(conversation), conversation.companies) == _kept(conversation)


def _kept(conversation: Conversation) -> Conversation:
    from dataclasses import replace

    return replace(conversation, erased=False)


def test_simulated_owners_always_reach_the_right_verdict() -> None:
    world = build_world()
    for seed in range(80):
        talked = simulate.interview(seed, world)
        simulate.check(talked, world)
        assert talked.questions <= len(world.rulebook.facts)
        assert talked.most <= 3  # asked again only to be sure


def test_what_the_interview_promises_of_its_length_and_of_a_first_sum_holds_for_every_honest_owner() -> None:
    world = build_world()
    for seed in range(50):
        talked = honest.interview(seed, world)
        assert talked.promises and not talked.broken, (seed, talked)
        assert talked.first_sum is not None and talked.first_sum <= 2, (seed, talked)
        assert talked.questions <= 6 and not talked.repeated, (seed, talked)


def test_a_plain_no_answers_what_is_asked_and_corrects_nothing_said_before() -> None:
    """Seed 181 skipped one question and then said 「不是」 to the next, which was asked again and again."""
    world = build_world()
    assert simulate.interview(181, world).most <= 3


FIGURE = re.compile(r"\d+(?:\.\d+)?(?:万元|亿元|元|%|家|项以上)")
TALK = (
    "我们在济南,小巨人刚批,去年营收1200万元",
    "没有了",
    "企业",
    "为什么",
    "看结果",
    "梯度",
    "日照的单项冠军奖励多少",
)


def test_every_figure_stands_in_a_quote_in_the_working_or_was_said() -> None:
    world, conversation = build_world(), Conversation()
    said = ""
    for text in TALK:
        said += text
        conversation, reply = respond(conversation, Message("c", text=text), world, TODAY)
        _check_figures(reply, said)
        for data in [button.data for out in reply.messages for row in out.buttons for button in row][:30]:
            _, pressed = respond(conversation, Message("c", press=data), world, TODAY)
            _check_figures(pressed, said)


def _check_figures(reply: Reply, said: str) -> None:
    """Money and rates: in a quote cited in this reply, in what the person said, or with its working beside it."""
    quotes = _plain("".join(cited.quote for out in reply.messages for cited in out.citations)) + _plain(said)
    for out in reply.messages:
        for part in out.parts:
            if " × " in part.text or "还差" in part.text or part.kind == "hint":
                continue
            for figure in FIGURE.findall(_plain(part.text)):
                assert figure in quotes or figure.rstrip("元") in quotes, f"{figure} in {part.text}"


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).replace("\uff05", "%")
