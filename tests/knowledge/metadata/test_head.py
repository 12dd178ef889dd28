"""What a document says about itself, each value with its quote, and what contradicts it."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.metadata.head import read_head
from knowledge.metadata.model import Head
from knowledge.model import Standing, Status
from knowledge.outline.reader import read_outline
from knowledge.reading.source import Field, Source
from knowledge.standing import status_on

DAY = date(2026, 11, 22)
TITLE = "某县企业奖励办法\n"
NUMBER = "某政办发〔2023〕3号\n2023年3月1日\n"
RULES = "第一条 为支持企业，制定本办法。\n第二条 对新认定的企业给予20万元奖励。\n"


def head(text: str, *fields: Field) -> Head:
    source = Source(text, fields=fields)
    return read_head(source, read_outline(text))


def status(found: Head, day: date = DAY) -> Status:
    return status_on(Standing(found.kind, "", found.day("effective_from"), found.day("expires_on")), day)


@pytest.mark.parametrize(
    ("closing", "start", "end"),
    [
        ("自印发之日起施行，试行两年。", "2023-03-01", "2025-02-28"),
        ("自印发之日起施行，有效期18个月。", "2023-03-01", "2024-08-31"),
        ("自2023年4月1日起施行，有效期至2025年3月。", "2023-04-01", "2025-03-31"),
        ("自2023年4月1日起施行，有效期至2025年底。", "2023-04-01", "2025-12-31"),
        ("自2023年4月1日起执行，暂定三年。", "2023-04-01", "2026-03-31"),
        ("自2023年4月1日施行，执行期限为一年半。", "2023-04-01", "2024-09-30"),
        ("自公布之日起三十日后施行。", "2023-03-31", None),
        ("自发布之日起满10个工作日后施行。", "2023-03-11", None),
        ("有效期自2023年5月1日至2026年4月30日。", "2023-05-01", "2026-04-30"),
        ("实行年限为2023至2027年。", "2023-01-01", "2027-12-31"),
        ("自二〇二三年五月一日起施行。", "2023-05-01", None),
    ],
)
def test_terms_in_words(closing: str, start: str, end: str | None) -> None:
    found = head(TITLE + NUMBER + RULES + f"第三条 本办法{closing}\n")
    assert (found.text("effective_from"), found.text("expires_on")) == (start, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "第三条 评定结果有效期三年。",
        "第三条 称号有效期为3年，到期复核。",
        "第三条 许可证有效期五年。",
        "第三条 各部门要在本办法印发之日起30日内，制定实施细则。",
        "第三条 从2024年1月1日起，实施三年百万青年见习计划。",
    ],
)
def test_terms_of_other_things_are_not_those_of_the_document(sentence: str) -> None:
    found = head(TITLE + NUMBER + RULES + sentence + "\n")
    assert (found.text("effective_from"), found.text("expires_on")) == (None, None)


def test_the_block_of_the_page_counts_and_the_contradiction_is_kept() -> None:
    field = Field("expires_on", "2029年12月6日", "失效日期：2029年12月6日", "info_block")
    found = head(TITLE + NUMBER + RULES + "第三条 本办法自2023年4月1日起施行，有效期5年。\n", field).expires_on
    assert found is not None and (found.value, found.origin) == ("2029-12-06", "info_block")
    assert [(other.value, other.origin) for other in found.others] == [("2028-03-31", "text")]
    assert "有效期5年" in found.others[0].quote


@pytest.mark.parametrize(
    ("text", "number", "issuer", "issued"),
    [
        (
            "某省人民政府令\n第215号\n《某省数据办法》已经通过，现予公布。\n省长 王某\n2024年3月12日\n"
            "某省数据办法\n" + RULES,
            "某省人民政府令第215号",
            "某省人民政府",
            "2024-03-12",
        ),
        (
            "某条例\n（2020年7月5日中华人民共和国国务院令第728号公布　"
            "根据2025年3月17日中华人民共和国国务院令第802号修订）\n" + RULES,
            "国务院令第802号",
            "国务院",
            "2025-03-17",
        ),
        (
            "某省营商条例\n（2021年7月29日某省第十三届人民代表大会常务委员会第二十九次会议通过）\n" + RULES,
            None,
            "某省人民代表大会常务委员会",
            "2021-07-29",
        ),
        (
            "财政部 税务总局公告\n2025年第18号\n关于优惠政策的公告\n为支持企业，现公告如下：\n"
            "一、免征。\n财政部\n税务总局\n2025年8月2日\n",
            "2025年第18号",
            "财政部、税务总局",
            "2025-08-02",
        ),
        (
            "某市科技局 某市财政局\n关于印发某市奖励细则的通知\n某科规〔2024〕5号\n各单位：\n现印发给你们。\n"
            "某市科技局\n某市财政局\n2024年6月1日\n某市奖励细则\n" + RULES,
            "某科规〔2024〕5号",
            "某市科技局、某市财政局",
            "2024-06-01",
        ),
    ],
)  # fmt: skip
def test_numbers_signers_and_days(text: str, number: str | None, issuer: str, issued: str) -> None:
    found = head(text)
    assert (found.text("number"), found.text("issuer"), found.text("issued")) == (number, issuer, issued)


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("某省人民政府令\n〔2026〕第9号", "某省人民政府令〔2026〕第9号"),
        ("某省人民代表大会常务委员会公告\n（第三百二十一号）", "某省人民代表大会常务委员会公告第三百二十一号"),
    ],
)
def test_numbers_below_the_name_of_a_decree(lines: str, number: str) -> None:
    assert (
        head(f"{lines}\n《某省促进条例》已通过，现予公布，自2027年1月1日起施行。\n{TITLE}{RULES}").text("number")
        == number
    )


def test_a_draft_has_no_term_and_the_terms_of_others_are_not_its_own() -> None:
    draft = head(f"关于公开征求《某市奖励办法（征求意见稿）》意见的公告\n某市财政局\n2026年11月12日\n{TITLE}{RULES}"
                 "第三条 本办法自印发之日起施行，有效期3年。\n")  # fmt: skip
    assert (draft.text("effective_from"), draft.text("expires_on")) == (None, None)
    others = "一、《某市镁制品办法》（某政办发〔2023〕22号）的有效期延长一年。\n本通知自印发之日起施行。\n"
    found = head(f"某市人民政府办公室关于延长文件有效期的通知\n{NUMBER}{others}")
    assert (found.text("effective_from"), found.text("expires_on")) == ("2023-03-01", None)


def test_a_text_signed_below_its_attachment() -> None:
    text = "2026年某市拟奖补项目公示\n现予以公示。\n一、时间\n共7天。\n二、要求\n应当实名。\n"
    signed = "附件\n序号及项目如下。\n某市财政局\n2026年10月12日\n"
    assert head(text + signed).text("issued") == "2026-10-12"


def test_an_end_before_the_day_of_issue_is_no_end() -> None:
    found = head(f"{TITLE}{NUMBER}{RULES}第三条 本办法有效期至2022年12月31日。\n")
    assert found.text("expires_on") is None


def test_a_number_that_is_only_cited_is_not_the_documents() -> None:
    found = head(TITLE + "根据《省办法》（省政发〔2020〕1号），制定本办法。\n" + RULES)
    assert found.number is None


def test_what_the_file_does_not_say_is_nothing() -> None:
    found = head("为支持旅游，制定如下政策。\n一、支持景区。给予奖励。\n二、支持民宿。给予补助。\n")
    assert [name for name, _ in found.evidence()] == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (TITLE + NUMBER + RULES + "第三条 本办法自2023年4月1日起施行。", Status.IN_FORCE),
        (TITLE + NUMBER + RULES + "第三条 本办法自2023年4月1日起施行，有效期2年。", Status.PERIOD_OVER),
        (TITLE + NUMBER + RULES + "第三条 本办法自2027年1月1日起施行。", Status.UNCLEAR),
        (TITLE + RULES + "第三条 本办法自2023年4月1日起施行。", Status.UNCLEAR),
        (TITLE + RULES + "某县财政局\n2023年3月1日", Status.UNCLEAR),
        (TITLE + "某政办发〔2023〕3号\n" + RULES, Status.UNCLEAR),
        (TITLE.strip() + "（已废止）\n" + NUMBER + RULES, Status.SUPERSEDED),
        ("注：本文件已被《清理决定》宣布失效\n" + TITLE + NUMBER + RULES, Status.SUPERSEDED),
        ("《某县奖励办法》政策解读\n一、背景\n起草了办法。\n二、时间\n自2023年4月1日起施行。", Status.SUMMARY_ONLY),
        ("关于公开征求《某县奖励办法（征求意见稿）》意见的公告\n" + RULES, Status.DRAFT_FOR_COMMENT),
    ],
)
def test_nothing_is_in_force_by_silence(text: str, want: Status) -> None:
    found = head(text)
    assert status(found) is want and found.reason
    assert (found.question is not None) == (found.kind == "unclear")


@pytest.mark.parametrize("said", ["失效", "已废止", "无效"])
def test_the_page_says_that_it_is_over(said: str) -> None:
    field = Field("validity", said, f"有效性：{said}", "info_block")
    assert head(TITLE + NUMBER + RULES, field).kind == "repealed"


def test_a_block_that_names_an_office_without_its_place_goes_behind_the_text() -> None:
    block = Field("issuer", "区政府办公室", "发布机构：区政府办公室", "info_block")
    title = "成都市郫都区人民政府关于支持发展的意见\n郫都府发〔2021〕8号\n"
    found = head(title + RULES + "成都市郫都区人民政府\n2021年4月12日\n", block)
    assert found.text("issuer") == "成都市郫都区人民政府"
    assert head(RULES, block).text("issuer") is not None


def test_a_block_whose_offices_end_in_others_goes_behind_those_who_sign() -> None:
    block = Field("issuer", "某省财政厅等", "发文机关：某省财政厅等", "info_block")
    signed = "某省财政厅\n某省商务厅\n2021年4月12日\n"
    found = head("关于支持发展的通知\n某财〔2021〕8号\n" + RULES + signed, block)
    assert found.text("issuer") == "某省财政厅、某省商务厅"


def test_whom_an_introduction_obeys_does_not_issue() -> None:
    opened = "某市支持发展若干意见\n为贯彻落实省委、省政府关于扩大消费的部署，提出如下意见。\n"
    assert head(opened + "一、奖励\n给予20万元奖励。\n某市商务局\n2021年4月12日\n").text("issuer") == "某市商务局"


def test_the_paper_it_is_printed_on_is_no_title() -> None:
    text = "某市人民政府办公室文件\n某市人民政府办公室关于延长《某办法》有效期的通知\n某政办〔2021〕8号\n"
    found = head(text + "一、有效期延长至2027年12月31日。\n")
    assert found.text("title") == "某市人民政府办公室关于延长《某办法》有效期的通知"


def test_a_title_without_who_issues_gives_way_to_the_same_one_with_it() -> None:
    block = Field("title", "关于印发《某县奖励办法》的通知", "标题：…", "info_block")
    meta = Field("title", "某县财政局关于印发《某县奖励办法》的通知", "ArticleTitle: …", "meta")
    assert head(RULES, block, meta).text("title") == "某县财政局关于印发《某县奖励办法》的通知"


def test_a_start_that_ends_another_document_is_no_end_of_its_own() -> None:
    closing = "本办法自2023年5月1日起施行，原《某县补助办法》同时废止。\n"
    assert head(TITLE + NUMBER + "一、奖励\n给予20万元奖励。\n" + closing).kind == "issued"


def test_what_it_repeals() -> None:
    found = head(TITLE + NUMBER + RULES + "第三条 《旧办法一》（某政〔2019〕1号）、《旧办法二号》同时废止。")
    assert found.repeals == ("旧办法一", "旧办法二号")


@pytest.mark.parametrize(
    ("issuer", "region"),
    [
        ("国务院办公厅", "全国"),
        ("某某县人民政府办公室", "某某县"),
        ("山东省人民政府", "山东省"),
        ("财政部", "全国"),
    ],
)
def test_regions_by_whole_names(issuer: str, region: str) -> None:
    text = f"{issuer}关于印发《企业奖励办法》的通知\n现印发给你们。\n企业奖励办法\n" + RULES
    assert head(text).text("region") == region
