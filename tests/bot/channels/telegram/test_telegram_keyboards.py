from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import encode
from bot.channels.telegram.sending.keyboards import ROW_WIDTH, deep_link, keyboard, narrowed, width
from bot.model import Button
from tests.botapi.checks import check_keyboard

LABELS = st.text(st.sampled_from("看结果修改 abc😀"), max_size=30)
DATA = st.text(st.sampled_from("abc~专精"), max_size=40)
ROWS = st.lists(st.lists(st.builds(Button, LABELS, DATA), max_size=12).map(tuple), max_size=30).map(tuple)


@settings(deadline=None)
@given(ROWS, st.booleans())
def test_telegram_takes_every_keyboard(rows: tuple[tuple[Button, ...], ...], private: bool) -> None:
    made = keyboard(rows, private=private, username="test_bot")
    shown = check_keyboard(made, private)
    if private:
        kept = [
            button.label
            for row in rows
            for button in row
            if button.label.strip() and 1 <= len(button.data.encode()) <= 64
        ]
        assert [button["text"] for row in shown for button in row] == [
            narrowed(label, ROW_WIDTH) for label in kept[:100]
        ]
        assert all(width(button["text"]) <= ROW_WIDTH for row in shown for button in row)


def test_a_button_whose_code_is_too_long_is_left_out() -> None:
    rows = ((Button("好", "a" * 64), Button("坏", "政" * 22)),)
    assert [b["text"] for b in keyboard(rows, private=True, username="b")["inline_keyboard"][0]] == ["好"]  # type: ignore[index]


def test_long_labels_get_a_row_of_their_own() -> None:
    rows = (
        (Button("是", "a~"), Button("否", "b~")),
        (Button("省级专精特新中小企业", "c~"), Button("国家级专精特新小巨人", "d~")),
    )
    shown = keyboard(rows, private=True, username="b")
    assert shown and [len(row) for row in shown["inline_keyboard"]] == [2, 1, 1]


def test_a_label_that_no_phone_shows_keeps_both_its_ends() -> None:
    long = "国家级中小企业公共服务示范平台奖励(新认定)"
    shown = keyboard(((Button(long, "a~"),),), private=True, username="b")
    label = shown["inline_keyboard"][0][0]["text"]  # type: ignore[index]
    assert width(label) <= ROW_WIDTH and label.startswith("国家级中小企业") and label.endswith("…励(新认定)")
    assert narrowed("看结果", 6) == "看结果"


def test_in_groups_company_buttons_become_one_link_to_the_private_chat() -> None:
    rows = ((Button("条款", encode("clause", "ab")), Button("资料", encode("profile"))),)
    shown = keyboard(rows, private=False, username="test_bot")
    assert shown and [[b.get("callback_data"), b.get("url")] for row in shown["inline_keyboard"] for b in row] == [
        ["clause~~ab", None], [None, "https://t.me/test_bot?start=resume"],
    ]  # fmt: skip


def test_a_private_button_is_a_deep_link() -> None:
    shown = keyboard(((Button("私聊", encode("private", "c_ab")),),), private=False, username="test_bot")
    assert shown and shown["inline_keyboard"] == [[{"text": "私聊", "url": "https://t.me/test_bot?start=c_ab"}]]


@pytest.mark.parametrize("payload", ["", "中文", "a" * 65, "a b"])
def test_a_payload_that_telegram_refuses_is_refused_here(payload: str) -> None:
    with pytest.raises(ValueError, match="payload"):
        deep_link("test_bot", payload)
