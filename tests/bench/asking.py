"""`ask` in libraries of two sizes with documents of one's own: the first question after a start, and the others."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.libraries import made

SIZES = (50, 205)
"""Documents of one's own, of 75 clauses each."""
QUESTIONS = Path(__file__).parents[1] / "knowledge" / "questions.jsonl"
_MOST = 100
_DAY = date(2026, 11, 22)


def report(sizes: tuple[int, ...] = ()) -> list[str]:
    found = {0: _run(0)} | {size: _run(size) for size in sizes or SIZES}
    return [
        f"asking: {one['clauses']:,} clauses in {one['documents']} documents: first {one['first']:.2f} s after "
        f"{one['start']:.2f} s of loading, then p50 {one['p50']:.1f} ms, p95 {one['p95']:.1f} ms; of one's own "
        f"p50 {one['own']:.1f} ms (CPU)"
        for one in found.values()
    ]


def _run(documents: int) -> dict[str, Any]:
    """In a process of its own, that follows one which has prepared what is kept."""
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder), documents)
        environment = {**os.environ, "MINGCE_DATA": folder}
        for _ in range(2):
            call = [sys.executable, "-m", "tests.bench.asking"]
            done = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _measure() -> dict[str, Any]:
    from bot.answering.answer import answer
    from bot.answering.model import Focus
    from bot.bootstrap import build_world

    began = time.process_time()
    world = build_world()
    start = time.process_time() - began

    def took(question: str) -> float:
        began = time.process_time()
        answer(question, Focus(), world, _DAY)
        return time.process_time() - began

    asked = [json.loads(line)["q"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()][:_MOST]
    own = [f"{one.title[:4]}{(one.clauses[5].heading or one.title)[:8]}奖励多少" for one in world.library.own[:40]]
    first = took("济南小巨人奖励多少")
    times, of_own = sorted(map(took, asked)), [took(question) for question in own] or [0.0]
    documents = world.library.documents
    return {
        "documents": len(documents),
        "clauses": sum(len(document.clauses) for document in documents),
        "start": start,
        "first": first,
        "p50": statistics.median(times) * 1000,
        "p95": times[int(len(times) * 0.95)] * 1000,
        "own": statistics.median(of_own) * 1000,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure()))
