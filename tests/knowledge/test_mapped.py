"""Arrays in a file: whole or not at all, and damage is noticed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.mapped import Damaged, map_file, write_file

NUMBERS = np.arange(50_000, dtype=np.int32)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "arrays.bin"
    write_file(place, {"numbers": (part for part in (NUMBERS[:7], NUMBERS[7:])), "none": np.empty(0)}, {"of": "这里"})
    return place


def test_what_was_written_is_read(file: Path) -> None:
    found = map_file(file)
    assert found is not None
    assert np.array_equal(found.array("numbers"), NUMBERS)
    assert np.array_equal(found.array("numbers", 100, 200), NUMBERS[100:200])
    assert len(found.array("none")) == 0
    assert found.about == {"of": "这里"}
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("kept", [0, 10, 50_000, -1])
def test_a_file_that_is_cut_short_is_none(file: Path, kept: int) -> None:
    file.write_bytes(file.read_bytes()[:kept])
    assert map_file(file) is None
    assert map_file(file.with_name("absent")) is None


def test_a_changed_byte_is_noticed_where_it_is_read(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4 * 40_000] ^= 1
    file.write_bytes(content)
    found = map_file(file)
    assert found is not None
    assert np.array_equal(found.array("numbers", 0, 100), NUMBERS[:100])
    with pytest.raises(Damaged):
        found.array("numbers", 39_999, 40_001)


def test_a_file_that_others_may_write_is_not_trusted(file: Path) -> None:
    file.chmod(0o666)
    assert map_file(file) is None


def test_nothing_stays_of_a_writing_that_fails(file: Path) -> None:
    before = file.read_bytes()

    def broken() -> object:
        yield NUMBERS
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        write_file(file, {"numbers": broken()}, {})  # type: ignore[dict-item]
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]
