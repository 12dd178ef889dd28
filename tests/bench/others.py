"""The ten benefits for many companies at once, beside what others would reach for: DuckDB's SQL and OpenFisca's arrays.

OpenFisca's licence is the AGPL: it is installed by `make bench` alone and nothing that we ship imports it.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rules.bulk import Bulk, Table
from rules.rulebook import RuleBook
from tests.bench import rules_set
from tests.rules.companies import AS_OF

_COMPANIES, _DRAWN = 1_000_000, 5_000
_REPEATS = 3
_BY_OPENFISCA = 200_000
_YEAR = str(AS_OF.year)
Sums = NDArray[np.float64]
"""Yuan by benefit and company."""


def report() -> list[str]:
    drawn = rules_set.companies(_DRAWN, 5)
    rows = np.random.default_rng(5).integers(0, _DRAWN, _COMPANIES)
    frame = pl.DataFrame(drawn)[rows]
    hand = np.array([[yuan for _, yuan in rules_set.by_hand(row)] for row in drawn], dtype=np.float64)[rows].T
    lines = [f"ten benefits for {_COMPANIES:,} companies at once, companies a second of CPU (best of {_REPEATS}):"]
    for name, way in (("our expressions (Polars)", _ours), ("DuckDB", _duckdb), ("OpenFisca", _openfisca)):
        lines.append(_line(name, way, frame, hand))
    return lines


def _line(name: str, way: Callable[[pl.DataFrame], Callable[[], Sums]], frame: pl.DataFrame, hand: Sums) -> str:
    mine = frame if way is not _openfisca else frame.head(_BY_OPENFISCA)
    try:
        run = way(mine)
    except ImportError:
        return f"  {name:<30} not installed"
    spent = []
    for _ in range(_REPEATS):
        begin = time.process_time()
        sums = run()
        spent.append(time.process_time() - begin)
    assert np.array_equal(sums, hand[:, : len(mine)]), name
    return f"  {name:<30} {len(mine) / min(spent):>14,.0f}"


def _ours(frame: pl.DataFrame) -> Callable[[], Sums]:
    with tempfile.TemporaryDirectory() as folder:
        book = rules_set.rulebook(Path(folder) / "rules")
    bulk = Bulk(book.programmes, book.facts, AS_OF)
    table = _table(bulk, book, frame)

    def run() -> Sums:
        found = bulk.verdicts(table)
        return np.array([found[f"{place}.yuan"].fill_null(0.0).to_numpy() for place in range(len(bulk.programmes))])

    return run


def _table(bulk: Bulk, book: RuleBook, frame: pl.DataFrame) -> Table:
    """The columns as they are; words as their places among the distinct ones."""
    small = bulk.table([book.prepare(row, AS_OF) for row in frame.head(1).to_dicts()])
    columns, words = list[pl.Series](), dict[str, list[Any]]()
    for name, kind in small.frame.schema.items():
        if name not in frame.columns:  # a fact that none of the ten asks for
            columns.append(pl.Series(name, [None] * len(frame), kind))
            words[name] = []
            continue
        column = frame[name]
        if name in small.words:
            words[name] = column.unique(maintain_order=True).to_list()
            column = column.replace_strict(words[name], list(range(len(words[name]))), return_dtype=pl.UInt32)
        columns.append(column.cast(kind).alias(name))
    return Table(pl.DataFrame(columns), words, ())


def _duckdb(frame: pl.DataFrame) -> Callable[[], Sums]:
    import duckdb

    base = duckdb.connect()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "companies.parquet"
        frame.write_parquet(file)
        base.execute(f"CREATE TABLE firms AS SELECT * FROM read_parquet('{file}')")
    picked = ", ".join(
        f"CASE WHEN {_sql(when)} THEN {_sql(yuan)} ELSE 0 END::DOUBLE AS {name}"
        for name, (when, yuan) in rules_set.ZEN.items()
    )

    def run() -> Sums:
        found = base.execute(f"SELECT {picked} FROM firms").fetchnumpy()
        return np.array([found[name] for name in rules_set.ZEN])

    return run


def _sql(words: str) -> str:
    words = re.sub(r"min\(\[(.+)\]\)", r"least(\1)", words)
    return words.replace("==", "=").replace('"', "'").replace("[", "(").replace("]", ")")


def _openfisca(frame: pl.DataFrame) -> Callable[[], Sums]:
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

    firm = entities.Entity("firm", "firms", "", "")

    def variable(name: str, kind: Any, formula: Any = None) -> Any:
        told = {"value_type": kind, "entity": firm, "definition_period": periods.DateUnit.YEAR, "label": name}
        return type(name, (variables.Variable,), told | ({"formula": formula} if formula else {}))

    def benefit(name: str) -> Any:
        def formula(firms: Any, period: Any) -> Sums:
            facts = {fact: firms(fact, period) for fact in _uses(name)}
            granted, yuan = _BY_ARRAYS[name](facts)
            return np.where(granted, yuan, 0.0)

        return variable(name, float, formula)

    system = taxbenefitsystems.TaxBenefitSystem([firm])
    kinds: Mapping[str, Any] = {"text": str, "bool": bool}
    for fact, kind in rules_set.FACTS.items():
        system.add_variable(variable(fact, kinds.get(kind, float)))
    for name in rules_set.ZEN:
        system.add_variable(benefit(name))

    def run() -> Sums:
        firms = system.instantiate_entities()
        firms["firm"].count = len(frame)
        simulation = simulations.Simulation(system, firms)
        for fact in rules_set.FACTS:
            simulation.set_input(fact, _YEAR, frame[fact].to_numpy())
        return np.array([simulation.calculate(name, _YEAR) for name in rules_set.ZEN], dtype=np.float64)

    return run


def _uses(name: str) -> list[str]:
    words = " ".join(rules_set.ZEN[name])
    return [fact for fact in rules_set.FACTS if re.search(rf"\b{fact}\b", words)]


def _capped(base: Sums, rate: float, cap: float) -> Sums:
    return np.minimum(np.floor(base.astype(np.float64) * rate + 0.5), cap)


_BY_ARRAYS: Mapping[str, Callable[[Mapping[str, Any]], tuple[Any, Any]]] = {
    "b0": lambda f: ((f["city"] == "甲城") & f["is_sme"] & (f["years"] >= 2), 1_000_000),
    "b1": lambda f: (
        np.isin(f["city"].astype(str), ["甲城", "乙城"])
        & (np.round(f["rd_share"], 6) >= np.float32(0.03))
        & (f["revenue_yuan"] >= 10_000_000),
        _capped(f["rd_yuan"], 0.1, 5_000_000),
    ),
    "b2": lambda f: (f["certified"] & ~f["penalised"] & (f["patents"] >= 2), 3_000_000),
    "b3": lambda f: (
        (f["industry"] == "工业") & (f["employees"] <= 300) & (f["debt_share"] <= np.float32(0.7)),
        _capped(f["investment_yuan"], 0.2, 20_000_000),
    ),
    "b4": lambda f: (f["exporter"] & (f["revenue_yuan"] > 50_000_000), 5_000_000),
    "b5": lambda f: (
        (f["loan_yuan"] <= 5_000_000) & f["is_sme"] & (f["city"] == "甲城"),
        _capped(f["loan_yuan"], 0.05, 1_000_000),
    ),
    "b6": lambda f: (
        np.isin(f["industry"].astype(str), ["工业", "软件"])
        & (f["patents"] >= 5)
        & (f["rd_share"] >= np.float32(0.05))
        & (f["years"] >= 3),
        10_000_000,
    ),
    "b7": lambda f: ((f["employees"] >= 10) & (f["employees"] <= 500) & ~f["penalised"], 1_000_000),
    "b8": lambda f: (
        (f["assets_yuan"] >= 20_000_000) & (f["debt_share"] < np.float32(0.5)),
        _capped(f["assets_yuan"], 0.03, 3_000_000),
    ),
    "b9": lambda f: ((f["certified"] | (f["patents"] >= 1)) & (f["years"] >= 5) & (f["city"] == "乙城"), 3_000_000),
}
"""As OpenFisca's country packages write formulas; its numbers are of single precision."""
