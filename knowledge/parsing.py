"""An unseen file → its head, clauses and doubts; nothing is stored."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from knowledge.documents import clauses_of
from knowledge.errors import ReadingError, sentence
from knowledge.metadata.model import Evidence, Head, ReadDocument
from knowledge.model import Document
from knowledge.outline.metadata import Metadata, read_metadata
from knowledge.outline.reader import read_outline
from knowledge.places import region_of
from knowledge.reading.files import read_source

FEWEST_CHARACTERS = 20
_OFFICIAL = re.compile(
    r"政府|企业|通知|措施|意见|办法|方案|规定|管理|单位|部门|申报|奖励|补助|资金|认定|实施|根据|本市|全市|全省|政策|发展|工作"
)


def read_document(file: Path) -> ReadDocument:
    """Raises `knowledge.errors.ReadingError`: one line of Chinese that says what is wrong and what to do."""
    source = read_source(file)
    text = source.text
    units = read_outline(text)
    if not _is_policy(text, [unit.path for unit in units]):
        raise ReadingError(sentence("source_not_policy", file=file.name))
    said = read_metadata(text, units)
    name = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "document"
    return ReadDocument(name, file.name, text, source.tables, _head(said, text), clauses_of(name, text), (), ())


def parse_file(file: Path, day: date) -> Document:
    """The same as the library holds a document; `day` stands for the day of the check.

    Raises `knowledge.errors.ReadingError`.
    """
    return read_document(file).document(day)


def _head(said: Metadata, text: str) -> Head:
    region = region_of("\n".join(filter(None, (said.title, said.issuer))), said.number, text) or ""
    issuer = _full_name(said.issuer, region)
    days = (said.issued, said.effective_from, said.expires_on)
    one, two, three, four, *rest = (_evidence(value) for value in (said.title, said.number, issuer, region, *days))
    return Head(one, two, three, four, rest[0], rest[1], rest[2], said.kind, "")


def _evidence(value: object) -> Evidence | None:
    return Evidence(str(value), "", "text") if value else None


def _full_name(office: str | None, region: str) -> str | None:
    """市工业和信息化局 → 济南市工业和信息化局."""
    place = re.search(
        r"([^省区]{2,8}市)$" if office and office.startswith("市") else r"^(.{2,8}?(?:省|自治区))", region
    )
    return place.group(1) + office[1:] if office and place and office[0] in "市省" else office


def _is_policy(text: str, paths: list[tuple[str, ...]]) -> bool:
    """Chinese prose with an outline, or at least with a title and official vocabulary."""
    visible = re.sub(r"\s", "", text)
    chinese = re.findall(r"[\u4e00-\u9fff]", visible)
    if len(chinese) < FEWEST_CHARACTERS or len(chinese) < 0.3 * len(visible):
        return False
    numbered = sum(bool(re.match(r"[第(一二三四五六七八九十\d①-⑳]", path[-1])) for path in paths)
    words = len(set(_OFFICIAL.findall(text)))
    density = len(_OFFICIAL.findall(text)) / max(1, len(chinese))
    return density > 0.01 and ((numbered >= 2 and words >= 2) or (("标题",) in paths and words >= 4))
