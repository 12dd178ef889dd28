"""What a page says around the text: fields of its own about the document, and words that are no part of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from knowledge.reading.blocks import Block, Grid, Paragraph
from knowledge.reading.source import Field

LONGEST_VALUE = 120
LONGEST_CHROME = 60
LONGEST_LABEL = 24
LONGEST_TITLE = 150
SHORTEST_TITLE = 6
_NUMBERED = re.compile(
    r"^\s*(?:第\s?[零〇一二三四五六七八九十百千\d]+\s?[章节条]|[一二三四五六七八九十]+\s?、|[（(][一二三四五六七八九十]+[）)])"
)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("page.toml").read_text(encoding="utf-8"))


@cache
def _labels() -> tuple[dict[str, str], re.Pattern[str]]:
    """Label → our name, and a pattern of any label with its colon; spaces may stand between its characters."""
    names = {label: name for name, labels in _table()["fields"].items() for label in labels}
    spaced = (r"[\s\u3000\xa0]{0,6}".join(map(re.escape, label)) for label in sorted(names, key=len, reverse=True))
    return names, re.compile(rf"(?<![\u4e00-\u9fffA-Za-z])({'|'.join(spaced)})[\s\u3000\xa0]*(?:[:：]|[】\]](?=\S)|\t)")


@cache
def edge(kind: str) -> re.Pattern[str]:
    """What keeps a line at the edge of a page: `organ` of one that signs, `ends` of one that belongs to a document."""
    return re.compile("|".join(_table()["edges"][kind]), re.IGNORECASE)


@cache
def _chrome(kind: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_table()['chrome'][kind])})", re.IGNORECASE)


_PARTS = re.compile(r"\s*[_|｜]\s*|\s+[-—–]+\s+|(?<=[\u4e00-\u9fff）)])\s*[-—–]+\s*(?=[\u4e00-\u9fff])")
_SUBTITLED = re.compile(r"(?:——|--|──)(?=[\u4e00-\u9fff《“])")
"""A headline and what it is about, not a title and its site."""


def without_site(title: str) -> str:
    """The title of a window without the names of the site and its departments, which stand behind a mark."""
    parts = [part for part in _PARTS.split(title) if part.strip()]
    if len(parts) < 2 or (_SUBTITLED.search(title) and not _chrome("site").search(title)):
        return title
    named = [part for part in parts if names_a_document(part)]
    return max(named, key=len) if named else parts[0]


def names_a_document(title: str) -> bool:
    return len(title) >= SHORTEST_TITLE and bool(re.search(_table()["chrome"]["act"], title))


def fields_in(line: str, origin: str = "info_block") -> list[Field]:
    """Every `label: value` in a line, as far as the next label."""
    names, pattern = _labels()
    found = list(pattern.finditer(line))
    fields = []
    for at, label in enumerate(found):
        stop = found[at + 1].start() if at + 1 < len(found) else len(line)
        value = line[label.end() : stop].strip(" \t\u3000\xa0|[【（(;；,，")
        name = names[re.sub(r"\s", "", label.group(1))]
        if value and len(value) <= LONGEST_VALUE:
            fields.append(Field(name, value, line[label.start() : stop].strip(), origin))
    return fields


def meta_name(name: str) -> str | None:
    """Our name for a meta tag."""
    wanted = name.lower()
    return next((ours for ours, theirs in _table()["meta"].items() if wanted in (one.lower() for one in theirs)), None)


def is_field_line(line: str) -> bool:
    """Whether a line of the page holds fields and nothing else: two labels, or one that starts it."""
    _, pattern = _labels()
    found = list(pattern.finditer(line))
    if not found or _NUMBERED.match(line) or re.search(r"[。；]", line):
        return False
    return len(line) <= 400 and line[: found[0].start()].strip("[【（( \t\u3000\xa0") == ""


def fields_of(blocks: Sequence[Block], origin: str = "info_block") -> list[Field]:
    found: list[Field] = []
    lines = list(_lines(blocks))
    for line, after in pairwise([*lines, ""]):
        if len(line) <= 600:
            here = fields_in(line, origin)
            found += [*_number_before(line, origin), *here] if here else _named_above(line, after, origin)
    return found


_NUMBER_FIRST = re.compile(r"\s*([\u4e00-\u9fff]{2,15} ?[〔\[(（【]20\d\d[〕\])）】] ?第?\d{1,5} ?号)[\s|]*")


def _number_before(line: str, origin: str) -> list[Field]:
    """A document's number without a label, before those of the page: ×工信〔2026〕118号 发布时间:2026-10-21 点击:0."""
    before = line[: found.start()] if (found := _labels()[1].search(line)) else ""
    number = _NUMBER_FIRST.fullmatch(before)
    return [Field("number", number[1], number[1], origin)] if number else []


