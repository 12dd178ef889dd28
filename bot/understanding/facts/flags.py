"""Facts that are yes or no, or one of a few values, told in words: certificates, penalties, legal form, listing."""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.facts.subjects import kind_of
from bot.understanding.lexers.dates import Day
from bot.understanding.lexicon import cue, table
from bot.understanding.model import Reading
from bot.understanding.speech import Segment

_YEARS_RECENT = 2
_JOINED = re.compile("[和跟与及、或]|以及|还有")
"""What is said of one is said of the other."""
_SAID = re.compile(r"(?:没有?|无|有|不是|是|不算|过了|通过了|做了|办了)(?:过|的|了)?(?!受|被)")


def read_flags(found: list[Segment], masked: set[int], asked: str | None, role: str | None, year: int) -> list[Reading]:
    """Every flag and choice that the utterance settles."""
    readings: list[Reading] = []
    company = any(has_become_a_company(segment) for segment in found)
    whole = " ".join(segment.text for segment in found)
    for position, segment in enumerate(found):
        if not segment.factual or segment.topic or cue("phrases", "unknown", "mark").search(segment.text):
            continue
        named_before = bool(position) and not masked.isdisjoint(range(found[position - 1].start, segment.start))
        topics = [
            (flag, topic)
            for flag in table("flags")["flag"]
            if not (named_before and "not_of_honours" in flag) and not (company and "once" in flag)
            if _is_due(flag, asked, role, whole)
            if (topic := _topic(flag, segment, masked))
        ]
        for flag, topic in topics:
            others = [other for of, other in topics if of is flag or of["fact"] != flag["fact"]]
            about = _about(topic, segment.text, others)
            reading = _flag(flag, topic, about, segment, found[position + 1 :], asked, year)
            if reading is not None:
                readings.append(reading)
    choices = _choices(found, asked)
    return [reading for reading in readings if not _is_of_the_borrower(reading, choices)] + choices


def _is_of_the_borrower(reading: Reading, choices: list[Reading]) -> bool:
    """全是小微企业 of those one guarantees does not say how large the asker is."""
    return reading.fact == "is_sme" and any(
        choice.fact == "borrower" and choice.start < reading.end and reading.start < choice.end for choice in choices
    )


def has_become_a_company(segment: Segment) -> re.Match[str] | None:
    """个体 that 去年转的公司."""
    if not segment.factual or segment.forecast or segment.question:
        return None
    return cue("flags", "said", "converted").search(segment.text)


def _topic(flag: dict[str, Any], segment: Segment, masked: set[int]) -> re.Match[str] | None:
    matches = re.finditer(flag["topic"], segment.text)
    return next((m for m in matches if segment.start + m.start() not in masked), None)


def _about(topic: re.Match[str], text: str, topics: list[re.Match[str]]) -> str:
    """What is said of one of several topics in one breath: behind each (体系认证有的处罚没有) or before each."""
    begin, end = 0, len(text)
    behind = bool(_SAID.search(text, max(t.end() for t in topics)))
    for one in topics:
        following = min((t.start() for t in topics if t.start() >= one.end()), default=None)
        if following is None or _JOINED.fullmatch(text, one.end(), following):
            continue
        said = list(_SAID.finditer(text, one.end(), following))
        cut = said[0].end() if len(said) > (not behind) else one.end()
        if cut <= topic.start():
            begin = max(begin, cut)
        elif cut >= topic.end():
            end = min(end, cut)
    return text[begin:end]


