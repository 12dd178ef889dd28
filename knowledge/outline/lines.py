"""The printed lines of a text and what each of them is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.outline.characters import mask
from knowledge.outline.labels import Kind, Label, label_at


class Sort(StrEnum):
    """What a line is, judged by itself."""

    TITLE = "title"
    """Short and without a full stop: a title, a heading, a name."""
    SENTENCE = "sentence"
    SALUTATION = "salutation"
    DATE = "date"
    NUMBER = "number"
    RELEASE = "release"
    """(此件公开发布), 抄送."""
    CONTACT = "contact"
    ATTACHMENT = "attachment"
    CHROME = "chrome"
    """What a web page puts around a text."""
    UNITS = "units"
    """责任单位 on a line of its own."""
    CONTENTS = "contents"
    """A line of the table of contents."""
    TABLE = "table"
    """A row of a table."""


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    end: int
    text: str
    """Masked, without the spaces at both ends."""
    sort: Sort
    label: Label | None
    after_blank: bool


LONGEST_TITLE = 60
_OFFICES = "府|室|厅|局|委|办|会|院|行|署|部|中心|公司|集团|处|组|联|团"
_TESTS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    (
        Sort.DATE,
        re.compile(r"^\(?(?:\d{4}|[二〇○零一九][〇○零一二三四五六七八九]{3}) ?年 ?\S{1,3} ?月 ?(?:\S{1,3} ?日)?\)?$"),
    ),
    (Sort.NUMBER, re.compile(r"^\(?(?:(?:19|20)\d\d ?年 ?)?第 ?[\d零一二三四五六七八九十百]{1,6} ?号\)?$")),
    (Sort.NUMBER, re.compile(r"^\(?\S{0,18}? ?[〔\[(【] ?\d{4} ?[〕\])】] ?第? ?\d+ ?号\)?$")),
    (
        Sort.RELEASE,
        re.compile(
            r"^\(?此件[^,。]{0,20}\)?$|^\(?(?:信息)?公开(?:属性|方式|选项|类别)|^(?:抄送|抄报|主送|分送|印发|发送) ?:"
            rf"|^\S{{2,40}}(?:{_OFFICES}|秘书处) {{0,30}}\d{{4}}年\d+月\d+日(?:印发)?$|^共印 ?\d+ ?份|^校对 ?:"
        ),
    ),
    (Sort.ATTACHMENT, re.compile(r"^附 ?(?:件|表|录|图) ?[\d一二三四五六七八九十]{0,2} ?(?:[:：.、]|$)|^附 ?:")),
    (Sort.UNITS, re.compile(r"^[(【]?(?:责任|牵头|配合|主办|协办|承办|实施|负责)(?:单位|部门|处室) ?:")),
    (
        Sort.CONTACT,
        re.compile(
            r"^(?:联系(?:人|电话|方式|地址|单位)|(?:咨询)?电话|传真|邮箱|电子邮[箱件]|邮政编码|邮编|(?:通[讯信])?地址)"
        ),
    ),
    (
        Sort.CHROME,
        re.compile(
            r"^(?:首页|主页|网站首页) ?[>»/|-]|^您?现?(?:当前|所在)的?位置 ?:|^您所在的位置 ?:|^(?:信息|文章)?来源 ?:"
            r"|^(?:发布|更新|成文|生成)(?:时间|日期) ?:|^(?:浏览|阅读|点击)(?:次数|量)|^【?(?:字体|字号) ?:"
            r"|^\[?(?:打印|关闭|分享|收藏|返回)|^上一[篇条] ?:|^下一[篇条] ?:|^索 ?引 ?号|^主题(?:分类|词)"
            r"|^(?:发文|制定)(?:机关|字号) ?:|^(?:有效性|时效性) ?:|^(?:责任)?编辑 ?:|^扫一扫|^版权所有"
            r"|^主办单位 ?:.*(?:网站|版权)|ICP备|公网安备|关闭窗口|^相关(?:链接|阅读|文章)"
        ),
    ),
    (
        Sort.SALUTATION,
        re.compile(r"^[^。;]{2,200}(?:府|门|位|会|局|委|组|企业|公司|院校|机构|行|办|们|厅|部|校|所) ?:$"),
    ),
)
_ENDS = re.compile(r"[。;!?:,、]$|。")


def lines_of(masked: str) -> list[Line]:
    """Every line with something on it, in order; articles that follow each other in one line are lines of their own."""
    found: list[Line] = []
    position, blank = 0, True
    for raw in masked.split("\n"):
        text = raw.strip()
        if text:
            start = position + len(raw) - len(raw.lstrip())
            for begin, stop in _parts(text):
                part = text[begin:stop]
                found.append(
                    Line(start + begin, start + stop, part, sort_of(part), label_at(part), blank and begin == 0)
                )
        blank = not text
        position += len(raw) + 1
    return found


_ARTICLES = re.compile(
    r"(?<=[。;!?])\s*(?=第 ?[零〇一二三四五六七八九十百千\d]{1,6} ?条(?! ?(?:规定|所|第|的|和|至|、)))"
)


def _parts(text: str) -> list[tuple[int, int]]:
    """Where a line holds 第一条…。第二条…。: each article's part; else the whole line."""
    label = label_at(text)
    if label is None or label.kind is not Kind.ARTICLE or len(text) < 20:
        return [(0, len(text))]
    cuts, number = [0], label.number
    for place in _ARTICLES.finditer(text):
        following = label_at(text[place.end() : place.end() + 20])
        if following and following.kind is Kind.ARTICLE and following.number == number + 1:
            cuts.append(place.end())
            number += 1
    bounds = zip(cuts, [*cuts[1:], len(text)], strict=True)
    return [(begin, begin + len(text[begin:stop].rstrip())) for begin, stop in bounds]


def sort_of(text: str) -> Sort:
    for sort, test in _TESTS:
        if test.search(text):
            return sort
    return Sort.SENTENCE if _ENDS.search(text) or len(text) > LONGEST_TITLE else Sort.TITLE


def finished(line: Line) -> bool:
    """Whether a line could be the last of its paragraph: it closes a sentence or a bracket, or is a heading."""
    return line.text[-1] in '。;!?:)】》”"….' or line.sort is not Sort.SENTENCE


def begins_with_label(text: str) -> bool:
    """Whether a printed line starts with the number of a unit."""
    return label_at(mask(text).strip()) is not None