def _named_above(line: str, after: str, origin: str) -> list[Field]:
    """A label that stands on a line of its own, its value on the next: a list of terms, boxes side by side."""
    name, value = _label_alone(line), after.strip()
    if name is None or not value or len(value) > LONGEST_CHROME * 2 or _label_alone(value):
        return []
    return [Field(name, value, f"{line.strip()} {value}", origin)]


def _label_alone(line: str) -> str | None:
    """Our name for a line that is a label and nothing more: 文号, [ 文号 ], 文号："""
    return _labels()[0].get(re.sub(r"[\s\u3000\xa0【】\[\]:：]", "", line)) if len(line) <= LONGEST_LABEL else None


def stated_void(blocks: Sequence[Block], meta: Sequence[Field]) -> list[Field]:
    """What the page says beside the text of its end: a banner, or a mark behind the title."""
    titles = {_bare(field.value) for field in meta if field.name in ("title", "window")}
    mark = _chrome("void_mark")
    for block in blocks:
        line = block.text.strip() if isinstance(block, Paragraph) else ""
        if not 0 < len(line) <= LONGEST_TITLE:
            continue
        marked = mark.search(line)
        if _chrome("void_banner").match(line) or (marked and _bare(line[: marked.start()]) in {*titles, ""}):
            return [Field("validity", line, line, "info_block")]
    return []


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000\xa0《》]", "", text)


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from ("\t".join(row).replace(":\t", ":").replace("：\t", ":") for row in block.printed)
        else:
            yield block.text


def without_chrome(blocks: Sequence[Block]) -> list[Block]:
    """The text's own blocks: lines of the page go, and all that follows where the page's foot begins."""
    kept = [block for block in _without_pairs(blocks) if isinstance(block, Grid) or not is_chrome(block.text)]
    kept = _without_field_grids(kept)
    last = max((at for at, block in enumerate(kept) if is_numbered(block)), default=-1)
    for at, block in enumerate(kept):
        if at > last and isinstance(block, Paragraph) and starts_foot(block.text) and at >= len(kept) // 3:
            return kept[:at]
    return kept


def _without_pairs(blocks: Sequence[Block]) -> list[Block]:
    """Without the labels that stand above their values, before the text begins."""
    first = next((at for at, block in enumerate(blocks) if is_numbered(block)), len(blocks))
    gone: set[int] = set()
    for at, (label, value) in enumerate(pairwise(blocks[:first])):
        if isinstance(label, Paragraph) and isinstance(value, Paragraph) and at not in gone:
            gone |= {at, at + 1} if _named_above(label.text, value.text, "info_block") else set()
    return [block for at, block in enumerate(blocks) if at not in gone]


def is_chrome(line: str) -> bool:
    text = line.strip(" \t\u3000\xa0·|")
    if not text or len(text) > LONGEST_CHROME * 4:
        return False
    if is_field_line(text):
        return True
    return len(text) <= LONGEST_CHROME and not re.search(r"。.", text) and bool(_chrome("lines").match(text))


def starts_foot(line: str) -> bool:
    text = line.strip(" \t\u3000\xa0·|")
    return 0 < len(text) <= LONGEST_CHROME and bool(_chrome("tail").match(text))


def is_numbered(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_NUMBERED.match(block.text))


def _without_field_grids(blocks: list[Block]) -> list[Block]:
    """A table of 发文机关, 文号 … above the text is the page's."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            lines = list(_lines([block]))
            if len(lines) <= 12 and sum(len(fields_in(line)) for line in lines) >= max(2, len(lines) // 2):
                continue
        found.append(block)
    return found
