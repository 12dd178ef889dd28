"""Words that make conditions: each is a condition where it stands, or named as left out with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rules.errors import DataError
from rules.model import ClauseId
from rules.rulebook import RuleBook

TEXT = (
    "各单位要落实。对符合条件的企业和新认定的园区,给予最高30万元奖励,当年完成的另奖10万元。对新认定的企业不重复奖励。"
)
CLAUSES: Mapping[ClauseId, str] = {("town-plan", ("一",)): TEXT}
QUOTE = 'quote = "给予最高30万元奖励"'
AWARD = '{ kind = "up_to", yuan = 300_000, quote = "给予最高30万元奖励" }'
FIT = '{ judged_by = "主管部门", what = "符合条件", quote = "符合条件的企业" }'
NEW = '{ fact = "is_sme", is = true, quote = "新认定的园区" }'
OTHER = '{ fact = "is_sme", is = true, quote = "新认定的企业" }'
THIS_YEAR = '{ fact = "is_sme", is = true, quote = "当年完成的" }'
Write = Callable[..., str]
Folder = Callable[..., Path]


def _load(write_book: Folder, programme: Write, conditions: list[str], left_out: str = "") -> RuleBook:
    rest = f"left_out = [{left_out}]" if left_out else ""
    text = programme(f"[{', '.join(conditions)}]", AWARD, rest).replace('quote = "我市企业"', QUOTE)
    return RuleBook.load(CLAUSES, write_book(one=text))


def test_every_word_of_the_sentence_is_covered(write_book: Folder, programme: Write) -> None:
    assert _load(write_book, programme, [FIT, NEW, THIS_YEAR]).programmes


@pytest.mark.parametrize(
    ("conditions", "word"),
    [
        ([NEW, THIS_YEAR], "符合条件"),
        ([FIT, THIS_YEAR], "新认定"),
        ([FIT, NEW], "当年"),  # behind the words of the benefit, in the same sentence
        ([FIT, OTHER, THIS_YEAR], "新认定"),  # the same word of another sentence covers nothing
    ],
)
def test_a_word_that_no_condition_has_is_told(
    write_book: Folder, programme: Write, conditions: list[str], word: str
) -> None:
    with pytest.raises(DataError, match=word) as caught:
        _load(write_book, programme, conditions)
    assert "left_out" in caught.value.remedy


def test_what_is_left_out_has_its_reason(write_book: Folder, programme: Write) -> None:
    left = '{{ words = "当年完成的另奖10万元", why = "{why}" }}'
    assert _load(write_book, programme, [FIT, NEW], left.format(why="是另一笔奖励的条件")).programmes
    for why in ("", "   ", "不算"):
        with pytest.raises(DataError, match=r"为什么不算|缺少 why"):
            _load(write_book, programme, [FIT, NEW], left.format(why=why))
    with pytest.raises(DataError, match="没有这句"):
        _load(write_book, programme, [FIT, NEW], '{ words = "没有这句", why = "是另一笔奖励的条件" }')


def test_programmes_of_all_texts_are_looked_at(real_book: RuleBook, real_clauses: Mapping[ClauseId, str]) -> None:
    """Only steps of the ladder, whose texts are summaries of ours, are left alone."""
    texts = {programme.document for programme in real_book.programmes if programme.kind != "tier"}
    steps = {programme.document for programme in real_book.programmes if programme.kind == "tier"}
    assert len(texts) == 4 and texts.isdisjoint(steps) and texts <= {document for document, _ in real_clauses}
