"""The title: of the act or of the notice that prints it, never of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.metadata.model import Finding
from knowledge.metadata.scene import Scene
from knowledge.metadata.words import words
from knowledge.outline.characters import mask, squeeze
from knowledge.outline.front import TITLE, is_red_head
from knowledge.outline.lines import Line, Sort, lines_of
from knowledge.outline.reader import PIECE, Unit
from knowledge.reading.page import without_site

LONGEST = 150
_PREFIX = re.compile(r"^(?:【[^】]{1,12}】|\[[^\]]{1,12}\]|(?:标题|文件名称) ?[:：])\s*")
_CUT = re.compile(r"(?:…|\.{3,})$")
_NO_TITLE = re.compile(r"^\(\d{4} ?年.*(?:通过|公布|印发|发布|\d ?月)|^\(?此件|^第?\d+页")


def titles(scene: Scene) -> Iterator[Finding]:
    """Best first. A page's own field for the title counts before the text, unless it is cut off."""
    own = _of_text(scene)
    pages = [
        Finding(value, field.quote, field.origin)
        for field in scene.fields("title", "window")
        if (value := _of_page(field.value)) is not None
    ]
    named = _longer_first([one for one in pages if not _CUT.search(one.value)])
    shown = [field for field in scene.fields("title") if _of_page(field.value)]
    if own and (not shown or _means_same(own.value, named)):
        yield own
    yield from named if shown or not own else []
    if own:
        yield own
    if not own and not named:
        yield from _of_notice(scene)
        yield from _marked(scene)
    yield from pages


def _longer_first(pages: list[Finding]) -> list[Finding]:
    """A block that prints 关于印发… without who issues it leaves out what another field of the page has."""
    first = pages[0] if pages else None
    if first is None or not re.match(r"关于|印发|转发", first.value):
        return pages
    tail = _bare(first.value)
    whole = next((one for one in pages[1:] if _bare(one.value) != tail and _bare(one.value).endswith(tail)), None)
    return pages if whole is None else [whole, *(one for one in pages if one is not whole)]


def _means_same(own: str, pages: list[Finding]) -> bool:
    return bool(pages) and _bare(own) == _bare(pages[0].value)


def _bare(text: str) -> str:
    return re.sub(r"[\s《》〈〉“”\"()（）]", "", text)


def _of_page(value: str) -> str | None:
    text = without_site(_PREFIX.sub("", re.sub(r"\s+", " ", value).strip()))
    text = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", text) if text.count(" ") > 3 else text
    if not 4 <= len(text) <= LONGEST or not re.search(r"[\u4e00-\u9fff]{3}", text):
        return None
    return _without_standing(text)


def _of_text(scene: Scene) -> Finding | None:
    """The named part 标题, where its words are those of a title, or the layout says that it is one."""
    unit = next((unit for unit in scene.units if unit.path[-1] == TITLE and len(unit.path) <= 2), None)
    text = scene.source.text
    if unit is None:
        piece = next((one for one in scene.units if one.path[0].startswith(PIECE) and one.kind is None), None)
        return Finding(piece.heading, piece.heading, "text") if piece is not None and piece.heading else None
    kept = [line for line in _lines(scene, unit) if not _NO_TITLE.match(line.text)]
    value = squeeze("\n".join(text[line.start : line.end] for line in kept)).replace("**", "").lstrip("# ")
    if not value or len(value) > LONGEST:
        return None
    plain = re.sub(r"(?:\([^()]{1,40}\)|〔[^〕]{1,20}〕)+$", "", mask(value)).strip()
    marked = any(begin < kept[-1].end and stop > kept[0].start for begin, stop in scene.source.titles)
    spoken = words("acts").search(plain) or words("explains").search(plain) or words("drafts").search(plain)
    alone = unit.start <= len(text) * 0.02 + 5 and len(value) <= 60 and not re.search(r"[,;:]|站|网$", mask(value))
    if not (spoken or (marked and not is_red_head(plain)) or alone):
        return None
    return Finding(_without_standing(value), value, "red_head" if scene.issues else "text")


def _lines(scene: Scene, unit: Unit) -> list[Line]:
    return [
        line
        for line in lines_of(scene.masked[unit.start : unit.end])
        for line in [Line(line.start + unit.start, line.end + unit.start, line.text, line.sort, line.label, False)]
        if line.sort in (Sort.TITLE, Sort.SENTENCE)
    ]


def _of_notice(scene: Scene) -> Iterator[Finding]:
    """A line above the text that ends as titles do: of a notice whose own title the outline took for its first line."""
    for line in scene.front:
        if line.sort is Sort.TITLE and words("acts").search(line.text) and len(line.text) >= 6 and not line.label:
            printed = scene.printed(line)
            yield Finding(_without_standing(printed), printed, "text")


def _marked(scene: Scene) -> Iterator[Finding]:
    """A line above the text that the layout shows as a title, whatever its words are."""
    front = scene.front[-1].end if scene.front else 0
    for begin, stop in scene.source.titles:
        printed = squeeze(scene.source.text[begin:stop])
        if stop <= front and 6 <= len(printed) <= LONGEST and not is_red_head(mask(printed)):
            yield Finding(_without_standing(printed), printed, "text")


def _without_standing(title: str) -> str:
    """（已废止） says what became of it and is no part of its name."""
    found = words("repealed_title").search(mask(title))
    return (title[: found.start()] + title[found.end() :]).strip() if found else title
