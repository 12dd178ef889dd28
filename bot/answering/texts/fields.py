"""Whether a trade belongs to the fields that a text lists (磨面粉的算不算重点领域)."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer
from bot.answering.retrieval.pieces import Piece, pieces
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.understanding.reading import understand
from bot.wording import say

_BETWEEN = re.compile("[、,，]|等|聚焦")
_COMMON = re.compile("企业|公司|行业|产业|领域|制造|生产|设备|产品")


def of_a_trade(case: Case) -> Answer | None:
    """None where no trade is named, or no text in scope lists fields."""
    if not case.question.has("a_field"):
        return None
    trades, listed = _trades(case), _lists(case)
    if not trades or not listed:
        return None
    draft = Draft()
    for piece in listed:
        field = next((field for field in _BETWEEN.split(piece.text) if any(_share(t, field) for t in trades)), None)
        no = say("answers.field_no", trade="、".join(trades))
        draft.add(say("answers.field_yes", written=field) if field else no, Quoted(piece.clause, (piece.text,)))
    return finished(case, "clause", draft)


def _lists(case: Case) -> list[Piece]:
    found = pieces(case.world.library).of_clauses(c.id for id in case.scope for c in case.render.document(id).clauses)
    return [piece for piece in found if lexicon().signals["lists_fields"].search(piece.text)][:1]


def _trades(case: Case) -> list[str]:
    """As it was read, else the words in front of what is asked."""
    read = understand(case.question.text, None, case.today, case.world.labels)
    said = [case.question.text[span.start : span.end] for span in read.spans if span.kind == "trade"]
    if said:
        return list(dict.fromkeys(said))
    bare = case.held.place_names.replaced(case.question.text, "")
    return lexicon().signals["in_front_of_a_field"].findall(bare)[:1]


def _share(trade: str, field: str) -> bool:
    """Two characters in a row that both have, and most fields do not (粮油 – 粮油食品)."""
    trade, field = _COMMON.sub("|", trade), _COMMON.sub("/", field)
    return any(trade[at : at + 2] in field for at in range(len(trade) - 1))
