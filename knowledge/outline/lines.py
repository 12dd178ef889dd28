"""The printed lines of a text and what each of them is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.outline.characters import mask
from knowledge.outline.labels import Label, label_at


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
_TESTS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    (
        Sort.DATE,
        re.compile(r"^\(?(?:\d{4}|[二〇○零一九][〇○零一二三四五六七八九]{3}) ?年 ?\S{1,3} ?月 ?(?:\S{1,3} ?日)?\)?$"),
    ),
    (Sort.NUMBER, re.compile(r"^\(?\S{0,18}? ?[〔\[(【] ?\d{4} ?[〕\])】] ?第? ?\d+ ?号\)?$")),
    (
        Sort.RELEASE,
        re.compile(
            r"^\(?此件\S{0,20}\)?$|^\(?(?:信息)?公开(?:属性|方式|选项)|^抄送 ?:|^\S{2,25}办公室 ?\d{4}年\d+月\d+日印发$"
        ),
    ),
    (Sort.ATTACHMENT, re.compile(r"^附(?:件|表|录) ?[\d一二三四五六七八九十]{0,2} ?(?:[:：.、]|$)")),
    (Sort.UNITS, re.compile(r"^[(【]?(?:责任|牵头|配合|主办|协办|承办|实施)(?:单位|部门|处室) ?:")),
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
    """Every line with something on it, in order."""
    found: list[Line] = []
    position, blank = 0, True
    for raw in masked.split("\n"):
        text = raw.strip()
        if text:
            start = position + len(raw) - len(raw.lstrip())
            found.append(Line(start, start + len(text), text, sort_of(text), label_at(text), blank))
        blank = not text
        position += len(raw) + 1
    return found


def sort_of(text: str) -> Sort:
    for sort, test in _TESTS:
        if test.search(text):
            return sort
    return Sort.SENTENCE if _ENDS.search(text) or len(text) > LONGEST_TITLE else Sort.TITLE


def finished(text: str) -> bool:
    """Whether a line could be the last of its paragraph: it closes a sentence or a bracket, or is a heading."""
    return text[-1] in '。;!?:)】》”"….' or sort_of(text) is not Sort.SENTENCE


def begins_with_label(text: str) -> bool:
    """Whether a printed line starts with the number of a unit."""
    return label_at(mask(text).strip()) is not None
