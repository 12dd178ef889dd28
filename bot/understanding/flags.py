"""Facts that are yes or no, or one of a few values, told in words: certificates, penalties, legal form, listing, borrower."""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.dates import Day
from bot.understanding.lexicon import cue, table
from bot.understanding.model import Reading
from bot.understanding.speech import Segment

_YEARS_RECENT = 2


def read_flags(found: list[Segment], masked: set[int], asked: str | None, role: str | None, year: int) -> list[Reading]:
    """Every flag and choice that the utterance settles."""
    readings: list[Reading] = []
    for position, segment in enumerate(found):
        if not segment.factual or cue("phrases", "unknown", "mark").search(segment.text):
            continue
        for flag in table("flags")["flag"]:
            reading = _flag(flag, segment, found[position + 1 :], masked, asked, role, year)
            if reading is not None:
                readings.append(reading)
    return readings + _choices(found, asked, masked)


def _flag(
    flag: dict[str, Any],
    segment: Segment,
    later: list[Segment],
    masked: set[int],
    asked: str | None,
    role: str | None,
    year: int,
) -> Reading | None:
    topics = [m for m in re.finditer(flag["topic"], segment.text) if segment.start + m.start() not in masked]
    if not topics or ("needs" in flag and asked != flag["fact"] and not role):
        return None
    if (
        flag.get("unless_asked") == asked
        and asked
        or re.search(flag.get("unless_before", "(?!)"), segment.text[: topics[0].start()])
    ):
        return None
    if segment.question and not re.search(flag["no"] + r"|过了|通过了|有了|是的", segment.text):
        return None
    if (
        "claim" in flag
        and not re.search(f"(?:{flag['claim']})", segment.text[: topics[0].start()])
        and topics[0].start() > 0
    ):
        return None
    text = segment.text + _rest(segment, later, flag)
    topic = topics[0]
    values = flag.get("values", {})
    value = values.get("default", flag["default"])
    if re.search(flag.get("yes_first", "(?!)"), text):
        value = True
    elif re.search(flag["no"], text):
        value = values.get("no", False)
    if value == "none":
        return None
    if flag["fact"] == "penalised_recently" and value is True:
        value = _recent(segment, year)
    if segment.forecast and flag["fact"] != "quality_certified":
        return None
    return Reading(flag["fact"], value, segment.start + topic.start(), segment.start + topic.end())


def _rest(segment: Segment, later: list[Segment], flag: dict[str, Any]) -> str:
    """The next segment where it only goes on about the same thing (质量体系 还没认证)."""
    if not later or later[0].hard or not later[0].factual or later[0].quantities or later[0].days:
        return ""
    following = later[0].text
    return (
        " " + following
        if re.match(
            r"(?:但|也|都|还|我们|目前|现在|暂时|就|后来)*(?:没|未|正在|在|不是|过了|通过|有|办|做|快|已经?|准备|打算)",
            following,
        )
        and len(following) < 10
        and not any(
            re.search(other["topic"], following)
            for other in table("flags")["flag"]
            if other is not flag and other["fact"] != flag["fact"]
        )
        and not re.search(r"小巨人|专精特新|瞪羚|专利|营收|研发|员工|称号", following)
        else ""
    )


def _recent(segment: Segment, year: int) -> bool:
    """Penalised within about two years; an undated penalty counts as recent."""
    days: list[Day] = segment.days
    if days:
        return max(d.year for d in days) >= year - _YEARS_RECENT
    old = re.search(r"以前|早些年|早年|多年前|好几年前|很久", segment.text)
    return not old


def _choices(found: list[Segment], asked: str | None, masked: set[int]) -> list[Reading]:
    readings: list[Reading] = []
    del masked
    for segment in found:
        if segment.others or segment.above or segment.hypothetical or segment.hearsay or segment.question:
            continue
        none = cue("flags", "no_stage", "ipo_stage").search(segment.text)
        if none:
            # 还没上市 leaves earlier stages open
            assumed = bool(re.search(r"没(?:有)?(?:在[^,。;]{1,6})?上市(?!打算|计划|的)", none.group()))
            readings.append(
                Reading("ipo_stage", None, segment.start + none.start(), segment.start + none.end(), assumed)
            )
        for choice in table("flags")["choice"]:
            if choice["fact"] == "ipo_stage" and none:
                continue
            for value in choice["value"]:
                match = re.search(value["pattern"], segment.text)
                if match:
                    readings.append(
                        Reading(choice["fact"], value["is"], segment.start + match.start(), segment.start + match.end())
                    )
                    break
    del asked
    return readings
