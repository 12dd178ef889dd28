"""Questions about a document of one's own that no programme describes: answered from its own sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answering.answer import Answer, Focus, answer
from bot.answering.imported.places import places_of
from bot.world import World
from tests.own_world import world_with

TODAY = date(2026, 11, 22)
TEXT = """青石县人民政府办公室关于印发《青石县支持民宿产业发展若干措施》的通知
青石政办发〔2026〕3号
各乡镇人民政府:
现将《青石县支持民宿产业发展若干措施》印发给你们,请认真贯彻执行。
青石县人民政府办公室
2026年2月20日

第一条 新办奖励。对新开办的民宿,客房10间以上的,给予经营者每间客房3000元补助,最高不超过6万元。(责任单位:县文化和旅游局)
第二条 品牌奖励。对新评定为甲级、乙级、丙级旅游民宿的,分别奖励30万元、20万元、10万元。(责任单位:县文旅局、县财政局)
第三条 技术改造。对实施消防技术改造的民宿,按改造投资额的25%给予补助。(责任单位:县消防救援局)
第四条 用地保障。优先保障民宿用地指标,鼓励利用闲置农房。
第五条 申报程序。每年5月1日至6月30日,经营者向乡镇人民政府提交申报材料,县文化和旅游局在20个工作日内完成审核。
第六条 附表奖励。对评定为标准创新型民宿企业的,奖励4万元。
第七条 民宿消费券可用于下列服务:
(一)住宿服务;
(二)采摘服务。
第八条 新引进民宿管家的,每人补贴1.5万元。
第九条 虚报冒领的,退回全部资金,三年内不得再次申请;获补后五年内迁出本县的,应当退还。
第十条 本措施由县文化和旅游局负责解释,自2026年3月1日起施行,有效期至2028年12月31日。
第十一条 载体奖励。对被评定为国家级、省级、市级民宿创新载体的民宿集聚区,分别给予9万元、8万元、7万元一次性支持。
"""


@pytest.fixture(scope="module")
def own_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world_with(tmp_path_factory.mktemp("own"), "qingshi", TEXT) as world:
        yield world


def ask(world: World, question: str, focus: Focus | None = None) -> Answer:
    return answer(question, focus or Focus(), world, TODAY)


@pytest.mark.parametrize(
    ("question", "kind", "clause", "said"),
    [
        ("青石县新开民宿一间房补多少", "amount", "第一条", "每间3000元(最高6万元)"),
        ("青石县乙级民宿奖励多少钱", "amount", "第二条", "乙级旅游民宿 20万元"),
        ("青石县民宿消防技改补贴比例", "amount", "第三条", "按25%"),
        ("丙级旅游民宿能拿多少", "amount", "第二条", "10万元"),
        ("标准创新型民宿企业奖励多少", "amount", "第六条", "4万元"),
        ("青石县民宿消防改造归谁管", "department", "第三条", "县消防救援局"),
        ("青石县民宿奖励几月截止申报", "process", "第五条", "6月30日"),
        ("青石县民宿若干措施还有效吗", "status", "第十条", "2028年12月31日"),
        ("青石县民宿措施由谁解释", "department", "第十条", "县文化和旅游局"),
        ("青石县民宿措施第四条讲什么", "clause", "第四条", "闲置农房"),
        ("青石县民宿措施执行到什么时候", "status", "第十条", "2028年12月31日"),
        ("民宿消费券能买哪些服务", "clause", "第七条", "采摘服务"),
        ("青石县民宿骗补会怎么样", "clause", "第九条", "不得再次申请"),
        ("拿了青石县民宿的补助又搬走怎么办", "clause", "第九条", "应当退还"),
        ("引进一个民宿管家补多少", "amount", "第八条", "1.5万元"),
        ("每间客房3000元补助要满足什么条件", "eligibility", "第一条", "客房10间以上"),
    ],
)
def test_answers_rest_on_the_clause(own_world: World, question: str, kind: str, clause: str, said: str) -> None:
    found = ask(own_world, question)
    assert (found.kind, said in found.message.text) == (kind, True), found.message.text
    assert ("qingshi", (clause,)) in {(one.document, one.clause) for one in found.message.citations}
    assert all(one.status == "in_force" for one in found.message.citations)
    assert "没有写" not in found.message.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("青石县民宿消防改造投了80万能补多少", "80万元 × 25% = 20万元"),
        ("我们在青石县开民宿,建了8间客房补多少", "每间3000元 × 8 = 2.4万元"),
        ("青石县民宿建30间客房能补多少", "9万元,超过上限,只到6万元"),
    ],
)
def test_what_the_asker_says_is_worked_out_visibly(own_world: World, question: str, said: str) -> None:
    assert said in ask(own_world, question).message.text


def test_a_clause_without_a_figure_is_said_to_have_none(own_world: World) -> None:
    found = ask(own_world, "青石县民宿用地指标补贴多少钱")
    assert "没有写具体金额" in found.message.text
    assert found.message.citations[0].clause == ("第四条",)


def test_an_article_that_does_not_exist_is_said_not_to(own_world: World) -> None:
    found = ask(own_world, "青石县民宿措施第二十条写了什么")
    assert "没有第二十条" in found.message.text and "第十一条" in found.message.text
    assert found.message.citations == ()


@pytest.mark.parametrize("question", ["苏州市民宿奖励多少", "云南省民宿消防改造补贴多少", "成都乙级民宿奖励多少钱"])
def test_another_place_is_refused(own_world: World, question: str) -> None:
    found = ask(own_world, question)
    assert "qingshi" not in {one.document for one in found.message.citations}
    assert "25%" not in found.message.text and "20万" not in found.message.text


def test_what_can_we_get_hands_over_to_the_interview(own_world: World) -> None:
    found = ask(own_world, "我们在青石县开民宿 能拿哪些补贴")
    assert (found.kind, found.start_interview is not None) == ("eligibility", True)


def test_a_follow_up_stays_with_the_document(own_world: World) -> None:
    first = ask(own_world, "青石县乙级民宿奖励多少钱")
    assert "2028年12月31日" in ask(own_world, "还有效吗", first.focus).message.text
    assert "县文旅局" in ask(own_world, "谁管", first.focus).message.text
    other = ask(own_world, "那消防改造呢", first.focus)
    assert (other.kind, other.message.citations[0].clause) == ("amount", ("第三条",))


def test_what_the_document_is_silent_on_is_not_borrowed(own_world: World) -> None:
    found = ask(own_world, "青石县小巨人企业奖励多少")
    assert found.kind == "not_covered"
    assert found.message.citations == ()


@pytest.mark.parametrize(
    "question", ["济南小巨人奖励多少", "日照培育条件有哪些", "山东省的目标是多少家", "贷款贴息怎么算"]
)
def test_other_documents_answer_as_before(own_world: World, world: World, question: str) -> None:
    assert ask(own_world, question).message.text == ask(world, question).message.text


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("青石县乙级旅游民宿奖励多少钱", ["20万元"], ["30万元", "10万元"]),
        ("青石县甲级和丙级旅游民宿各奖多少", ["30万元", "10万元"], ["20万元"]),
        ("青石县旅游民宿评定奖励多少", ["30万元", "20万元", "10万元"], []),
        ("青石县省级民宿创新载体给多少", ["省级民宿创新载体"], ["9万元", "7万元"]),
        ("青石县民宿创新载体给多少", ["9万元", "8万元", "7万元"], []),
    ],
)
def test_of_a_list_the_first_line_names_what_was_asked(
    own_world: World, question: str, said: list[str], unsaid: list[str]
) -> None:
    first = ask(own_world, question).message.text.splitlines()[0]
    assert ([one in first for one in said], [one in first for one in unsaid]) == (
        [True] * len(said), [False] * len(unsaid)), first  # fmt: skip


TIERS = """云川市商务局关于印发《云川市跨境电商综合试验区仓储物流补贴实施细则》的通知
云商规〔2026〕2号
现将《云川市跨境电商综合试验区仓储物流补贴实施细则》印发给你们,请认真贯彻执行。
云川市商务局
2026年2月20日

