"""To whom a sentence gives, and on what conditions, in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.importing.amounts import Figure
from knowledge.importing.roles import tables

_VERBS = "给予|予以|奖励|补助|补贴|资助|发放|返还|享受|领取|可领取|按照?|扶持|奖补|支持"
_HOW = "一次性|分别|另|再|可|将|依次|最高|择优|每年|对应|分档|其|分阶段|分[两三四五]年"
_LEAD = rf"(?:由[^,，]{{2,14}})?(?:{_HOW})*(?:{_VERBS}|进行)"
_SUBJECT = re.compile(rf"(?:^|[,，:。])(?:凡是?|对于?|给)(?P<who>[^。;]{{2,200}}?)(?:的)?[,，]?(?={_LEAD})")
_PLAIN = re.compile(rf"^(?!{_LEAD})(?P<who>[^。;]{{2,160}}?)(?:的)?[,，]?(?={_LEAD})")
_NOBODY = re.compile(rf"^(?:{_VERBS}|每|不超过|最高|单|其中|按|补贴标准|予)")
_HEAD = re.compile(r"([一-鿿A-Za-z“”\"()]{2,20})$")


@dataclass(frozen=True, slots=True)
class Party:
    recipient: str
    """The noun with what is said of it."""
    conditions: tuple[tuple[str, str], ...]
    """Words of a condition, and how it can be found out: place, question, office."""


def party_of(text: str) -> Party:
    """Of a plain sentence; empty where it names nobody."""
    found = _SUBJECT.search(text) or _PLAIN.match(text)
    who = found["who"].strip(",，:的") if found else ""
    who = re.sub(r"^(?:鼓励|支持)[^,，]{0,60}[,，](?=对|凡)对?", "", who)
    who = "" if _NOBODY.match(who) else re.sub(r"(?<=.{4})(?:的)?[,，]?每[^,，的]{1,5}$", "", who)
    return Party(who, tuple((part, _read_as(part)) for part in _parts(who)))


def _parts(who: str) -> list[str]:
    pieces = re.split(r"[,，]|且|并且?(?=[一-鿿]{2})", who)
    return [piece.strip("的、及和") for piece in pieces if len(piece.strip("的、及和")) > 1]


def _read_as(part: str) -> str:
    """An office that judges, the document's own place, else a question that the asker can answer."""
    words = tables()["condition"]
    if re.search(words["place"], part):
        return "place"
    if re.search(words["office"], part) and not re.search(words["askable"], part):
        return "office"
    return "question"


def respective(text: str, figures: Sequence[Figure], party: Party) -> list[str]:
    """The member of the list that each figure belongs to; empty names where no list of as many members is found."""
    names = [""] * len(figures)
    if len(figures) < 2:
        return names
    beside = [_beside(text, figure, figures) for figure in figures]
    if all(beside):
        return beside
    for members, tail in _lists(party.recipient, len(figures)):
        return [member if not tail or member.endswith(tail[-2:]) else member + tail for member in members]
    return names


def _beside(text: str, figure: Figure, figures: Sequence[Figure]) -> str:
    """市级 in 市级奖励2万元: what stands between the figure before and this one."""
    start = max((other.end for other in figures if other.end <= figure.start), default=0)
    piece = re.split(r"[,，、;:。]", text[start : figure.start])[-1]
    piece = re.sub(
        r"(?:分别)?(?:一次性)?(?:给予|按|奖励|补助|补贴|资助|为|最高|每[人年月项件]|每[家个户]|企业|奖金)*$", "", piece
    )
    piece = piece.removeprefix("对").rstrip("的,，")
    return piece if 1 < len(piece) <= 20 and not re.match(r"^(?:给予|分别|每|最高|按|的|元|和|及)", piece) else ""


def _lists(who: str, count: int) -> list[tuple[list[str], str]]:
    """Lists of `count` members in the words, with the noun that follows the last one."""
    found = []
    for place in re.finditer(r"[^,，、和及与或的为对]+(?:(?:、|和|及|与|或)[^,，、和及与或的]+)+", who):
        members = [member for member in re.split(r"、|和|及|与|或", place.group()) if member]
        if len(members) == count:
            found.append((_evened(members), _tail(members, who[place.end() :]) or _shared_noun(members)))
    return found


def _evened(members: list[str]) -> list[str]:
    """新评定为三星级、四星级、五星级的酒店: the last member's noun goes to all, what leads in the first is cut."""
    first = re.sub(
        r"^.*(?:评定为|认定为|评为|获评|获得|取得|认定的?|通过|建成|新建|新增|晋升为?|突破|达到|制[订定])",
        "",
        members[0],
    )
    rest = members[1:]
    return [first or members[0], *rest]


def _shared_noun(members: list[str]) -> str:
    """旅游民宿 in 甲级、乙级、丙级旅游民宿: what the last one has behind what the others are."""
    long = len(members[-1]) - len(members[-2])
    alike = len(members) > 1 and members[-1][: len(members[-2])][-1:] == members[-2][-1:]
    return members[-1][len(members[-2]) :] if long > 1 and alike else ""


def _tail(members: list[str], behind: str) -> str:
    head = _HEAD.search(behind.strip("的,，"))
    return head.group(1) if head and behind.startswith("的") else ""
