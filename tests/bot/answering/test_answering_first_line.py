"""The first line answers: claims, comparisons, sums, standing, units, sections."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Focus, answer
from bot.answering.retrieval.finding import find
from bot.world import World

TODAY = date(2026, 11, 22)


def lines(world: World, question: str) -> list[str]:
    return answer(question, Focus(), world, TODAY).message.text.split("\n")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("日照小巨人奖励200万对吗", "不对,不是200万元"),
        ("省级绿色工厂是不是40万", "不对,不是40万元"),
        ("济南小巨人奖励200万对吗", "对"),
        ("小巨人济南和日照哪个高", "济南 200万元;日照 最高100万元"),
        ("国家级和省级绿色工厂差多少", "国家级绿色工厂一次性奖励 40万元;省级绿色工厂一次性奖励 30万元"),
        ("2024稿还能提意见吗", "《济南优质中小企业若干措施(2024征求意见稿)》的征求意见已经截止"),
        ("山东方案文号是什么", "《山东省培育方案(2022)》收录的原文里没有文号"),
        ("日照方案文号是什么", "《日照市行动方案(2022—2025年)》的文号:日政办字〔2022〕10号"),
        ("山东的培育方案是谁印发的", "《山东省培育方案(2022)》的发文单位:山东省促进非公有制经济发展工作领导小组"),
        ("省方案和日照方案哪个先出", "更晚的是《日照市行动方案(2022—2025年)》"),
        ("市总工会在济南这些措施里负责哪条", "《济南专精特新若干政策措施(征求意见稿)》里,市总工会是责任单位的有1条"),
        ("济南上市补助 税务局在不在责任单位里", "没有:责任单位里没有写税务局"),
        ("省方案里几大工程", "《山东省培育方案(2022)》第四部分「重点任务」下面有8项"),
        ("济南两个稿子有什么不同", "前一份是《济南专精特新若干政策措施(征求意见稿)》"),
        ("济南省级瞪羚新认定给多少", "各份文件分别写的"),
    ],
)
def test_first_line(world: World, question: str, first: str) -> None:
    assert lines(world, question)[0].startswith(first), "\n".join(lines(world, question))


def test_a_sum_put_to_us_does_not_choose_what_confirms_it(world: World) -> None:
    text = "\n".join(lines(world, "服务园区扶持是每年100万连着给五年吧 济南"))
    assert text.startswith("不对")
    assert "1000万元" in text


def test_only_renewals_are_written(world: World) -> None:
    text = "\n".join(lines(world, "济南省级瞪羚新认定给多少"))
    assert "没有写瞪羚新认定的奖励金额" in text
    assert "50万元" in text  # the later draft writes it


def test_several_kinds_are_counted_and_added(world: World) -> None:
    text = "\n".join(lines(world, "示范基地培育了3家小巨人和5家专精特新,能拿多少"))
    assert "每家40万元 × 3家 = 120万元" in text
    assert "每家10万元 × 5家 = 50万元" in text
    assert "120万元 + 50万元 = 170万元" in text


def test_years_said_are_counted(world: World) -> None:
    text = "\n".join(lines(world, "工信部认的服务园区头两年加一块济南给多少"))
    assert "每年1000万元 × 2年 = 2000万元" in text


def test_stages_reached_are_added(world: World) -> None:
    text = "\n".join(lines(world, "济南 备案进了辅导 申报材料也受理了 还没上市成功 累计能补多少"))
    assert "300万元 + 300万元 = 600万元" in text


def test_drafts_side_by_side_say_what_is_not_written(world: World) -> None:
    text = "\n".join(lines(world, "济南2022年的措施和2024年的措施有什么变化"))
    assert "省级瞪羚(新认定):前一份 没有写;后一份 50万元" in text
    assert "省级瞪羚(复核或重新认定):前一份 20万元;后一份 20万元" in text


@pytest.mark.parametrize(
    ("text", "document", "clause"),
    [
        ("日照第三部分第12条", "rizhao-plan-2022", ("三", "(四)", "12")),
        ("2024稿第七条", "jinan-sme-draft-2024", ("二", "(七)")),
        ("2024稿第十一条", "jinan-sme-draft-2024", ("四", "(十一)")),
        ("济南2024稿最后一条", "jinan-sme-draft-2024", ("附则",)),
        ("专家文章第五篇第三部分第一点", "jinan-proposals", ("文5", "三", "一是")),
        ("日照方案生效了吗", "rizhao-plan-2022", ("印发通知",)),
        ("企业出题", "jinan-sme-draft-2024", ("四", "(十二)")),
    ],
)
def test_a_look_up_finds_first(world: World, text: str, document: str, clause: tuple[str, ...]) -> None:
    hits = find(text, world, TODAY, 5)
    assert (hits[0].clause.document, hits[0].clause.path) == (document, clause)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_look_up_stays_in_its_document(world: World) -> None:
    hits = find("小巨人", world, TODAY, 10, "rizhao-plan-2022")
    assert hits
    assert {hit.clause.document for hit in hits} == {"rizhao-plan-2022"}


def test_a_sum_of_the_company_itself_is_no_claim(world: World) -> None:
    text = "\n".join(lines(world, "济南 营收3000万的小巨人奖励多少"))
    assert "和您说的" not in text
    assert "200万元" in text


def test_a_number_that_several_texts_have_is_asked_back_with_a_button_for_each(world: World) -> None:
    found = answer("第十五条", Focus(), world, TODAY)
    assert found.message.text.startswith("您说的是哪一份文件")
    labels = [button.label for row in found.message.buttons for button in row]
    assert labels[:2] == ["省方案", "日照方案"]
    pressed = found.message.buttons[0][0].data.split("~")[-1]
    (only,) = {citation.document for citation in answer(pressed, Focus(), world, TODAY).message.citations}
    assert only == "shandong-plan-2022"


@pytest.mark.parametrize("question", ["小微企业所得税几个点", "增值税怎么交", "企业税率是多少"])
def test_taxes_themselves_are_not_covered(world: World, question: str) -> None:
    assert answer(question, Focus(), world, TODAY).kind == "not_covered"


def test_what_is_set_off_against_a_tax_is_covered(world: World) -> None:
    assert "10%" in answer("环保设备投了800万能抵税多少", Focus(), world, TODAY).message.text
