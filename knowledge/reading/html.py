"""Web pages → lines of text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError, sentence
from knowledge.reading.encoding import decode

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|d[dlt]|details|dialog|div|fieldset|figcaption|figure|footer|form"
    "|h[1-6r]|header|html|legend|li|main|nav|ol|option|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead|title|ul"
)
_SILENT = re.compile("script|style|noscript|template|svg|head|iframe|object|select|button|input|textarea")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)


def read_html(file: Path, data: bytes) -> str:
    from lxml import etree, html

    text = _decoded(file, data)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise ReadingError(sentence("source_broken", file=file.name, kind="html")) from None
    pieces: list[str] = []
    _walk(root, pieces)
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip(" ") for line in "".join(pieces).split("\n"))
    found = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    if not found:
        raise ReadingError(sentence("source_broken", file=file.name, kind="html"))
    return found


def _decoded(file: Path, data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    name = named.group(1).decode("ascii").lower() if named else "utf-8"
    if name in ("gb2312", "gbk", "gb18030"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return decode(file, data)


def _walk(root: Any, pieces: list[str]) -> None:
    """Text in reading order; a line break before and after every block. Iterative: pages can nest very deeply."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else None
        if leaving:
            if tag and _BLOCKS.fullmatch(tag):
                pieces.append("\n")
            pieces.append(_flat(element.tail))
            continue
        if tag is None or _SILENT.fullmatch(tag):
            pieces.append(_flat(element.tail))
            continue
        if tag and _BLOCKS.fullmatch(tag):
            pieces.append("\n")
        pieces.append((element.text or "") if tag == "pre" else _flat(element.text))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _flat(text: str | None) -> str:
    return re.sub(r"[\r\n\t ]+", " ", text) if text else ""
