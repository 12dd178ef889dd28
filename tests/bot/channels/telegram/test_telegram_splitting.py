from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.sending.rendering import pieces, plain
from bot.channels.telegram.sending.splitting import cut, units
from bot.model import Part
from tests.botapi.checks import read_text

KINDS = ("lead", "text", "quote", "source", "notice", "heading", "hint")
TEXTS = st.text(st.sampled_from('政策奖励。,;\n <>&"“”😀𠮷a1《》'), max_size=600)
PARTS = st.lists(st.builds(Part, st.sampled_from(KINDS), TEXTS), max_size=12)


@settings(deadline=None)
@given(TEXTS, st.integers(2, 50), st.integers(2, 50))
def test_pieces_join_to_the_text_and_fit(text: str, first: int, rest: int) -> None:
    shares = list(cut(text, first, rest))
    assert "".join(shares) == text
    assert all(units(share) <= (rest if index else first) for index, share in enumerate(shares))


@settings(deadline=None)
@given(PARTS, st.integers(300, 700))
def test_every_piece_is_whole_markup_within_the_limit(parts: list[Part], most: int) -> None:
    texts = pieces(parts, most)
    for text in texts:
        assert units(read_text(text, "HTML")) <= most
        assert plain(text).strip() == read_text(text, "HTML")
    bare = re.sub(r"\s", "", "".join(plain(text) for text in texts))
    assert bare == re.sub(r"\s", "", "".join(part.text for part in parts))


def test_cuts_are_made_where_a_reader_pauses() -> None:
    assert list(cut("第一句话。第二句话,还没完。第三句", 12)) == ["第一句话。", "第二句话,还没完。第三句"]
    assert next(cut("一行字\n" * 4, 10)) == "一行字\n一行字\n"
    assert list(cut("😀" * 5, 4, 4)) == ["😀😀", "😀😀", "😀"]


def test_a_long_reply_with_many_quotes_stays_below_the_limit_of_entities() -> None:
    texts = pieces([Part("quote", f"第{number}条") for number in range(250)])
    assert len(texts) == 3
    assert all(text.count("<blockquote") <= 100 for text in texts)


def verdict(count: int) -> list[Part]:
    """Shaped as the statement's long parts are: a document's heading and standing, then one outcome after the other."""
    parts = [Part("heading", "【企业1】政策对照")]
    for number in range(count):
        if number % 12 == 0:
            parts += [Part("heading", f"▍文件{number}"), Part("notice", "这是征求意见稿,今天不能凭它申领。")]
        parts += [
            Part("text", f"{'✔?✘'[number % 3]} 第{number}项奖励"),
            Part("quote", f"对第{number}项," + "给予一次性奖励。" * (5 + number % 20)),
            Part("source", "——《某方案》第三部分(一)第2条,责任单位:市工业和信息化局"),
            Part("text", "还差:省级专精特新(还没问到);研发费用占比(还没问到)"),
        ]
        if number % 12 == 11:
            parts.append(Part("hint", "下一步:先向市工业和信息化局问清正式文件是否印发。"))
    return parts


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 70), st.integers(700, 4096))
def test_no_message_begins_in_the_middle_of_an_outcome(count: int, most: int) -> None:
    for text in pieces(verdict(count), most):
        assert plain(text).startswith(("【", "▍", "✔", "?", "✘"))
        assert not plain(text).rstrip().endswith("申领。")


def test_the_end_of_a_long_quote_keeps_its_source() -> None:
    parts = [Part("lead", "这样写:"), Part("quote", "第一条 文字。" * 1500), Part("source", "——《某方案》第一条")]
    texts = [plain(text) for text in pieces(parts)]
    assert len(texts) == 3
    assert texts[-1].endswith("文字。\n——《某方案》第一条")


def test_a_list_of_plain_lines_may_be_split_anywhere() -> None:
    texts = pieces([Part("heading", "一户一档"), *(Part("text", "所在城市:济南" * 10) for _ in range(120))])
    assert [len(plain(text)) > 3900 for text in texts] == [True, True, False]
