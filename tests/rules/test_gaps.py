"""By how much a condition is missed, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.model import Verdict
from rules.rulebook import RuleBook

DAY = date(2024, 6, 1)
BODY = "省级中小企业公共服务示范平台"


@pytest.mark.parametrize(
    ("wanted", "facts", "gap"),
    [
        ('in = ["复核通过", "重新认定"]', {"honour_event": "新认定"}, "本次是新认定"),
        ('is = "新认定"', {"honour_event": {BODY: "复核通过"}}, "本次是复核通过"),
        ('is = "新认定"', {"honour_event": "新认定", "honour_year": 2020}, "是2020年认定的,不是今年或去年新认定"),
    ],
)
def test_how_a_body_won_its_title_is_said_in_words(
    book: Callable[..., RuleBook], programme: Callable[..., str], wanted: str, facts: dict[str, Any], gap: str
) -> None:
    leaf = f'[{{ fact = "honour_event", {wanted}, which = "{BODY}", quote = "我市企业" }}]'
    loaded = book(one=programme(leaf))
    [outcome] = loaded.evaluate(loaded.validate({"role": BODY, **facts}), DAY)
    assert (outcome.verdict, outcome.reasons[0].gap) == (Verdict.NOT_ELIGIBLE, gap)
