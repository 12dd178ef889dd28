"""Machines that share a library on a real PostgreSQL: the same files, the same scores, no restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.bootstrap import LOOK_SECONDS, Living
from knowledge.bm25 import shelf as shelves
from knowledge.bm25.index import Index
from knowledge.bm25.shelf import Shelf, Shelved
from knowledge.intake import writing
from knowledge.library import Library, own_data
from knowledge.search import indexing
from knowledge.shared.following import follow, is_behind
from knowledge.shared.postings import OnServer
from knowledge.shared.server import server
from knowledge.workspace import Workspace
from tests import postgres
from tests.bench.libraries import made
from tests.own_world import forget

pytestmark = pytest.mark.xdist_group("postgresql")
QUESTIONS = ("青禾县奖励多少", "云溪县支持发展给予奖励", "小巨人奖励", "第三条说什么")
TEXTS = {f"文{n}": [["甲", f"乙{n}", "丙"][: n % 4], ["丙"] * (n * 60 + 1), []] for n in range(9)}


@pytest.fixture
def address(postgresql: postgres.Server) -> Iterator[str]:
    found = postgresql.fresh()
    yield found
    server(found).close()


@pytest.fixture
def machines(address: str, tmp_path: Path) -> tuple[Workspace, Workspace]:
    """Two folders that follow one server; the first one's documents are given to it."""
    made(tmp_path / "one", 3, clauses=6)
    one, other = (Workspace(tmp_path / name, server=address) for name in ("one", "other"))
    follow(one)
    follow(other)
    return one, other


def found(workspace: Workspace) -> list[object]:
    library = Library.load(own=workspace)
    return [library.search(question, 8) for question in QUESTIONS]


def documents(keys: list[str]) -> list[Shelved]:
    return [Shelved(key, lambda bags=TEXTS[key]: bags) for key in keys]  # type: ignore[misc]


def test_postings_on_the_server_give_the_scores_of_those_in_memory(address: str) -> None:
    """Segments come, go, are joined, and stand beside those of a process with another version of the library."""
    kept = OnServer(server(address), "words")
    steps = [
        list(TEXTS)[:3],
        list(TEXTS)[2:5],
        ["文0", "文8"],
        list(TEXTS),
        *([f"文{n}"] for n in range(9)),
        list(TEXTS),
    ]
    for keys in steps:
        index, firsts = Shelf(kept).index(documents(keys))
        whole = Index.of(bag for key in keys for bag in TEXTS[key])
        numbers = np.concatenate([first + np.arange(len(TEXTS[key])) for first, key in zip(firsts, keys, strict=True)])
        for asked in (["甲", "丙"], ["乙3", "丙", "丙"], ["丁"]):
            assert np.abs(index.scores(asked)[numbers] - whole.scores(asked)).max() <= 1e-9
            tops = index.top(asked, 5)
            assert np.abs(tops[1] - whole.top(asked, 5)[1]).max(initial=0) <= 1e-9
    assert len(kept.contents()) > 1


def test_only_what_is_new_is_cut_whoever_cut_it(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Shelf(OnServer(server(address), "words")).index(documents(list(TEXTS)))
    again = [Shelved(key, lambda: pytest.fail("cut again")) for key in TEXTS]
    monkeypatch.setattr(shelves, "_MOST_GONE", 1.0)
    assert Shelf(OnServer(server(address), "words")).index(again[:4])[0].idf("丙") > 0
    OnServer(server(address), "words").forget()
    assert OnServer(server(address), "words").contents() == {}


def test_another_machine_finds_the_same_and_cuts_nothing(
    machines: tuple[Workspace, Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = machines
    made(tmp_path / "alone", 3, clauses=6)
    here = found(one)
    assert here == found(Workspace(tmp_path / "alone"))
    assert any("made-" in str(hits) for hits in here)
    monkeypatch.setattr(indexing.Indexing, "_own_words", lambda *_: pytest.fail("a text was cut again"))
    assert found(other) == here
    assert not (other.index / indexing.WORDS).exists()


def test_what_is_changed_there_is_taken_and_what_is_changed_here_is_given(
    machines: tuple[Workspace, Workspace],
) -> None:
    one, other = machines
    assert not is_behind(one) and not is_behind(other)
    with writing(one):
        (one.folder / "terms.txt").write_text("窑火券\n", encoding="utf-8")
        for file in (one.documents / "made-00000").iterdir():
            file.unlink()
    assert is_behind(other) and not is_behind(one)
    follow(other)
    assert (other.folder / "terms.txt").read_text(encoding="utf-8") == "窑火券\n"
    assert not (other.documents / "made-00000").exists() and (other.documents / "made-00001").is_dir()
    (other.folder / "terms.txt").write_text("窑火券\n云灯券\n", encoding="utf-8")
    follow(other)
    follow(one)
    assert (one.folder / "terms.txt").read_text(encoding="utf-8") == "窑火券\n云灯券\n"


def test_a_file_changed_on_both_sides_is_the_servers_and_the_other_is_kept(
    machines: tuple[Workspace, Workspace], caplog: pytest.LogCaptureFixture
) -> None:
    one, other = machines
    for machine, words in ((one, "窑火券\n"), (other, "云灯券\n")):
        (machine.folder / "terms.txt").write_text(words, encoding="utf-8")
        follow(machine)
    assert (other.folder / "terms.txt").read_text(encoding="utf-8") == "窑火券\n"
    assert (other.folder / "terms.txt.mine").read_text(encoding="utf-8") == "云灯券\n"
    assert "terms.txt" in caplog.text and not is_behind(other)


def test_a_path_that_leads_out_of_the_folder_is_not_written(
    machines: tuple[Workspace, Workspace], caplog: pytest.LogCaptureFixture
) -> None:
    one, other = machines
    with server(one.server).transaction() as cursor:
        cursor.execute("INSERT INTO library_file VALUES ('../outside.txt', 99, 'x')")
        cursor.execute("UPDATE library_state SET version = 99")
    follow(other)
    assert not (other.folder.parent / "outside.txt").exists() and "outside" in caplog.text


def test_a_server_that_is_away_leaves_the_folder_as_it_is(
    postgresql: postgres.Server, machines: tuple[Workspace, Workspace]
) -> None:
    one, other = machines
    here = found(one)
    postgresql.stop()
    try:
        (one.folder / "terms.txt").write_text("窑火券\n", encoding="utf-8")
        follow(one)
        assert not is_behind(one)
        assert found(one) == here
    finally:
        postgresql.restart()
    follow(one)
    follow(other)
    assert (other.folder / "terms.txt").is_file()


@pytest.fixture
def running(machines: tuple[Workspace, Workspace], monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """This process is the second machine, as its settings say; the first one is elsewhere."""
    monkeypatch.setenv("MINGCE_DATA", str(machines[1].folder))
    monkeypatch.setenv("MINGCE_DATABASE", machines[1].server)
    forget()
    yield machines[0]
    monkeypatch.undo()
    forget()


def test_a_new_version_reaches_a_process_that_runs(running: Workspace) -> None:
    now = [0.0]
    living = Living(lambda: now[0])
    before = living().library
    assert own_data().server and len(before.own) == 3
    with writing(running):
        made(running.folder / "more", 4, clauses=6)
        (running.folder / "more" / "documents" / "made-00003").rename(running.documents / "made-00003")
    now[0] += LOOK_SECONDS
    after = living().library
    assert [one.id for one in after.own if one.id not in before.own_ids] == ["made-00003"]
    assert any(hit.clause.document == "made-00003" for hit in after.search(after.own[3].title, 5))
