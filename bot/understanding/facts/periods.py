"""Which year a figure belongs to, and whether another figure has replaced it since."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from bot.understanding.facts.subjects import Bound, Subject
from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexicon import cue
from bot.understanding.speech import Segment

_HEADS = {"persons", "count"}
"""从八十三个人到五十一个: heads are counted either way."""
_NOT_A_YEAR = re.compile(
    r"(?:头|前|这|近|连着?|连续)[两三四五几2-5]年(?:都|一直|基本|每年|均|差不多)|半年|[一二三四1-4]季|季度|\bq[1-4]|月营|每月|以来|[两三四五六七八九十2-9]年(?:里|下来|一共|总共|累计|合计|加起来|加一起|总的?)+|截[止至]|到目前|年初到|(?:头|前|这|近|最近)(?:[几两三四五六七八九十]|\d+)个?月|开年|过完年|迄今|一个月|月均|(?:\d|[一二三四五六七八九十])月份?|至今|到现在|目前为止"
)
_TELLS_OF_A_YEAR = re.compile(r"营|收|研发|销售|年(?:度)?$|[好差亏惨淡旺]|行情|不行|一般|多$|少$|多点|少点|[高低]")


_SEVERAL_YEARS = re.compile(r"(?:分别|依次|[近前这过去]+[两三四五2-5]年)[^。;!?\n]*")
_NEXT = re.compile(r"(?<=[万亿元%])[ ,](?=\d|[一二三四五六七八九两])")


_ITS_YEAR = re.compile(
    r"(?:(?<=[,。;( ])|^)(?:20)?[012]\d年[ ,]"
    r"(?=(?:刚|才|首次|第一次|新|重新|又|再)*(?:认定|复核|复审|评上|获评|获批|通过))"
)
"""高企,24年,重新认定."""


def listed(folded: str) -> str:
    """近三年营收分别是1000万 1500万 2000万: the pauses in such a list part nothing; every character keeps its place."""
    folded = _ITS_YEAR.sub(lambda found: found.group()[:-1] + "、", folded)
    return _SEVERAL_YEARS.sub(lambda found: _NEXT.sub("、", found.group()), folded)


def carried(period: int | None, segment: Segment, found: list[Segment], last: Segment | None) -> int | None:
    """The year said in an earlier segment goes on, also over segments that hold no figure."""
    if segment.hard or (last is not None and last.forecast and not segment.forecast):
        period = None  # 今年目标1.5亿 says nothing of what is told behind it
    begin = found.index(last) + 1 if last is not None else 0
    for between in found[begin : found.index(segment)]:
        if between.hard:
            period = None
        if not between.quantities and _TELLS_OF_A_YEAR.search(between.text):
            for day in between.days:
                if day.month is None and not day.ago:
                    period = day.year
    return period


@dataclass(slots=True)
class Starting:
    """Behind an amount of two years (营收3500万前年3000万) another subject starts with the last year again."""

    last_year: int
    subject: Subject | None = None
    years: set[int] = field(default_factory=set)
    end: int = -1
    """Where the segment of the last amount ended."""

    def period(self, bound: Bound, before: int | None) -> int | None:
        """The year belongs to its own clause: what is named farther on begins with the last year again."""
        subject = bound.subject
        if before is None or self.end < 0 or subject is None or subject is self.subject or subject.weak:
            return before
        if subject.start < bound.segment.start:
            return before
        told = "revenue_yuan" if self.subject is None else self.subject.entry.get("money")
        if told == subject.entry.get("money"):
            return None  # 前年做了800万, 营业收入900万: of that year it has been told
        return before if len(self.years) == 1 and self.is_next(bound.segment) else None

    def is_next(self, segment: Segment) -> bool:
        """前年营收三千万,研发一百万: right behind, and of something else."""
        return self.end >= 0 and 0 <= segment.start - self.end <= 1

    def told(self, bound: Bound, period: int | None) -> None:
        self.end = bound.segment.end
        if bound.subject is not self.subject:
            self.subject, self.years = bound.subject, set()
        self.years.add(self.last_year if period is None else period)


def period_before(segment: Segment, quantity: Quantity, year: int) -> int | None:
    """The year a figure belongs to by the words of its segment: 0 where it is no full year, the next for forecasts."""
    text = segment.text[: quantity.start - segment.start]
    if segment.forecast:
        return year + 1
    days = [d for d in segment.days if d.start < quantity.start and not d.ago]
    if days and days[-1].month is None:
        begun = max(days[-1].end - segment.start, text.rfind("全年"))
        return 0 if _NOT_A_YEAR.search(text[begun:]) else days[-1].year
    if _NOT_A_YEAR.search(text):
        return 0
    behind = [d for d in segment.days if d.start >= quantity.end]
    if behind and re.search(r"营收|收入|研发", segment.text):
        return behind[0].year
    return None


def called_of(segment: Segment, found: list[Segment]) -> int | None:
    """The year by what is said of the figure right behind: 一百二 等下 那是前年的."""
    at = found.index(segment) + 1
    for following in found[at : at + 2]:
        if following.quantities:
            return None
        years = [day.year for day in following.days if day.month is None]
        if cue("changes", "when", "called").search(following.text) and len(years) == len(following.days) == 1:
            return years[0]
    return None


def from_to(bound: Bound, year: int) -> int | None:
    """从三千万降到两千万, 近三年分别是…: each figure is of the year said for it, else the last one of last year."""
    segment, quantity = bound.segment, bound.quantity
    figures = [q for q in segment.quantities if not q.window and q.kind != "other"]
    years = [d.year for d in segment.days if d.month is None and not d.ago]
    if len(figures) > 1 and cue("changes", "when", "each").search(segment.text):
        if len(years) != len(figures):
            if bound.subject is None or not bound.subject.entry.get("period"):
                return None
            years = list(range(year - len(figures), year))
        return next((y for y, figure in zip(years, figures, strict=True) if figure is quantity), None)
    if years:
        return None
    at = next((n for n, figure in enumerate(figures) if figure is quantity), None)
    for first, second in pairwise(figures[max(0, at - 1) : at + 2]) if at is not None else ():
        alike = first.kind == second.kind or "bare" in (kinds := {first.kind, second.kind}) or kinds == _HEADS
        if alike and rises(segment, first, second):
            return year - 2 if quantity is first else year - 1
    return None


def rises(segment: Segment, first: Quantity, second: Quantity) -> bool:
    """从80到110, 80人涨到110人."""
    between = segment.text[first.end - segment.start : second.start - segment.start]
    if cue("changes", "when", "grown").fullmatch(between):
        return True
    begins = cue("changes", "when", "from").search(segment.text[: first.start - segment.start])
    return bool(begins and cue("changes", "when", "between").fullmatch(between))


def years_since(bound: Bound, here: int | None, year: int) -> int:
    """How many years ago a figure held whose fact is not counted by years (原来80人, 前年80人); 0 where it holds."""
    if here:
        return max(0, year - here)
    before = bound.segment.text[: bound.quantity.start - bound.segment.start]
    earlier = list(cue("changes", "when", "earlier").finditer(before))
    return int(bool(earlier) and not cue("changes", "when", "now").search(before, earlier[-1].end()))
