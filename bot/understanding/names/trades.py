"""Trades named in a text: what a company does (做机械加工的, 搞茶叶, 冷链物流), and where the noun begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from bot.understanding.lexicon import any_of, table

_LONGEST = 12
"""Characters of a noun with what stands before its end."""
_FIRM = re.compile("(?:小?公司|企业|小?厂子?|项目|工厂)")
_GUESSED = 6
"""Characters of a noun taken for a trade only by where it stands."""
_HAN = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Trade:
    start: int
    end: int
    """With the verb before the noun and the 的 behind it."""
    at: int
    """Where the noun begins."""
    name: str
    bare: bool = False
    """A noun by itself: told of the company only beside something else that is."""
    doubtful: bool = False
    """The noun is none that is known to be a trade."""


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    data = table("industries")
    names, nouns = any_of(data["names"]), any_of([*data["names"], *data["heads"]])
    return {
        "verb": re.compile(f"(?:{data['verbs']}){data['filler']}"),
        "before": re.compile(data["before"]),
        "end": re.compile(data["end"]),
        "unlike": re.compile(f"^(?:{data['not_first']})|{data['never']}|^(?:{'|'.join(data['nothing'])})$"),
        "shop": re.compile(data["shop"]),
        "ending": re.compile(data["ending"].replace("{names}", names)),
        "whole": re.compile(data["whole"].replace("{nouns}", nouns)),
        "works": re.compile(data["works"]),
        "noun": re.compile(f"(?:{nouns})$"),
    }


def is_trade(noun: str) -> bool:
    """Whether such a noun can be what a company does."""
    return 2 <= len(noun) <= 10 and bool(_HAN.fullmatch(noun)) and not _forms()["unlike"].search(noun)


def ends_as_one(noun: str) -> bool:
    """Its last word is one of those that trades end with."""
    return bool(_forms()["noun"].search(noun))


def noun_of(name: str) -> str:
    """The noun of a trade that a name ends with (宏达机械 → 机械); empty where it ends with none."""
    found = _forms()["noun"].search(name)
    return found.group() if found else ""


def find_trades(text: str, walls: Sequence[tuple[int, int]], soft: Sequence[tuple[int, int]]) -> list[Trade]:
    """Trades in order, none inside another.

    No noun reaches into `walls` (figures, dates, honours, places); where `soft` begin, the names of other facts, one
    may end.
    """
    found = _by_verb(text, walls, soft)
    for form in ("shop", "ending"):
        for match in _forms()[form].finditer(text):
            span = (match.start(), match.end())
            if (
                is_trade(match["name"])
                and not _meets(span, walls)
                and not _meets(span, [(t.start, t.end) for t in found])
            ):
                found.append(Trade(*span, match.start("name"), match["name"]))
    return sorted(found, key=lambda trade: trade.start)


def bare_trade(text: str, start: int, end: int) -> Trade | None:
    """A stretch that is nothing but a noun which names a trade."""
    begun = start + len(text[start:end]) - len(text[start:end].lstrip())
    match = _forms()["whole"].fullmatch(text[begun:end].strip())
    if match is None or not is_trade(match["name"]):
        return None
    return Trade(begun, end, begun + match.start("name"), match["name"], bare=True)


def firm_trade(text: str, start: int, end: int) -> Trade | None:
    """What a works or shop behind a place is called after (商河县玻璃瓶厂)."""
    match = _forms()["works"].fullmatch(text[start:end].strip())
    if match is None or not is_trade(match["name"]):
        return None
    known = ends_as_one(match["name"])
    begun = start + len(text[start:end]) - len(text[start:end].lstrip())
    return Trade(begun, end, begun + match.start("name"), match["name"], bare=True, doubtful=not known)


def guessed_trade(text: str, start: int, end: int) -> Trade | None:
    """A noun that nobody knows, where a trade is due (莒县 草编 工人30)."""
    noun = text[start:end]
    if _forms()["verb"].match(noun):
        return None
    return (
        Trade(start, end, start, noun, bare=True, doubtful=True) if len(noun) <= _GUESSED and is_trade(noun) else None
    )


def _by_verb(text: str, walls: Sequence[tuple[int, int]], soft: Sequence[tuple[int, int]]) -> list[Trade]:
    found: list[Trade] = []
    starts = sorted(start for start, _ in soft)
    for verb in _forms()["verb"].finditer(text):
        if (found and verb.start() < found[-1].end) or any(s <= verb.start() < e for s, e in walls):
            continue
        before = text[: verb.start()]
        if not (_forms()["before"].search(before[-4:]) or any(end == verb.start() for _, end in (*walls, *soft))):
            continue
        trade = _behind(text, verb.start(), verb.end(), walls, starts)
        if trade is not None:
            found.append(trade)
    return found


def _behind(text: str, start: int, at: int, walls: Sequence[tuple[int, int]], soft: list[int]) -> Trade | None:
    """The noun behind a verb: up to 的 and the like, else to the end of the stretch or where another fact is named."""
    room = _HAN.match(text, at, min(len(text), at + _LONGEST))
    if room is None:
        return None
    limit = min([room.end(), *(begin for begin, _ in walls if begin >= at)])
    closed = _forms()["end"].search(text, at + 1, limit)
    if closed and is_trade(text[at : closed.start()]):
        firm = _FIRM.match(text, closed.end())
        return Trade(start, firm.end() if firm else closed.end(), at, text[at : closed.start()])
    noun = text[at:limit]
    if not ends_as_one(noun):
        limit = min([limit, *(edge for edge in soft if edge > at + 1)])
        noun = text[at:limit]
    return Trade(start, limit, at, noun, doubtful=not ends_as_one(noun)) if is_trade(noun) else None


def _meets(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
