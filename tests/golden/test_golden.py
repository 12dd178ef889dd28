"""The golden file is one, and what is replied today is what it holds, but for changes too few to be announced."""

from __future__ import annotations

from pathlib import Path

from tests.golden.replies import FILE, inputs, packed, read, replies

EVERY = 97
"""Of the inputs, one in so many is replied to here; `make golden` takes all of them."""
UNANNOUNCED = 0.12
"""Share of replies that may differ before the file has to be written anew, so that small changes need no large file."""


def test_the_file_holds_nearly_every_labelled_input() -> None:
    known, wanted = read(), inputs()
    missing = [turns for turns in wanted if turns not in known]
    assert len(missing) <= UNANNOUNCED * len(wanted), "make golden WRITE=1"
    assert all(len(said) == len(turns) and all(said) for turns, said in known.items())


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    some = dict(list(read().items())[:EVERY])
    (tmp_path / "some.xz").write_bytes(packed(some))
    assert read(tmp_path / "some.xz") == some


def test_a_change_of_many_replies_is_announced() -> None:
    known = read(FILE)
    sample = [turns for turns in inputs()[::EVERY] if turns in known]
    assert len(sample) >= len(known) // EVERY // 2
    changed = [turns for turns in sample if replies(turns) != known[turns]]
    assert len(changed) <= UNANNOUNCED * len(sample), f"make golden shows them, make golden WRITE=1 keeps: {changed}"
