"""What of a page nobody sees: hidden elements, and words that are struck out."""

from __future__ import annotations

import re
from typing import Any

_SILENT = re.compile(
    "script|style|noscript|template|svg|head|iframe|object|select|button|input|textarea|del|s|strike|canvas|audio|video"
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|text-decoration[^;]*line-through|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?<!-)opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]{1,200})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"^\s*(?:[a-z][a-z0-9]*)?([.#][\w-]+)\s*$")
MOST_RULES = 3000


def hidden_names(root: Any) -> frozenset[str]:
    """Classes and ids (`.x`, `#y`) that the page's own style sheets hide."""
    found: set[str] = set()
    for sheet in root.iter("style"):
        for count, rule in enumerate(_RULE.finditer(re.sub(r"(?s)/\*.*?\*/", "", sheet.text or ""))):
            if count > MOST_RULES:
                break
            if _HIDDEN.search(rule.group(2)):
                found |= {name.group(1) for one in rule.group(1).split(",") if (name := _SIMPLE.match(one))}
    return frozenset(found)


def covers(element: Any) -> bool:
    """Whether it is hidden by a style of its own, which a script can take away; not what is silent by its kind."""
    return not _SILENT.fullmatch(element.tag) and bool(_HIDDEN.search(element.get("style") or ""))


def unseen(element: Any, hidden: frozenset[str]) -> bool:
    """Whether an element, with all in it, is not shown."""
    tag = element.tag
    if not isinstance(tag, str):
        return True
    if _SILENT.fullmatch(tag):
        return True
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    if style and _HIDDEN.search(style):
        return True
    if "hidden" in attributes:
        return True
    if hidden:
        if f"#{attributes.get('id')}" in hidden:
            return True
        return any(f".{name}" in hidden for name in (attributes.get("class") or "").split())
    return False
