"""`mingce import`, `init` and `library`, as a clerk uses them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.bootstrap import build_world
from bot.commands import books
from bot.commands.documents import confirming, importing, shelf
from bot.errors import InputError
from bot.importing import writing
from bot.importing.changes import newer, show_changes
from bot.importing.drafting import propose
from bot.importing.taking import take
from bot.understanding.names.in_force import reading_with
from bot.understanding.reading import understand
from knowledge.errors import DataError
from knowledge.library import cached_library, own_data

TEXT = """青石县人民政府办公室关于印发《青石县支持民宿发展若干措施》的通知
青石政办发〔2026〕3号
各乡镇人民政府:
现将《青石县支持民宿发展若干措施》印发给你们,请认真贯彻执行。
青石县人民政府办公室
2026年2月20日

一、新办奖励
对新评定为金花民宿的企业,给予一次性奖励12万元。(责任单位:县文化和旅游局)
二、改造补助
对民宿改造项目,按设备投资额的15%给予补助,单个项目最高不超过40万元。(责任单位:县财政局)
三、附则
本措施自2026年3月1日起施行,有效期三年,由县文化和旅游局负责解释。
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MINGCE_DATA", str(tmp_path / "data"))
    _forget()
    yield tmp_path
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for kept in (cached_library, build_world, books.books):
        kept.cache_clear()


@pytest.fixture
def file(home: Path) -> Path:
    file = home / "minsu.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(file: Path, **more: Any) -> None:
    given = {"id": None, "into": None, "dry_run": False, "yes": True, "json": False, "as_of": "2026-11-22", **more}
    importing.run([file], **given)
    _forget()


def test_a_dry_run_says_everything_and_writes_nothing(
    file: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(file, dry_run=True, json=True)
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert document["number"] == "青石政办发〔2026〕3号"
    assert [
        (award["kind"], award["amount_yuan"], award["rate"], award["cap_yuan"]) for award in document["awards"]
    ] == [
        ("fixed", 120_000, None, None),
        ("share", None, 0.15, 400_000),
    ]
    assert not (home / "data").exists()


def test_after_an_import_the_document_is_listed_and_cited(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(file, id="qingshi")
    capsys.readouterr()
    shelf.list_(json=True, as_of="2026-11-22")
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)["documents"]}
    assert rows["qingshi"]["title"] == "青石县人民政府办公室关于印发《青石县支持民宿发展若干措施》的通知"
    assert (rows["qingshi"]["shipped"], rows["qingshi"]["retired"]) == (False, False)
    assert sum(row["shipped"] for row in rows.values()) == len(rows) - 1


