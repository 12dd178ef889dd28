"""Mistakes in data stop the start: file, line, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rules.errors import DataError
from rules.rulebook import RuleBook
from tests.rules.texts import CLAUSES

LEAF = '{ fact = "city", is = "日照", quote = "我市企业" }'
Write = Callable[..., str]
Load = Callable[..., RuleBook]


def _mistake(load: Load, **programmes: str) -> DataError:
    with pytest.raises(DataError) as caught:
        load(**programmes)
    return caught.value


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ('[{ fact = "city", is = "日照", quote = "没有这句" }]', "没有这句"),
        ('[{ fact = "citty", is = "日照", quote = "我市企业" }]', "city"),
        ('[{ fact = "city", equals = "日照", quote = "我市企业" }]', "equals"),
        ('[{ fact = "city", is = "日照" }]', "quote"),
        ('[{ fact = "city", quote = "我市企业" }]', "没有写比较"),
        ('[{ fact = "city", is = "日照", in = ["日照"], quote = "我市企业" }]', "一种比较"),
        ('[{ fact = "city", at_least = 2, quote = "两年以上" }]', "at_least|range"),
        ('[{ fact = "revenue_yuan", at_least = 6_000_000, quote = "上年营业收入500万元以上" }]', "600万元"),
        ('[{ fact = "registered_years", at_least = 3, quote = "登记注册两年以上" }]', "3年"),
        ('[{ fact = "revenue_yuan", at_least = 5_000_000, at_most = 1_000_000, quote = "我市企业" }]', "下限高于上限"),
        (
            '[{ fact = "revenue_yuan", at_least = 5_000_000, more_than = 5_000_000, quote = "营业收入500万元以上" }]',
            "at_least、more_than",
        ),
        (
            '[{ fact = "employees", at_most = 300, less_than = 300, quote = "从业人员不超过300人" }]',
            "at_most、less_than",
        ),
        ('[{ fact = "honours", has = "省级蹬羚", quote = "省级瞪羚" }]', "省级瞪羚"),
        ('[{ fact = "honours", has = "省级瞪羚", event = "首次", quote = "省级瞪羚" }]', "新认定"),
        ('[{ fact = "city", is = "日照", quote = "负面清单", from = ["三"] }]', "三"),
        ("[{ count_at_least = 3, of = [" + LEAF + "] }]", "count_at_least"),
        ("[{ any = [" + LEAF + '], quote = "我市企业" }]', "quote"),
        ('["city"]', "condition"),
        ('[{ fact = "is_sme", is = "是", quote = "我市企业" }]', "is"),
    ],
)
def test_a_bad_condition_is_told(book: Load, programme: Write, condition: str, said: str) -> None:
    problem = _mistake(book, bad=programme(condition))
    assert any(word in str(problem) for word in said.split("|")), problem
    assert problem.file.endswith("town-plan/bad.toml") and problem.remedy


@pytest.mark.parametrize(
    ("award", "said"),
    [
        ('{ kind = "fixed", yuan = 600_000, quote = "奖励50万元" }', "60万元"),
        ('{ kind = "share", of = "revenue_yuan", rate = 0.3, quote = "投资额的20%" }', "30%"),
        ('{ kind = "share", of = "revenu", rate = 0.2, quote = "投资额的20%" }', "revenu"),
        ('{ kind = "yearly", yuan = 1_000_000, years = 4, quote = "连续三年每年100万元" }', "4"),
        ('{ kind = "price_deduction", rate_from = 0.03, rate_to = 0.03, quote = "2%-3%价格扣除" }', "2%—3%"),
        ('{ kind = "price_deduction", rate_from = 0.02, rate_to = 0.02, quote = "2%-3%价格扣除" }', "2%—3%"),
        ('{ kind = "price_deduction", rate_from = 0.03, rate_to = 0.02, quote = "2%-3%价格扣除" }', "3%—2%"),
        ('{ kind = "lottery", yuan = 1, quote = "奖励50万元" }', "lottery"),
        ('{ kind = "fixed", quote = "奖励50万元" }', "yuan"),
        ('{ kind = "fixed", yuan = 500_000, quote = "奖励50万元", cap = 1 }', "cap"),
        ('{ kind = "fixed", yuan = 500_000, quote = "奖励五十万元" }', "奖励五十万元"),
    ],
)
def test_a_bad_award_is_told(book: Load, programme: Write, award: str, said: str) -> None:
    assert said in str(_mistake(book, bad=programme(f"[{LEAF}]", award)))


def test_the_line_is_that_of_the_mistake(book: Load, programme: Write) -> None:
    absent = '{ fact = "role", is = "银行", quote = "没有" }'
    assert _mistake(book, bad=programme(f"[\n  {LEAF},\n  {absent},\n]")).line == 7


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("colour = 1", "colour"),
        ('exclusive_group = "a"', "exclusive_quote"),
        ("valid_from = 2024-01-01\nvalid_until = 2024-01-01", "valid_from"),
        ('replaced_by = ["nobody"]', "nobody"),
    ],
)
def test_a_bad_file_is_told(book: Load, programme: Write, rest: str, said: str) -> None:
    assert said in str(_mistake(book, bad=programme(rest=rest)))


def test_no_toml_is_told_with_its_line(book: Load, programme: Write) -> None:
    problem = _mistake(book, bad='title = "x"\nclause = [')
    assert "TOML" in problem.what and problem.file.endswith("bad.toml")


def test_versions_may_not_overlap(book: Load, programme: Write) -> None:
    first = programme(rest='series = "s"\nvalid_from = 2022-01-01\nvalid_until = 2024-01-02')
    second = programme(rest='series = "s"\nvalid_from = 2024-01-01')
    assert "重叠" in str(_mistake(book, a=first, b=second))


def test_a_gap_between_versions_wants_a_reason(book: Load, programme: Write) -> None:
    first = 'series = "s"\nvalid_from = 2022-01-01\nvalid_until = 2023-01-01'
    second = programme(rest='series = "s"\nvalid_from = 2024-01-01')
    assert "gap_reason" in str(_mistake(book, a=programme(rest=first), b=second))
    assert len(book(a=programme(rest=first + '\ngap_reason = "停办一年"'), b=second).programmes) == 2


def test_what_was_checked_once_is_checked_again_when_a_byte_changes(
    write_book: Callable[..., Path], programme: Write
) -> None:
    good = programme(f"[{LEAF}]")
    folder = write_book(one=good)
    version = RuleBook.load(CLAUSES, folder).version
    assert RuleBook.load(CLAUSES, folder).version == version
    write_book(one=good.replace("试验", "另一"))
    assert RuleBook.load(CLAUSES, folder).version != version
    changed = {**CLAUSES, ("town-plan", ("一",)): CLAUSES["town-plan", ("一",)].replace("我市企业", "本市企业")}
    with pytest.raises(DataError):
        RuleBook.load(changed, folder)


def test_a_spoilt_cache_is_not_believed(write_book: Callable[..., Path], programme: Write, tmp_path: Path) -> None:
    folder = write_book(one=programme(f"[{LEAF}]"))
    book = RuleBook.load(CLAUSES, folder)
    [kept] = (tmp_path / "cache").rglob("rulebook-*.json")
    kept.write_text("{", encoding="utf-8")
    assert RuleBook.load(CLAUSES, folder).programmes == book.programmes


def test_order_is_document_clause_file(book: Load, programme: Write) -> None:
    second = programme(f"[{LEAF}]").replace('clause = ["一"]', 'clause = ["二"]').replace("我市企业", "不属于负面清单")
    loaded = book(zulu=programme(f"[{LEAF}]"), alpha=second, beta=programme(f"[{LEAF}]"))
    assert [item.id for item in loaded.programmes] == ["beta", "zulu", "alpha"]
