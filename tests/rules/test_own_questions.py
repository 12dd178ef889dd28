"""Questions of a programme itself: yes or no, local to it; and what only an office judges makes nobody eligible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.errors import DataError, FactError
from rules.model import Verdict
from rules.rulebook import RuleBook
from tests.rules.test_loading import LEAF

Load = Callable[..., RuleBook]
Write = Callable[..., str]
DAY = date(2026, 11, 22)
ASK = '{ ask = "贵公司今年装了屋顶光伏吗?", quote = "我市企业" }'
NOT_ASK = '{ ask = "贵公司欠税吗?", is = false, quote = "我市企业" }'
JUDGED = '{ judged_by = "评审专家", what = "评审", quote = "我市企业" }'


def verdict(book: RuleBook, facts: dict[str, Any]) -> Verdict:
    (found,) = book.evaluate(book.validate(facts), DAY)
    return found.verdict


def test_a_question_of_its_own_is_missing_asked_and_answered(book: Load, programme: Write) -> None:
    own = book(solar=programme(f"[{ASK}, {NOT_ASK}]"))
    (found,) = own.evaluate({}, DAY)
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, ("solar.1", "solar.2"))
    asked = own.next_question({}, DAY)
    assert asked is not None and (asked.fact, asked.text) == ("solar.1", "贵公司今年装了屋顶光伏吗?")
    assert verdict(own, {"solar.1": True, "solar.2": False}) is Verdict.ELIGIBLE
    assert verdict(own, {"solar.1": False, "solar.2": False}) is Verdict.NOT_ELIGIBLE
    assert verdict(own, {"solar.1": True, "solar.2": True}) is Verdict.NOT_ELIGIBLE
    assert verdict(own, {"solar.1": True, "solar.2": "unknown"}) is Verdict.UNKNOWN


def test_its_answer_is_yes_no_or_unknown(book: Load, programme: Write) -> None:
    own = book(solar=programme(f"[{ASK}]"))
    with pytest.raises(FactError):
        own.validate({"solar.1": "有时"})
    with pytest.raises(FactError):
        own.validate({"solar.2": True})


def test_two_programmes_ask_apart(book: Load, programme: Write) -> None:
    both = book(one=programme(f"[{ASK}]"), two=programme(f"[{ASK}]"))
    outcomes = {item.programme: item.verdict for item in both.evaluate({"one.1": True}, DAY)}
    assert outcomes == {"one": Verdict.ELIGIBLE, "two": Verdict.UNKNOWN}


def test_its_quote_has_to_stand_in_the_clause(book: Load, programme: Write) -> None:
    with pytest.raises(DataError, match="没有这句原文"):
        book(solar=programme('[{ ask = "装了吗?", quote = "屋顶光伏" }]'))


def test_what_only_an_office_judges_makes_nobody_eligible(book: Load, programme: Write) -> None:
    both = book(only=programme(f"[{JUDGED}]"), asked=programme(f"[{JUDGED}, {ASK}]"))
    outcomes = {item.programme: item.verdict for item in both.evaluate({"asked.1": True}, DAY)}
    assert outcomes == {"only": Verdict.UNKNOWN, "asked": Verdict.ELIGIBLE}


def test_a_draft_is_in_no_verdict_and_asks_nothing(book: Load, programme: Write) -> None:
    drafted = book(draft=programme(f"[{ASK}]", rest="draft = true"), done=programme(f"[{LEAF}]"))
    assert [item.programme for item in drafted.evaluate({}, DAY)] == ["done"]
    assert [item.id for item in drafted.drafts] == ["draft"]
    assert "draft.1" not in drafted.facts
