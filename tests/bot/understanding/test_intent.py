"""What messages are taken for: every labelled example is a test, and what is learnt is what is committed."""

from __future__ import annotations

import json
import tomllib
from collections import Counter

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.understanding.intent import learning, reader
from bot.understanding.intent.reader import contributions, intent


def test_every_example_is_read_as_labelled_but_for_the_few_that_contradict_others() -> None:
    examples = learning.load()
    wrong = [
        (example.act, example.kind, example.text)
        for example, (act, kind) in zip(examples, learning.verdicts(examples), strict=True)
        if act != example.act or (example.kind not in ("", "yes_no") and kind != example.kind)
    ]
    assert len(wrong) <= 0.02 * len(examples), wrong[:40]


def test_the_weights_were_learnt_from_these_examples() -> None:
    record = tomllib.loads(reader.RECORD.read_text(encoding="utf-8"))
    assert record["examples_sha256"] == learning.examples_hash(), "run: make learn"
    assert reader.WEIGHTS.stat().st_size < 1_500_000


def test_examples_are_many_and_each_has_one_label() -> None:
    by_text: dict[tuple[str, bool, bool], set[str]] = {}
    for example in learning.load():
        by_text.setdefault((example.text, bool(example.before), example.pending), set()).add(example.act)
    assert all(len(acts) == 1 for acts in by_text.values())
    written = {(each.act, each.text) for each in learning.load() if each.file != "kinds"}
    count = Counter(act for act, _ in written)
    assert count["broad"] >= 150
    assert count["qualify"] >= 60
    assert sum(bool(each.before) and each.before != "…" for each in learning.load()) >= 150


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("我在莒县开了家电缆厂,政府有啥能帮上的", "broad"),
        ("算下来我们一共能到手几万", "how_much"),
        ("那为啥只给十万", "why"),
        ("刚才我报的那些你念一遍", "told"),
        ("都清空吧从头开始", "restart"),
        ("下一户,济南长清的", "switch"),
        ("多谢,先这样", "thanks"),
        ("济南市级瞪羚新认定奖多少", "ask"),
        ("我们厂六十个人,去年营收两千一百万", "tell"),
        ("我们这样的够培育条件不", "qualify"),
    ],
)
def test_unseen_messages(text: str, act: str) -> None:
    assert intent(text).act == act


@pytest.mark.parametrize(("text", "kind"), [("这事归哪个局管", "department"), ("日照独角兽给几百万", "amount")])
def test_unseen_questions(text: str, kind: str) -> None:
    assert intent(text).kind == kind


def test_contributions_add_up_to_the_score() -> None:
    text = "日照小巨人奖励多少"
    names = reader.heads()[1].names
    scores = {name: sum(contributions(text, 1, name).values()) for name in names}
    assert max(scores, key=scores.__getitem__) == intent(text).kind


def test_explain_says_what_and_why() -> None:
    found = json.loads(CliRunner().invoke(app, ["explain", "还有别的吗", "--json"]).stdout)
    assert found["act"]["is"] == "more"
    assert found["act"]["because"]
    told = CliRunner().invoke(app, ["explain", "还有别的吗"]).stdout
    assert "more" in told
    assert "因为" in told
