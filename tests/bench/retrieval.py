"""Search: cold start, warm questions, quality, beside plain rank-bm25 with jieba in the same process."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rank_bm25 import BM25Okapi

from knowledge.library import cached_library
from knowledge.model import Clause
from knowledge.search.words import Words

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests" / "knowledge" / "questions.jsonl"
COLD_STARTS = 5
ROUNDS = 3
Ranking = Callable[[str], Sequence[Clause]]


def report() -> list[str]:
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    ours, plain = _ours(), _plain()
    lines = [_cold(command) for command in ("ask", "search")]
    for name, ranking in (("ours", ours), ("plain rank-bm25 with jieba", plain)):
        lines.append(f"retrieval: {name}, {_warm(ranking, [question['q'] for question in asked])}")
        for part in ("tune", "held"):
            chosen = [question for question in asked if question["part"] == part and question["answers"]]
            lines.append(f"retrieval: {name}, {part} ({len(chosen)} questions): {_quality(ranking, chosen)}")
    return lines


def _cold(command: str) -> str:
    """CPU seconds of a whole process, tables in the cache folder already prepared."""
    call = [sys.executable, "-m", "bot", command, "济南小巨人奖励多少", "--json"]
    times = []
    for _ in range(COLD_STARTS + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(call, cwd=ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return f"retrieval: cold `mingce {command}`, median {statistics.median(times[1:]):.2f} s of CPU"


def _ours() -> Ranking:
    library = cached_library()
    library.search("奖励")
    return lambda text: [hit.clause for hit in library.search(text, 10)]


def _plain() -> Ranking:
    """The yardstick: each clause's text, jieba's words, Okapi's defaults."""
    clauses = [clause for document in cached_library().documents for clause in document.clauses]
    words = Words()
    index = BM25Okapi([words.cut(clause.text) for clause in clauses])
    return lambda text: index.get_top_n(words.cut(text), clauses, 10)


def _warm(ranking: Ranking, texts: list[str]) -> str:
    times = []
    for text in texts * ROUNDS:
        began = time.perf_counter()
        ranking(text)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return (
        f"warm median {statistics.median(times):.2f} ms a question, 95 % below {times[int(len(times) * 0.95)]:.2f} ms"
    )


def _quality(ranking: Ranking, asked: list[dict[str, Any]]) -> str:
    ranks = [_rank(ranking(question["q"]), question["answers"]) for question in asked]
    shares = (sum(rank is not None and rank <= k for rank in ranks) / len(ranks) for k in (1, 3, 10))
    return " ".join(f"R@{k} {share:.3f}" for k, share in zip((1, 3, 10), shares, strict=True))


def _rank(found: Sequence[Clause], answers: list[tuple[str, list[str]]]) -> int | None:
    return next(
        (
            number
            for number, clause in enumerate(found, 1)
            if any(clause.document == d and list(clause.path[: len(p)]) == p for d, p in answers)
        ),
        None,
    )