第一条 在云川市注册的跨境电商企业适用本细则。
第二条 对设备投资额500万元及以上的仓储项目,按设备投资额的6%给予补助,最高300万元。
第三条 对设备投资额200万元以上、不足500万元的小微企业仓储项目,按设备投资额的4%给予补助,最高15万元。
第四条 对新落户企业租用办公用房的,每平方米每月补贴40元,分三年按5:3:2拨付。
第五条 已获得上级同类补助的,本市只补足差额。
第六条 虚报材料的,追回补贴,五年内不得申报。
第七条 引进的人才在服务期内调离的,剩余补贴停止拨付。
第八条 企业每季度第一个月15日前申报,逾期不予受理。
第九条 本细则自2026年3月1日起施行,有效期至2028年12月31日。
第十条 对租用冷库的企业,按下列规定给予冷库补贴:
(一)面积1000平方米以内的部分,每平方米每月补贴10元;
(二)超过1000平方米的部分,每平方米每月补贴5元。
"""


@pytest.fixture(scope="module")
def tiered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world_with(tmp_path_factory.mktemp("own"), "yunchuan", TIERS) as world:
        yield world


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("我们在云川办厂,今年买机器花了800万,政府能补多少?", "第二条"),
        ("云川的小公司设备只投了300万,最多能补多少", "第三条"),
        ("公司刚搬到云川市,租办公室怎么补", "第四条"),
        ("云川市租办公室的补贴是一次给完吗", "第四条"),
        ("国家已经给过一份同样的补助了,云川还能再拿一份吗", "第五条"),
        ("要是骗了云川市的补贴会怎么处理", "第六条"),
        ("人才中途辞职了,云川没发的补贴还给吗", "第七条"),
        ("云川市的补贴申报晚了还收吗", "第八条"),
        ("云川的补贴省里已经给过了,市里还给不给", "第五条"),
        ("云川市这个细则到哪天为止", "第九条"),
        ("云川市仓储物流补贴细则开始执行了没有", "第九条"),
    ],
)
def test_everyday_words_find_what_the_document_says(tiered: World, question: str, clause: str) -> None:
    found = ask(tiered, question)
    assert (clause,) in {one.clause for one in found.message.citations}, found.message.text
    assert "没有收录" not in found.message.text and "没有写" not in found.message.text


@pytest.mark.parametrize(
    "question",
    [
        "云川市这个细则有没有屋顶光伏的补贴",
        "云川市的细则管不管员工子女上学",
        "云川市的物流细则里有快递包装的奖励吗",
        "云川市的细则对养老院有没有补助",
        "云川市的细则给不给买拖拉机的补贴",
    ],
)
def test_what_is_asked_by_name_and_not_written_is_denied(tiered: World, question: str) -> None:
    found = ask(tiered, question)
    assert (found.kind, found.message.citations) == ("not_covered", ()), found.message.text


@pytest.mark.parametrize(
    ("issuer", "title", "own"),
    [
        ("湖州市住房和城乡建设局", "湖州市既有住宅加装电梯补助办法", {"湖州", "湖州市"}),
        ("南宁市商务局", "南宁市跨境电商综合试验区物流补贴细则", {"南宁", "南宁市"}),
        ("佛山市人民政府", "关于支持南海区发展的意见", {"佛山", "佛山市", "南海", "南海区"}),
        ("某某青湖新技术开发区管理委员会", "青湖新技术开发区知识产权办法", {"某某青湖高新区", "某某青湖新技术开发区"}),
    ],
)
def test_whose_a_document_is(world: World, issuer: str, title: str, own: set[str]) -> None:
    region = "" if "管理委员会" in issuer else issuer[:3]
    held = replace(world.library.documents[0], title=title, issuer=issuer, region=region)
    found = places_of(held).own
    assert own <= found and not any("城乡" in name or "综合试验" in name for name in found)


@pytest.mark.parametrize(
    ("question", "clause"),
    [("什么时候开始申报", "第五条"), ("申报截止时间是哪天", "第五条"), ("申报要交哪些材料", "第五条")],
)
def test_what_ones_own_documents_say_is_not_called_unwritten(own_world: World, question: str, clause: str) -> None:
    found = ask(own_world, question)
    assert ("qingshi", (clause,)) in {(one.document, one.clause) for one in found.message.citations}
    assert "没有写" not in found.message.text


@pytest.mark.parametrize("question", ["济南小巨人什么时候开始申报", "日照的奖励多久到账"])
def test_of_another_place_the_shipped_documents_speak(own_world: World, world: World, question: str) -> None:
    assert "qingshi" not in {one.document for one in ask(own_world, question).message.citations}


def test_a_document_without_a_title_is_called_by_its_first_words(tmp_path: Path) -> None:
    text = "第一条 为把我县民宿做大,制定本办法。\n第二条 在柳河县新开办的民宿,奖励20万元。\n"
    with world_with(tmp_path, "scan-0042", text + "第三条 柳河县文旅局管柳河县民宿。\n") as untitled:
        said = ask(untitled, "柳河县新开办的民宿奖励多少").message.text
    assert "20万元" in said and "为把我县民宿" in said and "scan" not in said


def test_what_a_sentence_announces_stands_in_its_items(tiered: World) -> None:
    found = ask(tiered, "云川市租冷库一个月一平补几块")
    assert {one.clause for one in found.message.citations} == {("第十条", "(一)"), ("第十条", "(二)")}
