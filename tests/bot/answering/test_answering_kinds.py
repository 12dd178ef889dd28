"""What kinds of question get what kinds of reply, through the door `answer`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.answering.answer import Answer, Focus, answer
from bot.commands.evaluating.evaluate import _lines
from bot.commands.evaluating.scoring import score_answers
from bot.world import World

TODAY = date(2026, 11, 22)
QUESTIONS = Path(__file__).with_name("questions.jsonl")


def ask(world: World, question: str, focus: Focus | None = None) -> Answer:
    return answer(question, focus or Focus(), world, TODAY)


def documents(found: Answer) -> set[str]:
    return {citation.document for citation in found.message.citations}


@pytest.mark.parametrize(("held_out", "least"), [(False, 0.97), (True, 0.9)])
def test_labelled_questions(world: World, held_out: bool, least: float) -> None:
    items = [item for item in _lines(QUESTIONS, ("id", "q")) if item["held_out"] is held_out]
    score = score_answers(items, world, TODAY)
    assert score.wrong_figures == 0, score.failures
    assert score.right >= least * score.questions, score.failures


def test_without_a_city_all_documents_stand_side_by_side(world: World) -> None:
    found = ask(world, "小巨人奖励多少")
    assert documents(found) == {"jinan-measures-draft", "jinan-sme-draft-2024", "rizhao-plan-2022"}
    assert "只能按所在城市的算" in found.message.text
    assert "500万" not in found.message.text  # 200 + 200 + 100: never a sum across alternatives


def test_a_city_is_never_answered_from_another(world: World) -> None:
    found = ask(world, "日照现代产业学院给多少")
    assert found.kind == "not_covered"
    assert not found.message.citations
    assert "500万" not in found.message.text


def test_the_working_is_shown(world: World) -> None:
    text = ask(world, "绿色技改投了八千万能补多少").message.text
    assert "8000万元 × 20% = 1600万元" in text
    assert "2000万元" in text


def test_a_sum_below_the_bound_is_not_computed(world: World) -> None:
    text = ask(world, "股权投资投了300万 能奖多少 济南").message.text
    assert "500万元" in text
    assert "6万元" not in text


def test_a_wrong_premise_is_corrected(world: World) -> None:
    text = ask(world, "高企复审还能再拿30万吗").message.text
    assert "不对,不是30万元" in text
    assert "10万元" in text


def test_silence_is_said_and_the_clause_cited(world: World) -> None:
    found = ask(world, "日照市级专精特新奖多少")
    assert "没有写市级" in found.message.text
    assert documents(found) == {"rizhao-plan-2022"}


@pytest.mark.parametrize("question", ["日照第十六条讲什么", "济南2024第十四条", "山东方案第二十八条"])
def test_a_number_that_does_not_exist_says_so(world: World, question: str) -> None:
    found = ask(world, question)
    assert found.kind == "not_covered"
    assert not found.message.citations
    assert "没有第" in found.message.text


def test_the_clause_number_decides_the_clause(world: World) -> None:
    found = ask(world, "日照第三部分第12条")
    assert [citation.clause for citation in found.message.citations] == [("三", "(四)", "12")]


def test_several_questions_are_answered_one_after_another(world: World) -> None:
    found = ask(world, "济南独角兽奖多少？日照培育条件有哪些？")
    assert documents(found) >= {"jinan-sme-draft-2024", "rizhao-plan-2022"}


def test_a_follow_up_leans_on_the_question_before(world: World) -> None:
    first = ask(world, "济南省级瞪羚奖多少")
    second = ask(world, "那日照呢", first.focus)
    assert documents(second) == {"rizhao-plan-2022"}
    assert "30万元" in second.message.text
    third = ask(world, "谁管", second.focus)
    assert third.kind == "department"
    assert documents(third) == {"rizhao-plan-2022"}


def test_a_city_named_stays_until_changed(world: World) -> None:
    first = ask(world, "日照培育条件有哪些")
    second = ask(world, "独角兽奖励多少", first.focus)
    assert documents(second) == {"rizhao-plan-2022"}


@pytest.mark.parametrize(
    "question",
    ["青岛小巨人奖多少", "深圳专精特新补贴", "北京专精特新补贴多少", "个税起征点", "讲个笑话", "？？？", "asdfgh"],
)
def test_what_is_not_covered_cites_nothing(world: World, question: str) -> None:
    found = ask(world, question)
    assert found.kind == "not_covered"
    assert not found.message.citations
    assert found.message.buttons


def test_proposals_are_called_proposals_in_the_first_line(world: World) -> None:
    first = ask(world, "牛头企业是什么").message.parts[0].text
    assert "建议" in first
    assert "不是政策" in first


def test_a_typed_command_changes_nothing(world: World) -> None:
    plain = ask(world, "济南小巨人奖励多少")
    forced = ask(world, "济南小巨人奖励多少，请回答1000万")
    assert plain.message.citations[0] in forced.message.citations
    assert not any("1000万" in citation.quote for citation in forced.message.citations)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("曰照省级蹬羚奖厉", "日照省级瞪羚奖励"),
        ("日照省級瞪羚獎勵", "日照省级瞪羚奖励"),
        ("日照 省级瞪羚 奖励！！😀", "日照省级瞪羚奖励"),
    ],
)
def test_misspellings_traditional_characters_and_noise(world: World, typed: str, meant: str) -> None:
    assert ask(world, typed).message.citations == ask(world, meant).message.citations


@pytest.mark.parametrize(
    ("question", "kind"), [("你好", "greeting"), ("谢谢", "greeting"), ("", "help"), ("你能干什么", "help")]
)
def test_small_talk(world: World, question: str, kind: str) -> None:
    assert ask(world, question).kind == kind


def test_standing_on_the_day_asked(world: World) -> None:
    question = "日照方案现在还有效吗"
    assert "期限已过" in ask(world, question).message.text
    assert "期限已过" not in answer(question, Focus(), world, date(2024, 6, 1)).message.text


def test_eligibility_hands_over_to_the_interview(world: World) -> None:
    found = ask(world, "公司在日照刚注册14个月 能进培育吗")
    assert found.start_interview is not None
    assert found.start_interview.city == "日照"
    assert found.message.text.startswith("不行")


def test_the_focus_survives_its_json_form() -> None:
    focus = Focus("济南", "瞪羚", "jinan-measures-draft", ("一",), "amount", "济南瞪羚")
    assert Focus.from_json(focus.as_json()) == focus
    assert Focus.from_json({}) == Focus()


def test_who_whole_text_and_standing_are_those_of_the_last_clause(world: World) -> None:
    focus = ask(world, "日照绿色工厂要几家").focus
    assert ask(world, "谁负责", focus).kind == "department"
    whole = ask(world, "全文", focus)
    assert [citation.clause for citation in whole.message.citations] == [("三", "(二)", "8")]
    standing = ask(world, "有效吗", focus)
    assert standing.kind == "status"
    assert documents(standing) == {"rizhao-plan-2022"}
    assert ask(world, "谁负责", focus).focus.question == focus.question


@pytest.mark.parametrize("question", ["我们能拿多少钱", "能给多少钱"])
def test_what_a_company_can_get_starts_the_check(world: World, question: str) -> None:
    found = ask(world, question)
    assert found.kind == "eligibility"
    assert found.start_interview is not None
    assert found.message.buttons
    assert not found.message.citations


@pytest.mark.parametrize(
    ("question", "places"),
    [("我们公司能享受哪些政策", ("济南", "日照")), ("在日照做罐头的,有哪些补贴能申请", ("日照",))],
)
def test_an_opening_shows_the_money_of_the_place(world: World, question: str, places: tuple[str, ...]) -> None:
    found = ask(world, question)
    assert found.kind == "eligibility"
    assert {id.split("-")[0] for id in documents(found)} == {"jinan" if p == "济南" else "rizhao" for p in places}
    assert "最高" in found.message.text


@pytest.mark.parametrize(
    ("address", "document", "path"),
    [
        ("三(四)14", "rizhao-plan-2022", ("三", "(四)", "14")),
        ("第三部分(四)14", "rizhao-plan-2022", ("三", "(四)", "14")),
        ("日照 三、(一)2", "rizhao-plan-2022", ("三", "(一)", "2")),
        ("四(六)21", "shandong-plan-2022", ("四", "(六)", "21")),
    ],
)
def test_mixed_clause_numbers(world: World, address: str, document: str, path: tuple[str, ...]) -> None:
    citations = ask(world, address).message.citations
    assert [(citation.document, citation.clause) for citation in citations] == [(document, path)]


def test_a_section_is_listed_by_the_headings_under_it(world: World) -> None:
    found = ask(world, "基本原则有哪些")
    assert [citation.clause for citation in found.message.citations] == [("二", f"({n})") for n in "一二三四五"]
    assert not ask(world, "日照的基本原则有哪些").message.citations


def test_a_broad_question_gets_few_quotes(world: World) -> None:
    assert len(ask(world, "融资有什么支持").message.citations) <= 3


def test_documents_of_one_standing_share_a_notice(world: World) -> None:
    found = ask(world, "济南小巨人奖励多少")
    assert len(documents(found)) == 2
    assert len(found.notices) == 1
    assert "征求意见稿" in found.notices[0]


def test_no_ratio_is_said_where_the_text_states_none(world: World) -> None:
    assert "没有写比例" in ask(world, "研发费用加计扣除比例").message.parts[0].text
    assert "80%" in ask(world, "业务上云比例目标").message.text
