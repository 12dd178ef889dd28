from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.rendering import pieces, plain
from bot.channels.telegram.splitting import cut, units
from bot.dialogue.model import Part
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
