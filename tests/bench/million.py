"""The index beside bm25s (numba), tantivy, SQLite FTS5 and rank_bm25 on the same clauses, one process each.

`python -m tests.bench million 1000000` takes another number of clauses than the hundred thousand of every day.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from knowledge.search.words import Words
from tests.bench.engines import ENGINES, Engine
from tests.bench.libraries import passages

SIZE = 100_000
QUESTIONS, SLOW_QUESTIONS, ROUNDS = 200, 6, 3
_REAL = 20_000
"""Clauses that are cut; those beyond are halves of two of them."""
_CHUNK = 20_000
K = 10


def report(sizes: tuple[int, ...] = ()) -> list[str]:
    lines = []
    for size in sizes or (SIZE,):
        found = {name: _run(name, size) for name in ENGINES}
        lines += [f"million: {size:,} clauses, {name}: {_told(one, found)}" for name, one in found.items()]
    return lines


def _run(name: str, size: int) -> dict[str, Any] | str:
    missing = [module for module in ENGINES[name].needs if find_spec(module) is None]
    if missing:
        return f"### NOT MEASURED: {' and '.join(missing)} not installed (pip install -e '.[bench]')"
    call = [sys.executable, "-m", "tests.bench.million", name, str(size)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else f"### FAILED: {done.stderr.strip()[-300:]}"


def _told(one: dict[str, Any] | str, others: dict[str, dict[str, Any] | str]) -> str:
    if isinstance(one, str):
        return one
    told = (
        f"p50 {one['p50']:.2f} ms, p99 {one['p99']:.2f} ms of CPU; built in {one['build']:.1f} s of CPU, "
        f"peak {one['peak']:.0f} MB, on disk {one['disk']:.0f} MB, opened in {one['open']:.1f} ms"
    )
    if "added" in one:
        told += f", a document added in {one['added']:.2f} s; the first ten are those of a full sort: {one['same']}"
    ratios = [
        f"{name} p50 × {other['p50'] / one['p50']:.2f}, p99 × {other['p99'] / one['p99']:.2f}, "
        f"build × {other['build'] / one['build']:.2f}"
        for name, other in others.items()
        if isinstance(other, dict) and other is not one and "added" in one
    ]
    return told + ("".join(f"\n    against it: {ratio}" for ratio in ratios))


def bags(size: int) -> Iterator[list[str]]:
    chance, words = random.Random(5), Words()
    real = [[sys.intern(word) for word in words.cut(text)] for text in passages(min(size, _REAL))]
    yield from real
    for _ in range(size - len(real)):
        one, other = chance.choice(real), chance.choice(real)
        yield one[: len(one) // 2] + other[len(other) // 2 :]


def asked(size: int) -> list[list[str]]:
    """Stretches of clauses, six to sixteen different words each."""
    chance, found = random.Random(7), []
    for number, bag in enumerate(bags(min(size, _REAL))):
        if number % (_REAL // QUESTIONS // 2) == 0 and len(bag) > 6:
            start = chance.randrange(max(1, len(bag) - 15))
            found.append(list(dict.fromkeys(bag[start : start + chance.randint(6, 16)])))
    return found[:QUESTIONS]


def measure(engine: Engine, size: int) -> dict[str, Any]:
    questions = asked(size)[: SLOW_QUESTIONS if engine.slow else None]
    build, chunk = 0.0, list[list[str]]()
    for bag in bags(size):
        chunk.append(bag)
        if len(chunk) == _CHUNK:
            build += _cpu(engine.add, chunk)
            chunk = []
    build += _cpu(engine.add, chunk) + _cpu(engine.finish)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    opened = _cpu(engine.open) * 1000
    for question in questions:
        engine.best(question, K)
    rounds = 1 if engine.slow else ROUNDS
    times = sorted(min(_cpu(engine.best, question, K) for _ in range(rounds)) * 1000 for question in questions)
    peak = max(peak, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    p50, p99 = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))]
    return {"p50": p50, "p99": p99, "build": build, "peak": peak, "disk": engine.disk(), "open": opened} | engine.more(
        questions
    )


def _cpu(call: Any, *values: Any) -> float:
    began = time.process_time()
    call(*values)
    return time.process_time() - began


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        found = measure(ENGINES[sys.argv[1]](Path(folder)), int(sys.argv[2]))
    sys.stdout.write(json.dumps(found))
