"""The door of web pages and Markdown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError, sentence
from knowledge.reading.blocks import Block, Grid, Paragraph, assemble
from knowledge.reading.encoding import decode
from knowledge.reading.page import (
    fields_of,
    meta_name,
    names_a_document,
    stated_void,
    without_chrome,
    without_site,
)
from knowledge.reading.source import Field, Source
from knowledge.reading.web.edges import hide_forms, without_edges
from knowledge.reading.web.main_text import main_element, uncover
from knowledge.reading.web.sight import hidden_names
from knowledge.reading.web.styles import styles_of
from knowledge.reading.web.walk import blocks_of

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
LONGEST_TITLE = 120
_FILED_UNDER = re.compile(r"^\s*[【\[][^】\]]{1,12}[】\]]\s*")
"""【政策】 before the title of an article."""
TITLE_LINES = 12


def read_html(file: Path, data: bytes) -> Source:
    """Raises `ReadingError`."""
    return _read(file, _decoded(file, data))


_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:[^\n]{0,400}\n){0,40}?---[ \t]*\r?\n")
"""What programs that write pages put above the text (title, date, source): no part of it."""


def read_markdown(file: Path, data: bytes) -> Source:
    """By way of a page; numbers, indents and line breaks stay as they are written. Raises `ReadingError`."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"breaks": True, "html": True}).enable("table")
    reader.disable(["list", "code", "lheading", "reference"])
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    written = _FRONT_MATTER.sub("", decode(file, data), count=1)
    text = re.sub(r"(?m)^[ \t]*[-*+][ \t]+", "", written)
    return _read(file, f"<html><body>{reader.render(text)}</body></html>")


def _read(file: Path, text: str) -> Source:
    from lxml import etree, html

    try:
        parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise ReadingError(sentence("source_broken", file=file.name, kind="html")) from None
    body = next(root.iter("body"), root)
    hidden = hidden_names(root)
    uncover(body, hidden)
    hide_forms(body)
    main = main_element(body, hidden)
    styles = styles_of(root)
    everything = list(blocks_of(body, hidden, styles))
    blocks = everything if main is body else list(blocks_of(main, hidden, styles))
    meta = _meta(root)
    fields = (*fields_of(everything), *stated_void(everything, meta), *meta)
    kept = without_edges(without_chrome(blocks))
    if not kept:
        raise ReadingError(sentence("source_empty", file=file.name))
    return assemble(_titled(kept, _title(root, body)), fields)


def _title(root: Any, body: Any) -> str | None:
    """The page's heading, else a lower one or the title of its window where it is one of a document."""
    for heading in body.iter("h1"):
        said = _FILED_UNDER.sub("", " ".join(heading.itertext())).strip()
        if 4 <= len(said) <= LONGEST_TITLE and not re.search(r"[:：]\s*(?:首页|主页)|[>＞»]", said):
            return re.sub(r"\s+", " ", said)
    for heading in body.iter("h2", "h3"):
        said = re.sub(r"\s+", " ", " ".join(heading.itertext())).strip()
        if len(said) <= LONGEST_TITLE and names_a_document(said):
            return said
    said = re.sub(r"\s+", " ", (root.findtext(".//title") or "")).strip()
    return said if len(said) <= LONGEST_TITLE and names_a_document(without_site(said)) else None


def _titled(blocks: list[Block], title: str | None) -> list[Block]:
    """A heading that stands above the text goes before it, unless the text begins with it."""
    if title is None:
        return blocks
    bare = without_site(title)
    wanted = _plain(bare)
    first = _plain("".join(one.text for one in blocks[:TITLE_LINES] if isinstance(one, Paragraph)))
    if (
        not wanted
        or len(wanted) < 4
        or wanted in first
        or (isinstance(blocks[0], Grid) and wanted in "".join(blocks[0].cells[0]))
    ):
        return blocks
    return [Paragraph(bare, title=True), *blocks]


def _plain(text: str) -> str:
    return re.sub(r"[\s\u3000\xa0“”\"《》<>〈〉]", "", text)


def _meta(root: Any) -> list[Field]:
    found: list[Field] = []
    for tag in root.iter("meta"):
        name, value = tag.get("name") or tag.get("property") or "", (tag.get("content") or "").strip()
        ours = meta_name(name)
        if ours and value and len(value) <= 300:
            found.append(Field(ours, value, f"{name}: {value}", "meta"))
    title = re.sub(r"\s+", " ", root.findtext(".//title") or "").strip()
    if title:
        found.append(Field("window", without_site(title), title, "meta"))
    return found


def _decoded(file: Path, data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    name = named.group(1).decode("ascii").lower() if named else "utf-8"
    if name in ("gb2312", "gbk", "gb18030", "big5", "big5-hkscs"):
        try:
            return data.decode("gb18030" if name.startswith("gb") else "big5hkscs")
        except UnicodeDecodeError:
            pass
    return decode(file, data)
