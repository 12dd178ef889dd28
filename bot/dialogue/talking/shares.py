"""A sum said after a grant that is a share of something: it is that something, unless it is named as another thing."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.lexicon import lexicon
from bot.answering.model import Focus
from bot.answering.money.money import money
from bot.answering.question import sums
from bot.dialogue.interview.taking import record, take
from bot.dialogue.listening import listen
from bot.dialogue.talk import Talk
from bot.understanding.facts.subjects import named_facts, part_of
from bot.understanding.fold import fold
from bot.understanding.lexers.quantities import scan
from bot.understanding.names.places import find_places
from bot.understanding.reading import understand
from bot.understanding.whom.strangers import small_words
from rules.rulebook import Programme, awards

__all__ = ["note"]
_LONGEST = 24
_PLACES = ("city", "district")
_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_SOLD = re.compile("卖|销售|出货")
_ESTIMATED = re.compile("估计|预计|打算|准备|要是|如果|假如|[能会]卖|[能会]做|明年|后年|第[二三四五]年|呢$")


def note(talk: Talk, text: str) -> str:
    """What is to be answered where the sum was taken as the base of the grant that was told last; empty otherwise.

    Of a tax credit it may be the tax of the year.

    An estimate is no fact.
    """
    programme = _meant(talk, text)
    found = list(sums(text))
    if programme is None or len(found) != 1 or len(text) > _LONGEST or lexicon().signals["claiming"].search(text):
        return ""
    award = programme.award
    assert isinstance(award, awards.Share | awards.TaxCredit)
    if isinstance(award, awards.TaxCredit) and (based := _of_tax(talk, award, text, found[0][2])):
        return based
    read = listen(talk, text, None)
    if read.unsafe or (read.corrections and award.of not in read.facts):  # of something else that was told
        return ""
    if award.of not in read.corrections and not _may_be_its(talk, programme, text):
        return ""
    named = named_facts(fold(text)) if award.of in part_of(fold(text)) else set()
    others = set(read.facts) - {award.of, "revenue_yuan", "city", "district"} - named
    turnover = "revenue_yuan" in read.facts and "revenue_yuan" not in read.confirm
    if others or read.is_question or (turnover and not (_SOLD.search(text) and _is_of_sales(talk, programme))):
        return ""
    if not _ESTIMATED.search(text):
        record(talk, award.of, found[0][2] * _times(talk, text), text)
        take(talk, replace(read, facts={name: read.facts[name] for name in _PLACES if name in read.facts}))
        talk.state = replace(talk.state, focus={**talk.state.focus, "programmes": [programme.id]})
        talk.lead = [part for part in talk.lead if part.kind != "text"]
    start, end, _ = found[0]
    return text[start:end] if read.corrections else text


def _of_tax(talk: Talk, award: awards.TaxCredit, text: str, yuan: int) -> str:
    """The last question with the tax of the year, where that is what the sum is of (今年税只有25万); else empty."""
    if not lexicon().signals["of_tax"].search(text):
        return ""
    read = understand(text, award.against, talk.today, talk.world.labels)
    if read.facts.keys() != {award.against}:
        return ""
    if not (read.is_question or _ESTIMATED.search(text)):
        record(talk, award.against, yuan, text)
        talk.lead = [part for part in talk.lead if part.kind != "text"]
    definition = talk.world.rulebook.facts[award.against]
    return f"{Focus.from_json(talk.state.focus).question},{definition.label}{money(yuan)}"


def _may_be_its(talk: Talk, programme: Programme, text: str) -> bool:
    """Nothing else is named that the sum could be of: 房子一共80万 is no equipment, 技改一共80万 is another grant's."""
    assert isinstance(programme.award, awards.Share | awards.TaxCredit)
    if named := named_facts(text):
        return programme.award.of in named | part_of(fold(text))
    bare = text
    spans = [(start, end) for start, end, _ in sums(text)] + [(one.start, one.end) for one in find_places(text)]
    for start, end in sorted(spans, reverse=True):
        bare = f"{bare[:start]} {bare[end:]}"
    definition = talk.world.rulebook.facts.get(programme.award.of)
    its = f"{programme.title} {programme.quote} {definition.label if definition else ''}"
    left = _WORD.findall(small_words().sub(" ", bare))
    return all(any(word[at : at + 2] in its for at in range(len(word) - 1)) for word in left)


def _times(talk: Talk, text: str) -> int:
    """卖了三台,一台七十五万: so many of what one cost."""
    counts = [q for q in scan(fold(text), talk.today)[0] if q.kind == "count" and q.unit and q.low == q.high]
    units = {q.unit for q in counts if q.low == 1} | {q.unit for q in counts if f"每{q.unit}" in text}
    return next((int(q.low) for q in counts if q.low > 1 and q.unit in units), 1)


def _meant(talk: Talk, text: str) -> Programme | None:
    """The grant told last; what was sold is no investment, but may be of another grant that the question named."""
    told = _told_last(talk)
    if told is None or not _SOLD.search(text) or _is_of_sales(talk, told):
        return told
    named = named_facts(Focus.from_json(talk.state.focus).question)
    return next(
        (
            p
            for p in talk.world.rulebook.programmes
            if isinstance(p.award, awards.Share) and p.award.of in named and _is_of_sales(talk, p)
        ),
        None,
    )


def _is_of_sales(talk: Talk, programme: Programme) -> bool:
    assert isinstance(programme.award, awards.Share | awards.TaxCredit)
    definition = talk.world.rulebook.facts.get(programme.award.of)
    return definition is not None and bool(_SOLD.search(definition.label))


def _told_last(talk: Talk) -> Programme | None:
    ids = Focus.from_json(talk.state.focus).programmes
    found = [p for id in ids if (p := talk.world.rulebook.programme(id))]
    shares = [p for p in found if isinstance(p.award, awards.Share | awards.TaxCredit)]
    return shares[0] if len(shares) == 1 and len(found) == 1 else None
