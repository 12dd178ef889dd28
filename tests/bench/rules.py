"""The rule book's speed and how many questions its interviews take, beside the alternatives in the same run."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.library import Library
from rules.evaluation.columns import Columns
from rules.evaluation.states import OFFICE
from rules.rulebook import RuleBook
from rules.screening import Screening
from tests.bench import rules_set
from tests.rules.companies import AS_OF, Companies

_COMPANIES = 10_000
_REPEATS = 5
_DRAWN = 500
"""Companies of their own; the rest are as they are, since real companies share few sets of honours."""


def report() -> list[str]:
    return [*_speed(), *_real_columns(), *_load(), *_interviews()]


def _real_columns() -> list[str]:
    """The real book over companies with honours, each won in its way and year; the columns are ready."""
    book = _real_book()
    companies = Companies(book, 3)
    drawn = [companies.whole() for _ in range(_DRAWN)]
    columns = Columns([book.prepare(drawn[row % _DRAWN], AS_OF) for row in range(_COMPANIES)], AS_OF)
    screening = Screening(book.programmes, book.facts)
    screened = screening.over(columns)
    rate = _rate(_best(lambda: screening.over(columns)), len(screened.programmes))
    return [
        f"  columns, the real book         {rate:>14,.0f}   {len(screened.programmes)} programmes (bound: 10,000,000)"
    ]


def _best(work: Callable[[], Any], repeats: int = _REPEATS) -> float:
    """Seconds of CPU, the best of some repeats: the machine is shared."""
    spent = []
    for _ in range(repeats):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return min(spent)


def _speed() -> list[str]:
    rows = rules_set.companies(_COMPANIES)
    count = len(rules_set.PROGRAMMES)
    with tempfile.TemporaryDirectory() as folder:
        book = rules_set.rulebook(Path(folder) / "rules")
    _agree(book, rows)
    hand = _rate(_best(lambda: [rules_set.by_hand(row) for row in rows]), count)
    walk = _rate(_best(lambda: [_walk(book, row) for row in rows]), count)
    lines = [
        "rules, ten benefits over sixteen facts, evaluations a second of CPU (best of five):",
        f"  plain Python function          {hand:>14,.0f}",
        f"  walk with all findings         {walk:>14,.0f}   {hand / walk:.1f} times the function's time (bound: 8)",
    ]
    zen = _zen(rows[:2000])
    if zen is None:
        lines.append("  zen-engine                     not installed")
    else:
        lines.append(
            f"  zen-engine, single calls       {zen:>14,.0f}   the walk is {walk / zen:.1f} times as fast (bound: 5)"
        )
    prepared = [book.prepare(row, AS_OF) for row in rows]
    screening, columns = Screening(book.programmes, book.facts), Columns(prepared, AS_OF)
    screening.over(columns)
    over = _rate(_best(lambda: screening.over(columns), 20), count)
    lines.append(f"  columns, ready                 {over:>14,.0f}   (bound: 50,000,000)")
    fresh = _rate(_best(lambda: screening.run(prepared, AS_OF)), count)
    lines.append(f"  columns, made from facts first {fresh:>14,.0f}")
    return lines


def _rate(seconds: float, programmes: int) -> float:
    return _COMPANIES * programmes / seconds


def _walk(book: RuleBook, row: dict[str, Any]) -> list[tuple[str, ...]]:
    """Verdict, figure, the state of every leaf, and the facts that are missing."""
    return [item.open_facts(row) for item in book.judge(row, AS_OF)]


def _agree(book: RuleBook, rows: list[dict[str, Any]]) -> None:
    """All ways give the same verdicts and amounts, or the figures mean nothing."""
    prepared = [book.prepare(row, AS_OF) for row in rows]
    screened = Screening(book.programmes, book.facts).run(prepared, AS_OF)
    for place, row in enumerate(rows):
        hand = [(bool(granted), yuan) for granted, yuan in rules_set.by_hand(row)]
        walked = [(0 < item.state <= OFFICE, item.yuan or 0) for item in book.judge(row, AS_OF)]
        columns = zip(
            screened.eligible[:, place].tolist(),
            np.nan_to_num(screened.yuan[:, place]).astype(int).tolist(),
            strict=True,
        )
        assert hand == walked == list(columns), row


def _zen(rows: list[dict[str, Any]]) -> float | None:
    try:
        import zen
    except ImportError:
        return None
    decision = zen.ZenEngine().create_decision(rules_set.zen_graph())
    for row in rows[:200]:
        found = decision.evaluate(row)["result"]
        hand = [(bool(granted), yuan) for granted, yuan in rules_set.by_hand(row)]
        assert hand == [(found[name], int(found[name + "_yuan"])) for name in rules_set.PROGRAMMES], row
    seconds = _best(lambda: [decision.evaluate(row) for row in rows], 3)
    return len(rows) * len(rules_set.PROGRAMMES) / seconds


def _real_book() -> RuleBook:
    library = Library.load()
    documents = (*library.documents, *library.summaries)
    return RuleBook.load({clause.id: clause.text for document in documents for clause in document.clauses})


def _load() -> list[str]:
    book = _real_book()
    library = Library.load()
    documents = (*library.documents, *library.summaries)
    clauses = {clause.id: clause.text for document in documents for clause in document.clauses}
    load = _best(lambda: RuleBook.load(clauses))
    truth = Companies(book, 3)
    known = truth.part(truth.whole())
    evaluate = _best(lambda: book.evaluate(known, AS_OF))
    ask = _best(lambda: book.next_question(known, AS_OF))
    return [
        f"our rule book: {len(book.programmes)} programmes, {len(book.facts)} facts; loaded in {load * 1000:.0f} ms,",
        f"  all outcomes with reasons in {evaluate * 1000:.1f} ms, next question in {ask * 1000:.1f} ms",
    ]


def _interviews(count: int = 60) -> list[str]:
    """Random ordinary enterprises of the two cities, one fact a question; programmes of the originals."""
    book, library = _real_book(), Library.load()
    originals = {document.id for document in library.documents}
    programmes = tuple(programme.id for programme in book.programmes if programme.document in originals)
    runs = [_interview(book, programmes, seed) for seed in range(count)]
    settled = statistics.mean(run[0] for run in runs)
    first = statistics.mean(run[1] for run in runs if run[1] is not None)
    return [
        f"interviews over {len(programmes)} programmes, {count} random enterprises, mean questions:",
        f"  all settled {settled:.1f} (best known methods on 60 programmes: 14), first yes {first:.1f} (2.7)",
    ]


def _interview(book: RuleBook, programmes: tuple[str, ...], seed: int) -> tuple[int, int | None]:
    truth = Companies(book, seed).whole() | {
        "role": "企业",
        "city": ("济南", "日照")[seed % 2],
        "role_city": ("济南", "日照")[seed % 2],
    }
    truth = book.derive(truth, AS_OF)
    known: dict[str, Any] = {}
    first, topic = None, None
    while question := book.next_question(known, AS_OF, programmes=programmes, last_topic=topic):
        known[question.fact] = truth.get(question.fact, "unknown")
        topic = book.facts[question.fact].topic
        if first is None and any(item.eligible for item in book.judge(known, AS_OF) if item.programme.id in programmes):
            first = len(known)
    return len(known), first
