"""`mingce ask`: the contract's shape, the same bytes for the same input, a bad line does not stop the rest."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from bot.commands import ask
from bot.commands.evaluating import evaluate
from bot.errors import InputError

KEYS = ["question", "as_of", "kind", "text", "citations", "buttons", "asking", "notices"]


def lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str) -> list[dict[str, object]]:
    class Stdin:
        buffer = io.BytesIO(typed.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    ask.run(None, json=False, jsonl=True, as_of="2026-11-22")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_json_has_the_contract_s_shape(capsys: pytest.CaptureFixture[str]) -> None:
    ask.run("济南小巨人奖励多少", json=True, jsonl=False, as_of="2026-11-22")
    printed = capsys.readouterr().out
    found = json.loads(printed)
    assert list(found) == KEYS
    assert list(found["citations"][0]) == ["document", "clause", "title", "status", "quote", "departments", "version"]
    assert all(len(button["data"].encode()) <= 64 for row in found["buttons"] for button in row)
    assert "济南" in printed  # not escaped to ASCII


def test_the_same_input_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        ask.run("日照培育条件有哪些", json=True, jsonl=False, as_of="2026-11-22")
    first, second = capsys.readouterr().out.splitlines()
    assert first == second


def test_a_bad_line_answers_an_error_and_the_rest_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = lines(monkeypatch, capsys, '{"text": "你好"}\nnot json\n{"text": 3}\n{"text": ""}\n')
    assert found[0]["kind"] == "greeting"
    assert "error" in found[1]
    assert "error" in found[2]
    assert found[3]["kind"] == "help"


def test_a_question_as_long_as_a_book_is_refused() -> None:
    with pytest.raises(InputError, match="太长"):
        ask.run("问" * 30_000, json=True, jsonl=False, as_of="2026-11-22")


def test_evaluate_scores_labelled_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labelled = {
        "id": "1", "q": "日照新认定独角兽奖多少", "kind": "amount",
        "answers": [{"doc": "rizhao-plan-2022", "path": ["三", "(一)", "2"]}], "key": ["300万"],
        "must_not": ["200万元奖励"],
    }  # fmt: skip
    wrong = {**labelled, "id": "2", "key": ["400万"]}
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(item, ensure_ascii=False) for item in (labelled, wrong)), encoding="utf-8")
    evaluate.run("answers", file, json=True, as_of="2026-11-22")
    found = json.loads(capsys.readouterr().out)
    assert (found["questions"], found["right"], found["cited"], found["key_facts"]) == (2, 1, 2, 1)
    assert [failure["id"] for failure in found["failures"]] == ["2"]


@pytest.mark.parametrize(("content", "match"), [("{", "不是 JSON"), ('{"id": "1"}', "缺少")])
def test_evaluate_names_the_line_that_is_wrong(tmp_path: Path, content: str, match: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=match):
        evaluate.run("answers", file, json=True, as_of="2026-11-22")


def test_evaluate_knows_its_kinds(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="retrieval"):
        evaluate.run("poems", tmp_path, json=True, as_of=None)
