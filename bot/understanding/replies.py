"""Bare replies: what is said without naming a fact answers the fact that was asked, by its kind."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from bot.understanding import reply_dates
from bot.understanding.asking import how_many
from bot.understanding.facts.founding import is_of_a_title
from bot.understanding.facts.periods import rises
from bot.understanding.facts.subjects import kind_of
from bot.understanding.fold import fold
from bot.understanding.lexers.figure import Quantity, bare_value
from bot.understanding.lexicon import cue, table
from bot.understanding.model import Reading
from bot.understanding.names.honours import find_honours
from bot.understanding.names.places import find_places
from bot.understanding.speech import Segment, takes_back
from bot.understanding.yes_no import denies_flatly, is_no, is_valid, is_yes, none_of_these
from rules.rulebook import FactDefinition, shipped_facts

_FITTING: dict[str, tuple[str, ...]] = {
    "money": ("money", "bare"),
    "ratio": ("ratio", "bare"),
    "persons": ("persons", "bare", "count"),
    "count": ("count", "bare"),
    "years": ("years", "bare", "months"),
    "months": ("months", "bare", "years"),
    "": ("money", "count", "persons", "bare", "ratio", "years"),
}


_HESITATION = re.compile(r"[嗯呃额啊哦噢诶欸哎恩]+|那个|这个")
_A_MERE_WORD = 2
"""Characters of a segment that adds nothing (谢谢, 好的) to the reply beside it."""


def read_reply(
    found: list[Segment], asked: str, as_of: date, taken: set[int], definition: FactDefinition | None = None
) -> list[Reading]:
    """The reply to the question about `asked`; `taken`: positions that other facts were read from.

    `definition`: of the fact, where it is none of the shipped ones.
    """
    definition = definition or shipped_facts().get(asked)
    kind = _kind(asked, definition)
    said = replying(found, taken)
    if kind == "bool" and all(is_yes(s.text.strip()) or is_no(s.text.strip()) for s in said):
        said = said[::-1]  # 对 没有: the last word is the answer
    planned = any(segment.forecast and segment.quantities for segment in found)
    for segment in said:
        if planned and not segment.quantities and kind in _FITTING:
            continue  # 还没花呢, 计划投八百万
        if not segment.factual or segment.question or is_of_a_title(segment, found):
            continue
        readings = (
            _figure(segment, asked, kind, taken)
            or reply_dates.read_date(segment, asked, kind, as_of, taken)
            or _words(segment, asked, kind, found, definition)
        )
        if readings:
            readings = _or_else(readings, found[found.index(segment) :], asked, kind, taken)
            won = any(reading.fact == "honour_event" for reading in readings)
            return readings + (reply_dates.its_year(found, as_of, taken) if won else [])
    return reply_dates.its_year(found, as_of, taken) if asked == "honour_event" else []


def _kind(asked: str, definition: FactDefinition | None) -> str:
    """What the answer is; a count of years is told as a duration (完整会计年度4年)."""
    in_years = definition is not None and definition.type == "count" and definition.example.endswith("年")
    return "years" if in_years else kind_of(asked, definition)


def replying(found: list[Segment], taken: set[int]) -> list[Segment]:
    """What can be the reply, likely first: 不对 or 不是 beside something else only takes something back."""
    marks = [n for n, segment in enumerate(found) if takes_back(segment)]
    if not marks:
        return found
    rest = [
        (n < marks[-1], n, segment)
        for n, segment in enumerate(found)
        if n not in marks and not _HESITATION.fullmatch(segment.text.strip())
    ]
    said = [segment for *_, segment in sorted(rest, key=lambda item: item[:2])]
    says_more = taken or any(s.quantities or s.days or len(s.text.strip()) > _A_MERE_WORD for s in said)
    return said if said and says_more else found


def _figure(segment: Segment, asked: str, kind: str, taken: set[int]) -> list[Reading]:
    if kind not in _FITTING:
        return []
    quantities = [q for q in segment.quantities if q.kind in _FITTING[kind] and not q.window and q.start not in taken]
    quantities = [q for q in _affirmed(quantities, segment) if not (how_many(q, segment) or _ranks(q, kind, segment))]
    if not quantities:
        return [] if taken & set(range(segment.start, segment.end)) else _zero(segment, asked, kind)
    quantity = quantities[0]
    if kind == "count" and quantity.low == 1 and re.search(r"(?:都|也)(?:还)?(?:没|无)", segment.text):
        return [Reading(asked, 0, segment.start, segment.end)]
    if segment.forecast:
        return []
    if quantity.kind == "bare":
        value, others = bare_value(quantity, kind, asked)
        return [Reading(asked, value, quantity.start, quantity.end, kind in ("money", "ratio") and value != 0, others)]
    return [Reading(asked, reply_dates.in_unit(quantity, kind), quantity.start, quantity.end)]


def _ranks(quantity: Quantity, kind: str, segment: Segment) -> bool:
    """第三 is no share and no sum."""
    return kind != "count" and segment.text[: quantity.start - segment.start].endswith("第")


def _or_else(readings: list[Reading], said: list[Segment], asked: str, kind: str, taken: set[int]) -> list[Reading]:
    """四千八百多万还是四千九, in one segment or two: which of two values is right is open."""
    segment, later = said[0], said[1:2]
    either = cue("phrases", "reply", "either")
    rivals = [replace(segment, quantities=segment.quantities[1:])] if either.search(segment.text) else []
    rivals += [other for other in later if either.match(other.text)]
    others = [r for rival in rivals if len(rival.quantities) == 1 for r in _figure(rival, asked, kind, taken)]
    if not others or len(readings) != 1:
        return readings
    return [replace(readings[0], assumed=True, others=(others[0].value, *others[0].others))]


def _affirmed(quantities: list[Quantity], segment: Segment) -> list[Quantity]:
    """不是12年是2年, 从80涨到110: what is denied or was before goes, when something else stays."""
    if len(quantities) == 2 and rises(segment, *quantities):
        return quantities[1:]
    kept = [
        q
        for q in quantities
        if not re.search(r"(?:不是|并非)[^,。;是]{0,4}$", segment.text[: max(0, q.start - segment.start)])
    ]
    return kept or quantities


_NONE = r"(?:我们|目前|现在|暂时|还|都|也|一个|一件|一项|从来|就|公司)*(?:没有?|无|零|没有过|木有)(?:的|呢|吧|啊|过)?"


def _zero(segment: Segment, asked: str, kind: str) -> list[Reading]:
    """没有 to how many is none; to how much money as well, but not to a ratio or an age.

    没有了 and 没了 say that there is nothing to add, not that there is none.
    """
    if kind in ("count", "money", "persons") and (
        re.fullmatch(_NONE, segment.text.strip()) or denies_flatly(segment.text)
    ):
        return [Reading(asked, 0, segment.start, segment.end)]
    return []


def _words(
    segment: Segment, asked: str, kind: str, found: list[Segment], definition: FactDefinition | None
) -> list[Reading]:
    text = segment.text.strip()

    def said(value: Any, fact: str = asked) -> list[Reading]:
        return [Reading(fact, value, segment.start, segment.end)]

    if asked == "in_validity" and (lasts := is_valid(text)) is not None:
        return said(lasts)
    if kind == "bool":
        return said(False) if is_no(text) or denies_flatly(text) else said(True) if is_yes(text) or _done(text) else []
    if asked == "honours":
        if find_honours(" ".join(s.text for s in found)):
            return []
        return said([]) if is_no(text) or denies_flatly(text) else _event(segment)
    if kind == "honours":
        return said([]) if is_no(text) or denies_flatly(text) else _several(text, definition, said)
    if kind == "choice":
        return _choice(text, asked, definition, said)
    if kind == "role" and (none_of_these(text) or cue("roles", "reply", "ordinary").fullmatch(text)):
        return said("企业")
    if kind == "place":
        return _place(segment, asked)
    if kind == "noun" and len(found) == 1 and not (is_no(text) or is_yes(text) or segment.quantities or segment.days):
        name = cue("industries", "reply", "around").sub("", text)
        other = any(find_places(text)) or find_honours(text)
        return said(name) if 1 < len(name) <= 12 and not other else []
    return _event(segment) if asked == "honour_event" else []


_DONE = re.compile(
    r"^(?:我们|咱们?|俺们?|以前|之前|原来|早年|前几年|那|这|证书?|认证|都|也|已经?|早就|就|早|老早|大?前年|上半年|前阵子|去年|今年|刚|刚刚|上个?月|前两?天|[年月]初)*(?:到手|下来|过|通过|办|做|考|批|发|拿|取得|认证|领|享受)(?:了|过|到了?|好了|下来了|完了)"
)


def _done(text: str) -> bool:
    return bool(_DONE.match(text)) and not re.search("没|未|不", text)


def _several(text: str, definition: FactDefinition | None, said: Any) -> list[Reading]:
    named = [value for value in (definition.choices if definition else ()) if fold(value) in text]
    return list(said({"has": named, "complete": True})) if named else []


def _choice(text: str, asked: str, definition: FactDefinition | None, said: Any) -> list[Reading]:
    found: list[Reading] = []
    for value in sorted(definition.choices if definition else (), key=len, reverse=True):
        if fold(value) in text:
            return list(said(value))
    for choice in table("flags")["choice"]:
        if choice["fact"] == asked:
            for value in choice["value"]:
                if (
                    value["is"] in text
                    or re.search(value["pattern"], text)
                    or re.fullmatch(value.get("short", "(?!)"), text)
                ):
                    return list(said(value["is"]))
    if asked == "ipo_stage" and (
        none_of_these(text)
        or (denies_flatly(text) and not re.search("[拿领罚]", text))
        or cue("flags", "no_stage", "reply").search(text)
    ):
        return list(said(None))
    if asked == "borrower":
        found = (
            said("中型企业") if "中型" in text else said("小微企业") if re.search("小微|小型|微型|小企业", text) else []
        )
    if asked == "college_level" and not any(
        cue("honours", "status", n).search(text) for n in ("applying", "announced")
    ):
        found = said("国家级") if re.search("国家|国级", text) else said("省级") if "省" in text else []
    return found


def _place(segment: Segment, asked: str) -> list[Reading]:
    for place in find_places(segment.text):
        start, end = segment.start + place.start, segment.start + place.end
        if asked == "district":
            district = [Reading("district", place.district, start, end)] if place.district else []
            return district + ([Reading("city", place.city, start, end)] if place.city else [])
        if place.city:
            return [Reading(asked, place.city, start, end)]
    return []


def _event(segment: Segment) -> list[Reading]:
    """How the honours named before were won this time (复核过的, 今年新评)."""
    for name in ("复核通过", "重新认定", "新认定", "以前认定"):
        match = cue("honours", "event", name).search(segment.text) or re.search(name, segment.text)
        if match and not re.search(r"不是|没|未", segment.text[: match.start()]):
            return [Reading("honour_event", name, segment.start + match.start(), segment.start + match.end())]
    if re.fullmatch(
        r"(?:我们|俺们?|咱们?)?(?:是)?(?:今年|去年|大?前年|上个?月|刚刚?|才|\d+年|\d+月|第[二三]次)*(?:复核|复审)(?:的|呀|啊)*",
        segment.text.strip(),
    ):
        return [Reading("honour_event", "复核通过", segment.start, segment.end)]
    if re.fullmatch(
        r"(?:我们|俺们?|咱们?)?(?:是)?(?:今年|刚刚?|首次|第一[次回]|新|头一[次回]|才)+(?:的|评上?的|批的?|认定?的|拿的?|下来的)?",
        segment.text.strip(),
    ):
        return [Reading("honour_event", "新认定", segment.start, segment.end)]
    return []
