"""A shelf grows and shrinks by documents and always is what one index over them would be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.bm25.index import Index
from knowledge.bm25.kept import InFolder
from knowledge.bm25.shelf import Shelf, Shelved

Texts = dict[str, list[list[str]]]
SOME: Texts = {f"文{number}": [["甲", f"乙{number}"], ["丙"] * (number + 1), []] for number in range(5)}


def documents(texts: Texts) -> list[Shelved]:
    return [Shelved(key, lambda bags=bags: bags) for key, bags in texts.items()]  # type: ignore[misc]


def same_as_one_index(folder: Path | None, texts: Texts, asked: list[str]) -> None:
    index, firsts = Shelf(InFolder(folder) if folder else None).index(documents(texts))
    whole = Index.of(bag for bags in texts.values() for bag in bags).scores(asked)
    numbers = [first + n for first, bags in zip(firsts, texts.values(), strict=True) for n in range(len(bags))]
    assert np.abs(index.scores(asked)[numbers] - whole).max(initial=0) <= 1e-9


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.sets(st.integers(0, 12), max_size=12), min_size=1, max_size=12),
    st.lists(st.sampled_from(["甲", "丙", "乙3", "乙7"]), max_size=4),
)
def test_whatever_comes_and_goes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[set[int]], asked: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("shelf")
    for step in steps:
        texts = {f"文{n}": [["甲", f"乙{n}", "丙"][: n % 4], ["丙"] * (n + 1), []] for n in step}
        same_as_one_index(folder, texts, asked)
    assert len(list(folder.iterdir())) <= 10


def test_only_what_is_new_is_cut(tmp_path: Path) -> None:
    Shelf(InFolder(tmp_path)).index(documents(SOME))
    again = [Shelved(key, lambda: pytest.fail("cut again")) for key in SOME]
    index, _ = Shelf(InFolder(tmp_path)).index([*again, Shelved("新", lambda: [["甲", "丁"]])])
    assert index.idf("丁") > 0 and index.size == 16
    same_as_one_index(tmp_path, {key: SOME[key] for key in ("文1", "文4")}, ["甲", "丙"])


@pytest.mark.parametrize("at", [3, -40])
def test_what_is_damaged_is_made_anew(tmp_path: Path, at: int) -> None:
    Shelf(InFolder(tmp_path)).index(documents(SOME))
    for file in tmp_path.iterdir():
        content = bytearray(file.read_bytes())
        content[at] ^= 255
        file.write_bytes(content)
    same_as_one_index(tmp_path, SOME, ["甲", "丙"])
    again = [Shelved(key, lambda: pytest.fail("cut again")) for key in SOME]
    Shelf(InFolder(tmp_path)).index(again)


def test_without_a_folder_it_is_made_in_memory(tmp_path: Path) -> None:
    same_as_one_index(None, SOME, ["甲", "丙"])
    (tmp_path / "file").write_text("no folder")
    same_as_one_index(tmp_path / "file" / "below", SOME, ["甲", "丙"])