def _flag(
    flag: dict[str, Any],
    topic: re.Match[str],
    about: str,
    segment: Segment,
    later: list[Segment],
    asked: str | None,
    year: int,
) -> Reading | None:
    if segment.question and (echoed := _echoed(segment, topic, later)):
        segment.question = False
        value = flag.get("values", {}).get("no", False) if echoed["no"] else flag["default"]
        return None if value == "none" else Reading(flag["fact"], value, segment.start + topic.start(), later[0].end)
    if not _applies(flag, segment, topic.start(), asked):
        return None
    if formed := cue("flags", "said", "form").match(segment.text[topic.end() :]):
        value = flag.get("values", {}).get("no", False) if formed["no"] else flag["default"]
        return None if value == "none" else Reading(flag["fact"], value, segment.start + topic.start(), segment.end)
    value = _polarity(flag, topic.group(), about, _rest(segment, later, flag))
    if value is False and flag["default"] and _has_come_about(segment, later):
        value = True
    if value == "none" or (segment.forecast and flag["fact"] != "quality_certified"):
        return None
    if flag["fact"] == "penalised_recently" and value is True:
        value = _recent(segment, later, year)
    assumed = value is True and bool(re.search(flag.get("assumed", "(?!)"), topic.group()))
    rank = -1 if "yes" in flag and segment.text.strip() == topic.group() else 0  # ISO 体系没弄
    rank += int(value is True and not assumed and "any" in flag)  # 没有环保处罚,但是前年税务罚过一次
    return Reading(flag["fact"], value, segment.start + topic.start(), segment.start + topic.end(), assumed, rank=rank)


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where a name stands that holds a number (ISO9001), which counts nothing."""
    names = [flag["topic"] for flag in table("flags")["flag"]] + [table("flags")["said"]["codes"]]
    return [found.span() for name in names for found in re.finditer(name, text) if found.group()]


def _echoed(segment: Segment, topic: re.Match[str], later: list[Segment]) -> re.Match[str] | None:
    """Our question said back and answered (被罚? 没有的事)."""
    alone = len(segment.text.strip(" ?")) <= len(topic.group()) + 3
    return cue("flags", "said", "echo").fullmatch(later[0].text.strip()) if alone and later else None


def _is_due(flag: dict[str, Any], asked: str | None, role: str | None, whole: str) -> bool:
    if asked == flag["fact"]:
        return True
    return ("needs" not in flag or bool(role)) and bool(re.search(flag.get("among", ""), whole))


def _applies(flag: dict[str, Any], segment: Segment, at: int, asked: str | None) -> bool:
    """Whether the topic at `at` is said of us at all."""
    before = segment.text[:at]
    if asked is not None and flag.get("unless_asked") == asked:
        return False
    if "beside" in flag and asked not in (None, flag["fact"]) and kind_of(str(asked)) not in flag["beside"]:
        return False
    if "unless_before" in flag and re.search(flag["unless_before"], before):
        return False
    if segment.question and not _answered(flag, segment):
        return False
    return "claim" not in flag or at == 0 or bool(re.search(f"(?:{flag['claim']})", before))


def _answered(flag: dict[str, Any], segment: Segment) -> bool:
    """A question that says so all the same (被罚过 还能报吗); 有没有 and 是不是 leave it open."""
    said = cue("phrases", "question", "whether").sub("", cue("phrases", "question", "open").sub("", segment.text))
    return bool(re.search(flag["no"] + "|" + table("flags")["said"]["done"], said))


def _polarity(flag: dict[str, Any], topic: str, about: str, rest: str) -> Any:
    """By the nearest word: what comes behind an own 有 or 是 is about something else (ISO9001有 没出过事故)."""
    values = flag.get("values", {})
    about = cue("flags", "said", "fine").sub("", about)
    if "yes_first" in flag and re.search(flag["yes_first"], about + rest):
        return True
    before, named, behind = about.partition(topic)
    if not re.search(flag["no"], named):
        if _own("own_before", flag, before):
            before, behind, rest = "", "", ""
        elif own := _own("own_behind", flag, behind):
            behind, rest = behind[: own.end()], ""
    if re.search(flag["no"], before + named + behind + rest):
        return values.get("no", False)
    return values.get("default", flag["default"])


def _has_come_about(segment: Segment, later: list[Segment]) -> bool:
    """以前没有体系认证 去年办下来了."""
    then = cue("flags", "said", "not_then").search(segment.text)
    return bool(then and later and later[0].factual and cue("flags", "said", "since").search(later[0].text))


def _own(which: str, flag: dict[str, Any], beside: str) -> re.Match[str] | None:
    """The word right beside the topic that says so, unless it is the one that denies (有分公司)."""
    own = cue("flags", "said", which).search(beside)
    return own if own and not re.search(flag["no"], own.group()) else None


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


def _choices(found: list[Segment], asked: str | None) -> list[Reading]:
    told = [s for s in found if s.factual and not s.question and not s.topic]
    whole = " ".join(segment.text for segment in found)
    readings = [
        reading
        for choice in table("flags")["choice"]
        if "needs" not in choice or re.search(choice["needs"], whole)
        for reading in _choice(choice, told)
    ]
    return readings if any(r.fact == "ipo_stage" for r in readings) else readings + _no_stage(told, asked)


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


def _no_stage(told: list[Segment], asked: str | None) -> list[Reading]:
    """No stage at all, where none was said to be reached: 还没上市 leaves earlier ones open, but as the answer none."""
    for segment in told:
        none = cue("flags", "no_stage", "ipo_stage").search(segment.text)
        if none:
            assumed = asked != "ipo_stage" and bool(cue("flags", "no_stage", "only_listing").search(none.group()))
            return [Reading("ipo_stage", None, segment.start + none.start(), segment.start + none.end(), assumed)]
    return []
