"""What is said not to be known, and what is said to correct something."""

from __future__ import annotations

import re

from bot.understanding.facts.subjects import Subject, find_subjects
from bot.understanding.lexicon import cue, table
from bot.understanding.names.honours import find_honours
from bot.understanding.names.places import find_places
from bot.understanding.speech import Segment


def read_unknown(found: list[Segment], asked: str | None) -> list[str]:
    """The facts said not to be known: those named in the segment or the one before, else the one asked."""
    unknown: list[str] = []
    for position, segment in enumerate(found):
        mark = cue("phrases", "unknown", "mark").search(segment.text)
        lost = None if mark else cue("phrases", "unknown", "lost").search(segment.text)
        mark = mark or lost
        if not mark or segment.others or _is_of_something_else(segment, mark):
            continue
        named = _named(segment, asked) or (
            _named(found[position - 1], asked) if position and _dangles(found[position - 1]) else []
        )
        if not named and (lost or _is_about_honours(segment)):
            continue
        unknown += [name for name in named or ([asked] if asked else []) if name not in unknown]
    return unknown


def _is_of_something_else(segment: Segment, mark: re.Match[str]) -> bool:
    """帮我查下电话, 不知道你们的流程: nothing of our own is not known."""
    before, behind = segment.text[: mark.start()], segment.text[mark.end() :]
    looked_up = cue("phrases", "unknown", "looked_up").search(mark.group())
    return bool(
        (looked_up and any(mention.start == 0 for mention in find_honours(behind)))
        or cue("phrases", "unknown", "not_this").search(segment.text)
        or cue("phrases", "unknown", "not_ours").search(before)
        or cue("phrases", "unknown", "of_policy").search(behind)
    )


def _dangles(segment: Segment) -> bool:
    """A segment that names something and says nothing of it (营收 我得问问财务)."""
    return (
        not segment.quantities and not segment.days and len(segment.text) < 16 and not list(find_places(segment.text))
    )


def _named(segment: Segment, asked: str | None) -> list[str]:
    subjects = [s for s in find_subjects(segment.text) if not s.decoy and not s.weak]
    facts = [fact for subject in subjects if (fact := _fact(subject, segment, asked))]
    if facts:
        both = all(_JOINED.match(segment.text, s.end) for s in subjects[: len(facts) - 1])
        return list(dict.fromkeys(facts)) if both else [asked] if asked in facts else facts[:1]
    for flag in table("flags")["flag"]:
        if re.search(flag["topic"], segment.text) and "claim" not in flag:
            return [str(flag["fact"])]
    if _is_about_honours(segment):
        return ["honours"] if re.search("有没有|是不是|什么称号", segment.text) or asked == "honours" else []
    return []


_JOINED = re.compile(r"[和跟与及、]|还有|以及")


def _fact(subject: Subject, segment: Segment, asked: str | None) -> str | None:
    facts = [
        subject.entry[kind]
        for kind in ("money", "ratio", "count", "persons", "years", "months")
        if subject.entry.get(kind, "-") != "-"
    ]
    if asked in facts:
        return asked
    written = segment.text[subject.start : subject.end]
    if subject.entry.get("founding") and not re.search(r"成立|注册|登记|创|开业|执照", written):
        return None
    if re.search(r"占比|比例|强度|比重|占", segment.text) and "ratio" in subject.entry:
        return str(subject.entry["ratio"])
    return str(facts[0]) if facts else None


def _is_about_honours(segment: Segment) -> bool:
    return bool(find_honours(segment.text))


_STARTS_OVER = re.compile(r"^(?:哦|噢|哎呀?|诶|欸|嗯|啊)?不(?:是|对)?(?:的)?[,。 !](?=.{2})|^(?:哦|噢|哎呀?|诶|欸)不")


def is_correction(text: str, asked_yes_or_no: bool) -> bool:
    """A 不 that opens the utterance answers a question of yes and no, and takes something back otherwise."""
    if not asked_yes_or_no and _STARTS_OVER.search(text):
        return True
    if any(cue("phrases", "correction", name).search(text) for name in ("mark", "slip")):
        return True
    return any(not _is_plain_denial(text, match) for match in cue("phrases", "correction", "not_but").finditer(text))


def _is_plain_denial(text: str, match: re.Match[str]) -> bool:
    """我们不是高企,是科技型中小企业 tells of two honours and takes nothing back."""
    named = find_honours(text[match.start() :])
    return len(named) > 1 and named[0].family is not named[1].family and named[0].start < 4


_LEVEL_ONLY = re.compile(r"(?:国家|省|市)级(?:的|那个)?(?=$|[,。;\s吧])")
_SLIP = re.compile("错|更正|口误|搞混|写成|说成")
_TAKEN_FOR = re.compile(
    r"(?:说|写|打|填|看|听|记|输)成(?!立|功|本|长|品|果)了?([^,。;\s是]{1,12}?)了?(?=$|[,。;\s]|其实|实际|应该|是)"
)


def denied_spans(text: str) -> set[int]:
    """Positions of what is denied in favour of something else: 不是1000万 in 是1200万不是1000万."""
    gone: set[int] = set()
    after = re.compile(
        r"(?<![还都])(?:是|改成|应该是|改为)[^,。;是]{1,16}?[,\s]*(?:而)?(?:不是|并非)([^,。;是\s]{1,16})"
    )
    before = re.compile(r"(?<![还都])(?:不是|并非)([^,。;是\s]{1,16})[,。;\s]*(?:而)?(?:是|应是|应该是)")
    for pattern in (before, after):
        for match in pattern.finditer(text):
            if not find_honours(match.group(1)) or (_SLIP.search(text) and not _LEVEL_ONLY.match(text, match.end())):
                gone.update(range(match.start(1) - 2, match.end(1)))
    refused = re.compile(r"(?<!\d)(\d[\d.]*[^\d,。;\s]{0,2}?)(?:那个|这个)?(?:不对|错了)(?:[,。;\s]|是|应该是)+(?=\d)")
    for match in refused.finditer(text):
        gone.update(range(match.start(1), match.end(1)))
    slip = re.compile(r"(?:少|多)(?:写|打|输|说|填)(?:了)?(?:一?个|一位)?(?:0|零)")
    for match in slip.finditer(text):
        gone.update(range(match.start(), match.end()))
    for match in _TAKEN_FOR.finditer(text):
        if cue("phrases", "correction", "instead").search(text[: match.start()]):
            continue
        gone.update(range(match.start(1) - 1, match.end(1)))
    changed = re.compile(r"(?:从|由|把)([^,。;到改成]{1,16})(?:改成|改为|改到)")
    for match in changed.finditer(text):
        named = find_subjects(match.group(1))
        gone.update(range(match.start(1) + (named[-1].end if named else 0), match.end(1)))
    return gone
