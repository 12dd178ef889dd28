"""The vocabularies of how people say things: their forms stand in the documents, and they lead to the right clauses."""

from __future__ import annotations

import pytest

from bot.answering.lexicon import lexicon
from knowledge.library import Library, cached_library


@pytest.fixture(scope="module")
def library() -> Library:
    return cached_library()


def test_every_form_stands_in_the_documents(library: Library) -> None:
    """A form beside the word itself that stands nowhere is a slip of the pen, or its document was changed."""
    standing: dict[str, bool] = {}
    for words in (lexicon().vocabulary, library.everyday_words):
        for word, forms in words.items():
            for form in forms:
                if form != word and form not in standing:
                    standing[form] = library.knows(form)
    assert [form for form, stands in standing.items() if not stands] == []


def test_words_are_words_of_the_language(library: Library) -> None:
    """No sentence of a question belongs into a vocabulary."""
    words = [*lexicon().vocabulary, *library.everyday_words]
    assert [word for word in words if len(word) > 8 or any(sign in word for sign in "吗呢?？ ")] == []


@pytest.mark.parametrize(
    "text",
    [
        "公司都开了八年了",
        "成立三年的公司",
        "第二批新材料",
        "新评的独角兽",
        "就是政府派来联系企业的",
        "苹果手机哪款好",
        "take something back",
        "改为 polling mode",
    ],
)
def test_everyday_words_do_not_attract_what_is_spelt_right(library: Library, text: str) -> None:
    assert library.corrected(text) == library.fold(text)


@pytest.mark.parametrize(
    ("lay", "document", "path"),
    [
        ("顶替进口的新产品给奖吗", "jinan-measures-draft", ("五",)),
        ("我们的配方怎么保密", "jinan-measures-draft", ("二",)),
        ("国内首台机器奖多少", "jinan-measures-draft", ("三",)),
        ("打算敲钟 给补助吗", "jinan-measures-draft", ("十",)),
        ("技术比武有没有奖补", "jinan-measures-draft", ("十一",)),
        ("买技术的中间人", "jinan-measures-draft", ("十一",)),
        ("大公司压货款不给", "jinan-measures-draft", ("九",)),
        ("机房用电", "jinan-measures-draft", ("六",)),
        ("一家一家把脉", "shandong-plan-2022", ("四", "(二)", "7")),
        ("张榜悬赏解难题", "shandong-plan-2022", ("四", "(三)", "9")),
        ("省里牵线认识链主", "shandong-plan-2022", ("四", "(四)", "14")),
        ("能不能一起团购原材料", "shandong-plan-2022", ("四", "(四)", "15")),
        ("股份改制", "shandong-plan-2022", ("四", "(六)", "21")),
        ("国外仓库推介", "shandong-plan-2022", ("四", "(七)", "22")),
        ("少东家交班", "shandong-plan-2022", ("四", "(八)", "25")),
        ("给技术骨干分干股", "shandong-plan-2022", ("四", "(八)", "26")),
        ("跟职校委培焊工", "shandong-plan-2022", ("四", "(八)", "27")),
        ("包联我们厂的人", "shandong-plan-2022", ("五", "(二)")),
        ("信用污点怎么消记录", "jinan-sme-draft-2024", ("三", "(九)")),
        ("没抵押物 押专利行不行", "jinan-sme-draft-2024", ("一", "(三)")),
        ("日照 机械臂", "rizhao-plan-2022", ("三", "(三)", "9")),
        ("日照 还不了 想展期", "rizhao-plan-2022", ("三", "(四)", "12")),
        ("日照 公司债", "rizhao-plan-2022", ("三", "(四)", "14")),
        ("保险公司赔付太慢", "jinan-proposals", ("文2", "二")),
        ("打假", "jinan-proposals", ("文6", "二", "二是")),
        ("追根溯源查质量", "jinan-proposals", ("文6", "二", "三是")),
        ("市区的工业用地", "jinan-proposals", ("文7", "四")),
    ],
)
def test_everyday_words_lead_to_the_clause(library: Library, lay: str, document: str, path: tuple[str, ...]) -> None:
    hits = [(hit.clause.document, hit.clause.path[: len(path)]) for hit in library.search(lay)[:3]]
    assert (document, path) in hits, hits
