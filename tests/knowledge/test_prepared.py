"""The prepared dictionary: made once, never trusted blindly, never in the way."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.prepared import prepared

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "mingce"


class Maker:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, int]:
        self.times += 1
        return {"瞪羚": 3}


def test_made_once_and_kept_for_the_owner_alone(cache: Path) -> None:
    make = Maker()
    assert prepared("words", b"1", make) == prepared("words", b"1", make) == {"瞪羚": 3}
    assert make.times == 1
    (file,) = cache.iterdir()
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700 and stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_key_is_another_table(cache: Path) -> None:
    make = Maker()
    for key in (b"1", b"2", b"3", b"4", b"5"):
        prepared("words", key, make)
    assert make.times == 5 and len(list(cache.iterdir())) == 3


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "writable"])
def test_a_file_that_cannot_be_trusted_is_made_again(cache: Path, damage: str) -> None:
    make = Maker()
    prepared("words", b"1", make)
    (file,) = cache.iterdir()
    data = file.read_bytes()
    file.write_bytes({"cut": data[:-1], "changed": data[:-1] + b"x", "empty": b"", "writable": data}[damage])
    file.chmod(0o666 if damage == "writable" else 0o600)
    assert prepared("words", b"1", make) == {"瞪羚": 3} and make.times == 2
    assert prepared("words", b"1", make) == {"瞪羚": 3} and make.times == 2


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert prepared("words", b"1", Maker()) == {"瞪羚": 3}


def test_two_starts_at_once(cache: Path) -> None:
    make = Maker()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: prepared("words", b"1", make), range(40)))
    assert found == [{"瞪羚": 3}] * 40
    assert [file.suffix for file in cache.iterdir()] == [".marshal"]


def test_jieba_leaves_nothing_in_the_shared_folder(tmp_path: Path) -> None:
    """A cold start with its own cache and temporary folder; a second one answers the same bytes."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    program = "from knowledge.library import Library; print(Library.load().search('济南小巨人奖励多少', 3))"
    first, second = (
        subprocess.run([sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, check=True)
        for _ in range(2)
    )
    assert first.stdout == second.stdout and first.stderr == b""
    assert list((tmp_path / "tmp").iterdir()) == []
    kept = {file.stem.split("-")[0] for file in (tmp_path / "cache" / "mingce").iterdir()}
    assert kept == {"dictionary", "clauses", "counts", "outlines of documents", "outlines of summaries"}


def test_importing_the_library_loads_nothing_heavy() -> None:
    heavy = ("jieba", "numpy", "opencc", "pypinyin", "lxml", "docx")
    program = f"import sys, knowledge.library; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert run.stdout == b"[]\n"
