"""`mingce check`, `programmes`, `check-data`, `screen` as people and scripts call them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

RESULT = [
    "programme",
    "title",
    "document",
    "clause",
    "status",
    "outcome",
    "amount_yuan",
    "amount_is_cap",
    "per",
    "working",
    "reasons",
    "missing",
    "quote",
    "departments",
]


def mingce(*words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], input=text, capture_output=True, text=True, encoding="utf-8", check=False
    )


def check(facts: dict[str, Any], *words: str) -> dict[str, Any]:
    run = mingce("check", "--facts", "-", "--json", "--as-of", "2024-06-01", *words, text=json.dumps(facts))
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_check_has_the_shape_of_the_contract() -> None:
    found = check({"city": "日照", "honours": ["省级瞪羚"], "honour_event": "新认定"}, "--document", "rizhao-plan-2022")
    assert list(found) == ["as_of", "results", "next_question"]
    assert list(found["next_question"]) == ["fact", "text", "why"]
    assert all(list(entry) == RESULT for entry in found["results"])
    assert {entry["document"] for entry in found["results"]} == {"rizhao-plan-2022"}
    granted = {entry["amount_yuan"] for entry in found["results"] if entry["outcome"] == "eligible"}
    assert 300_000 in granted
    assert {entry["status"] for entry in found["results"]} == {"in_force"}


def test_same_input_same_bytes_and_the_order_of_facts_does_not_matter() -> None:
    one = mingce("check", "--facts", "-", "--json", text='{"city": "济南", "employees": 20}')
    other = mingce("check", "--facts", "-", "--json", text='{"employees": 20, "city": "济南"}')
    assert one.stdout == other.stdout and one.returncode == 0


def test_jsonl_answers_line_by_line_and_goes_on_after_a_bad_one() -> None:
    lines = [
        '{"facts": {"city": "日照"}, "as_of": "2024-06-01"}',
        "{",
        '{"facts": {"citty": "x"}}',
        '{"facts": {}, "as_of": "2026-13-01"}',
        "{}",
    ]
    run = mingce("check", "--jsonl", text="\n".join(lines))
    replies = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0 and len(replies) == 5
    assert "results" in replies[0] and all("error" in reply for reply in replies[1:])
    assert "city" in replies[2]["error"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ('{"citty": "日照"}', "city"),
        ('{"revenue_yuan": "很多"}', "revenue_yuan"),
        ('{"debt_ratio": 45}', "debt_ratio"),
        ("[1]", "JSON 对象"),
        ("{", "JSON"),
    ],
)
def test_wrong_facts_are_one_clear_line(facts: str, said: str) -> None:
    run = mingce("check", "--facts", "-", "--json", text=facts)
    assert (run.returncode, run.stdout) == (2, "")
    assert said in run.stderr and run.stderr.count("\n") == 1


def test_an_unknown_document_names_those_there_are() -> None:
    run = mingce("check", "--facts", "-", "--document", "nowhere", text="{}")
    assert run.returncode == 2 and "rizhao-plan-2022" in run.stderr


def test_people_get_groups_of_lines() -> None:
    run = mingce("check", "--facts", "-", "--document", "rizhao-plan-2022", text='{"city": "日照"}')
    assert run.returncode == 0 and "还不能确定" in run.stdout and "规划期已过" in run.stdout


def test_programmes_have_one_entry_for_each_honour_level_and_case() -> None:
    run = mingce("programmes", "--json")
    entries = json.loads(run.stdout)["programmes"]
    assert len(entries) >= 74 and len({entry["programme"] for entry in entries}) == len(entries)
    keys = ["programme", "title", "document", "clause", "quote", "kind", "award", "facts", "status", "departments"]
    assert all(list(entry) == keys for entry in entries)
    award = ["amount_yuan", "rate", "cap_yuan", "per_unit_yuan", "years", "is_cap"]
    assert all(list(entry["award"]) == award for entry in entries)


def test_all_data_is_in_order() -> None:
    run = mingce("check-data")
    assert run.returncode == 0, run.stderr
    assert "数据没有问题" in run.stdout


ROWS = [
    ["企业名称", "所在城市", "称号", "称号取得方式", "上年营业收入(万元)", "从业人员", "独立法人资格", "成立日期"],
    ["甲公司", "日照", "省级瞪羚", "新认定", "3200", "120", "是", "2020-05-10"],
    ["=HYPERLINK(1)", "历下区", "国家高新技术企业", "复核通过", "约5000万", "许多", "也许", ""],
    ["丙公司", "日照", "无", "", "900", "", "是", "2023-03-01"],
]


def test_a_list_of_companies_becomes_three_sheets(tmp_path: Path) -> None:
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["A3"].data_type = "s"
    source, target = tmp_path / "list.xlsx", tmp_path / "out.xlsx"
    book.save(source)
    run = mingce("screen", str(source), "--output", str(target), "--as-of", "2024-06-01")
    assert run.returncode == 0, run.stderr
    results, gaps, problems = load_workbook(target).worksheets
    granted = [row for row in results.iter_rows(values_only=True) if row[1] == "甲公司" and row[5] == "符合"]
    assert 300_000 in {row[6] for row in granted}
    assert any(row[1] == "丙公司" and "还差" in row[4] for row in gaps.iter_rows(min_row=2, values_only=True))
    told = [(row[0], row[2], row[3]) for row in problems.iter_rows(min_row=2, values_only=True)]
    assert told == [(3, "从业人员", "许多"), (3, "独立法人资格", "也许")]
    named = [cell for cell in problems["B"] if cell.value == "=HYPERLINK(1)"]
    assert named and all(cell.data_type != "f" for cell in named)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "list.csv"
    source.write_text("\n".join(",".join(row) for row in ROWS), encoding=encoding)
    run = mingce("screen", str(source))
    assert run.returncode == 0 and "3 家企业" in run.stdout, run.stderr
    assert (tmp_path / "list-结果.xlsx").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "空"), ("企业名称,营业额\n甲,3", "营业额"), ("企业名称\n甲", "列")],
)
def test_a_list_that_cannot_be_read_is_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    source = tmp_path / "list.csv"
    source.write_text(text, encoding="utf-8")
    run = mingce("screen", str(source))
    assert run.returncode == 2 and said in run.stderr and run.stderr.count("\n") == 1
