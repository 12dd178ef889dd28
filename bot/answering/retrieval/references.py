"""Clause numbers as people say and type them: 第三部分第12条, 三(四)14, 3.4.14, 2024稿 五, 文5第二条二是."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.answering.held import held
from bot.answering.lexicon import lexicon
from knowledge.library import Library
from rules.figures import chinese_number

_CHINESE = "[一二三四五六七八九十百零]+"
_NUMERAL = rf"{_CHINESE}|\d{{1,3}}"
_PART = re.compile(rf"第({_NUMERAL})\s*(?:大)?(?:部分|章)")
ARTICLE = re.compile(
    rf"第\s*[(（]?({_NUMERAL})[)）]?\s*(?:大|小)?(?:条|项|款|点|个措施|条措施)|(?<![\d第])(\d{{1,2}})\s*条(?=归|谁|说|讲|写|是|的|里|全文|原文|$)"
)
_BARE = re.compile(
    rf"(?<![一二三四五六七八九十百零\d第])第?({_NUMERAL})\s*(?:大?部分|章|[、.])?\s*[(（]({_NUMERAL})[)）]"
    rf"\s*(?:[、.]\s*)?第?\s*(\d{{1,2}})?"
)
_PIECE = re.compile(rf"第({_NUMERAL})篇|文\s*({_NUMERAL})(?![\u4e00-\u9fff])|文({_NUMERAL})(?=第)")
_POINT = re.compile(rf"条\D{{0,3}}?(?:第\s*({_NUMERAL})\s*[款项点]|({_CHINESE})[是要])")
_DOTTED = re.compile(r"(\d)\.(\d{1,2})(?:\.(\d{1,2}))?")
_IN_BRACKETS = re.compile(rf"[(（]({_NUMERAL})[)）]")
_ALONE = re.compile(rf"({_CHINESE})[、.．]?")
_PAIR = re.compile(rf"({_CHINESE})[、.．]?(\d{{1,2}})")
_BESIDE = re.compile(
    r"征求意见|[稿的第条里]|方案|措施|文件|政策|说(?:的)?(?:什么|啥)|写(?:的)?(?:什么|啥)|全文|原文|内容|看看?|[\s。?？,，]"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Numbers as said: a part and an article, either may be missing."""

    part: int | None
    article: int | None
    section: int | None = None
    piece: int | None = None
    """Of a collection of pieces: which of them; then `part` and `article` are inside it."""
    last: bool = False
    """The last article, whatever its number."""
    point: int | None = None
    """Which point of the article (第三点, 二是)."""
    alone: bool = False
    """A bare numeral: the article of a text that numbers its articles so, else the part."""


def reference(text: str, library: Library) -> Reference | None:
    """The clause number that a question names, or none."""
    if lexicon().signals["last_article"].search(text):
        return Reference(None, None, last=True)
    found = _numbered(text, library)
    point = _POINT.search(text)
    if found is None or point is None:
        return found
    return replace(found, point=_number(point.group(1) or point.group(2)))


def _numbered(text: str, library: Library) -> Reference | None:
    piece = _PIECE.search(text)
    if piece:
        return inside_piece(text, _number(next(number for number in piece.groups() if number)))
    bare = _BARE.search(text)
    if bare:
        article = _number(bare.group(3)) if bare.group(3) else None
        return Reference(_number(bare.group(1)), article, _number(bare.group(2)))
    part, article_said = _PART.search(text), ARTICLE.search(text)
    if not part and not article_said:
        return _typed_short(text, library)
    return Reference(_number(part.group(1)) if part else None, _article(article_said))


def _typed_short(text: str, library: Library) -> Reference | None:
    """A number and nothing else behind the name of a document or a place."""
    text = lexicon().signals["full_text"].sub("", text)
    bare = _BESIDE.sub("", without_names(text, library))
    if len(bare) == len(_BESIDE.sub("", text)):
        return None
    if dotted := _DOTTED.fullmatch(bare):
        return Reference(int(dotted[1]), int(dotted[3]) if dotted[3] else None, int(dotted[2]))
    if pair := _PAIR.fullmatch(bare):
        return Reference(_number(pair[1]), int(pair[2]))
    if bracketed := _IN_BRACKETS.fullmatch(bare):
        return Reference(None, _number(bracketed[1]))
    alone = _ALONE.fullmatch(bare)
    return Reference(None, _number(alone[1]), alone=True) if alone else None


def without_number(text: str) -> str:
    """Without the number of a clause; what else is asked stays."""
    for pattern in (_BARE, _PART, ARTICLE):
        text = pattern.sub(" ", text)
    return text


def without_names(text: str, library: Library) -> str:
    """Without the names of documents and of the places they are about."""
    for name in sorted(held(library).names_in(text), key=len, reverse=True):
        text = text.replace(name, "")
    return held(library).place_names.replaced(text, "")


def inside_piece(text: str, piece: int) -> Reference:
    """Part and article are those inside the piece."""
    part = _PART.search(text)
    return Reference(_number(part.group(1)) if part else None, _article(ARTICLE.search(text)), piece=piece)


def _article(found: re.Match[str] | None) -> int | None:
    return _number(found.group(1) or found.group(2)) if found else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text) or 0
