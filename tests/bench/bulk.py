"""A province from a file: verdicts and sums of every programme of the real book for millions of companies."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rules.bulk import Bulk, Table
from rules.rulebook import RuleBook
from tests.bench.rules import _real_book
from tests.rules.companies import AS_OF, Companies

_COMPANIES = 5_000_000
_KINDS = 2_000
"""Different companies that the millions are drawn from, column by column."""
_PIECE = 250_000


def report() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "companies.parquet"
        _write(file)
        ran = subprocess.run(
            [sys.executable, "-m", "tests.bench.bulk", str(file)], capture_output=True, text=True, check=True
        )
    return ran.stdout.splitlines()


def _sample(book: RuleBook) -> Table:
    companies = Companies(book, 11)
    known = [companies.part(companies.whole()) if row % 2 else companies.whole() for row in range(_KINDS)]
    return Bulk(book.programmes, book.facts, AS_OF).table([book.prepare(facts, AS_OF) for facts in known])


def _write(file: Path) -> None:
    import polars as pl

    frame = _sample(_real_book()).frame
    pieces = file.parent / "pieces"
    pieces.mkdir()
    for piece in range(_COMPANIES // _PIECE):
        drawn = [
            frame.get_column(name).sample(_PIECE, with_replacement=True, seed=piece * 1000 + place)
            for place, name in enumerate(frame.columns)
        ]
        pl.DataFrame(drawn).write_parquet(pieces / f"{piece:03}.parquet")
    pl.scan_parquet(pieces / "*.parquet").sink_parquet(file, row_group_size=65_536)


def _measure(file: Path) -> list[str]:
    import polars as pl

    book = _real_book()
    bulk, words = Bulk(book.programmes, book.facts, AS_OF), _sample(book).words
    begin = time.process_time()
    totals = bulk.totals(pl.scan_parquet(file), words)
    spent = time.process_time() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    granted = sum(total.eligible for total in totals)
    return [
        f"a province: {_COMPANIES:,} companies, {len(bulk.programmes)} programmes of the real book, from Parquet:",
        f"  {spent:.1f} s of CPU, {_COMPANIES / spent:,.0f} companies a second (bound: 300,000), {memory:,.0f} MB "
        f"(bound: 1,000); {granted:,} verdicts granted",
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join(_measure(Path(sys.argv[1]))) + "\n")
