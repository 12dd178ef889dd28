"""The industry as said: 做机械加工的, 汽车零部件企业, 化纤面料."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.lexicon import cue
from bot.understanding.model import Reading
from bot.understanding.names.trades import Trade
from bot.understanding.speech import Segment


def read_industry(found: list[Segment], trades: Sequence[Trade], beside: Sequence[Reading]) -> Reading | None:
    """The first trade told of ours; `beside`: what else was read, without which a mere noun only looks something up.

    Beside nothing but a place a mere noun may be either, and is to be confirmed.
    """
    for trade in trades:
        segment = next((s for s in found if s.start <= trade.at < s.end), None)
        if segment is None or not segment.factual or segment.question or segment.forecast or segment.topic:
            continue
        if trade.bare and not beside:
            continue
        if cue("industries", "reply", "of_others").search(segment.text[: trade.start - segment.start]):
            continue
        only_placed = trade.bare and all(reading.fact in ("city", "district") for reading in beside)
        return Reading(
            "industry", trade.name, trade.at, trade.at + len(trade.name), assumed=only_placed or trade.doubtful
        )
    return None
