"""`mingce facts` through its command line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from bot.commands import facts
from bot.errors import InputError


def test_json_tells_what_is_doubtful_with_its_readings(capsys: pytest.CaptureFixture[str]) -> None:
    facts.run("营收3000", asked=None, json=True, jsonl=False, as_of="2026-11-22")
    told = json.loads(capsys.readouterr().out)
    assert told["confirm"] == ["revenue_yuan"]
    assert told["alternatives"] == {"revenue_yuan": [30_000_000, 3000]}


def test_json_has_exactly_the_shape(capsys: pytest.CaptureFixture[str]) -> None:
    facts.run("不对,是3年", asked="registered_years", json=True, jsonl=False, as_of="2026-11-22")
    assert json.loads(capsys.readouterr().out) == {
        "text": "不对,是3年",
        "facts": {"registered_years": 3},
        "unknown": [],
        "corrections": ["registered_years"],
        "confirm": [],
        "alternatives": {},
    }


def test_people_see_the_words_a_value_was_read_from(capsys: pytest.CaptureFixture[str]) -> None:
    facts.run("一千二", asked="revenue_yuan", json=False, jsonl=False, as_of="2026-11-22")
    shown = capsys.readouterr().out
    assert "1200万元" in shown
    assert "一千二" in shown


def test_lines_answer_in_order_and_a_bad_line_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = '{"text": "去年成立", "as_of": "2024-01-05"}\nno json\n{"text": 3}\n'
    lines += '{"text": "", "asked": 7}\n{"text": "86人"}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode("utf-8"))))
    facts.run(None, asked=None, json=False, jsonl=True, as_of="2026-11-22")
    replies = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert replies[0]["facts"] == {"founded_year": 2023}
    assert ["error" in reply for reply in replies] == [False, True, True, True, False]
    assert replies[4]["facts"] == {"employees": 86}


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(InputError):
        facts.run("我们在济南", asked=None, json=True, jsonl=False, as_of="13月1日")


def test_facts_of_ones_own_folder_are_read_by_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    definition = (
        'type = "money"\nlabel = "自营出口交货值"\nquestion = "自营出口多少?"\nwhy = "看规模。"\ntopic = "经营"\n'
    )
    (tmp_path / "facts.toml").write_text(f"[export_yuan]\n{definition}", encoding="utf-8")
    monkeypatch.setenv("MINGCE_DATA", str(tmp_path))
    facts._labels.cache_clear()
    facts.run("自营出口交货值900万", asked=None, json=True, jsonl=False, as_of="2026-11-22")
    facts._labels.cache_clear()
    assert json.loads(capsys.readouterr().out)["facts"] == {"export_yuan": 9_000_000}
