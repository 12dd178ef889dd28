"""Speech without pauses (日照做包装的去年营收3000万员工60人高企有): where one statement ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from bot.understanding.facts.joints import COUNTED, Item, belongs
from bot.understanding.facts.subjects import Subject, find_subjects
from bot.understanding.lexers.dates import FOUNDED_BEHIND, Day
from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexicon import cue, table
from bot.understanding.names.honours import find_titles
from bot.understanding.names.places import find_places
from bot.understanding.names.trades import Trade, bare_trade, find_trades, firm_trade, guessed_trade
from bot.understanding.speech import supposes

_STRETCH = re.compile(r"[^,。;!?\s]+")
_DESCRIBING = ("figure", "year", "subject", "honour", "flag")
_DESCRIBED = 2
"""So many figures in one breath describe a company."""


@dataclass(slots=True)
class Layout:
    breaks: set[int] = field(default_factory=set)
    """Positions at which a new statement begins although nothing was written between."""
    trades: list[Trade] = field(default_factory=list)
    heads: list[tuple[int, int]] = field(default_factory=list)
    """What stands in each stretch before all that is known in it."""
    names: Sequence[tuple[int, int]] = ()
    """Where facts are named, which are no trades."""


def lay_out(
    text: str, quantities: Sequence[Quantity], days: Sequence[Day], names: Sequence[tuple[int, int]] = ()
) -> Layout:
    """The statements of a folded text, and the trades named in it; none reaches into `names`, where facts are named."""
    fixed = _figures(text, quantities) + [Item(d.start, d.end, "year", d) for d in days]
    fixed += [Item(m.start, m.end, "honour") for m in find_titles(text, 0, names)]
    fixed += [Item(p.start, p.end, "place") for p in find_places(text) if not _inside(p.start, fixed)]
    named = _named(text, fixed)
    slips = [match.span() for match in cue("phrases", "correction", "slip").finditer(text)]
    walls = [*((item.start, item.end) for item in fixed), *names, *slips]
    trades = find_trades(text, walls, [(item.start, item.end) for item in named])
    layout = Layout(trades=trades, names=names)
    taken = [(trade.start, trade.end) for trade in trades]
    named = [item for item in named if not any(s < item.end and item.start < e for s, e in taken)]
    fixed = [item for item in fixed if not any(s < item.end and item.start < e for s, e in taken)]
    items = sorted([*fixed, *named, *(Item(t.start, t.end, "trade") for t in trades)], key=lambda item: item.start)
    placed, waiting = False, None
    for stretch in _STRETCH.finditer(text):
        inside = [item for item in items if stretch.start() <= item.start < stretch.end()]
        layout.heads += _head(text, stretch, inside, names)
        _break(text, stretch, _founded(text, inside), layout)
        if waiting and any(item.kind in _DESCRIBING for item in inside) and not layout.trades:
            layout.trades.append(waiting)
        waiting = guessed_trade(text, *stretch.span()) if placed and not inside else None
        placed = bool(inside) and all(item.kind == "place" for item in inside)
    layout.trades.sort(key=lambda trade: trade.start)
    layout.breaks = {at for at in layout.breaks if not any(start < at < end for start, end in names)}
    return layout


def _head(
    text: str, stretch: re.Match[str], inside: Sequence[Item], names: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    known = [item.start for item in inside if not (item.kind == "subject" and "only" in item.of.entry)]
    known += [start for start, _ in names if stretch.start() <= start < stretch.end()]
    known = known or [found.start() for found in _stages().finditer(text, *stretch.span())]
    if known:
        yield stretch.start(), min(known)


@cache
def _stages() -> re.Pattern[str]:
    values = next(choice["value"] for choice in table("flags")["choice"] if choice["fact"] == "ipo_stage")
    return re.compile("|".join(value["pattern"] for value in values))


def _inside(at: int, items: Sequence[Item]) -> bool:
    return any(item.start <= at < item.end for item in items)


def _figures(text: str, quantities: Sequence[Quantity]) -> list[Item]:
    """Each figure; 从80人涨到120人 is one."""
    items: list[Item] = []
    for figure in quantities:
        one_firm = figure.unit in COUNTED and figure.low == 1 and cue("phrases", "run", "firm").match(text, figure.end)
        if figure.window or figure.kind == "other" or one_firm:
            continue
        start = figure.start
        if items and any(
            cue("changes", "when", name).fullmatch(text, items[-1].end, start) for name in ("between", "grown")
        ):
            start = items.pop().start
        items.append(Item(start, figure.end, "figure", figure))
    return items


def _named(text: str, fixed: Sequence[Item]) -> list[Item]:
    """What names a fact without being its value."""
    clear = text
    for item in fixed:
        clear = clear[: item.start] + "0" * (item.end - item.start) + clear[item.end :]
    found = [Item(s.start, s.end, "subject", s) for s in find_subjects(clear) if not _is_loose(s)]
    for flag in table("flags")["flag"]:
        found += [
            Item(match.start(), match.end(), "flag")
            for match in re.finditer(flag["topic"], clear)
            if match.group() and not _inside(match.start(), found)
        ]
    found += [Item(m.start(), m.end(), "flag") for m in cue("flags", "no_stage", "ipo_stage").finditer(clear)]
    found += [Item(m.start(), m.end(), "none") for m in cue("phrases", "run", "none").finditer(clear)]
    kept: list[Item] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _is_loose(subject: Subject) -> bool:
    return subject.weak or bool(subject.entry.get("here")) or "needs" in subject.entry


def _founded(text: str, items: list[Item]) -> list[Item]:
    """A date with the word beside it that says what happened then (2018年注册的, 成立于2018年) is one."""
    found: list[Item] = []
    for item in items:
        before = found[-1] if found else None
        behind = FOUNDED_BEHIND.match(text, item.end) if item.kind == "year" else None
        if behind:
            found.append(Item(item.start, _past(text, behind.end()), "founded"))
        elif item.kind == "subject" and (at := _placed_then(text, found, item)) is not None:
            found[-2:] = [Item(at, _past(text, item.end), "founded")]
        elif item.kind == "year" and before and before.kind == "subject" and before.of.entry.get("founding"):
            found[-1] = Item(before.start, _past(text, item.end), "founded")
        elif before is None or before.kind != "founded" or item.start >= before.end:
            found.append(item)
    return found


def _placed_then(text: str, found: list[Item], item: Item) -> int | None:
    """Where the date begins in 2016年8月在历城区注册的."""
    if len(found) < 2 or not item.of.entry.get("founding") or item.of.entry.get("here"):
        return None
    year, place = found[-2:]
    joined = cue("phrases", "run", "at").fullmatch(text, year.end, place.start)
    near = joined and cue("phrases", "run", "there").fullmatch(text, place.end, item.start)
    return year.start if (year.kind, place.kind) == ("year", "place") and near else None


def _past(text: str, at: int) -> int:
    """Behind what still belongs to the date: 办的厂子."""
    found = cue("phrases", "run", "founded").match(text, at)
    return found.end() if found else at


def _break(text: str, stretch: re.Match[str], items: list[Item], layout: Layout) -> None:
    items = _with_bare_trades(text, stretch, items, layout)
    if _compares(stretch.group()):
        return
    held = {at for item in items if item.kind == "honour" and (at := _is_held(text, item))}
    layout.breaks |= held
    items = items if held else _told(text, stretch, items, layout)
    if len(items) < 2:
        return
    clause, turned = [items[0]], _is_turned(items)
    for before, item in pairwise(items):
        following = next((other for other in items if other.start >= item.end), None)
        if belongs(text, clause, before, item, following, turned):
            clause.append(item)
            continue
        clause = [item]
        layout.breaks.add(_cut(text, before, item))


def _is_held(text: str, item: Item) -> int | None:
    """高企有没有受过处罚 asks nothing: between 有 and 没有 another statement begins."""
    found = cue("phrases", "run", "held").match(text, item.end)
    return found.end() if found else None


def _told(text: str, stretch: re.Match[str], items: list[Item], layout: Layout) -> list[Item]:
    """What is told before a question begins; of what is asked only figures are taken apart."""
    asked = [mark.start() for mark in cue("phrases", "question", "mark").finditer(text, *stretch.span())]
    if not asked:
        return items
    if (begins := _asks_from(text, stretch, items)) is not None:
        layout.breaks.add(begins)
        return [item for item in items if item.start < begins]
    last = max((item.end for item in items), default=stretch.end())
    ours = cue("phrases", "stance", "ours").search(text, stretch.start(), last)
    if asked[0] >= last and (ours or any(item.kind == "trade" for item in items)):
        if not cue("phrases", "question", "tail").fullmatch(text, last, stretch.end() + 1):
            layout.breaks.add(last)
            return items
        return _but_the_last(text, items, layout)
    return [item for item in items if item.kind in ("figure", "subject", "year", "founded")]


def _but_the_last(text: str, items: list[Item], layout: Layout) -> list[Item]:
    """我们济南的40人算中小企业吗 asks about the last of what it names; what was told before it stays told."""
    at = items[-1].start
    claim = cue("phrases", "question", "claim_of").search(text, items[-2].end if len(items) > 1 else 0, at)
    if len(items) > 1 and claim is not None:
        layout.breaks.add(claim.start())
        return items[:-1]
    return [item for item in items if item.kind in ("figure", "subject", "year", "founded")]


def _asks_from(text: str, stretch: re.Match[str], items: list[Item]) -> int | None:
    """Where behind two figures or more a question about the whole begins (…员工七十三个你看能报啥)."""
    figures = [item for item in items if item.kind in ("figure", "founded")]
    if len(figures) < _DESCRIBED:
        return None
    found = cue("phrases", "run", "asks_then").search(text, figures[-1].end, stretch.end())
    if found is None or any(item.end > found.start() and item.kind != "honour" for item in items):
        return None
    return found.start()


def _is_turned(items: Sequence[Item]) -> bool:
    """35项发明专利5000万营收: each figure stands before what it is of."""
    order = [i for i in items if i.kind == "subject" or (i.kind == "figure" and i.of.kind != "persons")]
    return bool(re.fullmatch("(?:fs)+", "".join(item.kind[0] for item in order)))


def _with_bare_trades(text: str, stretch: re.Match[str], items: list[Item], layout: Layout) -> list[Item]:
    """A noun that fills the room between two items, or a whole stretch, may be a trade (also 水产品加工, with 产品)."""
    found = list(items)
    for walls in ([item for item in items if not (item.kind == "subject" and item.of.decoy)], items):
        edges = [stretch.start(), *(item.end for item in walls)]
        starts = [*(item.start for item in walls), stretch.end()]
        for start, end in zip(edges, starts, strict=True):
            taken = [(item.start, item.end) for item in found if item.kind == "trade"]
            if any(begin < end and start < stop for begin, stop in (*taken, *layout.names)):
                continue
            trade = _trade_in(text, stretch, start, end, items)
            if trade is not None:
                layout.trades.append(trade)
                found = [item for item in found if not start <= item.start < end]
                found.append(Item(trade.start, trade.end, "trade"))
    return sorted(found, key=lambda item: item.start)


def _trade_in(text: str, stretch: re.Match[str], start: int, end: int, items: Sequence[Item]) -> Trade | None:
    placed = any(item.kind == "place" and item.end == start for item in items)
    if end - start > 1 and (placed or (start, end) == stretch.span()) and (trade := bare_trade(text, start, end)):
        return trade
    return firm_trade(text, start, end) if placed and end == stretch.end() else None


def _compares(text: str) -> bool:
    return bool(cue("phrases", "run", "compares").search(text)) or supposes(text)


def _cut(text: str, before: Item, item: Item) -> int:
    """Where between two items the later statement begins: in front of what leads in to it."""
    gap = text[before.end : item.start]
    claimed = cue("phrases", "run", "claim").search(text[: before.start])
    lead = "claimed" if before.kind in ("honour", "flag") and not claimed else "lead"
    found = cue("phrases", "run", lead).search(gap)
    return item.start - (len(gap) - found.start() if found else 0)
