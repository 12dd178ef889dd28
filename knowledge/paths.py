"""Paths as people say them: 第三部分(一)第2条."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from knowledge.model import Clause, Document, Path

_PIECE = re.compile(r"文(\d+)")
_POINT = re.compile(r"([一二三四五六七八九十]+)[是要]")
_ARTICLE = re.compile(r"第[^条]{1,8}条(?:之[一二三四五六七八九十]+)?")
_CHINESE = re.compile(r"[一二三四五六七八九十百]+")


def printed(path: Path, is_leaf: Callable[[Path], bool]) -> str:
    """`is_leaf` says whether a path has no numbered units below it (points such as 一是 do not count).

    Articles are counted through a document: what stands above one is not said.
    """
    article = next((depth for depth, label in enumerate(path) if _ARTICLE.fullmatch(label)), None)
    if article is not None:
        return path[article] + "".join(f"第{label}项" for label in path[article + 1 :])
    return "".join(_printed(label, depth, is_leaf(path[: depth + 1])) for depth, label in enumerate(path))


def _printed(label: str, depth: int, leaf: bool) -> str:
    if piece := _PIECE.fullmatch(label):
        return f"第{piece.group(1)}篇"
    if point := _POINT.fullmatch(label):
        return f"第{point.group(1)}点"
    if _CHINESE.fullmatch(label):
        return f"第{label}条" if leaf and depth == 0 else f"第{label}部分"
    if label.startswith("("):
        return f"第{label}条" if leaf else label
    return f"第{label}条" if label.isdigit() else label


def only_points(clauses: Iterable[Clause]) -> bool:
    """Nothing numbered is among them, only 一是, 二要 and the like."""
    return all(_POINT.fullmatch(clause.path[-1]) for clause in clauses)


def by_parent(documents: Iterable[Document]) -> dict[tuple[str, Path], tuple[Clause, ...]]:
    """The clauses right below each, in the order of the text; a document's own stand below the empty path."""
    found: dict[tuple[str, Path], list[Clause]] = {}
    for document in documents:
        for clause in document.clauses:
            found.setdefault((document.id, clause.path[:-1]), []).append(clause)
    return {above: tuple(below) for above, below in found.items()}
