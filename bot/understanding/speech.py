"""Speech cut into segments, each with what it is: about us or others, so or only hoped, told or asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from bot.understanding.lexers.dates import Day
from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexicon import cue
from bot.understanding.whom.owners import about_others

_SEPARATOR = re.compile(
    r"[,。;!?:\s]|(?<!不)但是|(?<![不非])但(?!凡|保)|(?<!过)不过(?=[^\d亿万千百])|而且|另外|然后|可是|其中|以及(?=去|我|营|研)"
)
_HARD = "。;!?\n"
_NOW = re.compile(r"目前|现在|实际|其实|眼下|当前|[去前今]年[^,。;]{0,4}(?:才|只有|也就)")


@dataclass(slots=True)
class Change:
    """By how much something grew or shrank: its value is that of another year times and plus `step`."""

    start: int
    quantity: Quantity | None
    """The difference, which is no amount of its own."""
    step: tuple[Fraction, Fraction] | None
    """(what is added, by what it is multiplied); None where it is not said exactly."""
    than: Day | None = None
    """The year compared with, where one is named."""
    sliding: bool = False
    """That year is counted from the one told about (上年)."""
    approximate: bool = False


@dataclass(slots=True)
class Segment:
    start: int
    end: int
    text: str
    hard: bool
    """A full stop, question mark or new line stands before it."""
    stretch: int = 0
    """Where the stretch without pauses began that it is part of."""
    quantities: list[Quantity] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    others: bool = False
    above: bool = False
    """About a head office or parent company."""
    hypothetical: bool = False
    forecast: bool = False
    hearsay: bool = False
    question: bool = False
    ours: bool = False
    among: bool = False
    """Begins with 其中: a part of what was said before."""
    stranger: bool = False
    """Its subject is something that nobody knows."""
    policy: bool = False
    """About the policy: its documents, targets and demands."""
    topic: bool = False
    """Named in an utterance that only asks; nothing is said to be so."""

    @property
    def factual(self) -> bool:
        return not (self.others or self.above or self.hypothetical or self.hearsay or self.policy)


def segments(
    text: str, quantities: Sequence[Quantity], days: Sequence[Day], breaks: Iterable[int] = ()
) -> list[Segment]:
    """The segments of a folded text, in order; figures and dates are never cut. At `breaks` another one begins."""
    parts = [part for whole in _cut(text, [*quantities, *days]) for part in _broken(whole, sorted(breaks))]
    found = [segment for segment in parts if segment.text.strip(" :")]
    for segment in found:
        segment.quantities = [q for q in quantities if segment.start <= q.start < segment.end]
        segment.days = [d for d in days if segment.start <= d.start < segment.end]
    _mark(found)
    return found


def _cut(text: str, spans: Sequence[Quantity | Day]) -> list[Segment]:
    inside: set[int] = set()
    for span in spans:
        inside.update(range(span.start, span.end))
    parts, start, hard = [], 0, True
    for mark in _SEPARATOR.finditer(text):
        if mark.start() in inside or mark.end() - 1 in inside:
            continue
        if mark.group() == ":" and not _asks(text[start : mark.end() + 2]):
            continue  # 能不能申报:12个人 asks no more behind it
        word = mark.group()
        end = mark.end() if word in "!?" else mark.start()
        if end > start:
            parts.append(Segment(start, end, text[start:end], hard))
            hard = False
        hard = hard or word in _HARD
        start = mark.end() if len(word) == 1 else mark.start()
    parts.append(Segment(start, len(text), text[start:], hard))
    return [piece for part in parts for piece in _without_a_slip(part)]


def _without_a_slip(part: Segment) -> list[Segment]:
    """弄错了是80: what is said behind the slip is told by itself."""
    slip = cue("phrases", "correction", "slip").match(part.text)
    if slip is None or slip.end() == len(part.text):
        return [part]
    at = part.start + slip.end()
    return [replace(part, end=at, text=part.text[: slip.end()]), Segment(at, part.end, part.text[slip.end() :], False)]


def _broken(whole: Segment, breaks: list[int]) -> Iterator[Segment]:
    edges = [whole.start, *(at for at in breaks if whole.start < at < whole.end), whole.end]
    for start, end in pairwise(edges):
        text = whole.text[start - whole.start : end - whole.start]
        yield Segment(start, end, text, whole.hard and start == whole.start, stretch=whole.start)


def _mark(found: list[Segment]) -> None:
    others = hypothetical = above = False
    for position, segment in enumerate(found):
        before = found[position - 1] if position else None
        text = segment.text
        if segment.hard:
            others = hypothetical = above = False
        ahead = "".join(later.text for later in found[position + 1 :] if later.stretch == segment.stretch)
        others = about_others(text, others, ahead)
        segment.ours = bool(cue("phrases", "stance", "ours").search(text))
        if supposes(text):
            hypothetical = True
        elif hypothetical and _NOW.search(text):
            hypothetical = False
        segment.others, segment.hypothetical = others, hypothetical
        named = list(cue("phrases", "stance", "above").finditer(text))
        ours = max((found.start() for found in cue("phrases", "stance", "ours").finditer(text)), default=-1)
        above = named[-1].start() > ours if named else above and not segment.ours
        segment.above = above
        goes_on = (
            before is not None and before.forecast and (before.stretch == segment.stretch or _is_aimed_at(segment))
        )
        segment.forecast = goes_on or bool(cue("phrases", "stance", "forecast").search(text))
        told_on = before is not None and before.hearsay and before.stretch == segment.stretch
        segment.hearsay = told_on or bool(cue("phrases", "stance", "hearsay").search(text))
        segment.question = _asks(text) and not takes_back(segment)
        segment.among = text.startswith("其中")


def _is_aimed_at(segment: Segment) -> bool:
    """明年打算招到两百人,营收冲两个亿."""
    plain = not (segment.hard or segment.days or segment.ours)
    return plain and bool(cue("phrases", "stance", "goal").search(segment.text))


def supposes(text: str) -> bool:
    """如果, 评上的话; 员工的话 names what is told next and supposes nothing."""
    told = cue("phrases", "stance", "topic_marker").sub("", text)
    return bool(cue("phrases", "stance", "hypothetical").search(told))


def _asks(text: str) -> bool:
    """正走着流程呢 and 是否独立法人:是 ask nothing, 我想问一下我们是做软件的 not yet."""
    for name in ("opener", "filled"):
        text = cue("phrases", "question", name).sub("", text)
    text = cue("phrases", "question", "going_on").sub(r"\g<on>", text)
    return bool(cue("phrases", "question", "mark").search(text))


_TAKES_BACK = re.compile(
    r"(?:(?:哦|噢|哎呀?|诶|欸|嗯|啊|额|呃|我|刚才|刚刚|前面|上面|那个|都|是)*"
    r"(?:不对?|不是|不不+|错|等等|等一下|慢着|更正(?:一下)?|纠正一下)"
    r"(?:了|的|啊|呀|哈|哦|吧)*)+"
)


def takes_back(segment: Segment) -> bool:
    """不对, 说错了, and nothing else."""
    slip = cue("phrases", "correction", "slip")
    return bool(_TAKES_BACK.fullmatch(slip.sub("错", segment.text.strip())))
