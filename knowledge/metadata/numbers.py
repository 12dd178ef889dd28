"""Numbers of documents: 鲁政办字〔2024〕12号, 国务院令第802号, 公告2023年第12号."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from knowledge.metadata.days import first_day
from knowledge.metadata.model import Finding
from knowledge.metadata.publication import publication_lines
from knowledge.metadata.scene import Scene
from knowledge.outline.characters import mask
from knowledge.outline.lines import Line, Sort

_NUMBER = re.compile(
    r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z·]{0,15} ?[〔\[(【﹝［] ?(?:19|20)\d\d ?[〕\])】﹞］]"
    r" ?第? ?\d{1,5}(?:-\d+)? ?号"
)
_DECREE = re.compile(
    r"(?:(?:中华人民共和国)?([\u4e00-\u9fff、 ]{2,90}?))令"
    r" ?(?:[〔\[(]?\d{4}[〕\])]?年? ?)?第 ?(\d{1,4}|[一二三四五六七八九十百]{1,6}) ?号"
)
_NOTICE = re.compile(
    r"(?:([\u4e00-\u9fff、 ]{2,60}?)(?:公告|通告))? ?((?:19|20)\d\d) ?年 ?第 ?(\d{1,4}) ?号(?: ?(公告|通告))?"
)
_COUNTED_ON = re.compile(r"(?:公告|通告)\(? ?第")
"""Of a congress: counted on from year to year, the number means nothing without its name."""
_BELOW = re.compile(r"^\(?(?:[〔\[(]?\d{4}[〕\])]?年? ?)?第? ?[\d一二三四五六七八九十百零〇]{1,8} ?号\)?$")
_LABEL = re.compile(r"^\S{0,8}[号字] ?[:：] ?")


def numbers(scene: Scene) -> Iterator[Finding]:
    """Best first: the page's block, a line of its own, a decree's, one in brackets below the title."""
    for field in scene.fields("number"):
        value = _first(field.value)
        if value:
            yield Finding(value, field.quote, field.origin)
    lines = [line for line in (*scene.front, *scene.back) if len(line.text) <= 120]
    for line in lines:
        if line.sort is Sort.NUMBER and (value := _first(scene.printed(line))):
            yield Finding(value, scene.printed(line), "red_head")
    yield from _decrees(scene)
    for line in scene.front:
        value = _beside(scene, line)
        if value:
            yield Finding(value, scene.printed(line), "red_head")


def _first(text: str) -> str | None:
    found = _NUMBER.search(_LABEL.sub("", mask(text)))
    if found:
        return re.sub(r"\s", "", _as_printed(text, found.group()))
    decree = _DECREE.search(mask(text))
    if decree:
        return _decree(decree)
    notice = _NOTICE.search(mask(text))
    return re.sub(r"\s", "", notice.group()) if notice and re.search(r"公告|通告", text) else None


def _as_printed(text: str, masked: str) -> str:
    """The same characters as they stand in the source, brackets of its own kind."""
    at = mask(text).find(masked)
    return text[at : at + len(masked)] if at >= 0 else masked


def _beside(scene: Scene, line: Line) -> str | None:
    """In a line that is a title or a number with more in it, never in a sentence that cites another document."""
    if line.sort is not Sort.TITLE or len(line.text) > 80 or re.search(r"《|根据|依据|按照", line.text):
        return None
    return _first(scene.printed(line))


def _decree(found: re.Match[str]) -> str:
    office = re.sub(r"\s", "", found.group(1) or "")
    office = re.sub(r"^.*(?:日|年|经|由|据|根据|依据|于)", "", office).removeprefix("中华人民共和国")
    return f"{office}令第{found.group(2)}号"


def _decrees(scene: Scene) -> Iterator[Finding]:
    """The line of publication, the latest change first; ××令 and 第×号 on one line or two."""
    found: list[tuple[date, Finding]] = []
    for line in publication_lines(scene):
        printed = scene.printed(line)
        for decree in _DECREE.finditer(mask(printed)):
            before = mask(printed)[max(0, decree.start() - 30) : decree.end()]
            day = first_day(before) or date.min
            found.append((day, Finding(_decree(decree), printed, "publication")))
    yield from (finding for _, finding in sorted(found, key=lambda pair: pair[0], reverse=True))
    front = scene.front[:12]
    for first, second in pairwise(front):
        if _BELOW.match(second.text) and (first.text.endswith("令") or _COUNTED_ON.search(first.text + second.text)):
            office = re.sub(r"\s", "", first.text).removeprefix("中华人民共和国")
            said = re.sub(r"\s", "", scene.printed(second).strip("()（） "))
            yield Finding(office + said, f"{scene.printed(first)} {scene.printed(second)}", "red_head")
    for line in front:
        decree_line = _DECREE.match(line.text) if len(line.text) <= 60 else None
        if decree_line:
            yield Finding(_decree(decree_line), scene.printed(line), "red_head")
        notice = _NOTICE.search(line.text) if len(line.text) <= 60 and line.sort is not Sort.SENTENCE else None
        if notice and "《" not in line.text:
            yield Finding(re.sub(r"\s", "", notice.group()), scene.printed(line), "red_head")
