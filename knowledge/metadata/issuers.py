"""Who issued it: all signers, in the order in which they sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.metadata.model import Finding
from knowledge.metadata.publication import publication_lines
from knowledge.metadata.scene import Scene
from knowledge.metadata.words import words
from knowledge.outline.characters import mask
from knowledge.outline.lines import Line, Sort

LONGEST_NAME = 40
_ORGAN = re.compile(
    r"(?:府|室|厅|局|委|办|小组|委员会|部|院|行|中心|会|署|处|公司|集团|总队|支队|大学|协会|统战部|党委|银行|税务局|法院|检察院|海关|办公厅)"
    r"(?:\([^()]{1,20}\))?$"
)
_BEFORE_ABOUT = re.compile(r"^(.{2,160}?)(?:关于|印发|转发|公告|通告|令)")
_PLACELESS = re.compile(r"[省市州盟县区旗镇乡](?!辖|直|内|外)|(?:街道|本|我)")
_EXPLAINS = re.compile(
    r"(?:由|授权)([\u4e00-\u9fff、]{2,60}?)(?:会同[\u4e00-\u9fff、]{2,40})?(?:按职责)?(?:分别)?(?:负责|承担)(?:具体)?(?:的)?解释"
)
_DRAFTED = re.compile(
    r"([\u4e00-\u9fff]{2,20}(?:局|厅|委|部|办公室))(?:会同.{0,40}?)?(?:研究|牵头|组织)?(?:起草|拟定|拟订|制定)了?《"
)
_AND_OTHERS = re.compile(r"等(?:[零一二三四五六七八九十两\d]{1,3}个?)?(?:部门|单位|部委)?$")
_CONGRESS = re.compile(
    r"([\u4e00-\u9fff]{2,12}?(?:省|市|自治区|自治州|自治县|全国|县|区)?)?第[一二三四五六七八九十]{1,4}届"
    r"(?:[\u4e00-\u9fff]{0,8}?)(人民代表大会(?:常务委员会)?)"
)


def issuers(scene: Scene) -> Iterator[Finding]:
    """Best first: the page's block, the line of adoption, the red head, the signature, who explains it, the source.

    A block that names an office without its place (区政府办公室) says who put the page up, and one that ends in 等
    leaves others out: the text's names precede both.
    """
    blocks = list(_of_block(scene))
    full = [one for one in blocks if not _PLACELESS.match(one.value) and not _AND_OTHERS.search(one.value)]
    yield from full
    yield from _adopted(scene)
    signed = list(_signed(scene))
    headed = list(_headed(scene))
    if signed and headed and len(_split(signed[0].value)) > len(_split(headed[0].value)):
        yield from signed
    yield from headed
    yield from signed
    yield from (one for one in blocks if one not in full)
    yield from _said(scene)
    for field in scene.fields("source"):
        if _ORGAN.search(mask(field.value)) and not words("no_source").match(field.value):
            yield Finding("、".join(_split(field.value)), field.quote, field.origin)


def _of_block(scene: Scene) -> Iterator[Finding]:
    for field in scene.fields("issuer"):
        value = "、".join(_split(field.value))
        if value:
            yield Finding(value, field.quote, field.origin)


def _split(text: str) -> list[str]:
    """Names in one line: parted by blanks, commas, 、."""
    found = [part.strip(" ()（）") for part in re.split(r"[\s、,，;；/|]+", mask(text).strip())]
    names = [part for part in found if len(part) >= 2]
    return names if all(len(name) <= LONGEST_NAME for name in names) else []


def _offices(text: str) -> list[str]:
    """The names of a line that is nothing but offices; offices written without a gap are parted by what ends them."""
    if words("purpose").match(text):
        return []
    names = _split(text)
    return names if names and all(_ORGAN.search(name) for name in names) else []


def _adopted(scene: Scene) -> Iterator[Finding]:
    """第十三届全国人民代表大会常务委员会…通过, ××令第×号公布."""
    for line in publication_lines(scene):
        text = re.sub(r"\s", "", line.text)
        found = list(_CONGRESS.finditer(text))
        if found:
            last = found[-1]
            place = re.sub(r"^.*[日经由据于]", "", last.group(1) or "")
            national = "全国" in last.group()
            yield Finding(("全国" if national else place) + last.group(2), scene.printed(line), "publication")
            continue
        decrees = re.findall(r"(?:^|[日据由经(\s])([\u4e00-\u9fff、]{2,90}?)令(?:〔?\d{4}〕?年?)?第", text)
        if decrees:
            office = re.sub(r"^.*(?:\d日|根据)", "", decrees[-1]).removeprefix("中华人民共和国")
            yield Finding(office, scene.printed(line), "publication")


def _headed(scene: Scene) -> Iterator[Finding]:
    """××局关于印发…的通知, ××人民政府令, and ××文件 above the number; two lines where the names stand alone."""
    front = scene.front[:25]
    for index, line in enumerate(front):
        if line.sort not in (Sort.TITLE, Sort.SENTENCE) or line.label or len(line.text) > 200:
            continue
        about = _BEFORE_ABOUT.match(line.text)
        names = _offices(about.group(1)) if about else []
        if not names and re.match(r"^(?:关于|印发)", line.text) and index:
            names = _names_above(front, index)
        if names and (words("acts").search(_without_brackets(line.text)) or len(line.text) < 60):
            yield Finding("、".join(names), scene.printed(line), "red_head")
            return
    for title in scene.fields("title", "window"):
        about = _BEFORE_ABOUT.match(mask(title.value))
        if about and (names := _offices(about.group(1))):
            yield Finding("、".join(names), title.quote, title.origin)
            return
    for line in front[:6]:
        head = re.match(r"^(.{4,60}?)(?:文件|令|公告|通告)$", re.sub(r"\s", "", line.text))
        if head and (names := _offices(head.group(1))):
            yield Finding("、".join(names), scene.printed(line), "red_head")


def _names_above(front: tuple[Line, ...], index: int) -> list[str]:
    names: list[str] = []
    while index and (above := _offices(front[index - 1].text)):
        names = above + names
        index -= 1
    return names


def _without_brackets(text: str) -> str:
    return re.sub(r"(?:\([^()]{1,40}\))+$", "", text).strip()


def _signed(scene: Scene) -> Iterator[Finding]:
    """Offices above a date, all of them; in the notice first, because it is what was issued."""
    for lines in (scene.front, scene.back):
        for index, line in enumerate(lines):
            names, quote = _signers(lines, index)
            if names:
                yield Finding("、".join(names), quote or scene.printed(line), "signature")
                return


def _signers(lines: tuple[Line, ...], index: int) -> tuple[list[str], str]:
    line = lines[index]
    beside = re.match(r"^(\S.{3,80}?) {0,30}(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日$", line.text)
    if beside and not line.text.endswith("印发") and (names := _offices(beside.group(1))):
        return names, line.text
    if line.sort is not Sort.DATE:
        return [], ""
    names = []
    begin = index
    while begin and lines[begin - 1].sort in (Sort.TITLE, Sort.SENTENCE) and (above := _offices(lines[begin - 1].text)):
        names = above + names
        begin -= 1
    return list(dict.fromkeys(names)), " ".join(one.text for one in lines[begin : index + 1])


def _said(scene: Scene) -> Iterator[Finding]:
    explained = _EXPLAINS.search(scene.body)
    if explained and (names := _offices(explained.group(1))):
        yield Finding("、".join(names), explained.group(), "text")
    drafted = _DRAFTED.search(scene.body)
    if drafted:
        yield Finding(drafted.group(1), drafted.group(), "text")
