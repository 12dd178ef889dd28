"""What is misspelt by sound, by look, inside a long name; and what is left as it is."""

from __future__ import annotations

import pytest

from knowledge.library import Library, cached_library


@pytest.fixture(scope="module")
def library() -> Library:
    return cached_library()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("帖息贷款", "贴息贷款"),  # sounds alike
        ("专精特欣", "专精特新"),
        ("颠复性技术鼓励吗", "颠覆性技术鼓励吗"),  # jieba sees 复性 in it, a word that hardly anyone uses
        ("营业收人多少", "营业收入多少"),  # looks alike
        ("数宇化转型", "数字化转型"),
        ("小巨八奖励", "小巨人奖励"),
        ("专顶资金", "专项资金"),
        ("小徽企业", "小微企业"),
        ("rizhao dujiaoshou", "日照 独角兽"),  # 角 is read jiao here, jue elsewhere
    ],
)
def test_misspellings_are_mended(library: Library, typed: str, meant: str) -> None:
    assert library.corrected(typed) == meant


@pytest.mark.parametrize("text", ["货款什么时候付", "人才引进", "入库企业", "田地", "折旧怎么算", "我们小公司鼓励报吗"])
def test_words_in_themselves_are_left_alone(library: Library, text: str) -> None:
    assert library.corrected(text) == text


def test_words_that_pass_for_each_other_are_left_as_typed(library: Library) -> None:
    assert library.corrected("小微公司能拿多少") == "小微公司能拿多少"


def test_a_character_looks_like_those_of_one_group_only() -> None:
    from knowledge.search import spelling

    groups = [row for row in spelling._LOOKALIKES.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    characters = [character for group in groups for character in group]
    assert len(characters) == len(set(characters)) and all(len(group) > 1 for group in groups)


def test_every_word_of_the_vocabulary_is_left_as_it_is(library: Library) -> None:
    words = sorted({*library.own_terms, *library.everyday_words})
    changed = {word: library.corrected(word) for word in words if library.corrected(word) != library.fold(word)}
    assert not changed


def test_what_was_corrected_needs_no_correction(library: Library) -> None:
    words = sorted({*library.own_terms, *library.everyday_words})
    for one, other in zip(words[::7], words[3::7], strict=False):
        for typed in (one[:-1] + other, one + other[1:], f"小{one}公司"):
            once = library.corrected(typed)
            assert library.corrected(once) == once, typed
