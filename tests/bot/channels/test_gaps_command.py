"""`mingce gaps`: words that found nothing, from a store that a chat has filled."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def run(*arguments: str, sent: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], input=sent.encode(), capture_output=True, check=False
    )


def test_words_are_ranked_and_nobody_is_named(tmp_path: Path) -> None:
    store = str(tmp_path / "store.sqlite3")
    questions = ("社保缴费基数是多少?", "社保缴费怎么办理?", "社保缴费比例是多少?", "王先生的电话13812345678是多少?")
    lines = "".join(
        json.dumps({"chat": f"c{at}", "text": text}, ensure_ascii=False) + "\n" for at, text in enumerate(questions)
    )
    assert run("chat", "--jsonl", "--store", store, sent=lines).returncode == 0
    done = run("gaps", "--json", "--store", store)
    gaps = json.loads(done.stdout)["gaps"]
    assert done.returncode == 0 and gaps
    assert gaps == sorted(gaps, key=lambda gap: (-gap["chats"], -gap["questions"], gap["word"]))
    assert gaps[0]["chats"] == 3 and min(gap["chats"] for gap in gaps) >= 3
    assert b"138" not in done.stdout and "先生".encode() not in done.stdout
    assert gaps[0]["word"] in run("gaps", "--store", store).stdout.decode()


def test_without_a_store_it_says_how_to_name_one(tmp_path: Path) -> None:
    done = run("gaps", "--store", str(tmp_path / "none.sqlite3"))
    assert done.returncode == 2 and "--store" in done.stderr.decode() and b"Traceback" not in done.stderr
