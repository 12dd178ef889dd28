"""The curated answers: each rests on its clauses, and a question finds the one it asks for."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.curated.concepts import FILE as CONCEPTS
from knowledge.curated.concepts import Concepts, bare
from knowledge.errors import DataError
from knowledge.faq import CONFIDENT, Faq, FaqEntry
from knowledge.library import cached_library

PROBLEMS = Path(__file__).with_name("faq_questions.toml")
ENTRY = """
[one]
question = "瞪羚企业是什么?"
phrasings = ["甲", "乙", "丙", "丁"]
about = ["瞪羚"]
kind = "definition"
answer = "成长很快的企业。"
clauses = [{ document = "rizhao-plan-2022", clause = ["三", "(一)", "2"], quote = "省级“瞪羚”企业" }]
verified_on = 2026-11-22
next = ["独角兽是什么?"]
"""


@cache
def faq() -> Faq:
    return Faq.load(cached_library())


def ids() -> list[str]:
    return [entry.id for entry in faq().entries]


def figures(text: str) -> list[str]:
    """Figures with what stands right behind them; the numbers of a list are not figures."""
    text = re.sub(r"(?:^|(?<=[\n;:]))\s*\d{1,2}\. ", "", text)
    return re.findall(r"\d+(?:\.\d+)?(?:万|亿)?(?:元|美元|家|人|年|个月|项|分|%)?", text)


def quotes(entry: FaqEntry) -> str:
    return " ".join(basis.quote for basis in entry.clauses)


def test_there_are_enough_entries_of_every_sort() -> None:
    assert len(faq().entries) >= 60
    kinds = {entry.kind for entry in faq().entries}
    assert {
        "compare",
        "status",
        "definition",
        "process",
        "amount",
        "list",
        "eligibility",
        "help",
        "not_covered",
    } <= kinds


def test_an_entry_rests_on_words_that_stand_in_its_clauses() -> None:
    for id in ids():
        entry = faq().entry(id)
        assert entry is not None
        assert entry.verified_on <= date(2026, 11, 22)
        assert all(map(bare, (word for group in (*entry.about, entry.unless) for word in group)))
        assert len({entry.question, *entry.phrasings}) >= 5
        for basis in entry.clauses:
            clause = cached_library().clause(basis.document, basis.clause)
            assert clause is not None and basis.quote in clause.text


def test_every_figure_of_an_answer_stands_in_its_quotes() -> None:
    for id in ids():
        entry = faq().entry(id)
        assert entry is not None
        for figure in figures(entry.answer):
            end = r"(?!\d)" if figure[-1].isdigit() else ""
            assert re.search(rf"(?<![\d.]){re.escape(figure)}{end}", quotes(entry)), f"{id}: {figure}"


def test_an_answer_is_short_and_its_first_line_answers() -> None:
    for id in ids():
        entry = faq().entry(id)
        assert entry is not None
        first = entry.answer.splitlines()[0]
        assert 2 <= len(first) <= 90, f"{id}: {first}"
        assert len(entry.answer) <= 420


def test_every_form_of_a_question_finds_its_entry_surely() -> None:
    for id in ids():
        entry = faq().entry(id)
        assert entry is not None
        for form in (entry.question, *entry.phrasings, f"您好,请问{entry.question}谢谢"):
            found, score = faq().find(form)[0]
            assert (found.id, score >= CONFIDENT) == (id, True), f"{form}: {found.id} {score}"


def test_forms_speak_of_what_the_entry_is_about() -> None:
    """An entry whose own forms it does not recognise has the wrong `about` or `unless`."""
    for id in ids():
        entry = faq().entry(id)
        assert entry is not None
        for form in (entry.question, *entry.phrasings):
            assert faq().speaks_of(form, id), form


def questions() -> list[tuple[str, str]]:
    tables = tomllib.loads(PROBLEMS.read_text(encoding="utf-8"))
    return [(question, id) for id, asked in tables.items() for question in asked]


def test_questions_that_no_phrasing_has_find_the_right_entry() -> None:
    """Typed otherwise than any phrasing; `none` are questions that no entry may claim."""
    wrong = []
    for question, id in questions():
        found = faq().find(question)
        sure = found[0][0].id if found and found[0][1] >= CONFIDENT else "none"
        if sure != id:
            wrong.append((question, id, sure))
    assert len(wrong) <= len(questions()) * 0.05, wrong
    assert not [item for item in wrong if item[1] == "none"], wrong


def test_a_phrase_is_read_as_one_thing() -> None:
    """A phrase under two concepts would silently count as the later one."""
    table = tomllib.loads(CONCEPTS.read_text(encoding="utf-8"))
    phrases = [phrase for of in table["same"].values() for phrase in of.split("|")]
    phrases += re.split(r"[|\s]+", table["filler"]["words"].strip())
    assert [phrase for phrase, times in Counter(map(bare, phrases)).items() if times > 1 or not phrase] == []
    assert set(table["besides"]["concepts"].split("|")) <= set(table["same"])


def test_the_same_in_other_words_is_read_alike() -> None:
    concepts = Concepts.load()
    readings = [concepts.read(text, str.split).marks for text in ("评上 小巨人 给钱", "拿到国家级小巨人发钱")]
    assert readings[0] == readings[1] == ("认定", "小巨人", "钱")
    assert concepts.read("您好,请问:什么叫“小巨人”?谢谢", str.split).text == "什么叫小巨人"


def test_a_word_of_another_question_keeps_an_entry_from_answering() -> None:
    assert faq().speaks_of("什么叫小巨人", "giant-what")
    assert not faq().speaks_of("什么叫小巨人奖励", "giant-what")
    found = {entry.id: score for entry, score in faq().find("什么叫小巨人奖励")}
    assert found.get("giant-what", 0.0) < CONFIDENT


def test_broken_concepts_stop_the_start(tmp_path: Path) -> None:
    file = tmp_path / "concepts.toml"
    file.write_text("[same", encoding="utf-8")
    with pytest.raises(DataError, match=r"concepts\.toml"):
        Concepts.load(file)


def test_suggested_questions_are_not_dead_ends() -> None:
    """Most lead to another entry; the others are questions about amounts and clauses of the documents."""
    known = {entry.question for entry in faq().entries}
    for entry in faq().entries:
        assert entry.question not in entry.next
        assert any(question in known for question in entry.next), entry.id


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40))
def test_any_text_is_answered_in_order_and_alike(text: str) -> None:
    first, again = faq().find(text), faq().find(text)
    scores = [score for _, score in first]
    assert first == again and scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def load(folder: Path, text: str) -> Faq:
    (folder / "one.toml").write_text(text, encoding="utf-8")
    return Faq.load(cached_library(), folder)


def test_a_sound_file_loads(tmp_path: Path) -> None:
    assert [entry.id for entry in load(tmp_path, ENTRY).entries] == ["one"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("省级“瞪羚”企业", "省级“瞪羚”公司", "引用的原文已不在"),
        ('["三", "(一)", "2"]', '["三", "(一)", "99"]', "不存在"),
        ("rizhao-plan-2022", "no-such-plan", "不存在"),
        ('kind = "definition"', 'kind = "poem"', "kind"),
        ('["甲", "乙", "丙", "丁"]', '["甲"]', "问法"),
        ('answer = "成长很快的企业。"', 'answer = ""', "answer"),
        ("verified_on = 2026-11-22\n", "", "verified_on"),
        ('next = ["独角兽是什么?"]', 'next = ["独角兽是什么?"]\nnote = "x"', "note"),
        ('kind = "definition"', 'kind = "not_covered"', "却写了依据"),
        ("[one]", "[one", "TOML"),
    ],
)
def test_a_wrong_file_stops_the_start_with_place_and_remedy(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in ENTRY
    with pytest.raises(DataError, match=r"one\.toml") as caught:
        load(tmp_path, ENTRY.replace(old, new, 1))
    message = str(caught.value)
    assert said in message and "\n" not in message and message.endswith("。")


def test_an_id_may_stand_only_once(tmp_path: Path) -> None:
    (tmp_path / "another.toml").write_text(ENTRY, encoding="utf-8")
    with pytest.raises(DataError, match="两次"):
        load(tmp_path, ENTRY)
