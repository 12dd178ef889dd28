"""What the page's own style sheets say of its numbers: counters, the words before an element, kinds of lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

MOST_RULES = 200
"""Of those that number something; a page has a handful."""
MOST_SHEET = 500_000
_NUMBERING = frozenset(("counter-reset", "counter-increment", "content", "list-style", "list-style-type"))

Words = tuple[tuple[str, tuple[str, ...]], ...]
"""Pieces of `content`: ("text", (words,)), ("counter", (name, style)), ("counters", (name, words between, style))."""


@dataclass(slots=True)
class Style:
    """Of one element; counts by the names of counters."""

    resets: dict[str, int] = field(default_factory=dict)
    increments: dict[str, int] = field(default_factory=dict)
    before_increments: dict[str, int] = field(default_factory=dict)
    before: Words = ()
    list_type: str | None = None


def styles_of(root: Any) -> dict[Any, Style]:
    """For each element that a rule of the page numbers. Later and more special rules count; what is not understood is
    left out."""
    found: dict[Any, dict[tuple[bool, str], tuple[tuple[int, ...], Any]]] = {}
    for count, (selector, declared) in enumerate(_rules(root)):
        if count >= MOST_RULES:
            break
        is_before = selector.pseudo_element == "before"
        for element in _selected(root, selector):
            own = found.setdefault(element, {})
            for name, value in declared.items():
                key, rank = (is_before, name), selector.specificity()
                if key not in own or own[key][0] <= rank:
                    own[key] = (rank, value)
    return {element: _style({key: value for key, (_, value) in own.items()}) for element, own in found.items()}


def _rules(root: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    sheets = [text for sheet in root.iter("style") if "counter" in (text := sheet.text or "") or "list-style" in text]
    if not sheets:
        return
    import tinycss2
    from cssselect import SelectorError, parse

    for text in sheets:
        for rule in tinycss2.parse_stylesheet(text[:MOST_SHEET], skip_comments=True, skip_whitespace=True):
            if rule.type != "qualified-rule":
                continue
            declared = {
                one.lower_name: one.value
                for one in tinycss2.parse_blocks_contents(rule.content)
                if one.type == "declaration" and one.lower_name in _NUMBERING
            }
            try:
                selectors = parse(tinycss2.serialize(rule.prelude)) if declared else []
            except SelectorError:
                continue
            yield from ((one, declared) for one in selectors if one.pseudo_element in (None, "before"))


def _selected(root: Any, selector: Any) -> list[Any]:
    from cssselect import HTMLTranslator, SelectorError

    try:
        return list(root.xpath(HTMLTranslator().selector_to_xpath(selector)))
    except SelectorError:
        return []


def _style(declared: dict[tuple[bool, str], Any]) -> Style:
    kinds = declared.get((False, "list-style-type")) or declared.get((False, "list-style")) or ()
    named = [token.lower_value for token in kinds if token.type == "ident"]
    return Style(
        _counts(declared.get((False, "counter-reset")), 0),
        _counts(declared.get((False, "counter-increment")), 1),
        _counts(declared.get((True, "counter-increment")), 1),
        _words(declared.get((True, "content")) or ()),
        next((name for name in named if name not in ("inside", "outside")), None),
    )


def _counts(tokens: Any, usual: int) -> dict[str, int]:
    """`a 2 b` → {a: 2, b: usual}."""
    found: dict[str, int] = {}
    last = None
    for token in tokens or ():
        if token.type == "ident" and token.lower_value != "none":
            last = token.value
            found[last] = usual
        elif token.type == "number" and last is not None and token.int_value is not None:
            found[last] = token.int_value
    return found


def _words(tokens: Any) -> Words:
    """Empty where nothing is counted: a dot or an arrow before an element is no number."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for token in tokens:
        if token.type == "string":
            found.append(("text", (token.value,)))
        elif token.type == "function" and token.lower_name in ("counter", "counters"):
            said = tuple(str(one.value) for one in token.arguments if one.type in ("ident", "string"))
            if said:
                found.append((token.lower_name, said))
    return tuple(found) if any(kind != "text" for kind, _ in found) else ()
