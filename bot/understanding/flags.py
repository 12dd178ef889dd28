"""Facts that are yes or no, or one of a few values, told in words: certificates, penalties, legal form, listing."""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.dates import Day
from bot.understanding.figure import Quantity
from bot.understanding.lexicon import cue, table
from bot.understanding.model import Reading
from bot.understanding.speech import Segment

_YEARS_RECENT = 2


def read_flags(found: list[Segment], masked: set[int], asked: str | None, role: str | None, year: int) -> list[Reading]:
    """Every flag and choice that the utterance settles."""
    readings: list[Reading] = []
    for position, segment in enumerate(found):
        if not segment.factual or segment.topic or cue("phrases", "unknown", "mark").search(segment.text):
            continue
        for flag in table("flags")["flag"]:
            reading = _flag(flag, segment, found[position + 1 :], masked, asked, role, year)
            if reading is not None:
                readings.append(reading)
    return readings + _choices(found)


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
    if not topics or not _applies(flag, segment, topics[0].start(), asked, role):
        return None
    value = _polarity(flag, segment.text + _rest(segment, later, flag))
    if value == "none" or (segment.forecast and flag["fact"] != "quality_certified"):
        return None
    if flag["fact"] == "penalised_recently" and value is True:
        value = _recent(segment, later, year)
    return Reading(flag["fact"], value, segment.start + topics[0].start(), segment.start + topics[0].end())


def is_code(text: str, quantity: Quantity) -> bool:
    """9001 in ISO9001 is part of a name; a message that is nothing but the number is a figure."""
    if quantity.kind != "bare" or text.strip().isdigit():
        return False
    return any(
        found.start() <= quantity.start and quantity.end <= found.end()
        for flag in table("flags")["flag"]
        for found in re.finditer(flag["topic"], text)
    )


def _applies(flag: dict[str, Any], segment: Segment, at: int, asked: str | None, role: str | None) -> bool:
    """Whether the topic at `at` is said of us at all."""
    before = segment.text[:at]
    if "needs" in flag and asked != flag["fact"] and not role:
        return False
    if asked is not None and flag.get("unless_asked") == asked:
        return False
    if asked not in (None, flag["fact"]) and flag.get("only_unasked"):
        return False
    if "unless_before" in flag and re.search(flag["unless_before"], before):
        return False
    if segment.question and not _answered(flag, segment):
        return False
    return "claim" not in flag or at == 0 or bool(re.search(f"(?:{flag['claim']})", before))


def _answered(flag: dict[str, Any], segment: Segment) -> bool:
    """A question that says so all the same (被罚过 还能报吗); 有没有 and 是不是 leave it open."""
    said = cue("phrases", "question", "open").sub("", segment.text)
    return bool(re.search(flag["no"] + "|" + table("flags")["said"]["done"], said))


def _polarity(flag: dict[str, Any], text: str) -> Any:
    values = flag.get("values", {})
    text = cue("flags", "said", "fine").sub("", text)
    if "yes_first" in flag and re.search(flag["yes_first"], text):
        return True
    if re.search(flag["no"], text):
        return values.get("no", False)
    return values.get("default", flag["default"])


def _rest(segment: Segment, later: list[Segment], flag: dict[str, Any]) -> str:
    """The next segment where it only goes on about the same thing (质量体系 还没认证)."""
    if not later or later[0].hard or not later[0].factual or later[0].quantities or later[0].days:
        return ""
    following = later[0].text
    others = [other for other in table("flags")["flag"] if other["fact"] != flag["fact"]]
    goes_on = len(following) < 10 and cue("flags", "said", "goes_on").match(following)
    if not goes_on or cue("flags", "said", "other_subject").search(following):
        return ""
    return "" if any(re.search(other["topic"], following) for other in others) else " " + following


def _recent(segment: Segment, later: list[Segment], year: int) -> bool:
    """Penalised within about two years, by the dates here or right behind (是2020年的事); undated counts as recent."""
    about = [segment, *(s for s in later[:1] if cue("flags", "said", "followed_up").search(s.text))]
    days: list[Day] = [day for part in about for day in part.days]
    if days:
        return max(d.year for d in days) >= year - _YEARS_RECENT
    return not any(cue("flags", "said", "long_ago").search(part.text) for part in about)


def _choices(found: list[Segment]) -> list[Reading]:
    told = [s for s in found if s.factual and not s.question and not s.topic]
    whole = " ".join(segment.text for segment in found)
    readings = [
        reading
        for choice in table("flags")["choice"]
        if "needs" not in choice or re.search(choice["needs"], whole)
        for reading in _choice(choice, told)
    ]
    return readings if any(r.fact == "ipo_stage" for r in readings) else readings + _no_stage(told)


def _choice(choice: dict[str, Any], told: list[Segment]) -> list[Reading]:
    """The first value that is said anywhere; stages are listed the latest first."""
    for value in choice["value"]:
        for segment in told:
            match = re.search(value["pattern"], segment.text)
            if match and not (choice["fact"] == "ipo_stage" and _not_reached(segment, match.start())):
                return [
                    Reading(choice["fact"], value["is"], segment.start + match.start(), segment.start + match.end())
                ]
    return []


def _not_reached(segment: Segment, at: int) -> bool:
    if cue("flags", "no_stage", "not_yet").search(segment.text[:at]):
        return True
    return bool(cue("flags", "no_stage", "ipo_stage").search(segment.text))


def _no_stage(told: list[Segment]) -> list[Reading]:
    """No stage at all, where none was said to be reached; 还没上市 leaves earlier ones open."""
    for segment in told:
        none = cue("flags", "no_stage", "ipo_stage").search(segment.text)
        if none:
            assumed = bool(cue("flags", "no_stage", "only_listing").search(none.group()))
            return [Reading("ipo_stage", None, segment.start + none.start(), segment.start + none.end(), assumed)]
    return []
