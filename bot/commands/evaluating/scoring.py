"""Scoring answers on labelled lines: place cited, key facts shown, refusals, wrong figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.commands.ask import reply
from bot.world import World

_WIDTHS = str.maketrans(
    {
        "（": "(",
        "）": ")",
        "，": ",",
        "：": ":",
        "；": ";",
        "％": "%",
        **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
    }
)
_REFUSALS = frozenset({"not_covered", "clarify", "greeting", "help"})
_MEANING_ONLY = "~"
"""Before a `must_not` that no comparison of characters can check."""


@dataclass
class AnswerScore:
    """Counts over the labelled questions; `failures` holds id, question and what was wrong."""

    questions: int = 0
    right: int = 0
    in_scope: int = 0
    cited: int = 0
    key_facts: int = 0
    out_of_scope: int = 0
    refused: int = 0
    wrong_figures: int = 0
    failures: list[dict[str, Any]] = field(default_factory=list)


def score_answers(items: list[Mapping[str, Any]], world: World, today: date) -> AnswerScore:
    """Asks every question afresh."""
    score = AnswerScore(questions=len(items))
    numbers = {f"{number:03d}": id for number, id in enumerate(_in_source_order(world))}
    for item in items:
        problems = _judge(item, reply(item["q"], world, today), numbers, score)
        score.right += not problems
        if problems:
            score.failures.append({"id": item["id"], "question": item["q"], "problems": problems})
    return score


def _in_source_order(world: World) -> tuple[str, ...]:
    return tuple(document.id for document in world.library.documents)


def _judge(
    item: Mapping[str, Any], answer: Mapping[str, Any], numbers: Mapping[str, str], score: AnswerScore
) -> list[str]:
    shown = "\n".join([answer["text"], *answer["notices"]])
    problems = _refusal(item, answer, shown, score) if item["kind"] == "out_of_scope" else []
    if item["kind"] != "out_of_scope":
        problems = _covered(item, answer, shown, numbers, score)
    wrong = [word for word in item["must_not"] if not word.startswith(_MEANING_ONLY) and occurs(word, answer["text"])]
    score.wrong_figures += bool(wrong)
    return problems + [f"says {word}" for word in wrong]


def _refusal(item: Mapping[str, Any], answer: Mapping[str, Any], shown: str, score: AnswerScore) -> list[str]:
    """A near question may also be answered by saying that the texts are silent."""
    score.out_of_scope += 1
    near = "near" in item.get("tags", ())
    silent = near and all(_met(key, shown) for key in item["key"])
    refused = (answer["kind"] in _REFUSALS or silent) and (near or not answer["citations"])
    score.refused += refused
    return [] if refused else [f"not refused: {answer['kind']}"]


def _covered(
    item: Mapping[str, Any],
    answer: Mapping[str, Any],
    shown: str,
    numbers: Mapping[str, str],
    score: AnswerScore,
) -> list[str]:
    score.in_scope += 1
    found = [any(_serves(place, citation, numbers) for citation in answer["citations"]) for place in item["answers"]]
    cited = all(found) if item.get("answers_all") else any(found)
    cited = cited or answer["kind"] in item.get("accept_kinds", ())
    missing = [key for key in item["key"] if not _met(key, shown)]
    score.cited += cited
    score.key_facts += not missing
    return ([] if cited else ["place not cited"]) + [f"missing {key}" for key in missing]


def _serves(place: Mapping[str, Any], citation: Mapping[str, Any], numbers: Mapping[str, str]) -> bool:
    """That clause, one below it, or the whole that it is a part of by one level."""
    wanted, cited = list(place["path"]), list(citation["clause"])
    if numbers.get(place["doc"], place["doc"]) != citation["document"]:
        return False
    above = bool(cited) and wanted[: len(cited)] == cited and len(wanted) - len(cited) <= 1
    return cited[: len(wanted)] == wanted or above


def _met(key: str, text: str) -> bool:
    return any(occurs(one, text) for one in key.split("|"))


def occurs(wanted: str, text: str) -> bool:
    """Stands in the text; a figure is not part of a longer one (20万 is not in 120万)."""
    sought, within = _plain(wanted), _plain(text)
    before = r"(?<![\d.])" if sought[:1].isdigit() else ""
    after = r"(?!\d)" if sought[-1:].isdigit() else ""
    return bool(sought) and re.search(before + re.escape(sought) + after, within) is not None


def _plain(text: str) -> str:
    text = re.sub(r"(?<=\d)[,，](?=\d{3})", "", text.translate(_WIDTHS))
    return re.sub(r"[\s\u00a0\u3000“”\"‘’「」*_`]", "", text)
