"""The day of issue: of signature or adoption; of a revised law the last revision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.metadata.days import days_in, first_day
from knowledge.metadata.model import Finding
from knowledge.metadata.publication import publication_lines
from knowledge.metadata.scene import Scene
from knowledge.outline.lines import Line, Sort


def issue_days(scene: Scene) -> Iterator[Finding]:
    """Best first: the page's block, publication or revision, signature, adoption, printing, the day of the page."""
    yield from _fields(scene, "issued")
    changes = list(_adoptions(scene))
    yield from (change for change in changes if re.search(r"公布|颁布|修[正订改]|发布", change.quote))
    for lines in (scene.front, scene.back):
        for index, line in enumerate(lines):
            if _signs(lines, index) and (day := first_day(line.text)):
                yield Finding(day.isoformat(), scene.printed(line), "signature")
    yield from changes
    for line in (*scene.front, *scene.back):
        if line.sort is Sort.DATE and (day := first_day(line.text)):
            yield Finding(day.isoformat(), scene.printed(line), "signature")
    for line in (*scene.back, *scene.front):
        if line.sort is Sort.RELEASE and (day := first_day(line.text)):
            yield Finding(day.isoformat(), scene.printed(line), "signature")
    yield from _fields(scene, "published")
    for line in scene.front:
        short = re.fullmatch(
            r"\(?\s*((?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2})(?:\s+\d\d?:\d\d(?::\d\d)?)?\s*\)?", line.text
        )
        if short and (day := first_day(short.group(1))):
            yield Finding(day.isoformat(), scene.printed(line), "text")


def _adoptions(scene: Scene) -> Iterator[Finding]:
    """The latest first: a revised law is as old as its last revision."""
    found = [
        (day, scene.printed(line))
        for line in publication_lines(scene)
        for day, said in days_in(line.text)
        if not _is_start(line.text, said)
    ]
    for day, quote in sorted(found, key=lambda pair: pair[0], reverse=True)[:3]:
        yield Finding(day.isoformat(), quote, "publication")


def _fields(scene: Scene, name: str) -> Iterator[Finding]:
    for field in scene.fields(name):
        day = first_day(field.value)
        if day:
            yield Finding(day.isoformat(), field.quote, field.origin)


def _signs(lines: tuple[Line, ...], index: int) -> bool:
    """A date on a line of its own below an office, or beside it."""
    line = lines[index]
    if line.sort is Sort.DATE:
        return bool(index) and lines[index - 1].sort in (Sort.TITLE, Sort.SENTENCE) and len(lines[index - 1].text) <= 80
    return bool(re.match(r"^\S.{3,60}\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日$", line.text)) and "印发" not in line.text


def _is_start(text: str, said: str) -> bool:
    """自2024年5月1日起施行 is no day of issue."""
    return bool(re.search(rf"自 ?{re.escape(said)}.{{0,4}}起", text))
