"""Misspelt words are put right where they stand; what is a word in itself is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.fold import fold
from bot.understanding.lexicon import table
from bot.understanding.reading import understand
from bot.understanding.spelling import corrected
from knowledge.search.words import Words

DAY = date(2026, 11, 22)
DATA = table("spelling")
WORDS = (*DATA["words"], *DATA["short"])
ROWS = {character: row for row in DATA["sounds"].values() for character in row}
DOCUMENTS = sorted((Path(__file__).parents[3] / "knowledge/documents").glob("*/text.txt"))


def alike(right: str) -> set[str]:
    """Everything that may be written for a character."""
    pairs = [(a, b) for a, row in DATA["looks"].items() for b in row]
    looks = {b for a, b in pairs if a == right} | {a for a, b in pairs if b == right}
    return (set(ROWS.get(right, "")) | looks) - {right}


def misspelt(word: str) -> Iterator[str]:
    for count in (1, 2) if len(word) == 4 else (1,):
        for places in combinations(range(len(word)), count):
            for wrong in product(*(alike(word[n]) for n in places)):
                letters = list(word)
                for n, letter in zip(places, wrong, strict=True):
                    letters[n] = letter
                yield "".join(letters)


def test_every_character_has_one_sound() -> None:
    rows = [character for row in DATA["sounds"].values() for character in row]
    assert len(rows) == len(set(rows))
    assert set("".join(WORDS)) <= set(rows)


def test_no_word_of_the_dictionary_is_taken_for_another() -> None:
    words = Words()
    taken = {form for word in WORDS for form in misspelt(word) if words.frequency(form) and form not in WORDS}
    assert taken <= set(DATA["own"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.parent.name)
def test_printed_text_has_nothing_to_put_right(document: Path) -> None:
    for line in document.read_text(encoding="utf-8").splitlines():
        assert corrected(fold(line)) == fold(line)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from([*WORDS, "收人", "赢", "2o", "晚", "3"])).map("".join)))
def test_every_character_keeps_its_place(text: str) -> None:
    folded = fold(text)
    assert len(corrected(folded)) == len(folded)
    assert corrected(corrected(folded)) == corrected(folded)


@pytest.mark.parametrize("word", sorted(set(WORDS)))
def test_one_wrong_character_is_put_right(word: str) -> None:
    for form in misspelt(word):
        others = {other for other in WORDS if len(other) < len(word) and other in form} | {form} & {*DATA["own"]}
        if sum(a != b for a, b in zip(form, word, strict=True)) == 1 and not others and form not in WORDS:
            assert corrected(f"去年{form},") == f"去年{word},", form


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("营业收人2000万", {"revenue_yuan": 20_000_000}),
        ("去年盈收一千二百万", {"revenue_yuan": 12_000_000}),
        ("营手500晚", {"revenue_yuan": 5_000_000}),
        ("年应收800万", {"revenue_yuan": 8_000_000}),
        ("研法费用1OO万", {"rd_expense_yuan": 1_000_000}),
        ("员攻80入", {"employees": 80}),
        ("2O2O年l1月城立", {"founded_date": "2020-11"}),
        ("发明砖利3建", {"invention_patents": 3}),
        ("资产负责率45%", {"debt_ratio": 0.45}),
        ("我们是国家级单项关军企业 复合通过了", {"honours": ["国家级单项冠军企业"], "honour_event": "复核通过"}),
        ("我们是专特精新小巨入", {"honours": ["国家级专精特新小巨人"]}),
        ("公司在挤南", {"city": "济南"}),
    ],
)
def test_misspelt_statements_are_understood(text: str, facts: dict[str, object]) -> None:
    said = understand(text, None, DAY)
    assert said.facts == facts
    assert all(words in text for words in said.words.values())


@pytest.mark.parametrize(
    "text",
    [
        "应收账款300万",
        "货款500万没收回来",
        "其中资产3000万",
        "双赢收获",
        "人员共30人",
        "成员共80人",
        "钻研法律",
        "我是负责人",
        "o2o平台",
        "符合条件",
        "综合通过率",
        "招收人员20个",
        "税收入库",
        "住了3晚",
    ],
)
def test_what_is_rightly_written_stays(text: str) -> None:
    assert corrected(fold(text)) == fold(text)
