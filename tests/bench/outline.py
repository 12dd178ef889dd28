"""How long outline and head take for 100,000 characters of texts that are made to be slow. Wanted: 2 s at most."""

from __future__ import annotations

import time
from collections.abc import Iterator

from knowledge.metadata.head import read_head
from knowledge.outline.reader import read_outline
from knowledge.reading.source import Source
from knowledge.reading.word.numerals import chinese

SIZE = 100_000
PIECES = {
    "articles": "第{n}条 对新认定的企业给予奖励。（责任单位：市财政局）\n",
    "numbers": "{m}. 给予奖励。\n",
    "opening brackets": "（",
    "labels of units": "（责任单位：",
    "opening marks": "《",
    "the same number": "一、\n",
    "line ends": "\n",
    "blanks": " ",
    "digits": "1",
    "attachments": "附件\n表\n",
    "terms": "自2024年1月1日起施行，有效期",
    "signers": "某市人民政府\n",
    "chapters": "第一章 总则\n",
    "traditional": "第一條 為了，",
}


def report() -> Iterator[str]:
    yield f"outline and head, {SIZE} characters"
    for name, piece in PIECES.items():
        count = SIZE // len(piece) + 1
        body = "".join(piece.format(n=chinese(at % 9999 + 1), m=at % 99 + 1) for at in range(count))
        text = f"某市支持企业发展办法\n一、对企业给予奖励,{body[:SIZE]}好"
        begun = time.process_time()
        read_head(Source(text), read_outline(text))
        yield f"  {name:20} {time.process_time() - begun:6.2f} s"
