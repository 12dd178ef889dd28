"""What figures are about: nouns and verbs that name a fact, and which figure belongs to which of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexicon import table
from bot.understanding.speech import Segment
from rules.rulebook import FactDefinition, shipped_facts

_KINDS = ("money", "ratio", "count", "persons", "years", "months")


@dataclass(slots=True)
class Subject:
    start: int
    end: int
    entry: dict[str, Any]
    text: str = ""
    kinds: set[str] = field(default_factory=set)
    """The kinds of figures that it has."""

    @property
    def used(self) -> bool:
        return bool(self.kinds)

    def fact(self, kind: str) -> str | None:
        """The fact that a quantity of this kind is a value of."""
        if kind == "bare" and "ratio" in self.entry and re.search("占|比|率|强度", self.text):
            kind = "ratio"
        elif kind == "bare":
            kind = self.entry.get("bare") or next((k for k in _KINDS if self.entry.get(k, "-") != "-"), "")
        found: str | None = self.entry.get(kind)
        return found

    @property
    def weak(self) -> bool:
        return bool(self.entry.get("weak"))

    @property
    def decoy(self) -> bool:
        return bool(self.entry.get("decoy"))


@cache
def _entries() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    return [
        (
            re.compile(
                "|".join(entry["names"])
                if "not_before" not in entry
                else f"(?:{'|'.join(entry['names'])})(?!{entry['not_before']})"
            ),
            entry,
        )
        for entry in table("subjects")["subject"]
    ]


def find_subjects(text: str, offset: int = 0) -> list[Subject]:
    """Subjects of a stretch in order; where two overlap the longer stands, and of equals the earlier in the file."""
    return [Subject(offset + s, offset + e, _entries()[order][1], text[s:e]) for s, e, order in _places(text)]


def named_facts(folded: str) -> set[str]:
    """The facts whose subjects a text names, whatever it says of them."""
    return {str(s.entry[kind]) for s in find_subjects(folded) if not s.weak for kind in _KINDS if kind in s.entry}


def part_of(folded: str) -> set[str]:
    """The facts that a noun without a word of its own may belong to as well (设备 to a retrofit)."""
    return {
        str(fact) for s in find_subjects(folded) if s.text == s.entry.get("bare_noun") for fact in s.entry["part_of"]
    }


@lru_cache(maxsize=256)
def _places(text: str) -> list[tuple[int, int, int]]:
    """Start, end and entry of each; the same stretch is asked about several times."""
    found = [
        (match.start(), match.end(), order)
        for order, (pattern, _) in enumerate(_entries())
        for match in pattern.finditer(text)
        if match.end() > match.start()
    ]
    found.sort(key=lambda item: (-(item[1] - item[0]), item[2]))
    taken: list[tuple[int, int, int]] = []
    for start, end, order in found:
        if all(end <= s or start >= e for s, e, _ in taken):
            taken.append((start, end, order))
    return sorted(taken)


@dataclass(slots=True)
class Bound:
    """A quantity with the subject that it is about, if any."""

    quantity: Quantity
    subject: Subject | None
    segment: Segment
    subjects: list[Subject]


def bind(found: list[Segment], masked: set[int], asked: str | None = None) -> Iterator[Bound]:
    """Each quantity with its subject: the nearest to the left, else to the right, else the one left open before."""
    open_subject: Subject | None = None
    whole = " ".join(segment.text for segment in found)
    of_others, named_last = False, _named_last(found)
    for segment in found:
        if of_others and segment.factual and open_subject is not None:
            open_subject = replace(open_subject, kinds=set())  # 同行做了三个亿 我们才两千万
        of_others = segment.others or segment.above
        if segment.hard and not _only_another_year(segment, found):
            open_subject = open_subject if open_subject and not open_subject.used else None
        subjects = [
            s
            for s in find_subjects(_without_figures(segment), segment.start)
            if not is_masked(s, masked) and _is_due(s, whole, asked)
        ]
        for quantity in segment.quantities:
            if quantity.window or quantity.start in masked:
                continue
            subject = _choose(quantity, subjects, segment)
            if open_subject and _is_about(quantity, segment, open_subject, subject):
                subject = open_subject
            if subject is None and named_last is not None and fits(named_last, quantity):
                subject = named_last
            if subject is not None:
                subject.kinds.add(quantity.kind)
            yield Bound(quantity, subject, segment, subjects)
        strong = [s for s in subjects if _stays(s, segment) and not (segment.others and s.decoy)]
        weak = [s for s in subjects if s.weak and (not s.used or _lasts(s) or segment.others)]
        if strong:
            open_subject = strong[-1]
        elif weak and (open_subject is None or open_subject.used):
            open_subject = weak[-1]


_LAST = re.compile(r"(?:都|我|说|指|这|那|是|的|了|就|吧|啊|哈)*")


def _named_last(found: list[Segment]) -> Subject | None:
    """两千八,前年三千一,营收: what the figures before were of, named alone at the end."""
    last = found[-1] if len(found) > 1 else None
    if last is None or last.quantities or last.question or not last.factual:
        return None
    subjects = [s for s in find_subjects(last.text, last.start) if not (s.weak or s.decoy or "needs" in s.entry)]
    if len(subjects) != 1 or find_subjects("".join(s.text for s in found[:-1])):
        return None
    rest = last.text.replace(subjects[0].text, "", 1)
    for day in last.days:
        rest = rest.replace(last.text[day.start - last.start : day.end - last.start], "", 1)
    return subjects[0] if _LAST.fullmatch(rest.strip()) else None


_YEAR_AND_FIGURE = re.compile("(?:全年|度|是|为|:|大概|约|有|则| )*")


def _only_another_year(segment: Segment, found: list[Segment]) -> bool:
    """研发费用:去年92万元;前年105万元; the year may stand in front of a blank (2024年 105万元)."""
    if len(segment.days) != 1 or segment.days[0].month is not None:
        return False
    if not segment.quantities and segment.days[0].end == segment.end:
        following = found[found.index(segment) + 1 :][:1]
        return any([(q.start, q.end) for q in other.quantities] == [(other.start, other.end)] for other in following)
    if len(segment.quantities) != 1:
        return False
    day, quantity = segment.days[0], segment.quantities[0]
    start, end, begin = day.start - segment.start, day.end - segment.start, quantity.start - segment.start
    rest = segment.text[quantity.end - segment.start :]
    return bool(
        start == 0 and end <= begin and _YEAR_AND_FIGURE.fullmatch(segment.text, end, begin) and not rest.strip()
    )


_STAFF = re.compile("(?:员工|职工|工人|伙计)$")


def _names_itself(quantity: Quantity, segment: Segment) -> bool:
    """四十个工人 is of nothing that was named before."""
    return bool(_STAFF.search(segment.text[: max(0, quantity.end - segment.start)]))


_WHOLE = re.compile(r"占(?:比|了|到)?(?:我们|公司|全部|总|去年|当年|全年|年)*的?$")


def _stays(subject: Subject, segment: Segment) -> bool:
    """What follows may be about it; not where it is only the whole of a share (占营收的6%)."""
    if subject.weak or subject.entry.get("here") or "growth" in subject.entry:
        return False
    return not _WHOLE.search(segment.text[: max(0, subject.start - segment.start)])


def _is_about(quantity: Quantity, segment: Segment, before: Subject, here: Subject | None) -> bool:
    """Whether a figure is about what was named in an earlier segment rather than about what stands beside it."""
    return (
        fits(before, quantity)
        and not (before.decoy and (is_total(quantity, segment) or _names_itself(quantity, segment)))
        and not (before.weak and quantity.kind in before.kinds)
        and (here is None or _gives_way(here, before))
    )


def _is_due(subject: Subject, whole: str, asked: str | None) -> bool:
    """投了 is an equity investment only where equity is spoken of, or was asked about."""
    needs = subject.entry.get("needs")
    return needs is None or (asked is not None and asked in subject.entry.values()) or bool(re.search(needs, whole))


_TOTAL = re.compile(
    r"^(?:我们|公司|(?:加上|算上|连|连同)[^,。;]{0,6})?(?:全(?:公司|厂|单位)|整个(?:公司|厂子?|单位)|一共|总共|合计|共计|加起来|加一[块起]|合起来|全部|总的|总数|拢共|统共)"
)


def is_total(quantity: Quantity, segment: Segment) -> bool:
    """一共80人 behind 销售岗20个 is about the whole again."""
    return bool(_TOTAL.match(segment.text[: max(0, quantity.end - segment.start)]))


def _lasts(subject: Subject) -> bool:
    """How long may still be told after how much (投了1200万 到现在两年了)."""
    return "years" in subject.entry and "years" not in subject.kinds


def _gives_way(subject: Subject, before: Subject) -> bool:
    """做了, 投了 are about what was named just before and has no figure yet (绿色技改 去年投了1.5亿)."""
    return subject.weak and not before.weak and not before.used and not before.decoy


def _without_figures(segment: Segment) -> str:
    """The segment with its figures blanked, so that no name reaches into one."""
    text = segment.text
    for quantity in segment.quantities:
        start, end = quantity.start - segment.start, quantity.end - segment.start
        spelt = end - start > 1 and not text[start:end].isascii()
        if (quantity.kind not in ("bare", "other") or (quantity.kind == "bare" and spelt)) and not quantity.window:
            text = text[:start] + "0" * (end - start) + text[end:]
    return text


def is_masked(subject: Subject, masked: set[int]) -> bool:
    return subject.start in masked and subject.end - 1 in masked


def fits(subject: Subject, quantity: Quantity) -> bool:
    if subject.decoy:
        return quantity.kind in subject.entry.get("only", (quantity.kind,))
    return subject.fact(quantity.kind) is not None


def _choose(quantity: Quantity, subjects: list[Subject], segment: Segment) -> Subject | None:
    fitting = [s for s in subjects if fits(s, quantity)]
    left = [s for s in fitting if s.end <= quantity.start + 1]
    following = min((other.start for other in segment.quantities if other.start >= quantity.end), default=segment.end)
    right = [s for s in fitting if quantity.end - 1 <= s.start <= following]
    touching = [
        s
        for s in right
        if not s.weak
        and re.fullmatch(
            r"[ 的]*(?:授权|有效)?(?:的)?", segment.text[quantity.end - segment.start : s.start - segment.start]
        )
    ]
    strong_left = [s for s in left if not s.weak]
    if touching and (not strong_left or strong_left[-1].used or quantity.kind == "count"):
        return touching[0]
    for choice in (strong_left[-1:], [s for s in right if not s.weak and not s.used][:1], left[-1:], right[:1]):
        if choice:
            return choice[0]
    return None


_BY_TYPE = {"text": "noun", "date": "date", "year": "date", "map": "incubated"}


def kind_of(fact: str, definition: FactDefinition | None = None) -> str:
    """What kind of value a fact takes, by the table, by its definition or by the unit in its name."""
    kinds: dict[str, str] = table("subjects")["kinds"]
    if fact in kinds:
        return kinds[fact]
    definition = definition or shipped_facts().get(fact)
    if definition is not None:
        return _BY_TYPE.get(definition.type, definition.type)
    for ending, kind in (("_yuan", "money"), ("_ratio", "ratio"), ("_rate", "ratio"), ("_years", "years")):
        if fact.endswith(ending):
            return kind
    return ""
