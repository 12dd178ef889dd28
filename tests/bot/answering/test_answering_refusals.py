"""Questions beside the subject of the documents are refused, whatever words they share with a clause."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.answering.answer import Answer
from bot.answering.question import read
from bot.answering.retrieval.terms import terms
from bot.world import World
from tests.bot.answering.asking import ask

QUESTIONS = tomllib.loads(Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8"))
REFUSALS = frozenset({"not_covered", "help", "greeting"})
LEAST_REFUSED = 0.96


def refused(found: Answer) -> bool:
    return found.kind in REFUSALS and not found.message.citations


def test_other_subjects_are_refused(world: World) -> None:
    questions = [question for area in QUESTIONS["outside"].values() for question in area]
    answered = [question for question in questions if not refused(ask(world, question))]
    assert len(answered) <= (1 - LEAST_REFUSED) * len(questions), answered


@pytest.mark.parametrize("area", sorted(QUESTIONS["outside"]))
def test_no_area_is_left_out(world: World, area: str) -> None:
    questions = QUESTIONS["outside"][area]
    answered = [question for question in questions if not refused(ask(world, question))]
    assert len(answered) <= max(1, len(questions) // 5), answered


def test_the_same_words_in_the_documents_own_sense_are_answered(world: World) -> None:
    lost = [question for question in QUESTIONS["inside"]["questions"] if refused(ask(world, question))]
    assert not lost


@pytest.mark.parametrize(
    "question",
    [
        "咱厂想给工人申请稳岗返还，该走哪个窗口",
        "打车软件哪个好",
        "见习基地怎么申请，见习补贴每人每月多少",
        "退役军人就业示范企业奖励",
        "省级服务业创新中心奖励多少",
        "大棚建设补贴标准是什么",
    ],
)
def test_a_loosely_similar_clause_is_not_quoted(world: World, question: str) -> None:
    found = ask(world, question)
    assert found.kind == "not_covered"
    assert not found.message.citations


def test_a_word_across_two_words_of_the_documents_is_not_theirs(world: World) -> None:
    found = {term.word: term.known for term in terms(read("军人能办服务业吗", world.library), world.library)}
    assert found["军人"] is False  # 领军人才
    assert found["服务业"] is False  # 服务业务
    assert all(term.known for term in terms(read("商业秘密和首批次", world.library), world.library))


@pytest.mark.parametrize(
    "question", ["小型微利企业所得税现在按几个点交", "小微企业所得税几个点啊", "企业所得税税率是多少"]
)
def test_a_tax_itself_is_not_known(world: World, question: str) -> None:
    found = ask(world, question)
    assert found.kind == "not_covered"
    assert "税率" in found.message.text


def test_what_is_set_off_against_a_tax_is_known(world: World) -> None:
    assert "10%" in ask(world, "济南买环保设备抵免企业所得税按百分之几").message.text


@pytest.mark.parametrize(
    "question",
    ["济南专精特新企业名单", "把日照小巨人企业名单发俺一份", "小巨人企业名单在哪里看", "给我一份省级瞪羚名单"],
)
def test_a_list_of_companies_that_is_asked_for_is_not_held(world: World, question: str) -> None:
    found = ask(world, question)
    assert found.kind == "not_covered"
    assert "名单" in found.message.text


def test_a_list_that_is_only_mentioned_is_not_asked_for(world: World) -> None:
    asked = "手里一堆小企业名单，领导说省里有个动态培育库，这库主要装的是哪类企业呀"
    assert "创新型中小企业" in ask(world, asked).message.text
    assert ask(world, "专精特新企业名单推送共享机制是什么").message.citations
