"""What people say, in our own words: the facts that come of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.reading import understand

DAY = date(2026, 11, 22)
LINES = (Path(__file__).parent / "utterances.jsonl").read_text(encoding="utf-8").splitlines()
UTTERANCES = [json.loads(line) for line in LINES]
FOLLOWS = {
    "registered_years": {"founded_date", "founded_year"},
    "rd_ratio": {"revenue_yuan", "rd_expense_yuan"},
}


def problems(item: dict[str, Any]) -> list[str]:
    said = understand(item["text"], item["asked"], DAY)
    optional = set(item.get("inferred", ()))
    found = [
        f"{k}: {said.facts.get(k, '–')} for {v}"
        for k, v in item["facts"].items()
        if not same(k, said.facts, v) and k not in optional
    ]
    found += [f"extra {k}={v}" for k, v in said.facts.items() if k not in item["facts"] and k not in optional]
    found += [f"{k} not noticed as unknown" for k in item.get("unknown", ()) if k not in said.unknown]
    found += [f"{k} taken for unknown" for k in said.unknown if k not in item.get("unknown", ())]
    if item.get("sure") and said.confirm:
        found.append("to be confirmed without need")
    found += [f"{k} not to be confirmed" for k in item.get("confirm", ()) if k not in said.confirm]
    if item.get("correction") and not said.corrections:
        found.append("no correction noticed")
    return found


def same(name: str, said: dict[str, Any], wanted: Any) -> bool:
    if name not in said:
        return False
    value = said[name]
    if name == "honours" and isinstance(value, dict) and isinstance(wanted, list):
        return bool(value["has"] == wanted)
    if isinstance(wanted, float):
        return bool(value == pytest.approx(wanted))
    return bool(value == wanted)


@pytest.mark.parametrize("kind", sorted({item["kind"] for item in UTTERANCES}))
def test_utterances_of_a_kind(kind: str) -> None:
    wrong = {item["text"]: problems(item) for item in UTTERANCES if item["kind"] == kind and problems(item)}
    assert not wrong, "\n".join(f"{text}: {'; '.join(found)}" for text, found in wrong.items())


def test_the_words_are_the_speakers_own() -> None:
    for item in UTTERANCES:
        said = understand(item["text"], item["asked"], DAY)
        assert set(said.words) == set(said.facts)
        assert all(words in item["text"] for words in said.words.values())


def test_the_words_begin_with_a_whole_word() -> None:
    assert understand("我们在济南,去年营收1200", None, DAY).words["revenue_yuan"] == "去年营收1200"
