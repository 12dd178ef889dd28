"""`mingce changes`: what changed between two days, for documents and for companies."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from bot.__main__ import app
from bot.errors import InputError
from bot.portfolio.news.calendar import events
from bot.portfolio.news.views import view
from knowledge.library import cached_library, own_data

ROWS = [
    ["企业名称", "所在城市", "称号", "成立日期"],
    ["甲公司", "日照", "省级瞪羚(2026年新认定)", "2015-05-10"],
    ["乙公司", "青岛", "国家级专精特新“小巨人”企业(2023年认定)", "2020-02-03"],
]


@pytest.fixture
def companies(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(ROWS)
    return file


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("MINGCE_DATA", str(folder))
    cached_library.cache_clear()
    assert own_data().folder == folder
    yield folder
    cached_library.cache_clear()


def changes(capsys: pytest.CaptureFixture[str], *words: str | Path) -> dict[str, Any]:
    capsys.readouterr()
    app(["changes", *map(str, words), "--as-of", "2026-11-22", "--json"], standalone_mode=False)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_plan_whose_period_ended_is_lost_and_says_so(companies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = changes(capsys, "--since", "2025-06-01", "--companies", companies)
    assert list(found) == ["from", "to", "documents", "companies"]
    plan = next(entry for entry in found["documents"] if entry["id"] == "rizhao-plan-2022")
    assert (plan["from"], plan["to"]) == ("in_force", "period_over")
    first = found["companies"][0]
    assert list(first) == ["name", "new", "lost", "larger", "smaller", "review"]
    assert first["name"] == "甲公司"
    lost = {item["programme"]: item for item in first["lost"]}
    assert lost["rizhao-gazelle-provincial"]["before_yuan"] == 300_000
    assert not any(item["binds"] for item in first["lost"])


def test_an_honour_that_runs_out_is_to_be_reviewed(companies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = changes(capsys, "--since", "2026-01-01", "--companies", companies)
    second = next(company for company in found["companies"] if company["name"] == "乙公司")
    assert any("2026年" in item["title"] and "3年" in item["quote"] for item in second["review"])


FIVE_YEARS = """青山市高新技术企业培育办法
青科发〔2026〕3号
第一条 高新技术企业自认定之日起满五年的,重新核定培育等次。
第二条 本办法自2026年2月1日起施行。
"""
ANNIVERSARY = """[[anniversary]]
endings = ["高新技术企业"]
years = 5
title = "认定满五年,重新核定培育等次"
document = "qingshan-five"
clause = ["第一条"]
quote = "{quote}"
"""


def test_a_year_that_a_text_of_ones_own_names_is_told_too(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three years of validity as shipped, five by the office's own text, each with the words that say so."""
    (text := tmp_path / "five.txt").write_text(FIVE_YEARS, encoding="utf-8")
    app(["import", str(text), "--id", "qingshan-five", "--yes", "--as-of", "2026-02-10"], standalone_mode=False)
    cached_library.cache_clear()
    (data / "anniversaries.toml").write_text(ANNIVERSARY.format(quote="自认定之日起满五年的"), encoding="utf-8")
    rows = "企业名称,所在城市,称号\n甲,日照,国家高新技术企业(2021年认定)\n乙,日照,国家高新技术企业(2023年认定)\n"
    (listed := tmp_path / "高企.csv").write_text(rows, encoding="utf-8")
    found = {one["name"]: one for one in changes(capsys, "--since", "2026-03-01", "--companies", listed)["companies"]}
    told = {name: {item["title"]: item for item in one["review"]} for name, one in found.items()}
    fifth = told["甲"]["国家高新技术企业认定满五年,重新核定培育等次(2026年)"]
    assert fifth["quote"] == "自认定之日起满五年的" and fifth["binds"] and "满5年" in fifth["why"]
    assert "国家高新技术企业有效期届满(2026年)" in told["乙"] and "有效期届满" not in "".join(told["甲"])
    days = {(one.day.isoformat(), one.title) for one in events([("丙", FIVE)], view(date(2026, 11, 22)))}
    assert ("2029-01-01", "丙:国家高新技术企业今年认定满五年,重新核定培育等次") in days


