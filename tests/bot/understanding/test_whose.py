"""Whose firm is spoken of: what others are or have is never stored as ours without a question."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.reading import understand
from bot.understanding.whom.strangers import subject_of

DAY = date(2026, 11, 22)
OTHERS = [
    "我三姨夫",
    "我干爹",
    "我前同事",
    "我师弟",
    "俺连襟的厂",
    "我闺女那公司",
    "楼下老马",
    "赵总",
    "姓孙的",
    "对面那家",
    "邻村的厂",
    "隔壁县那个厂",
    "某公司",
    "行业老三",
    "我们的供应商",
    "我们房东",
    "给我们供货的那家",
    "竞品",
    "友商",
    "同行",
    "母公司",
    "我们投的那家",
    "展会上见过的一家",
    "电视里那个企业",
    "商会会长的公司",
]
SAID = ("是小巨人", "有两项发明专利", "员工两百人", "去年做了三个亿", "在青岛", "去年营收5000万", "研发占8%")
OURS = [
    "我们",
    "我们现在",
    "俺这儿",
    "咱厂",
    "我司目前",
    "我们这边一共",
    "其实我们",
    "大概",
    "总共就",
    "不瞒您说我们",
    "那个",
    "全厂上下",
    "公司账上",
]


@pytest.mark.parametrize("whose", OTHERS)
@pytest.mark.parametrize("said", SAID)
def test_what_others_are_is_not_stored(whose: str, said: str) -> None:
    understood = understand(whose + said, None, DAY)
    assert set(understood.facts) <= set(understood.confirm)


@pytest.mark.parametrize("head", OURS)
@pytest.mark.parametrize(("said", "fact"), [("有员工60人", "employees"), ("营收5000万", "revenue_yuan")])
def test_small_words_in_front_name_nobody(head: str, said: str, fact: str) -> None:
    understood = understand(head + said, None, DAY)
    assert fact in set(understood.facts) - set(understood.confirm)


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("我们基地现在是", ""),
        ("公司简介:我公司", ""),
        ("大客户", "unknown"),
        ("行业老二", "other"),
        ("我室友", "other"),
        ("老李", "other"),
    ],
)
def test_the_head_of_a_statement(head: str, subject: str) -> None:
    assert subject_of(head) == subject


def test_the_others_end_where_we_begin() -> None:
    said = understand("我室友在上海,两百多人,我们在莒县,四十一人", None, DAY)
    assert said.facts == {"city": "日照", "district": "莒县", "employees": 41}
    assert not said.confirm
