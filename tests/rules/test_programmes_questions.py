"""What the rule book's own data makes of the order of questions."""

from __future__ import annotations

from datetime import date

from rules.model import Facts
from rules.rulebook import RuleBook

DAY = date(2026, 11, 22)


def asked(book: RuleBook, facts: Facts, answers: Facts, most: int = 60) -> list[str]:
    """Facts in the order they are asked, each answered from `answers` or not known."""
    known, order = dict(facts), list[str]()
    while len(order) < most and (question := book.next_question(known, DAY)) is not None:
        order.append(question.fact)
        known[question.fact] = answers.get(question.fact, "unknown")
    return order


def test_investor_is_asked_about_its_investment_before_an_ordinary_companys_affairs(real_book: RuleBook) -> None:
    order = asked(real_book, {"city": "济南", "role": "股权投资机构", "honours": []}, {"related_party": False})
    assert order.index("investment_yuan") < order.index("ipo_stage")
    assert order.index("investee_city") < order.index("green_tech_investment_yuan")


def test_how_an_honour_was_won_is_asked_before_what_few_companies_have(real_book: RuleBook) -> None:
    known = {"city": "济南", "role": "企业", "honours": {"has": ["省级专精特新"], "complete": True}}
    order = asked(real_book, known, {"honour_event": "新认定"})
    assert order[0] == "honour_event"
    assert order.index("ipo_stage") < order.index("standard_work")


def test_company_elsewhere_is_not_asked_about_jinan_or_rizhao(real_book: RuleBook) -> None:
    known = {"city": "南京", "role": "企业", "honours": {"has": [], "complete": True}}
    assert not {"ipo_stage", "green_tech_investment_yuan", "standard_work"} & set(asked(real_book, known, {}))


def test_whether_funds_were_received_is_asked_only_after_a_renewal(real_book: RuleBook) -> None:
    known = {"city": "济南", "role": "企业", "honours": {"has": ["省级瞪羚"], "complete": True}}
    assert "special_fund_received" in asked(real_book, known, {"honour_event": "复核通过"})
    assert "special_fund_received" not in asked(real_book, known, {"honour_event": "新认定"})