def test_an_id_is_refused_where_it_is_taken_and_replaced_where_that_is_said(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(file, id="qingshi")
    with pytest.raises(InputError, match="--into qingshi"):
        run(file, id="qingshi")
    file.write_text(TEXT.replace("12万元", "15万元"), encoding="utf-8")
    run(file, into="qingshi")
    version = cached_library().versions.earlier("qingshi")[0]
    capsys.readouterr()
    shelf.compare_(f"qingshi@{version}", "qingshi", json=True)
    kinds = {(row["kind"], tuple(row["new"] or ())) for row in json.loads(capsys.readouterr().out)["clauses"]}
    assert ("changed", ("一",)) in kinds and ("same", ("三",)) in kinds


@pytest.mark.parametrize("id", ["Qing Shi", "../x", ""])
def test_an_id_that_is_none_is_refused(file: Path, id: str) -> None:
    with pytest.raises(InputError, match="--id"):
        run(file, id=id)


def test_a_newer_version_of_a_shipped_document_takes_its_place(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = next(one for one in cached_library().documents if one.city)
    run(file, into=shipped.id, json=True)
    told = json.loads(capsys.readouterr().out)["documents"][0]
    newer = told["newer"]
    assert (told["id"], newer["into"]) == (f"{shipped.id}-2026", shipped.id)
    assert {one["kind"] for one in newer["clauses"]} >= {"added", "gone"} and newer["programmes_affected"]
    library, rulebook = books.books()
    assert [one.id for one in library.retired] == [shipped.id]
    assert library.document(shipped.id) == shipped, "what cited it can still be read"
    assert {one.document for one in rulebook.drafts} == {told["id"]}
    assert not any(one.document == shipped.id for one in rulebook.programmes)


def test_a_newer_version_that_would_not_load_leaves_the_shipped_one(
    file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = cached_library().documents[0].id

    def broken(*_: object) -> None:
        raise DataError(home, "x", "y")

    monkeypatch.setattr(writing, "check_loads", broken)
    with pytest.raises(InputError):
        run(file, into=shipped)
    _forget()
    library = cached_library()
    assert (library.own, library.retired, library.document(shipped) in library.documents) == ((), (), True)


def test_of_several_files_the_good_ones_are_taken(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file.parent / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(typer.Exit) as end:
        run(file.parent)
    assert end.value.exit_code == 2
    assert "empty.txt" in capsys.readouterr().err
    _forget()
    assert [document.id for document in cached_library().own] == ["minsu"]
    (file.parent / "empty.txt").unlink()
    run(file.parent)
    assert "跳过" in capsys.readouterr().err


def test_nothing_is_written_before_a_person_confirms(
    file: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for said in ("", "放弃\n", "什么\n放弃\n"):
        _says(monkeypatch, said)
        run(file, yes=False)
        assert not (home / "data").exists()
    _says(monkeypatch, "5 2026-02-21\n8 e\n确认\n")
    run(file, yes=False, id="qingshi")
    (document,) = cached_library().own
    assert (str(document.issued), document.standing.kind) == ("2026-02-21", "unclear")
    assert "12万元" in capsys.readouterr().out


def _says(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_retire_and_restore(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(file, id="qingshi")
    shelf.retire_("qingshi")
    _forget()
    assert cached_library().own == ()
    with pytest.raises(InputError, match="停用"):
        shelf.retire_("qingshi")
    shelf.restore_("qingshi")
    _forget()
    assert [document.id for document in cached_library().own] == ["qingshi"]
    with pytest.raises(InputError, match="没有停用"):
        shelf.restore_("qingshi")
    with pytest.raises(InputError, match="nothing-such"):
        shelf.retire_("nothing-such")


def test_init_lays_the_folder_out(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    importing.init(None)
    assert {one.name for one in (home / "data").iterdir()} == {"documents", "programmes", "faq", "README.txt"}
    assert str(home / "data") in capsys.readouterr().out


def test_proposals_count_once_a_person_has_confirmed_them(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(file, id="qingshi", json=True)
    proposed = json.loads(capsys.readouterr().out)["proposals"]
    assert [item["programme"] for item in proposed] == ["qingshi-1", "qingshi-2"]
    assert all("draft = true" in item["toml"] for item in proposed)
    facts = {"city": "青石县", "qingshi-1.1": True}
    _, rulebook = books.books()
    assert "qingshi-1" not in {item.programme for item in rulebook.evaluate({"city": "青石县"}, date(2026, 11, 22))}
    confirming.run("qingshi", ["qingshi-1"], yes=True)
    _forget()
    _, rulebook = books.books()
    outcomes = {item.programme: item for item in rulebook.evaluate(rulebook.validate(facts), date(2026, 11, 22))}
    assert (outcomes["qingshi-1"].verdict.value, outcomes["qingshi-1"].amount.yuan) == ("eligible", 120_000)
    elsewhere = rulebook.evaluate({**facts, "city": "日照"}, date(2026, 11, 22), programmes=["qingshi-1"])
    assert [item.verdict.value for item in elsewhere] == ["not_eligible"]
    assert [item.id for item in rulebook.drafts] == ["qingshi-2"]
    with pytest.raises(InputError, match="qingshi-2"):
        confirming.run("qingshi", ["qingshi-9"], yes=True)


def test_a_new_version_sets_aside_what_lost_its_quote(file: Path, home: Path) -> None:
    run(file, id="qingshi")
    confirming.run("qingshi", [], yes=True)
    _forget()
    file.write_text(TEXT.replace("一次性奖励12万元", "一次性奖励15万元"), encoding="utf-8")
    run(file, into="qingshi")
    rules = home / "data" / "programmes" / "qingshi"
    assert [one.name for one in (rules / "_set-aside").iterdir()] == ["qingshi-1.toml"]
    assert "15" in (rules / "qingshi-1.toml").read_text(encoding="utf-8")
    _, rulebook = books.books()
    assert [item.id for item in rulebook.programmes if item.document == "qingshi"] == ["qingshi-2"]


def test_a_new_version_says_who_gains_and_who_loses(file: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a list of companies, before anything is written; drafts are taken as if they were confirmed."""
    run(file, id="qingshi")
    confirming.run("qingshi", [], yes=True)
    _forget()
    own = next(one for one in books.books()[1].programmes if one.id == "qingshi-1")
    question = next(fact for fact in own.facts if fact.startswith("qingshi-1."))
    told = [("甲公司", {"city": "青石县", question: True}), ("乙公司", {"city": "青石县", question: False})]
    file.write_text(TEXT.replace("12万元", "15万元"), encoding="utf-8")
    capsys.readouterr()
    taken, _ = take([file], "qingshi", [])
    change = newer(taken[0], propose(taken[0]), "qingshi", date(2026, 11, 22), told)
    shape = change.shape()
    assert shape["programmes_affected"] == ["qingshi-1"]
    (company,) = shape["companies"]
    assert (company["name"], [(one["before_yuan"], one["after_yuan"]) for one in company["larger"]]) == (
        "甲公司",
        [(120_000, 150_000)],
    )
    assert "12万元" in (home / "data" / "documents" / "qingshi" / "text.txt").read_text(encoding="utf-8")
    show_changes(change)
    assert "甲公司" in capsys.readouterr().out


ENTRY = """
[qingshi_minsu]
question = "青石县民宿奖多少"
phrasings = ["青石民宿奖多少钱", "民宿开业奖几万", "新开民宿给多少", "民宿评上给多少"]
about = ["民宿", "奖"]
kind = "amount"
answer = "12万元。"
clauses = [ { document = "qingshi", clause = ["一"], quote = "给予一次性奖励12万元" } ]
verified_on = 2026-11-22
next = ["还有效吗"]

[qingshi_unit]
question = "青石县民宿归谁解释"
phrasings = ["民宿政策谁解释", "谁来解释民宿政策", "民宿措施解释单位", "民宿政策解释归谁"]
about = ["民宿", "解释"]
kind = "department"
answer = "县文化和旅游局。"
clauses = [ { document = "qingshi", clause = ["三"], quote = "由县文化和旅游局负责解释" } ]
verified_on = 2026-11-22
next = ["还有效吗"]
"""


def test_a_new_version_sets_aside_the_curated_answers_that_lost_their_words(file: Path, home: Path) -> None:
    run(file, id="qingshi")
    (home / "data" / "faq").mkdir()
    (home / "data" / "faq" / "minsu.toml").write_text(ENTRY, encoding="utf-8")
    _forget()
    assert build_world().faq.entry("qingshi_minsu") is not None
    file.write_text(TEXT.replace("12万元", "15万元"), encoding="utf-8")
    _forget()
    run(file, into="qingshi")
    faq = build_world().faq
    assert (faq.entry("qingshi_minsu"), faq.entry("qingshi_unit") is not None) == (None, True)
    assert "12万元" in (home / "data" / "faq" / "_set-aside" / "minsu.toml").read_text(encoding="utf-8")


def test_a_place_of_ones_own_is_a_place_of_companies(file: Path) -> None:
    run(file, id="qingshi")
    world = build_world()
    assert world.library.own[0].city == "青石县"
    with reading_with(world.names):
        assert understand("我们公司在青石县", None, date(2026, 11, 22)).facts == {"city": "青石县"}
    shelf.retire_("qingshi")
    _forget()
    with reading_with(build_world().names):
        assert understand("我们公司在青石县", None, date(2026, 11, 22)).facts == {}


def test_a_sum_below_a_yuan_holds_no_document_up(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(TEXT.replace("一次性奖励12万元", "每1美元出口额奖励人民币0.02元，最高20万元"), encoding="utf-8")
    importing.run([file], id="minsu", into=None, dry_run=False, yes=True, json=False, as_of="2026-11-22")
    assert not capsys.readouterr().err
    _forget()
    assert build_world().library.document("minsu") is not None


def test_a_draft_that_the_rule_book_does_not_take_is_left_out(file: Path) -> None:
    taken = take([file], "minsu", ())[0][0]
    good, *rest = propose(taken)
    wrong = replace(good, id="minsu-wrong", toml=good.toml.replace("120000", "130000").replace("12万元", "13万元", 1))
    assert writing.write(own_data(), taken, [wrong, *rest], None, date(2026, 11, 22)) == ("minsu-wrong",)
    _forget()
    assert build_world().library.document("minsu") is not None
    assert [one.id for one in build_world().rulebook.drafts] == [one.id for one in rest]
