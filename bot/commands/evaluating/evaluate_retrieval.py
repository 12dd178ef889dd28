"""`mingce evaluate retrieval`: a BEIR folder in, ranking measures out."""

from __future__ import annotations

import json as json_format
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.commands.output import print_json
from bot.errors import InputError
from bot.wording import say
from knowledge.library import passages

DEPTH = 100
RECALL_AT = (1, 3, 5, 10, 100)
Judgements = dict[str, dict[str, int]]
"""Query → passage → grade; only grades above 0 count as relevant."""


def run(data: Path, json: bool) -> None:
    figures = evaluate(data)
    if json:
        print_json(figures)
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:<12} {value:.4f}\n" if isinstance(value, float) else f"{name:<12} {value}\n")


def evaluate(data: Path) -> dict[str, Any]:
    """Means over the queries that have a relevant passage: ndcg@10 (linear gains, log2 discount), mrr@10, recall@k."""
    if not data.is_dir():
        raise InputError(say("library.beir_folder", folder=data))
    entries = list(_entries(data / "corpus.jsonl"))
    numbers = {entry["_id"]: number for number, entry in enumerate(entries)}
    wanted = _judgements(data / "qrels" / "test.tsv", numbers)
    questions = {entry["_id"]: entry["text"] for entry in _entries(data / "queries.jsonl") if entry["_id"] in wanted}
    missing = next((query for query in wanted if query not in questions), None)
    if missing is not None:
        raise InputError(say("library.beir_unknown_query", file=data / "queries.jsonl", id=missing[:40]))
    if not questions:
        raise InputError(say("library.beir_nothing", file=data / "qrels" / "test.tsv"))
    with _Progress(len(entries), len(questions)) as progress:
        index = passages([(entry.get("title") or "", entry["text"]) for entry in entries], progress.cut)
        rows = []
        for query, text in questions.items():
            ranked = [entries[number]["_id"] for number in index.search(text, DEPTH)]
            rows.append(measures(ranked, wanted[query]))
            progress.answered(len(rows))
    means = {name: sum(row[name] for row in rows) / len(rows) for name in rows[0]}
    return {"passages": len(entries), "queries": len(rows), **means}


def measures(ranked: list[str], grades: Mapping[str, int]) -> dict[str, float]:
    """Of one query; `ranked` are passages, best first."""
    gains = [grades.get(passage, 0) for passage in ranked]
    ideal = sum(_discounted(sorted(grades.values(), reverse=True)[:10]))
    first = next((rank for rank, gain in enumerate(gains[:10], 1) if gain > 0), None)
    found = {f"recall@{k}": sum(gain > 0 for gain in gains[:k]) / len(grades) for k in RECALL_AT}
    return {"ndcg@10": sum(_discounted(gains[:10])) / ideal, "mrr@10": 1 / first if first else 0.0, **found}


def _discounted(gains: list[int]) -> Iterator[float]:
    return (gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        with file.open(encoding="utf-8-sig") as source:
            yield from ((number, line) for number, line in enumerate(source, 1) if line.strip())
    except FileNotFoundError:
        raise InputError(say("library.beir_missing", file=file)) from None
    except (UnicodeDecodeError, OSError):
        raise InputError(say("library.beir_unreadable", file=file)) from None


def _entries(file: Path) -> Iterator[dict[str, Any]]:
    for number, line in _lines(file):
        try:
            entry = json_format.loads(line)
        except ValueError:
            entry = None
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or "_id" not in entry:
            raise InputError(say("library.beir_line", file=file, line=number))
        yield {**entry, "_id": str(entry["_id"])}


def _judgements(file: Path, passages_known: Mapping[str, int]) -> Judgements:
    found: Judgements = {}
    for number, line in _lines(file):
        parts = line.rstrip("\r\n").split("\t")
        if number == 1 and not parts[-1].strip().lstrip("-").isdigit():
            continue
        if len(parts) != 3 or not parts[2].strip().lstrip("-").isdigit():
            raise InputError(say("library.beir_judgement", file=file, line=number))
        query, passage, grade = parts[0], parts[1], int(parts[2])
        if grade > 0:
            if passage not in passages_known:
                raise InputError(say("library.beir_unknown_passage", file=file, line=number, id=passage[:40]))
            found.setdefault(query, {})[passage] = grade
    return found


class _Progress:
    """Two bars on stderr, only where that is a terminal."""

    def __init__(self, texts: int, questions: int) -> None:
        self._totals = (texts, questions)
        self.cut: Callable[[int], None] = lambda done: None
        self.answered: Callable[[int], None] = lambda done: None

    def __enter__(self) -> _Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._bars = Progress(console=Console(stderr=True), transient=True)
            self._bars.start()
            first = self._bars.add_task(say("library.beir_cutting"), total=self._totals[0])
            second = self._bars.add_task(say("library.beir_asking"), total=self._totals[1])
            self.cut = lambda done: self._bars.update(first, completed=done)
            self.answered = lambda done: self._bars.update(second, completed=done)
        return self

    def __exit__(self, *_: object) -> None:
        if hasattr(self, "_bars"):
            self._bars.stop()
