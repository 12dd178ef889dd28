"""Folders of documents: what is wrong is said with file, line, key and remedy."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.errors import DataError
from knowledge.library import HOME, Library, cached_library
from knowledge.model import Standing, Status
from knowledge.standing import status_on

RIGHT = """title = "某市支持企业若干措施"
short_title = "某市措施"
region = "某省某市"
source = "某市政府网站"
verified_on = 2026-11-22

[standing]
kind = "issued"
evidence = "有文号"
effective_from = 2024-01-01
expires_on = 2026-12-31
"""
TEXT = "某市支持企业若干措施\n一、奖励。给予奖励10万元。\n二、服务。做好服务。\n"


def library_with(folder: Path, table: str = RIGHT, text: str | bytes = TEXT, name: str = "some-measures") -> Path:
    place = folder / "documents" / name
    place.mkdir(parents=True)
    (place / "document.toml").write_text(table, encoding="utf-8")
    (place / "text.txt").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_a_folder_is_a_document(tmp_path: Path) -> None:
    library = Library.load(library_with(tmp_path))
    (document,) = library.documents
    assert (document.id, document.city, document.number, document.issued) == ("some-measures", None, None, None)
    assert [clause.path for clause in document.clauses] == [("标题",), ("一",), ("二",)]
    assert library.search("奖励多少")[0].clause.path == ("一",)
    assert library.summaries == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('title = "某', "title = 某", 1, "TOML"),
        ('kind = "issued"', 'kind = "law"', 8, "draft_for_comment"),
        ('evidence = "有文号"', 'evidense = "有文号"', 9, "evidence"),
        ("verified_on = 2026-11-22", 'verified_on = "昨天"', 5, "不加引号"),
        ("expires_on = 2026-12-31", "expires_on = 2023-12-31", 11, "早于"),
        ('source = "某市政府网站"', 'source = ""', 4, "不为空"),
        ("[standing]", "[standing]\nextra = 1", 8, "extra"),
        ("verified_on = 2026-11-22", 'verified_on = 2026-11-22\norder = "一"', 6, "整数"),
    ],
)
def test_file_line_and_remedy(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in RIGHT
    with pytest.raises(DataError) as problem:
        Library.load(library_with(tmp_path, RIGHT.replace(old, new, 1)))
    assert (problem.value.file.name, problem.value.line) == ("document.toml", line)
    assert said in str(problem.value) and "\n" not in str(problem.value)


def test_missing_pieces(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="没有这个资料文件夹"):
        Library.load(tmp_path / "nowhere")
    home = library_with(tmp_path)
    (home / "documents" / "some-measures" / "text.txt").unlink()
    with pytest.raises(DataError, match="缺少这个文件"):
        Library.load(home)


@pytest.mark.parametrize(("text", "said"), [("  \n", "空"), (TEXT.encode("gb18030"), "UTF-8")])
def test_unusable_text(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        Library.load(library_with(tmp_path, text=text))


def test_ids_and_titles_are_single(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="编号"):
        Library.load(library_with(tmp_path / "a", name="Some Measures"))
    twice = library_with(tmp_path / "b")
    with pytest.raises(DataError, match="标题和"):
        Library.load(library_with(twice, name="other-measures"))
    both = library_with(tmp_path / "c")
    shutil.copytree(both / "documents", both / "summaries")
    with pytest.raises(DataError, match="出现了两次"):
        Library.load(both)


def test_standing_on_a_day() -> None:
    first, last, until = date(2024, 1, 1), date(2026, 12, 31), date(2026, 6, 1)
    plain = Standing("issued", "", first, last)
    assert status_on(plain, first) == status_on(plain, last) == Status.IN_FORCE
    assert status_on(plain, last + timedelta(1)) == Status.PERIOD_OVER
    replaced = Standing("issued", "", first, last, "new", until)
    assert status_on(replaced, until - timedelta(1)) == Status.IN_FORCE
    assert status_on(replaced, until) == Status.SUPERSEDED
    always = {"draft_for_comment": Status.DRAFT_FOR_COMMENT, "opinion": Status.OPINION, "summary": Status.SUMMARY_ONLY}
    assert {kind: status_on(Standing(kind, ""), first) for kind in always} == always


def test_none_of_ours_plainly_binds_today() -> None:
    library, day = cached_library(), date(2026, 11, 22)
    assert {library.status(document.id, day) for document in library.documents} == {
        Status.DRAFT_FOR_COMMENT, Status.PERIOD_OVER, Status.OPINION,
    }  # fmt: skip
    assert library.status("rizhao-plan-2022", date(2025, 12, 31)) == Status.IN_FORCE
    assert all(document.standing.fate and document.standing.evidence for document in library.documents)


def test_knows_and_folds() -> None:
    library = cached_library()
    assert library.knows("每年推广1000个以上应用场景") and library.knows("10 个服务方向")
    assert not library.knows("个税起征点") and not library.knows("")
    assert library.fold("綠色　ＡＩ") == "绿色 ai"


def test_version_follows_the_data(tmp_path: Path) -> None:
    one = Library.load(library_with(tmp_path / "a"))
    other = Library.load(library_with(tmp_path / "b", text=TEXT.replace("10", "20")))
    assert one.version == Library.load(tmp_path / "a").version != other.version
    assert Library.load(HOME).version == cached_library().version
