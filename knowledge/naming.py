"""What people call a document, where it holds, and the numbering that 第…条 means in it.

From the table `[naming]` of `document.toml`; what that leaves out is read off the document itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.gazetteer.table import gazetteer
from knowledge.model import NATION, Clause, Naming, Path

_ARTICLE = re.compile(r"第(?:(\d+)|[一二三四五六七八九十百千零]+)条")
_CHINESE = re.compile(r"[一二三四五六七八九十百]+")
_AROUND = re.compile(
    r"^关于(?:印发)?《?|》?的?通知$|》|《|\(.*?\)|（.*?）|^.{2,12}?(?:人民政府|办公厅|委员会|局)(?=关于)"
)
_SHORTEST_NAME = 4


def naming_of(given: Mapping[str, Any], title: str, short_title: str, clauses: Sequence[Clause]) -> Naming:
    """`given`: the table `[naming]`, its values texts and lists of texts."""
    called = given.get("called", short_title)
    bare = [_bare(title), _bare(short_title)]
    names = given.get("names") or [name for name in (*bare, *map(_without_place, bare)) if len(name) >= _SHORTEST_NAME]
    numbering = given["articles"] if "articles" in given else _numbering([clause.path for clause in clauses])
    return Naming(called, tuple(dict.fromkeys((called, *names))), tuple(given.get("patterns", ())), tuple(numbering))


def _bare(title: str) -> str:
    return _AROUND.sub("", re.sub(r"\s", "", title)).strip("“”\"'")


def _without_place(name: str) -> str:
    """昆明市支持制造业企业若干措施 → 支持制造业企业若干措施."""
    first = next(gazetteer().find(name), None)
    return name[first.end :] if first is not None and first.start == 0 else name


def _numbering(paths: Sequence[Path]) -> tuple[str, ...]:
    """Articles (第七条, 第7条) where there are any, at the depth where most stand; else the parts 一、二、."""
    found = [(len(path), article) for path in paths if (article := _ARTICLE.fullmatch(path[-1]))]
    if found:
        depth = Counter(depth for depth, _ in found).most_common(1)[0][0]
        return (*["*"] * (depth - 1), "第{arabic}条" if found[0][1][1] else "第{chinese}条")
    return ("{chinese}",) if any(len(path) == 1 and _CHINESE.fullmatch(path[0]) for path in paths) else ()


def place_of(region: str, city: str | None) -> str:
    """What the place of a document is called: 济南, 山东, 天河区, 全国; from its region, longest name first."""
    if city:
        return city
    found = [place for mention in gazetteer().find(region) for place in mention.places[:1]]
    return found[-1].short if found else region or NATION
