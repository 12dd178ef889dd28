"""`python -m tests.golden` prints every reply that differs from the golden file; `--write` takes them over."""

from __future__ import annotations

import difflib
import multiprocessing
import os
import sys
from collections.abc import Iterator
from itertools import repeat

from tests.golden.replies import FILE, Lines, Turns, inputs, packed, read, replies


def main() -> None:
    known = read() if FILE.exists() else {}
    found = _all(inputs())
    changed = [turns for turns in (*found, *known) if found.get(turns) != known.get(turns)]
    for turns in dict.fromkeys(changed):
        print("\n".join(_difference(turns, known.get(turns, []), found.get(turns, []))))
    print(f"{len(found)} inputs, {len(set(changed))} replied to differently")
    if "--write" in sys.argv:
        FILE.write_bytes(packed(found))
    elif changed:
        sys.exit(1)


def _all(wanted: list[Turns]) -> dict[Turns, list[Lines]]:
    with multiprocessing.get_context("spawn").Pool(os.cpu_count() or 1) as pool:
        return dict(zip(wanted, pool.imap(replies, wanted, 64), strict=True))


def _difference(turns: Turns, before: list[Lines], after: list[Lines]) -> Iterator[str]:
    yield "=== " + " → ".join(turns)
    for old, new in zip(_padded(before, len(after)), _padded(after, len(before)), strict=True):
        yield from (line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:3] not in _HEADS)


_HEADS = ("---", "+++", "@@ ")


def _padded(said: list[Lines], length: int) -> list[Lines]:
    return [*said, *repeat([], max(length - len(said), 0))]


if __name__ == "__main__":
    main()
