"""不对, 不是, 错了 in front of a statement about another fact take something back and answer nothing."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.lexicon import table
from bot.understanding.reading import understand

DAY = date(2026, 11, 22)
MARKS = ("不对", "不是", "错了", "说错了", "等等", "不不", "哦不对", "不是的", "打错了", "我说错了", "不对不对")
STATEMENTS = {
    "营收是1500万": ("revenue_yuan", 15_000_000),
    "我们是2020年成立的": ("founded_year", 2020),
    "公司在日照": ("city", "日照"),
    "发明专利是4件": ("invention_patents", 4),
    "资产负债率是45%": ("debt_ratio", 0.45),
}
ASKED = [*sorted(table("subjects")["kinds"]), "revenue_prev_yuan", "loan_yuan", "rd_ratio"]
SAME = {"founded_date", "founded_year", "registered_years"}


@pytest.mark.parametrize("between", [",", " ", "。", ",嗯,", ""])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_correction_of_something_else_leaves_the_pending_fact_alone(statement: str, between: str) -> None:
    fact, value = STATEMENTS[statement]
    places = {"city", "district", "role_city", "investee_city", "client_city"}
    for mark in MARKS if between else ("不对", "错了", "说错了"):  # 不是X是Y run together denies X
        for asked in ASKED:
            if asked == fact or {asked, fact} <= SAME or {asked, fact} <= places:
                continue
            read = understand(mark + between + statement, asked, DAY)
            assert read.facts == {fact: value}, (mark, asked)
            assert read.corrections == (fact,), (mark, asked)


@pytest.mark.parametrize("mark", ["不是", "不是的", "不对"])
def test_alone_it_is_the_answer(mark: str) -> None:
    assert understand(mark, "related_party", DAY).facts == {"related_party": False}
    assert understand(mark + ",谢谢", "related_party", DAY).facts == {"related_party": False}


@pytest.mark.parametrize("asked", ["revenue_yuan", "rd_expense_yuan", "loan_yuan", "employees", "invention_patents"])
@pytest.mark.parametrize("text", ["没有了", "没了", "没有了吧"])
def test_nothing_more_is_not_none(text: str, asked: str) -> None:
    assert asked not in understand(text, asked, DAY).facts
