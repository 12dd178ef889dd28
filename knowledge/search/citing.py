"""Which passages a passage names: 《某某法》第五条, 本法第五条, 第五条 of its own document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.outline.labels import chinese_number

_NUMERAL = "[一二三四五六七八九十百千零〇]{1,7}"
_ARTICLE = re.compile(rf"^\s*第({_NUMERAL}|\d{{1,4}})条", re.MULTILINE)
_AT_THE_HEAD = 120
"""Characters in which a passage's own number stands, behind its headings."""
_CITED = re.compile(rf"(?:《([^《》]{{2,40}})》)?第({_NUMERAL}|\d{{1,4}})条")
_TITLE = re.compile(r"《([^《》]{2,60})》")
_NATION = re.compile(r"^中华人民共和国|\s")


class Citations:
    """Over passages by their numbers; a passage's own text is read when it is asked for."""

    def __init__(self, titles: Sequence[str], documents: Sequence[int], text: Callable[[int], str]) -> None:
        """`titles`: of documents by their numbers; `documents`: the number of each passage's document."""
        self._documents = documents
        self._text = text
        self._named: dict[str, int] = {}
        for number, title in enumerate(titles):
            for name in (title, *_TITLE.findall(title)):
                self._named.setdefault(_bare(name), number)
        self._articles: dict[tuple[int, int], int] = {}
        for passage, document in enumerate(documents):
            if found := _ARTICLE.search(text(passage)[:_AT_THE_HEAD]):
                self._articles.setdefault((document, _number(found[1])), passage)

    def of(self, passage: int) -> list[int]:
        """Those that it names, each once, in the order of its text; itself never."""
        found = (self._article(passage, *named.groups()) for named in _CITED.finditer(self._text(passage)))
        return list(dict.fromkeys(each for each in found if each is not None and each != passage))

    def _article(self, passage: int, title: str | None, numeral: str) -> int | None:
        document = self._documents[passage] if title is None else self._named.get(_bare(title))
        return None if document is None else self._articles.get((document, _number(numeral)))


def _bare(title: str) -> str:
    return _NATION.sub("", title)


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else chinese_number(numeral)
