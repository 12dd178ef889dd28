"""How long reading an utterance takes."""

from __future__ import annotations

import json
import statistics
import time
from datetime import date
from pathlib import Path

from bot.understanding.fold import MOST_CHARACTERS
from bot.understanding.reading import understand

UTTERANCES = Path(__file__).parents[1] / "bot" / "understanding" / "utterances.jsonl"
DAY = date(2026, 11, 22)
LONG = "我们公司在济南,2019年3月成立,去年营收一千二百万,研发占比百分之五,小巨人刚批,没有瞪羚。" * 60


def report() -> list[str]:
    items = [json.loads(line) for line in UTTERANCES.read_text(encoding="utf-8").splitlines()]
    began = time.perf_counter()
    understand("我们在济南", None, DAY)
    first = time.perf_counter() - began
    times = sorted(_seconds(item["text"], item["asked"]) for item in items for _ in range(3))
    most = _seconds(LONG[:MOST_CHARACTERS], None)
    return [
        f"understanding: first utterance (tables read) {first * 1000:.0f} ms",
        f"understanding: {len(items)} utterances, median {statistics.median(times) * 1000:.2f} ms, "
        f"95 % below {times[int(len(times) * 0.95)] * 1000:.2f} ms, slowest {times[-1] * 1000:.2f} ms",
        f"understanding: {MOST_CHARACTERS} characters, the most that is read, {most * 1000:.0f} ms",
    ]


def _seconds(text: str, asked: str | None) -> float:
    began = time.perf_counter()
    understand(text, asked, DAY)
    return time.perf_counter() - began
