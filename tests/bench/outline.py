"""How long outline and head take for 100,000 characters of texts that are made to be slow. Wanted: 2 s at most."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from knowledge.metadata.head import read_head
from knowledge.outline.reader import read_outline
from knowledge.reading.source import Source
from knowledge.reading.word.numerals import chinese

SIZE = 100_000
ARTICLES = 32_000
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
    yield from _enormous()


_MEASURED = """
import resource, sys, time
from datetime import date
from pathlib import Path
from knowledge.library import parse
begun = time.process_time()
found = parse(Path(sys.argv[1]), date(2026, 11, 22))
print(len(found.clauses), time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def _enormous() -> Iterator[str]:
    """The whole of reading, in a process of its own. Wanted: seconds, and 200 MB at most."""
    lines = (
        f"第{at}条 对第{at}类企业给予{at % 90 + 1}万元奖励，由市财政局负责落实。\n" for at in range(1, ARTICLES + 1)
    )
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "enormous.txt"
        file.write_text("某市支持企业发展办法\n" + "".join(lines), encoding="utf-8")
        run = subprocess.run([sys.executable, "-c", _MEASURED, str(file)], capture_output=True, text=True, check=True)
    clauses, seconds, megabytes = run.stdout.split()
    yield f"  {ARTICLES} articles: {clauses} clauses, {float(seconds):.2f} s of the processor, {megabytes} MB at most"
