"""What is kept in the data folder for finding things, document by document; it may be lost or damaged at any time."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.outline import reader
from knowledge.outline.reader import Unit, read_outline
from knowledge.reading.source import Table
from knowledge.search import indexing
from knowledge.workspace import Workspace
from tests.bench.libraries import made

QUESTIONS = ("青禾县奖励多少", "云溪县支持发展给予奖励", "小巨人奖励")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made(tmp_path, 3, clauses=6)
    Library.load(own=Workspace(tmp_path)).prepare()
    return tmp_path


def found(folder: Path) -> list[object]:
    library = Library.load(own=Workspace(folder))
    return [library.search(question, 5) for question in QUESTIONS]


def without_index(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """The same documents, everything made anew."""
    other = tmp_path_factory.mktemp("anew")
    (other / "documents").symlink_to(folder / "documents")
    return found(other)


def test_a_second_start_reads_and_cuts_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, read = found(folder), read_outline
    own = {document.text for document in Library.load(own=Workspace(folder)).own}

    def shipped_only(text: str, tables: tuple[Table, ...]) -> tuple[Unit, ...]:
        assert text not in own, "an outline was read again"
        return read(text, tables)

    monkeypatch.setattr(reader, "read_outline", shipped_only)
    monkeypatch.setattr(indexing.Indexing, "_own_words", lambda *_: pytest.fail("a text was cut again"))
    assert found(folder) == before
    assert any("made-" in str(hits) for hits in before)


def test_a_document_that_comes_changes_or_goes(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = folder / "documents" / "made-00001" / "text.txt"
    text.write_text(text.read_text(encoding="utf-8") + "第七条 支持海外仓发展,给予奖励90万元。\n", encoding="utf-8")
    assert found(folder) == without_index(folder, tmp_path_factory)
    for file in (folder / "documents" / "made-00000").iterdir():
        file.unlink()
    (folder / "documents" / "made-00000").rmdir()
    assert found(folder) == without_index(folder, tmp_path_factory)


@pytest.mark.parametrize("at", [5, -30])
def test_damaged_files_are_made_anew(folder: Path, at: int) -> None:
    before = found(folder)
    for file in (folder / "index").rglob("*"):
        if file.is_file():
            content = bytearray(file.read_bytes())
            content[at] ^= 255
            file.write_bytes(content)
    assert found(folder) == before


def test_the_index_is_no_part_of_the_data(folder: Path) -> None:
    stamp = Workspace(folder).stamp()
    (folder / "index" / "more").write_bytes(b"something")
    assert Workspace(folder).stamp() == stamp
    assert (folder / "index" / "words" / "contents").is_file()
