"""One table of answerers: no two priorities are equal, and who else claims a question is printed."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.decide import ANSWERERS, Answerer, Asked, decide, decide_whole
from bot.answering.model import Focus
from bot.world import World
from tests.bot.answering.asking import TODAY

_LABELLED = Path(__file__).with_name("questions.jsonl").read_text(encoding="utf-8")
QUESTIONS = [json.loads(line)["q"] for line in _LABELLED.splitlines()]
EVERY = 24
"""One labelled question in so many is put to every answerer."""
FALLBACKS = frozenset(("certainly not covered", "not covered"))


def asked_of(world: World, question: str) -> Asked:
    library = world.library
    return Asked(library.corrected(question), library.fold(question), Focus(), world, TODAY, question)


def claimants(asked: Asked, whole: bool) -> list[Answerer]:
    return [one for one in ANSWERERS if one.whole is whole and one.answer(asked) is not None]


def test_no_two_answerers_have_the_same_priority() -> None:
    priorities = [one.priority for one in ANSWERERS]
    assert priorities == sorted(set(priorities), reverse=True)
    assert len({one.name for one in ANSWERERS}) == len(ANSWERERS)


def test_whole_messages_come_before_their_questions() -> None:
    assert min(one.priority for one in ANSWERERS if one.whole) > max(o.priority for o in ANSWERERS if not o.whole)


@pytest.mark.parametrize("whole", [True, False], ids=["messages", "questions"])
def test_the_highest_claim_answers_and_others_are_printed(world: World, whole: bool) -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    for question in QUESTIONS[::EVERY]:
        asked = asked_of(world, question)
        claims = claimants(asked, whole)
        first = claims[0].answer(asked) if claims else None
        assert (decide_whole(asked) if whole else decide(asked)) == first
        pairs.update((claims[0].name, other.name) for other in claims[1:] if other.name not in FALLBACKS)
    for (first_name, other), count in pairs.most_common():
        print(f"{count:4} {first_name} before {other}")
    assert whole or pairs, "nobody else ever claims a question: the table needs no order"


def test_every_question_finds_somebody(world: World) -> None:
    for text in ("", "?", "火星上有补贴吗", "哈哈"):
        asked = asked_of(world, text)
        assert decide(asked).message.parts, text


def test_what_leans_on_the_last_answer_is_asked_first(world: World) -> None:
    first = decide(asked_of(world, "济南小巨人奖励多少"))
    asked = replace(asked_of(world, "谁负责"), focus=first.focus)
    assert asked.leans
    assert claimants(asked, False)[0].name == "about the last answer"
