"""Statements about a company are understood in any order, with pauses between them and without."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.reading import understand

DAY = date(2026, 11, 22)
STATEMENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("我们在莒县", {"city": "日照", "district": "莒县"}),
    ("做医疗耗材的", {"industry": "医疗耗材"}),
    ("员工86人", {"employees": 86}),
    ("去年营收三千六百万", {"revenue_yuan": 36_000_000}),
    ("研发费用一百五十万", {"rd_expense_yuan": 1_500_000}),
    ("发明专利6件", {"invention_patents": 6}),
    ("高企有", {"honours": ["国家高新技术企业"]}),
    ("2016年成立的", {"founded_year": 2016}),
    ("没罚过", {"penalised_recently": False}),
    ("ISO9001过了", {"quality_certified": True}),
    ("负债率百分之四十二", {"debt_ratio": 0.42}),
)


@settings(deadline=None, max_examples=120, derandomize=True)
@given(st.permutations(range(len(STATEMENTS))), st.integers(2, 6), st.sampled_from(["", " ", ",", "。"]))
def test_statements_in_any_order(order: list[int], count: int, pause: str) -> None:
    told = [STATEMENTS[n] for n in order[:count]]
    wanted = {name: value for _, facts in told for name, value in facts.items()}
    text = pause.join(words for words, _ in told)
    assert understand(text, None, DAY).facts == wanted, text
