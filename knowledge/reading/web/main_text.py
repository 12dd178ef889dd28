"""Where on a page the text stands: the smallest element that holds nearly all of what is said in sentences."""

from __future__ import annotations

import re
from typing import Any

from knowledge.reading.web.sight import covers, unseen
from knowledge.reading.web.walk import data_table

SHARE = 0.85
"""Of the page's sentences; measured on government pages, where it keeps whole laws with their tables."""
SHARE_OF_KNOWN = 0.5
UNCOVERED = 4.0
"""Times as much as all that is shown: so much says a hidden element that holds the text itself."""
FEWEST_SAID = 15
_KNOWN = re.compile(
    r"TRS_?(?:Editor|UEDITOR)|trs_editor_view|UCAP-CONTENT|zoomcon|\bzoom\b|article[-_]?con(?:tent)?|pages_content"
    r"|wp_articlecontent|v_news_content|xxgk_content|info_cont|con_con|txt_con|bt-content|content_body|news_content",
    re.IGNORECASE,
)
_INNER = ("p", "span", "font", "strong", "b", "ol", "ul")
_SENTENCE = re.compile(r"[。；;，,：:、]")


def main_element(body: Any, hidden: frozenset[str]) -> Any:
    """The element, or the body where the page is nothing but text. Linear in the size of the page."""
    weights, order = _weights(body, hidden)
    total = weights[body]
    if not total:
        return body
    known = next(
        (one for one in order if weights[one] >= SHARE_OF_KNOWN * total and _is_known(one)),
        None,
    )
    if known is not None:
        return _narrowed(known, weights, 1.0, hidden)
    return _narrowed(body, weights, SHARE, hidden)


def uncover(body: Any, hidden: frozenset[str]) -> None:
    """Shows an element that the page's script is to show: hidden, and nearly all that the page says."""
    shown, covered = 0, []
    stack = [body]
    while stack:
        element = stack.pop()
        if element is not body and unseen(element, hidden):
            if isinstance(element.tag, str) and covers(element):
                covered.append(element)
            continue
        shown += _said(element.text) + sum(_said(child.tail) for child in element)
        stack.extend(element)
    for element in covered:
        if sum(map(_said, element.itertext())) > UNCOVERED * max(shown, FEWEST_SAID):
            element.attrib.pop("style", None)


def _narrowed(start: Any, weights: dict[Any, int], share: float, hidden: frozenset[str]) -> Any:
    """Down to the smallest element below that still holds this share of what `start` holds."""
    wanted = share * weights[start]
    found = start
    while True:
        below = next((child for child in found if weights.get(child, 0) >= wanted), None)
        if below is None or below.tag in _INNER or (below.tag == "table" and data_table(below, hidden) is not None):
            return found
        found = below


def _is_known(element: Any) -> bool:
    return bool(_KNOWN.search(f"{element.get('id') or ''} {element.get('class') or ''}"))


def _weights(body: Any, hidden: frozenset[str]) -> tuple[dict[Any, int], list[Any]]:
    """Characters of sentences, links left out, in every element that is shown; and those elements in order."""
    order: list[Any] = []
    own: dict[Any, int] = {}
    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack:
        element, linked = stack.pop()
        if element is not body and unseen(element, hidden):
            continue
        linked = linked or element.tag == "a"
        order.append(element)
        own[element] = 0 if linked else _said(element.text) + sum(_said(child.tail) for child in element)
        stack.extend((child, linked) for child in reversed(element))
    for element in reversed(order):
        above = element.getparent()
        if element is not body and above is not None and above in own:
            own[above] += own[element]
    return own, order


def _said(text: str | None) -> int:
    """Words count where they are a sentence or a part of one; the short ones of menus do not."""
    if not text:
        return 0
    bare = text.strip()
    return len(bare) if len(bare) >= 12 or _SENTENCE.search(bare) else 0