FIVE = {"city": "日照", "honours": ["国家高新技术企业"], "honour_year": 2024}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ANNIVERSARY.format(quote="不在原文里"), "引文"),
        ("[[anniversary]]\nyears = 5\n", "endings"),
        ("[[anniversary", "TOML"),
    ],
)
def test_a_wrong_anniversary_is_one_clear_line(data: Path, text: str, said: str) -> None:
    (data / "anniversaries.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        app(["check-data"], standalone_mode=False)


def test_a_retired_document_takes_its_sums_along(
    companies: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "retired.toml").write_text("[rizhao-plan-2022]\non = 2026-11-01\n", encoding="utf-8")
    cached_library.cache_clear()
    found = changes(capsys, "--since", "2026-10-01", "--companies", companies)
    assert [(entry["id"], entry["change"]) for entry in found["documents"]] == [("rizhao-plan-2022", "retired")]
    lost = found["companies"][0]["lost"]
    assert {item["document"] for item in lost} == {"rizhao-plan-2022"}
    assert lost[0]["status"] == "已停用"


def test_a_version_that_was_seen_stands_for_its_day(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes(capsys, "--since", "2026-11-01")
    seen = json.loads((data / "versions.json").read_text(encoding="utf-8"))
    assert changes(capsys, "--since", next(iter(seen)))["from"] == "2026-11-22"


NEWER = """日照市“专精特新”中小企业培育提升行动方案(2026—2028年)
一、发展目标
到2028年,新培育市级“专精特新”中小企业500家。
二、工作重点
(一)实行激励奖补政策。对新认定的省级“瞪羚”企业给予40万元一次性奖励。(责任单位:市工业和信息化局)
"""


def test_a_newer_text_of_a_shipped_document_is_held_against_it_clause_by_clause(
    companies: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (newer := tmp_path / "rizhao-2026.txt").write_text(NEWER, encoding="utf-8")
    words = ["import", str(newer), "--into", "rizhao-plan-2022", "--id", "rizhao-plan-2026", "--yes"]
    app([*words, "--as-of", "2026-11-20"], standalone_mode=False)
    cached_library.cache_clear()
    entries = {entry["id"]: entry for entry in changes(capsys, "--since", "2026-11-01")["documents"]}
    assert entries["rizhao-plan-2022"]["change"] == "retired"
    came = entries["rizhao-plan-2026"]
    assert (came["change"], came["instead_of"]) == ("new_version", "rizhao-plan-2022")
    kinds = {clause["kind"] for clause in came["clauses"]}
    assert "gone" in kinds and kinds <= {"moved", "changed", "added", "gone"}
    app(["changes", "--since", "2026-11-01", "--as-of", "2026-11-22"], standalone_mode=False)
    told = capsys.readouterr().out
    assert "处条款不同" in told and "删去:" in told and "另有" in told


def test_words_that_another_release_changed_are_told_by_clause(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the library said when it was last seen is known by marks alone."""
    changes(capsys, "--since", "2026-11-01")
    [(version, _)] = json.loads((data / "versions.json").read_text(encoding="utf-8")).items()
    marks = json.loads((data / "versions" / f"{version}.json").read_text(encoding="utf-8"))
    marks["rizhao-plan-2022"]["一"] = "of other words"
    del marks["rizhao-plan-2022"]["二/1"]
    marks["rizhao-plan-2022"]["九"] = "of a clause that is gone"
    (data / "versions" / "earlier.json").write_text(json.dumps(marks), encoding="utf-8")
    (data / "versions.json").write_text(json.dumps({"earlier": "2026-10-01"}), encoding="utf-8")
    [entry] = changes(capsys, "--since", "earlier")["documents"]
    assert (entry["id"], entry["change"]) == ("rizhao-plan-2022", "words")
    assert entry["clauses"] == [
        {"kind": "changed", "old": ["一"], "new": ["一"]},
        {"kind": "added", "old": None, "new": ["二", "1"]},
        {"kind": "gone", "old": ["九"], "new": None},
    ]


@pytest.mark.parametrize(("since", "said"), [("gestern", "日期"), ("2027-01-01", "更早")])
def test_what_is_no_day_is_one_clear_line(since: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        app(["changes", "--since", since, "--as-of", "2026-11-22"], standalone_mode=False)


def test_dates_to_keep(companies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "dates.ics"
    words = ["--since", "2025-01-01", "--companies", str(companies), "--calendar", str(file), "--as-of", "2025-06-01"]
    app(["changes", *words], standalone_mode=False)
    told = {
        str(event["SUMMARY"]): event.decoded("DTSTART")
        for event in icalendar.Calendar.from_ical(file.read_bytes()).events
    }
    assert any(day.isoformat() == "2025-12-31" for day in told.values())
    assert any(title.startswith("乙公司") for title in told)
    assert "变化" in capsys.readouterr().out


def test_windows_and_yearly_duties_are_told_to_those_they_are_for(
    companies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A window that opened and closed, for whom its programme may fit; a duty near, for holders of the honour."""

    def told(since: str, on: str) -> dict[str, list[str]]:
        app(
            ["changes", "--since", since, "--companies", str(companies), "--as-of", on, "--json"], standalone_mode=False
        )
        found = json.loads(capsys.readouterr().out)["companies"]
        return {one["name"]: [item["title"] + item["why"] for item in one["review"]] for one in found}

    capsys.readouterr()
    spring = told("2026-04-01", "2026-05-10")
    assert any("企业填报" in item and "2026-04-25 开始" in item for item in spring["甲公司"])
    assert any("更新信息" in item and "最迟 2026-05-31" in item for item in spring["乙公司"])
    assert not any("更新信息" in item for item in spring["甲公司"])
    summer = told("2026-05-10", "2026-09-01")
    assert any("企业填报" in item and "2026-05-25 截止" in item for item in summer["甲公司"])
    assert not any("企业填报" in item for found in told("2026-09-01", "2026-11-22").values() for item in found)


def test_days_from_which_more_fits_stand_in_the_calendar(tmp_path: Path) -> None:
    """Two years in the city on a day, three years of an honour in a year, a yearly duty."""
    on = date(2026, 11, 22)
    facts = {
        "city": "日照",
        "founded_date": "2025-03-10",
        "independent_legal_person": True,
        "is_sme": True,
        "revenue_yuan": 10_000_000,
        "quality_certified": True,
        "penalised_recently": False,
        "honours": ["省级专精特新"],
    }
    renewed = {"city": "济南", "honours": ["省级专精特新"], "honour_event": "新认定", "honour_year": 2024}
    found = {(one.day.isoformat(), one.title) for one in events([("甲", facts), ("乙", renewed)], view(on))}
    assert any(day == "2027-03-10" and "甲:从这一天起" in title and "培育对象" in title for day, title in found)
    assert any(day == "2027-12-31" and "乙:从这一天起" in title and "延续性奖励" in title for day, title in found)
    assert ("2027-05-31", "乙:在培育平台上更新信息,最后一天") in found
