"""Documents are written whole or not at all, and older versions stay readable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from knowledge.importing import storing
from knowledge.importing.naming import id_of, unlike
from knowledge.importing.storing import short_title
from knowledge.library import Library, read_document
from knowledge.shared.following import writing
from knowledge.workspace import Workspace

DAY = date(2026, 11, 22)
TEXT = """青石县人民政府关于支持民宿发展的若干措施
青石政发〔2026〕3号

一、新办奖励
对评定为金花民宿的企业,给予一次性奖励12万元。
二、附则
本措施自2026年3月1日起施行,有效期三年。

青石县人民政府
2026年2月20日
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "data")


def _files(tmp_path: Path, text: str = TEXT) -> dict[str, bytes]:
    file = tmp_path / "qingshi.txt"
    file.write_text(text, encoding="utf-8")
    return storing.files_of(read_document(file), file, DAY)


def test_what_is_written_loads_as_it_was_read(tmp_path: Path, workspace: Workspace) -> None:
    with writing(workspace):
        storing.store(workspace, "qingshi", _files(tmp_path), {})
    (document,) = Library.load(own=workspace).own
    read = read_document(tmp_path / "qingshi.txt")
    assert document.title == read.head.text("title")
    assert [clause.path for clause in document.clauses] == [clause.path for clause in read.clauses]
    assert (workspace.documents / "qingshi" / "source.txt").read_text(encoding="utf-8") == TEXT


def test_an_id_is_not_taken_twice(tmp_path: Path, workspace: Workspace) -> None:
    files = _files(tmp_path)
    with writing(workspace):
        storing.store(workspace, "qingshi", files, {})
        with pytest.raises(FileExistsError):
            storing.store(workspace, "qingshi", files, {})
    assert not list(workspace.folder.glob(".importing-*"))


def test_a_failure_leaves_nothing_behind(tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    files = _files(tmp_path)
    monkeypatch.setattr(storing, "_join", lambda *rest: (_ for _ in ()).throw(OSError("full")))
    with writing(workspace), pytest.raises(OSError, match="full"):
        storing.store(workspace, "qingshi", files, {"one.toml": "x = 1\n"})
    assert [one.name for one in workspace.documents.iterdir()] == []
    assert not list(workspace.folder.glob(".importing-*"))


def test_two_at_once_write_both(tmp_path: Path, workspace: Workspace) -> None:
    files = _files(tmp_path)

    def put(id: str) -> None:
        with writing(workspace):
            storing.store(workspace, id, files, {})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, [f"one-{number}" for number in range(8)]))
    assert len([one for one in workspace.documents.iterdir() if (one / "document.toml").is_file()]) == 8


def test_a_new_version_keeps_the_old_words(tmp_path: Path, workspace: Workspace) -> None:
    with writing(workspace):
        storing.store(workspace, "qingshi", _files(tmp_path), {})
    before = Library.load(own=workspace)
    version = before.versions.of("qingshi")
    with writing(workspace):
        storing.store(workspace, "qingshi", _files(tmp_path, TEXT.replace("12万元", "15万元")), {}, replaces=True)
    after = Library.load(own=workspace)
    assert after.versions.of("qingshi") != version
    assert after.versions.earlier("qingshi") == (version,)
    old = after.versions.kept("qingshi", version)
    assert old is not None and "12万元" in old.text and old.clauses == before.own[0].clauses


def test_retired_and_restored(tmp_path: Path, workspace: Workspace) -> None:
    with writing(workspace):
        storing.store(workspace, "qingshi", _files(tmp_path), {})
        storing.retire(workspace, "qingshi", DAY)
    retired = Library.load(own=Workspace(workspace.folder))
    assert (retired.own, [one.id for one in retired.retired]) == ((), ["qingshi"])
    again = Workspace(workspace.folder)
    assert again.retired_since == {"qingshi": DAY}
    with writing(again):
        storing.restore(again, "qingshi", DAY)
    assert [one.id for one in Library.load(own=Workspace(workspace.folder)).own] == ["qingshi"]


def test_ids_come_from_names() -> None:
    assert id_of(Path("Town Plan_2026.docx")) == "town-plan-2026"
    assert id_of(Path("民宿措施.docx")) == "min-su-cuo-shi"
    assert id_of(Path("1.html"), "民宿措施") == "min-su-cuo-shi"
    assert unlike("plan", {"plan", "plan-2"}) == "plan-3"


def test_short_titles_leave_out_the_printing_notice() -> None:
    assert short_title("青石县人民政府办公室关于印发《青石县民宿措施》的通知") == "青石县民宿措施"
    assert short_title("青石县人民政府办公室关于印发青石县民宿若干措施的通知") == "青石县民宿若干措施"
    assert short_title("关于公布《青石县目录》的公告(第3号)") == "青石县目录"
    assert short_title("关于做好民宿评定工作的通知") == "关于做好民宿评定工作的通知"
    assert short_title("青石县人民政府关于支持民宿发展的若干措施") == "青石县人民政府关于支持民宿发展的若干措施"
