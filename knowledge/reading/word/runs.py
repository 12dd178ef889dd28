"""The words of one paragraph: insertions in, deletions and hidden words out, fields by their result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from knowledge.reading.word.archive import attribute, child, local

_OUT = {"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr", "fldData"}
_CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


@dataclass(slots=True)
class Line:
    text: str = ""
    boxes: list[Any] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pictures: int = 0
    joined: bool = False
    """Its paragraph mark is struck out: the next paragraph goes on in the same line."""

    @property
    def shown(self) -> bool:
        """A paragraph whose words are all struck out or hidden is not there at all."""
        return bool(self.text.strip())


def line_of(paragraph: Any) -> Line:
    line = Line()
    pieces: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        name = local(element)
        if name == "t":
            pieces.append(element.text or "")
        elif name in _CHARACTERS:
            pieces.append("" if name == "br" and attribute(element, "type") == "page" else _CHARACTERS[name])
        elif name == "sym":
            pieces.append(_symbol(element))
        elif name == "txbxContent":
            line.boxes.append(element)
        elif name in ("footnoteReference", "endnoteReference"):
            line.notes.append(f"{name[:-9]}{attribute(element, 'id')}")
        elif name == "AlternateContent":
            choice = next((one for one in element if local(one) == "Choice"), child(element, "Fallback"))
            if choice is not None:
                stack.append(iter(choice))
        elif name not in _OUT and not (name == "r" and _unseen(element)):
            line.pictures += name in ("blip", "imagedata")
            stack.append(iter(element))
    line.text = "".join(pieces)
    mark = child(child(paragraph, "pPr"), "rPr")
    line.joined = child(mark, "del") is not None
    return line


def _unseen(run: Any) -> bool:
    """Hidden or struck out."""
    properties = child(run, "rPr")
    if properties is None:
        return False
    for element in properties:
        if local(element) in ("vanish", "strike", "dstrike", "webHidden") and attribute(element, "val") not in (
            "0",
            "false",
            "off",
            "none",
        ):
            return True
    return False


def _symbol(element: Any) -> str:
    """A character of a symbol font: the filled and empty boxes of forms, else nothing that is known."""
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return {0xF0FE: "☑", 0xF052: "☑", 0xF0A8: "□", 0xF06F: "□", 0xF0A3: "□"}.get(code, "")
