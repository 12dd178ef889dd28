"""An unseen file → its head, clauses and doubts; nothing is stored."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from knowledge.documents import clauses_from
from knowledge.errors import ReadingError, sentence
from knowledge.metadata.head import read_head
from knowledge.metadata.model import Attachment, ReadDocument
from knowledge.model import Document
from knowledge.outline.back import ATTACHMENTS
from knowledge.outline.characters import mask
from knowledge.outline.gaps import doubts_of
from knowledge.outline.reader import ATTACHMENT, Unit, read_outline
from knowledge.reading.files import read_source
from knowledge.reading.source import Source

FEWEST_CHARACTERS = 20
_OFFICIAL = re.compile(
    r"政府|企业|通知|措施|意见|办法|方案|规定|管理|单位|部门|申报|奖励|补助|资金|认定|实施|根据|本市|全市|全省|政策|发展|工作|规则|标准|条例|细则|要求|监督|检查|应当|符合|依据|申请|补贴|负责|项目|施行|有效期|申请|解读|问答"
)


def read_document(file: Path) -> ReadDocument:
    """Raises `knowledge.errors.ReadingError`: one line of Chinese that says what is wrong and what to do."""
    source = read_source(file)
    text = source.text
    units = read_outline(text, source.tables)
    if not _is_policy(source, [unit.path for unit in units]):
        raise ReadingError(sentence("source_not_policy", file=file.name))
    name = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "document"
    return ReadDocument(
        name,
        file.name,
        text,
        source.tables,
        read_head(source, units, file.name),
        clauses_from(name, text, units),
        _attachments(units),
        doubts_of(text, units),
        source.by_machine,
        source.left_out,
    )


def parse_file(file: Path, day: date) -> Document:
    """The same as the library holds a document; `day` stands for the day of the check.

    Raises `knowledge.errors.ReadingError`.
    """
    return read_document(file).document(day)


def _attachments(units: tuple[Unit, ...]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(unit.path[0], unit.heading or "")
        for unit in units
        if len(unit.path) == 1 and unit.path[0].startswith(ATTACHMENT) and unit.path[0] != ATTACHMENTS
    )


def _is_policy(source: Source, paths: list[tuple[str, ...]]) -> bool:
    """Chinese prose with an outline, or at least with a title and official vocabulary."""
    prose = _without_tables(source)
    visible = re.sub(r"\s", "", prose)
    chinese = re.findall(r"[\u4e00-\u9fff]", visible)
    if len(chinese) < FEWEST_CHARACTERS or len(chinese) < 0.3 * len(visible):
        return False
    folded = mask(prose)
    numbered = sum(bool(re.match(r"[第(一二三四五六七八九十\d①-⑳]", path[-1])) for path in paths)
    found = _OFFICIAL.findall(folded)
    density, words = len(found) / max(1, len(chinese)), len(set(found))
    titled = any(path[-1] == "标题" for path in paths)
    return density > 0.01 and (
        (numbered >= 2 and words >= 2) or (titled and words >= 4) or (density > 0.03 and words >= 3)
    )


def _without_tables(source: Source) -> str:
    """The prose alone: long tables of figures say nothing about what a text is."""
    pieces, at = [], 0
    for table in source.tables:
        pieces.append(source.text[at : table.start])
        at = table.end
    return "".join([*pieces, source.text[at:]])
