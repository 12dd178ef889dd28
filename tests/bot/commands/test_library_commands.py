"""`mingce search`, `clauses`, `parse`, `evaluate retrieval`, as they are called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.commands.evaluating.evaluate_retrieval import evaluate, measures
from bot.errors import InputError
from knowledge.library import HOME

CALL = [sys.executable, "-m", "bot"]
CLAUSE_KEYS = ["clause", "heading", "text", "departments", "support", "start", "end", "table"]
DOCUMENT_KEYS = [
    "id", "title", "number", "issuer", "region", "issued", "status", "effective_from", "expires_on", "clauses",
]  # fmt: skip
READ_KEYS = [
    *DOCUMENT_KEYS[:-1], "status_reason", "question", "repeals", "evidence", "clauses", "attachments", "not_understood",
    "read_by_machine", "left_out",
]  # fmt: skip


def call(*arguments: str, given: str = "", status: int = 0) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MINGCE_TODAY": "2026-11-22", "COLUMNS": "100"}
    run = subprocess.run(
        [*CALL, *arguments], input=given, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )
    assert run.returncode == status, run.stderr
    return run


def answered(*arguments: str) -> dict[str, Any]:
    run = call(*arguments, "--json")
    assert run.stderr == "" and run.stdout.count("\n") == 1 and "\\u" not in run.stdout
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_search_json() -> None:
    found = answered("search", "济南小巨人奖励多少", "-k", "3")
    assert list(found) == ["query", "as_of", "hits"] and found["as_of"] == "2026-11-22" and len(found["hits"]) == 3
    hit = found["hits"][0]
    assert list(hit) == ["document", "clause", "heading", "text", "score", "matched", "status", "departments"]
    assert hit["clause"] in (["一"], ["一", "(二)"]) and hit["status"] == "draft_for_comment"
    assert "小巨人" in hit["matched"] and "市工业和信息化局" in hit["departments"]
    assert answered("search", "济南小巨人奖励多少", "-k", "3") == found


def test_search_lines() -> None:
    lines = [
        '{"text": "日照独角兽"}',
        "not json",
        '{"text": 5}',
        '{"text": ""}',
        '{"text": "瞪羚", "k": 0}',
        '{"text": "瞪羚", "k": 2}',
    ]
    replies = [json.loads(line) for line in call("search", "--jsonl", given="\n".join(lines)).stdout.splitlines()]
    assert replies[0]["hits"][0]["document"] == "rizhao-plan-2022"
    assert [list(reply) for reply in replies[1:3]] == [["error"], ["error"]]
    assert replies[3]["hits"] == [] and "error" in replies[4] and len(replies[5]["hits"]) == 2


def test_search_for_people() -> None:
    shown = call("search", "日照小巨人奖励", "-k", "2").stdout
    assert all(words in shown for words in ("第三部分(一)第2条", "规划期或有效期已过", "市财政局", "最高200万元"))
    assert "\x1b" not in shown
    assert "没有找到" in call("search", "茅台股票").stdout


def test_clauses() -> None:
    found = answered("clauses")
    assert [len(document["clauses"]) for document in found["documents"]] == [13, 56, 21, 32, 77]
    for document in found["documents"]:
        assert list(document) == DOCUMENT_KEYS
        marked = [clause["clause"] for clause in document["clauses"] if list(clause) != CLAUSE_KEYS]
        assert marked == ([["三", "(五)", "15"]] if document["id"] == "rizhao-plan-2022" else [])
    shown = call("clauses", "rizhao-plan-2022").stdout
    assert "实行激励奖补政策" in shown and "(原文到此中断)" in shown and "日政办字〔2022〕10号" in shown


def test_parse() -> None:
    file = Path(__file__).parents[2] / "knowledge" / "unseen" / "chapters.txt"
    (document,) = answered("parse", str(file))["documents"]
    assert list(document) == READ_KEYS
    text = file.read_text(encoding="utf-8")
    assert all(clause["text"] == text[clause["start"] : clause["end"]] for clause in document["clauses"])
    assert (document["status"], document["expires_on"]) == ("in_force", "2028-06-30")
    assert answered("parse", str(file), "--as-of", "2029-01-01")["documents"][0]["status"] == "period_over"
    shown = call("parse", str(file)).stdout
    assert "第一章  总则" in shown and "状态的依据:有文号" in shown


def test_parse_reads_our_own_documents_alike() -> None:
    """The reader of unseen files and the library cut the same text in the same way."""
    found = {document["id"]: document["clauses"] for document in answered("clauses")["documents"]}
    for name, clauses in found.items():
        (document,) = answered("parse", str(HOME / "documents" / name / "text.txt"))["documents"]
        assert document["clauses"] == clauses


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["clauses", "nowhere"], "rizhao-plan-2022"),
        (["search", "瞪羚", "--document", "nowhere"], "rizhao-plan-2022"),
        (["parse", "/nowhere/a.txt"], "找不到"),
        (["search"], "请给出"),
        (["search", "瞪羚", "--as-of", "昨天"], "2026-11-22"),
    ],
)
def test_one_line_says_what_is_wrong(arguments: list[str], said: str) -> None:
    run = call(*arguments, status=2)
    assert run.stdout == "" and run.stderr.count("\n") == 1 and said in run.stderr


def beir(folder: Path) -> Path:
    texts = ["小巨人企业奖励200万元", "独角兽企业奖励300万元", "瞪羚企业奖励50万元", "上市补助"]
    (folder / "qrels").mkdir(parents=True)
    lines = [
        json.dumps({"_id": f"d{n}", "title": "", "text": text}, ensure_ascii=False) for n, text in enumerate(texts)
    ]
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    asked = [{"_id": "q1", "text": "独角兽奖多少"}, {"_id": "q2", "text": "瞪羚"}, {"_id": "q3", "text": "不计分"}]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t2\nq2\td3\t1\nq3\td0\t0\n"
    )
    return folder


def test_evaluate_retrieval(tmp_path: Path) -> None:
    found = evaluate(beir(tmp_path))
    assert (found["passages"], found["queries"], found["mrr@10"], found["recall@1"]) == (4, 2, 1.0, 0.75)
    assert list(found)[2:] == ["ndcg@10", "mrr@10", "recall@1", "recall@3", "recall@5", "recall@10", "recall@100"]


def test_measures_are_those_of_the_field() -> None:
    found = measures(["a", "b", "c"], {"b": 1, "c": 2, "z": 1})
    assert found["mrr@10"] == 0.5 and found["recall@3"] == pytest.approx(2 / 3) and found["recall@1"] == 0
    assert found["ndcg@10"] == pytest.approx((1 / 1.584963 + 2 / 2) / (2 + 1 / 1.584963 + 1 / 2), abs=1e-6)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("corpus.jsonl", '{"_id": "d1"}', "第 1 行"),
        ("queries.jsonl", "{", "第 1 行"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\tnone\t1\n", "none"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq9\td1\t1\n", "q9"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "没有一条"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1 d1 1\n", "第 2 行"),
    ],
)
def test_a_broken_folder_says_where(tmp_path: Path, file: str, text: str, said: str) -> None:
    folder = beir(tmp_path)
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        evaluate(folder)


def test_missing_pieces_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不是文件夹"):
        evaluate(tmp_path / "none")
    (beir(tmp_path) / "queries.jsonl").unlink()
    with pytest.raises(InputError, match="缺少文件"):
        evaluate(tmp_path)
