"""`mingce check`, `programmes`, `check-data` as people and scripts call them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

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
    "cheapest",
    "guide",
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


def test_what_fails_says_by_how_much_from_which_day_on_and_what_alone_has_to_change() -> None:
    found = check({"city": "日照", "founded_date": "2022-09-30", "is_sme": True}, "--document", "rizhao-plan-2022")
    [result] = [each for each in found["results"] if "培育对象" in each["title"]]
    [step] = result["cheapest"]
    assert (step["fact"], step["due"]) == ("registered_years", "2024-09-30")
    assert "还差" in step["gap"] and "2024年9月30日" in step["gap"]
    failed = [reason for reason in result["reasons"] if reason["finding"] == "not_met"]
    assert [(reason["gap"], reason["due"]) for reason in failed] == [(step["gap"], "2024-09-30")]
    assert all(reason["gap"] is None and reason["due"] is None for reason in result["reasons"] if reason not in failed)
    assert result["guide"] is None


def test_what_can_be_had_carries_the_five_fields_of_a_guide_null_where_the_text_is_silent() -> None:
    found = check({"city": "济南", "green_tech_investment_yuan": 1_000_000}, "--document", "jinan-measures-draft")
    [result] = [each for each in found["results"] if each["outcome"] == "eligible" and each["amount_yuan"]]
    guide = result["guide"]
    assert list(guide) == ["recipients", "conditions", "deadline", "address", "phone"]
    assert guide["recipients"] and guide["conditions"]
    assert (guide["deadline"], guide["address"], guide["phone"]) == (None, None, None)
    assert result["cheapest"] == []


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
