"""Control words: messages that steer instead of telling or asking."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("controls.toml")
_POLITENESS = re.compile(
    r"^(请问|麻烦你|麻烦您|麻烦|那就|那|嗯+|哦|好吧|请)?(?P<core>.*?)(谢谢|吧|啊|呀|哈|呢|哦|了吧|一下吧)?$"
)
_EDGES = " \t\r\n\u3000\u3002.!?\uff1f\uff01,\uff0c\u3001;\uff1b~\uff5e\u2026\"'\u201c\u201d"
_PIECES = re.compile(r"[\u3002\uff0c\uff1b\uff1f,;?!\uff01\s]+")
ANSWERS = ("yes", "no", "none", "some", "both", "everything", "all_said", "unsure", "thanks")
"""Words that mean something only as the answer to a question of ours."""


@dataclass(frozen=True, slots=True)
class Control:
    name: str
    what: str = ""
    """What it is about, where it says so: a company's name, the name of a fact."""


def control(text: str) -> Control | None:
    """The control word that the whole message is, or None."""
    return _first(text, tuple(name for name in _patterns() if name not in ANSWERS))


def wants_check(text: str) -> bool:
    """Whether a piece of the message asks what the company can have (…,能拿什么补贴)."""
    return any(_first(piece, ("check",)) for piece in _PIECES.split(text))


def is_answer(name: str, text: str) -> bool:
    """Whether the whole message says `yes`, `no`, `both`, `everything` or that all is said."""
    return _first(text, (name,)) is not None


def _first(text: str, names: tuple[str, ...]) -> Control | None:
    whole = text.strip(_EDGES).lower()
    core = _POLITENESS.match(whole)
    spoken = (whole, core["core"].strip(_EDGES) if core else whole)
    for name in names:
        for saying in spoken:
            if saying and (found := _patterns()[name].fullmatch(saying)):
                return Control(name, (found.groupdict().get("what") or "").strip(_EDGES))
    return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    with _FILE.open("rb") as file:
        return {name: re.compile(_said_twice(pattern)) for name, pattern in tomllib.load(file).items()}


def _said_twice(pattern: str) -> str:
    """Words without an object may be repeated or strung together: 没有没有, 算了不弄了."""
    if "(?P<" in pattern:
        return pattern
    return rf"(?:{pattern})(?:[\s,\uff0c\u3001]*(?:{pattern}))*"
