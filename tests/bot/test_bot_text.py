"""Text from outside: afterwards it can be written, stored and sent; what a person typed is not touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import valid, valid_throughout, whole

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()) | st.sampled_from("\ud83d\ude00\x00\u0301\u202ea "))


@pytest.mark.parametrize(
    ("came", "wanted"),
    [
        ("奖励\ud83d多少", "奖励多少"),
        ("\ud83d\ude00好", "😀好"),
        ("\ude00\ud83d", ""),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("\u0301\u0302奖励", "奖励"),
        ("e" + "\u0301" * 50, "e\u0301\u0301"),
        ("\u202e奖励\u2066", "奖励"),
        ("奖\u200b励\ufeff", "奖励"),
        ("1️⃣ 👨‍👩‍👧 é\n\t,。", "1️⃣ 👨‍👩‍👧 é\n\t,。"),
        ("我们在济南,去年营收1,200万元(约)。", "我们在济南,去年营收1,200万元(约)。"),
    ],
)
def test_what_is_no_text_goes_and_the_rest_stays(came: str, wanted: str) -> None:
    assert valid(came) == wanted


@given(ANYTHING)
def test_it_can_be_written_and_is_the_same_the_second_time(came: str) -> None:
    done = valid(came)
    done.encode("utf-8")
    assert valid(done) == done
    assert not any(unicodedata.category(one) in {"Cs"} or (one < " " and one not in "\n\t\r") for one in done)


@given(ANYTHING)
def test_no_position_moves_where_only_halves_are_replaced(came: str) -> None:
    units = len(came.encode("utf-16-le", "surrogatepass"))
    assert len(whole(came).encode("utf-16-le")) == units


def test_every_text_of_a_value_is_reached() -> None:
    assert valid_throughout({"a\x00": ["\ud83d", {"b": 1.5, "c": None}]}) == {"a": ["", {"b": 1.5, "c": None}]}
