"""Web pages: the text as it is shown, without the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.reading.files import source_of
from knowledge.reading.source import Source

BODY = (
    "<p>为支持企业发展，根据有关规定，制定本办法。</p><p>一、奖励标准</p><p>对新认定的企业，给予20万元奖励。</p>"
    "<p>二、组织保障</p><p>各部门要加强配合，做好服务。</p>"
)


def read(page: str, name: str = "a.html") -> Source:
    return source_of(Path(name), page.encode())


def page(inside: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{inside}</body></html>"


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display: none'>九千万元</span>",
        "<span style='visibility:hidden'>九千万元</span>",
        "<span hidden>九千万元</span>",
        "<span style='font-size:0px'>九千万元</span>",
        "<span style='text-decoration: line-through'>九千万元</span>",
        "<span style='position:absolute;left:-9999px'>九千万元</span>",
        "<span class='away'>九千万元</span>",
        "<del>九千万元</del>",
        "<s>九千万元</s>",
        "<script>九千万元</script>",
        "<!-- 九千万元 -->",
    ],
)
def test_what_nobody_sees_is_no_text(hidden: str) -> None:
    text = read(page(BODY.replace("20万元", f"20万元{hidden}"), "<style>.away{display:none}</style>")).text
    assert "给予20万元奖励" in text and "九千万元" not in text


def test_a_text_that_the_pages_script_is_to_show_is_shown() -> None:
    """Saved articles of the usual chat platform: the whole text is hidden until a script has run."""
    article = f"<div id='js_content' style='visibility: hidden; opacity: 0;'>{BODY}</div>"
    text = read(page(f"<h1>【政策】某市奖励办法</h1><em>某市发布</em>{article}<span>阅读 1203</span>")).text
    assert "给予20万元奖励" in text and "阅读" not in text and text.startswith("某市奖励办法")


def test_the_main_text_is_found_among_menus_and_related_links() -> None:
    menu = "<div id=nav><ul>" + "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(30)) + "</ul></div>"
    foot = "<div><h3>相关文件</h3><p><a href=/x>某市另一办法</a></p></div><div>主办：某市人民政府办公室 ICP备1号</div>"
    text = read(page(menu + f"<div class=box><div class=inner>{BODY}</div></div>" + foot)).text
    assert text.startswith("为支持企业发展") and text.endswith("做好服务。")


def test_the_foot_goes_where_all_stands_in_one_element() -> None:
    text = read(page(BODY + "<p>某市人民政府</p><p>2025年6月3日</p><p>扫一扫在手机打开当前页</p><p>一图读懂</p>")).text
    assert text.endswith("2025年6月3日")


def test_fields_of_the_page_and_of_its_meta_tags() -> None:
    block = (
        "<table><tr><td>发文机关：</td><td>某市人民政府</td><td>文　号：</td><td>某政发〔2025〕8号</td></tr></table>"
    )
    head = "<meta name='ArticleTitle' content='某市奖励办法'><meta name='PubDate' content='2025-06-05 10:00'>"
    fields = {field.name: (field.value, field.origin) for field in read(page(block + BODY, head)).fields}
    assert fields["issuer"] == ("某市人民政府", "info_block")
    assert fields["number"] == ("某政发〔2025〕8号", "info_block")
    assert fields["title"] == ("某市奖励办法", "meta")
    assert fields["published"] == ("2025-06-05 10:00", "meta")
    assert "发文机关" not in read(page(block + BODY, head)).text


@pytest.mark.parametrize(
    ("listed", "want"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=5><li>甲</li><li value=9>乙</li></ol>", ["5. 甲", "9. 乙"]),
        ("<ol type=a><li>甲</li><li>乙</li></ol>", ["a. 甲", "b. 乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲</li></ol>", ["一、甲"]),
        ("<ol style='list-style:none'><li>甲</li></ol>", ["甲"]),
        ("<ol><li>（一）甲</li></ol>", ["（一）甲"]),
        ("<ul><li>甲</li></ul>", ["甲"]),
    ],
)
def test_numbers_of_lists(listed: str, want: list[str]) -> None:
    assert read(page(BODY + listed)).text.split("\n")[5:] == want


COUNTED = (
    "<style>.a,.b,.c{list-style:none} .a{counter-reset:x} .a>li{counter-increment:x}"
    " .a > li::before{content:counter(x, cjk-ideographic) '、'} .b{counter-reset:y} .b>li{counter-increment:y}"
    " .b>li:before{content:'（' counter(y, cjk-ideographic) '）'} .c{counter-reset:z}"
    " .c li::before{counter-increment:z; content:counter(z) '.'}</style>"
)


def test_numbers_that_style_sheets_count() -> None:
    inner = "<ol class=b><li>甲</li><li>乙<ol class=c><li>丙</li><li>丁</li></ol></li></ol>"
    listed = f"<ol class=a><li>奖励{inner}</li><li>附则<ol class=b><li>戊</li></ol></li></ol>"
    text = read(page(BODY + listed, COUNTED)).text
    assert text.split("\n")[5:] == ["一、奖励", "（一）甲", "（二）乙", "1.丙", "2.丁", "二、附则", "（一）戊"]


@pytest.mark.parametrize(
    ("rules", "want"),
    [
        (
            "p.t{counter-increment:n} p.t::before{content:'第' counter(n, cjk-ideographic) '条　'}",
            ["第一条　甲", "第二条　乙"],
        ),
        (".w{counter-reset:n 4} .t{counter-increment:n 2} .t::before{content:counters(n, '.') ' '}", ["6 甲", "8 乙"]),
        (".t::before{content:'★'} .t{color:red}", ["甲", "乙"]),
        (".t::before{content:counter(} }{ @media", ["甲", "乙"]),
    ],
)
def test_what_style_sheets_count_before_paragraphs(rules: str, want: list[str]) -> None:
    shown = page(BODY + "<div class=w><p class=t>甲</p><p class=t>乙</p></div>", f"<style>{rules}</style>")
    assert read(shown).text.split("\n")[5:] == want


def test_kinds_of_lists_that_a_style_sheet_names() -> None:
    listed = page(BODY + "<ol class=k><li>甲</li></ol>", "<style>ol.k{list-style-type:cjk-ideographic}</style>")
    assert read(listed).text.split("\n")[5:] == ["一、甲"]


def test_terms_with_their_values_below_are_fields_of_the_page() -> None:
    terms = "<dl><dt>文件状态</dt><dd>已废止</dd><dt>发文字号</dt><dd>某政发〔2025〕8号</dd></dl>"
    fields = {field.name: field.value for field in read(page(terms + f"<div id=zoomcon>{BODY}</div>")).fields}
    assert (fields["validity"], fields["number"]) == ("已废止", "某政发〔2025〕8号")


@pytest.mark.parametrize(
    ("beside", "over"),
    [
        ("<div class=tip>本文件已于2024年8月15日废止</div>", True),
        ("<div>某市奖励办法<em>（已废止）</em></div>", True),
        ("<div>某市另一办法（已废止）</div>", False),
        ("<p>本办法自2025年1月1日起施行，原《某市奖励办法》同时废止。</p>", False),
    ],
)
def test_banners_that_say_that_the_document_has_ended(beside: str, over: bool) -> None:
    shown = page(f"{beside}<div id=zoomcon>{BODY}</div>", "<meta name='ArticleTitle' content='某市奖励办法'>")
    assert any(field.name == "validity" for field in read(shown).fields) == over


def test_tables_by_their_grid() -> None:
    table = (
        "<table><tr><th rowspan=2>类别</th><th colspan=2>标准</th></tr><tr><th>新认定</th><th>复核</th></tr>"
        "<tr><td>国家级</td><td>100</td><td>50</td></tr><tr><td>省级</td><td colspan=2>另定</td></tr></table>"
    )
    (found,) = read(page(BODY + table)).tables
    assert found.head == ("类别", "标准 新认定", "标准 复核")
    assert [row.cells for row in found.rows[2:]] == [("国家级", "100", "50"), ("省级", "另定", "另定")]


def test_one_value_under_one_heading_is_one_cell() -> None:
    table = (
        "<table><tr><td>病种</td><td colspan=2>标准</td></tr><tr><td>甲</td><td colspan=2>50元</td></tr>"
        "<tr><td>乙</td><td>20元</td><td>10元</td></tr></table>"
    )
    (found,) = read(page(BODY + table)).tables
    assert [row.cells for row in found.rows[1:]] == [("甲", "50元"), ("乙", "20元", "10元")]
    assert [row.head for row in found.rows[1:]] == [("病种", "标准"), ("病种", "标准", "标准")]


def test_a_table_around_everything_is_the_page() -> None:
    inner = "<table><tr><td>级别</td><td>金额</td></tr><tr><td>省级</td><td>20</td></tr></table>"
    source = read(page(f"<table><tr><td>左栏</td><td>{BODY}{inner}</td></tr></table>"))
    assert len(source.tables) == 1 and "一、奖励标准" in source.text.split("\n")


def test_the_text_in_one_cell_of_a_page_laid_out_by_tables() -> None:
    left = "<td>政策图解<br><a>一图</a></td>"
    inner = f"<table><tr>{left}<td><table><tr><td class=con>{BODY * 3}</td></tr></table></td></tr></table>"
    text = read(page(f"<table><tr><td>设为首页</td><td><a>机构</a></td></tr></table>{inner}")).text
    assert text.startswith("为支持企业发展") and "政策图解" not in text and "设为首页" not in text


@pytest.mark.parametrize(
    "trail", ["首页 · 政务公开 · 规章库", "政务公开 > 政策 > 规章", "扫码分享", "首页 - 公开 - 文件"]
)
def test_where_on_the_site_one_is_is_no_text(trail: str) -> None:
    assert read(page(f"<p>{trail}</p>{BODY}<p>{trail}</p>")).text.split("\n")[0].startswith("为支持企业发展")


def test_the_heading_above_the_text_becomes_its_first_line() -> None:
    head = "<title>某市企业奖励办法_政策文件_某市人民政府网站</title>"
    source = read(page(f"<div>别的</div><div id=zoomcon>{BODY}</div>", head))
    assert source.text.split("\n")[0] == "某市企业奖励办法"


def test_the_name_of_a_view_is_no_title() -> None:
    source = read(page(f"<div id=zoomcon><p align=center>某市企业奖励办法</p>{BODY}</div>", "<title>政策详情</title>"))
    assert source.text.split("\n")[0] == "某市企业奖励办法"


def test_pages_that_declare_their_characters() -> None:
    for name in ("gb2312", "big5"):
        data = f"<html><head><meta charset={name}></head><body>{BODY}</body></html>".replace("为支持", "本市支持")
        coded = data.encode("gb18030") if name == "gb2312" else None
        if coded:
            assert "给予20万元奖励" in source_of(Path("a.html"), coded).text
    traditional = "<html><head><meta charset=big5></head><body><p>一、對新認定的企業，給予獎勵。</p></body></html>"
    assert "給予獎勵" in source_of(Path("a.html"), traditional.encode("big5")).text


def test_markdown_keeps_numbers_and_reads_tables() -> None:
    text = "# 某市办法\n\n第一条 制定本办法。\n3. 甲\n4. 乙\n\n| 级别 | 金额 |\n| --- | --- |\n| 省级 | 20 |\n"
    source = read(text, "a.md")
    assert source.text.split("\n")[:4] == ["某市办法", "第一条 制定本办法。", "3. 甲", "4. 乙"]
    assert source.tables[0].rows[1].cells == ("省级", "20")


def test_a_form_beside_the_text_is_none_of_it() -> None:
    fields = "<label>姓名</label><input><label>内容</label><textarea></textarea>"
    form = f"<div><b>有话要说</b>{fields}<button>提交</button></div>"
    asked = "<table><tr><td>征集状态</td><td>正在征集</td></tr><tr><td>结束时间</td><td>2026-12-11</td></tr></table>"
    text = read(page(f"<div>{asked}{BODY}{form}<div><b>看看大家怎么说</b>（共0条）</div></div>")).text
    assert text.startswith("为支持企业发展") and text.endswith("做好服务。")


def test_menus_above_and_lists_of_related_texts_below_are_none_of_it() -> None:
    above = "<div>今天是2026年11月20日 星期五</div><div>电脑端 订阅</div><div>某市融媒 | 聆听</div>"
    signed = "<p style='text-align:right'>某市财政局</p><p style='text-align:right'>2026年1月5日</p>"
    below = "<div>热门阅读榜</div><div>大家都在看</div>"
    text = read(page(f"{above}{BODY}{signed}<p>附件：申请表</p>{below}")).text
    assert text.startswith("为支持企业发展") and text.endswith("2026年1月5日\n附件：申请表")


def test_a_lower_heading_that_names_a_document_is_the_title() -> None:
    heading = "<h2>《某省支持低空经济若干措施》政策解读</h2>"
    text = read(
        page(f"{heading}<div>2026-06-12</div><div id=zoomtext>{BODY}</div>", "<title>政策解读 - 某厅</title>")
    ).text
    assert text.startswith("《某省支持低空经济若干措施》政策解读\n")


def test_a_headline_and_what_it_is_about_stay_together() -> None:
    said = "真招实招稳预期——某市发展和改革局负责人答记者问"
    assert {field.value for field in read(page(BODY, f"<title>{said}</title>")).fields} == {said}
    assert "某市奖励办法" in {
        field.value for field in read(page(BODY, "<title>某市奖励办法——某市人民政府网</title>")).fields
    }


def test_a_page_saved_as_plain_text_loses_its_edges() -> None:
    lines = [
        "某市门户网站 >> 政策法规 >> 区级政策",
        "发布时间：2020-12-15　　点击数：2207　　【打印】",
        "",
        "某市奖励办法",
    ]
    lines += [
        "第一条 为支持企业，制定本办法。",
        "第二条 给予奖励10万元。",
        "",
        "上一条：兑现通知",
        "版权所有：某管委会",
    ]
    source = read("\n".join(lines), "a.txt")
    assert source.text.strip() == "\n".join(lines[3:6])
    assert source.text.index("第一条") == "\n".join(lines).index("第一条")
    assert ("published", "2020-12-15") in {(field.name, field.value) for field in source.fields}


def test_a_number_without_a_label_before_those_of_the_page_is_the_documents() -> None:
    line = "<p class='sub'>甲工信〔2026〕118号　　发布时间：2026-10-21　　点击：0</p>"
    source = read(page(f"<h1>甲市关于印发奖励办法的通知</h1>{line}{BODY}"))
    assert [field.value for field in source.fields if field.name == "number"] == ["甲工信〔2026〕118号"]


def test_front_matter_is_no_part_of_the_text() -> None:
    source = read(
        "---\ntitle: 甲市奖励办法\ndate: 2026-05-09\nsource: 甲市网\n---\n\n# 甲市奖励办法\n\n第一条 奖励20万元。\n",
        "a.md",
    )
    assert source.text.lstrip().startswith("甲市奖励办法") and "source" not in source.text
    assert "第一条" in read("---\n第一条 奖励20万元。\n", "b.md").text
