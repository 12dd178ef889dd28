"""Styles: what a paragraph inherits from those that its style is based on."""

from __future__ import annotations

from typing import Any

from knowledge.reading.word.archive import attribute, below, child, local, value_of

_DEEPEST = 20


class Styles:
    def __init__(self, root: Any | None) -> None:
        self._styles = {attribute(style, "styleId") or "": style for style in below(root) if local(style) == "style"}
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")
            ),
            None,
        )

    def chain(self, paragraph: Any) -> list[Any]:
        """The paragraph's style and those it is based on, nearest first."""
        found: list[Any] = []
        name = value_of(child(paragraph, "pPr"), "pStyle") or self._default
        while name in self._styles and len(found) < _DEEPEST and self._styles[name] not in found:
            found.append(self._styles[name])
            name = value_of(self._styles[name], "basedOn") or ""
        return found

    def properties(self, paragraph: Any) -> list[Any]:
        """`pPr` elements that speak for a paragraph, its own first."""
        holders = [paragraph, *self.chain(paragraph)]
        return [found for holder in holders if (found := child(holder, "pPr")) is not None]

    def centred(self, paragraph: Any) -> bool:
        said = next((value for one in self.properties(paragraph) if (value := value_of(one, "jc"))), None)
        return said == "center"

    def is_heading(self, paragraph: Any) -> bool:
        """Whether its style is called a title."""
        names = [value_of(style, "name") or "" for style in self.chain(paragraph)[:1]]
        return any(name.lower() in ("title", "标题") for name in names)
