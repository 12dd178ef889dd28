"""The line below a title that says when, by whom and how an act was adopted or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.metadata.days import days_in
from knowledge.metadata.scene import Scene
from knowledge.metadata.words import words
from knowledge.outline.lines import Line

LONGEST = 1200
_DATED = re.compile(r"^[(\[〔]? ?(?:根据|经)? ?(?:19|20)\d\d ?年|^[(\[〔][^。]{0,40}(?:19|20)\d\d ?年")


def publication_lines(scene: Scene) -> Iterator[Line]:
    for line in (*scene.front, *scene.back):
        if len(line.text) > LONGEST or not words("publication").search(line.text) or not _DATED.match(line.text):
            continue
        if line.text[0] not in "([〔" and "。" in line.text:
            continue
        if line.text.endswith("印发") or next(days_in(line.text), None) is None:
            continue
        yield line
