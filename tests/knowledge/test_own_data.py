"""A folder of one's own documents, loaded over the shipped library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import DataError
from knowledge.faq import Faq
from knowledge.library import Library, cached_library
from knowledge.workspace import Workspace, data_folder

TABLE = """title = "青石县支持民宿发展若干措施"
short_title = "青石县民宿措施"
region = "云南省青石县"
source = "县政府网站"
verified_on = 2026-11-22

[standing]
kind = "issued"
evidence = "有文号"
effective_from = 2026-01-01
"""
TEXT = "青石县支持民宿发展若干措施\n一、新办奖励\n对评定为“金花民宿”的,给予经营者奖励12万元。\n二、服务。做好服务。\n"
SHIPPED = cached_library().documents


def own(folder: Path, id: str = "qingshi-plan", table: str = TABLE, text: str = TEXT) -> Workspace:
    place = folder / "documents" / id
    place.mkdir(parents=True)
    (place / "document.toml").write_text(table, encoding="utf-8")
    (place / "text.txt").write_text(text, encoding="utf-8")
    return Workspace(folder)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.load(own=own(tmp_path_factory.mktemp("data")))


def test_ones_own_come_after_the_shipped(both: Library) -> None:
    assert [document.id for document in both.documents] == [*(one.id for one in SHIPPED), "qingshi-plan"]
    assert [document.id for document in both.own] == ["qingshi-plan"]
    assert both.version != cached_library().version


def test_a_name_of_ones_own_document_is_a_word_and_found(both: Library) -> None:
    assert "金花民宿" in both.added_terms
    assert "金花民宿" in both.words("金花民宿奖励多少")
    assert both.search("金花民宿奖励多少")[0].clause.document == "qingshi-plan"
    assert "金花民宿" not in cached_library().words("金花民宿奖励多少")


@pytest.mark.parametrize("question", ["济南小巨人奖励多少", "贷款贴息怎么算", "省里的目标是多少家"])
def test_what_is_shipped_is_weighed_as_before(both: Library, question: str) -> None:
    before = cached_library().search(question, 5)
    assert [hit for hit in both.search(question, 50) if hit.clause.document != "qingshi-plan"][:5] == before
    assert both.words(question) == cached_library().words(question)
    assert all(both.rarity(word) == cached_library().rarity(word) for word in both.words(question))


def test_an_empty_or_absent_folder_changes_nothing(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        library = Library.load(own=Workspace(folder))
        assert (library.documents, library.version) == (SHIPPED, cached_library().version)


def test_an_id_that_is_shipped_is_refused_with_both_places(tmp_path: Path) -> None:
    taken = SHIPPED[0].id
    with pytest.raises(DataError) as problem:
        Library.load(own=own(tmp_path, taken))
    assert str(tmp_path / "documents" / taken) in str(problem.value)
    assert "改名" in str(problem.value)


def test_the_same_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="标题"):
        Library.load(own=own(tmp_path, table=TABLE.replace("青石县支持民宿发展若干措施", SHIPPED[0].title)))


def test_a_library_of_ones_own_leaves_out_what_is_shipped(tmp_path: Path) -> None:
    workspace = own(tmp_path)
    (tmp_path / "library.toml").write_text("shipped = false\n", encoding="utf-8")
    library = Library.load(own=workspace)
    assert [document.id for document in library.documents] == ["qingshi-plan"]
    assert library.search("金花民宿奖励多少")[0].clause.path == ("一",)
    rests_on = {basis.document for entry in Faq.load(library).entries for basis in entry.clauses}
    assert not rests_on & {document.id for document in SHIPPED}


def test_the_switch_takes_true_or_false_only(tmp_path: Path) -> None:
    (tmp_path / "library.toml").write_text('shipped = "no"\n', encoding="utf-8")
    with pytest.raises(DataError, match="shipped"):
        Library.load(own=Workspace(tmp_path))


def test_a_retired_document_is_kept_but_found_no_more(tmp_path: Path) -> None:
    workspace = own(tmp_path)
    (tmp_path / "retired.toml").write_text(f'["{SHIPPED[0].id}"]\non = {date(2026, 11, 22)}\n', encoding="utf-8")
    library = Library.load(own=workspace)
    assert SHIPPED[0].id not in {document.id for document in library.documents}
    assert library.document(SHIPPED[0].id) == SHIPPED[0]
    assert all(hit.clause.document != SHIPPED[0].id for hit in library.search("瞪羚企业奖励多少", 50))


def test_where_the_folder_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINGCE_DATA", str(tmp_path / "named"))
    assert data_folder() == tmp_path / "named"
    monkeypatch.delenv("MINGCE_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    assert data_folder() == tmp_path / "home" / "mingce"
    (tmp_path / "mingce-data").mkdir()
    assert data_folder() == Path("mingce-data")
    (tmp_path / ".env").write_text("MINGCE_DATA=elsewhere\n", encoding="utf-8")
    assert data_folder() == Path("elsewhere")


def test_what_is_changed_changes_the_stamp(tmp_path: Path) -> None:
    workspace = own(tmp_path)
    before = workspace.stamp()
    (tmp_path / ".lock").touch()
    assert workspace.stamp() == before
    (tmp_path / "documents" / "qingshi-plan" / "text.txt").write_text(TEXT + "三、其他\n", encoding="utf-8")
    assert workspace.stamp() != before
