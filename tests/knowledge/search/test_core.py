"""The shared ranking: BM25 finds the first, then each of the four moves what it is there to move."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from knowledge.bm25.index import Index
from knowledge.search.citing import Citations
from knowledge.search.core import Asked, Core, Weights
from knowledge.search.passages import Passages
from knowledge.search.words import characters

NONE = Weights(coverage=0, soon_enough=0, context=0, cited=0)


def core(texts: list[str], weights: Weights, documents: list[int] | None = None) -> Core:
    of = documents or list(range(len(texts)))
    citations = Citations([f"文{number}" for number in sorted(set(of))], of, texts.__getitem__)
    index = Index.of([[text] for text in texts])
    return Core(index, Index.of(map(characters, texts)), np.array(of), citations, weights)


def asked(text: str) -> Asked:
    return Asked(characters=[(term, 1.0) for term in characters(text)])


def ranked(texts: list[str], question: str, weights: Weights, documents: list[int] | None = None) -> list[int]:
    one = core(texts, weights, documents)
    numbers = one.first(asked(question), 10)
    scores = one.scores(asked(question), numbers)
    found: list[int] = numbers[np.lexsort((numbers, -scores))].tolist()
    return found


def test_without_the_four_it_is_bm25() -> None:
    texts = ["春耕补贴", "夏粮收购补贴标准", "补贴", "秋收"]
    one, question = core(texts, NONE), asked("夏粮补贴")
    numbers = one.first(question, 10)
    full = Index.of(map(characters, texts)).weighted(question.characters)
    assert np.abs(one.scores(question, numbers) - full[numbers]).max() <= 1e-9
    assert sorted(numbers.tolist()) == [0, 1, 2]


def test_a_group_counts_once_by_what_says_most() -> None:
    one = Core(Index.of([["甲", "乙"], ["甲"]]), Index.of([[], []]), np.arange(2), Citations([], [0, 1], str), NONE)
    alone = one.scores(Asked([("乙", 0.5)]), np.array([0]))
    assert one.scores(Asked(either=[(["甲", "乙"], 0.5)]), np.array([0])).tolist() == alone.tolist()


@pytest.mark.parametrize("weights", [replace(NONE, coverage=3.0), replace(NONE, soon_enough=1.0)])
def test_all_that_was_asked_for_goes_before_one_word_again_and_again(weights: Weights) -> None:
    texts = ["龙龙龙龙龙龙龙龙", "龙虾水水水水水水", *["虾水水水水水水水"] * 7, *["水"] * 11]
    assert ranked(texts, "龙 虾", NONE)[:2] == [0, 1]
    assert ranked(texts, "龙 虾", weights)[:2] == [1, 0]


def test_a_document_with_other_good_passages_goes_before_one_without() -> None:
    texts = ["粮食补贴", "粮食补贴", "粮食补贴的申请", "天气"]
    assert ranked(texts, "粮食补贴", NONE, [0, 1, 1, 2])[:2] == [0, 1]
    assert ranked(texts, "粮食补贴", replace(NONE, context=0.3), [0, 1, 1, 2])[0] == 1


def test_what_the_best_names_gains_where_people_use_other_words() -> None:
    texts = ["第一条 机手弄坏农机的,照第三条", "第二条 机手", "第三条 应当赔付农机"]
    question = "机手把邻家农机弄坏要不要出钱"
    assert ranked(texts, question, NONE, [0, 0, 0]) == [0, 1, 2]
    assert ranked(texts, question, replace(NONE, cited=0.5), [0, 0, 0]) == [0, 2, 1]
    covered = replace(NONE, cited=0.5, uncovered=0.0)
    assert ranked(texts, question, covered, [0, 0, 0]) == [0, 1, 2]


def test_citations_name_articles_of_their_own_and_of_other_documents() -> None:
    texts = ["第一条 依照《水法》第二条和第二条", "第二条 照第一条", "第一章\n第二条 水的事", "第三条 照《火法》第九条"]
    citations = Citations(["关于印发《林草办法》的通知", "中华人民共和国水法"], [0, 0, 1, 1], texts.__getitem__)
    assert [citations.of(number) for number in range(4)] == [[2, 1], [0], [], []]


def test_the_number_of_an_article_in_a_title_is_no_part_of_its_document() -> None:
    index = Passages([("水法第一条", "取水许可"), ("水法第二条", "照第一条"), ("", "取水"), ("", "用水")])
    assert index._core._document_of.tolist() == [0, 0, 1, 2]
    assert index._core._citations.of(1) == [0]
