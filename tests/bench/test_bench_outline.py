"""Outline and head take time that grows with the text and not with its square, whatever it is made of."""

from __future__ import annotations

import time

import pytest

from knowledge.metadata.head import read_head
from knowledge.outline.reader import read_outline
from knowledge.reading.source import Source
from knowledge.reading.word.numerals import chinese

SECONDS = 2.0
"""For 100,000 characters, on a machine that does other work as well."""
SIZE = 100_000


@pytest.mark.parametrize(
    "piece",
    ["第{n}条 对新认定的企业给予奖励。（责任单位：市财政局）\n", "{m}. 给予奖励。\n", "（", "（责任单位：", "《", "一、\n", "\n", " ",
     "1", "1.", "附件\n表\n", "自2024年1月1日起施行，", "有效期", "令第", "某市人民政府\n", "第一章 总则\n", "第一條 為了，"],
)  # fmt: skip
def test_a_hundred_thousand_characters(piece: str) -> None:
    count = SIZE // len(piece) + 1
    body = "".join(piece.format(n=chinese(at % 9999 + 1), m=at % 99 + 1) for at in range(count))
    text = f"某市支持企业发展办法\n一、对企业给予奖励,{body[:SIZE]}好"
    begun = time.process_time()
    read_head(Source(text), read_outline(text))
    assert time.process_time() - begun < SECONDS
