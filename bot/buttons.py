"""Codes on buttons and in deep links: typed, versioned, at most 64 bytes, nothing in them that a person could not see.

A code is `kind~revision~argument~…`; the revision (base 36) is empty where the button never grows old. Long things
(clauses, programmes, choices) stand as short digests and are looked up again when the button is pressed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

MOST_BYTES = 64
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SEPARATOR = "~"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

ButtonKind = Literal[
    "answer",  # fact, digest of the choice: answers a question about a fact
    "unknown", "skip", "why",  # fact
    "tick",  # digest of what is ticked or unticked in a round
    "ticked", "pass",  # the round is answered by what is ticked; nothing of it is known
    "keep",  # digest of a contradiction: both values are right
    "change",  # fact
    "card", "result", "back", "stop", "resume", "restart", "restart_all", "erase", "erase_all", "cancel",
    "part",  # a part of the statement: a document's id or a group's name
    "outcome",  # digest of a programme: everything about one outcome
    "export", "profile", "companies", "ladder", "sources", "help", "staff", "report",
    "company",  # number
    "new_company",
    "start",  # kind and value of an interest (programmes and long values as digests)
    "clause",  # digest of a clause
    "city",  # the last question again, for this city
    "ask",  # a follow-up question, as if typed
    "faq",  # id of an entry
    "portfolio",  # what is to be done, as behind /portfolio
    "adopt",  # what was forwarded is about the asker's own company
    "private",  # leads to the private chat; payload of a deep link
]  # fmt: skip
_KINDS = frozenset(get_args(ButtonKind))


@dataclass(frozen=True, slots=True)
class Code:
    """What a button means; `revision` is that of the conversation it was made for, or None."""

    kind: ButtonKind
    arguments: tuple[str, ...] = ()
    revision: int | None = None


def encode(kind: ButtonKind, *arguments: str, revision: int | None = None) -> str:
    """Raises ValueError where the code would be longer than 64 bytes or an argument holds the separator."""
    code = _SEPARATOR.join((kind, "" if revision is None else _base36(revision), *arguments))
    if len(code.encode()) > MOST_BYTES or any(_SEPARATOR in argument for argument in arguments):
        raise ValueError(f"not a button code: {code!r}")
    return code


def decode(data: str) -> Code | None:
    """None for anything that `encode` could not have made."""
    kind, _, rest = data.partition(_SEPARATOR)
    if kind not in _KINDS or len(data.encode(errors="replace")) > MOST_BYTES:
        return None
    revision, *arguments = rest.split(_SEPARATOR)
    if not re.fullmatch(r"[0-9a-z]{0,12}", revision):
        return None
    return Code(kind, tuple(arguments), int(revision, 36) if revision else None)  # type: ignore[arg-type]


def clause(document: str, path: tuple[str, ...]) -> str:
    return encode("clause", clause_digest(document, path))


def ask(question: str) -> str | None:
    """A button that asks a follow-up question; None where the question is too long for one."""
    try:
        return encode("ask", question)
    except ValueError:
        return None


def city(name: str) -> str:
    return encode("city", name)


StartKind = Literal["everything", "programme", "document", "city", "topic", "honour", "ladder"]


def start(kind: StartKind, value: str = "") -> str:
    """A button that starts the interview; `value`: a programme's or document's id, a city, a topic, an honour."""
    return encode("start", kind, digest(value) if kind in ("programme", "document") else value)


def is_tick(data: str) -> bool:
    """Whether the button ticks or unticks one thing of a group, or says that all is ticked."""
    code = decode(data)
    return code is not None and code.kind in ("tick", "ticked")


def portfolio(words: str) -> str:
    """A button that does what `/portfolio` with these words does."""
    return encode("portfolio", words)


def everything() -> str:
    """A button that starts the interview with everything, whatever was asked before."""
    return encode("start", WHOLE)


def digest(text: str) -> str:
    """Eight hexadecimal digits that stand for a longer text."""
    return _digest(text)


def clause_digest(document: str, path: tuple[str, ...]) -> str:
    return _digest("/".join((document, *path)))


def clause_link(document: str, path: tuple[str, ...]) -> str:
    """Payload of a deep link to a clause; 64 characters of `A–Z a–z 0–9 _ -` at most."""
    return "c_" + clause_digest(document, path)


def programme_link(programme: str) -> str:
    return "p_" + digest(programme)


RESUME_LINK = "resume"
WHOLE = "all"
IN_PLACE = "q"
"""Third argument of a start button on a question: what it starts takes the place of the question."""


@lru_cache(maxsize=4096)
def _digest(text: str) -> str:
    return hashlib.blake2s(text.encode(), digest_size=4).hexdigest()


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
