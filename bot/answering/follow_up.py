"""Questions that lean on the one before: 「那日照呢」「瞪羚呢」「省级的呢」「投2亿呢」「谁管」.

What the follow-up names takes the place of the same kind of thing in the last question: a city of a city, an honour of
an honour, a level of a level, an event of an event, a sum of a sum. Another subject takes the subject's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.answering.held import held
from bot.answering.honours import asked, honour_pattern, level_pattern
from bot.answering.lexicon import lexicon
from bot.answering.model import Focus
from bot.answering.question import SUM, read, yuan_of
from bot.answering.retrieval.clauses import ARTICLE
from bot.answering.retrieval.references import without_number
from bot.answering.retrieval.terms import terms
from bot.understanding.facts.subjects import named_facts
from knowledge.library import Library

_SIGNS = re.compile(
    r"^(?:那么?|如果是?|要是|换成|换|改成|再问|还有|和)|(?:呢|咧|的|吗|呀|啊|么|有吗|有没有|怎么样|怎样|[?？])+$"
)
_SUBJECT = 1.0
_RECOGNISED = re.compile("评上|评为|获评|批下来|认定的")
_ABOUT_IT = re.compile("今年|去年|前年|刚刚?|我们?|是|通过|评?上")
_SPENDING = "投资入额花买卖贷款担保了我们共 "
_CLAIM = re.compile(f"就是(?:{SUM.pattern})")


def resolve(text: str, focus: Focus, library: Library, *, questioned: bool = False) -> str:
    """The question with what it leans on; unchanged where it stands by itself. Both texts are folded.

    `questioned`: it ended in a question mark, so that a sum alone may be put to us.
    """
    bare = text.rstrip("?？。!！ ")
    rest = _SIGNS.sub("", bare).strip()
    if not focus.question or not rest:
        return text
    if _only_a_claim(bare, rest, focus.question, questioned):
        return _claiming(focus.question, rest, library)
    if _only_recognised(rest):
        return f"{focus.question} {rest}"
    if _only_a_place(rest, library) or _only_an_event(rest) or _only_a_sum(rest, focus):
        return merged(focus.question, rest, library)
    if lexicon().signals["bare_sum"].fullmatch(bare):
        return focus.question if lexicon().signals["how_much"].search(focus.question) else f"{focus.question} 给多少"
    named = slot(bare, library)
    if named is not None:
        return merged(_of_that_level(focus.question, named), named, library)
    if focus.honour and _only_conditions(rest):
        level = level_pattern().search(focus.question)
        return f"{level.group() if level else ''}{focus.honour}{rest}"
    if _refers(rest, library):
        return merged(focus.question, lexicon().signals["refers"].sub(" ", rest), library)
    if not lexicon().signals["elliptic"].search(bare):
        return text
    if lexicon().signals["asks_more"].search(rest) and not honour_pattern().search(rest):
        return f"{focus.question} {rest}"
    return merged(focus.question, rest, library)


def is_a_place(text: str, library: Library) -> bool:
    """A place of which something is held, and nothing else. As typed."""
    bare = library.corrected(text).strip("?？。!！,， ")
    return not held(library).place_names.replaced(bare, "").strip("市省呢 ") and bool(bare)


def leans(text: str, focus: Focus, library: Library) -> bool:
    """Whether the text is a follow-up to the last question. As typed."""
    folded = library.corrected(text)
    return resolve(folded, focus, library) != folded


def _only_a_place(rest: str, library: Library) -> bool:
    left = held(library).place_names.replaced(rest, "")
    return left != rest and not left.strip(lexicon().little + "市省有没 ")


def _only_conditions(rest: str) -> bool:
    """要啥条件才能评上: of the honour spoken of last, where none is named."""
    return bool(lexicon().signals["of_conditions"].search(rest)) and not honour_pattern().search(rest)


def _refers(rest: str, library: Library) -> bool:
    """日照这方面给钱吗: a place and a word for what was said last, and no subject of its own."""
    left = lexicon().signals["refers"].sub(" ", rest)
    places = held(library).place_names
    named = left != rest and places.replaced(left, "") != left and not honour_pattern().search(left)
    return named and not _names_a_subject(places.replaced(left, " "), library)


def _only_an_event(rest: str) -> bool:
    """今年新评的, 复核通过了: what happened, and nothing that it happened to."""
    left = lexicon().signals["event"].sub("", rest)
    return left != rest and not _ABOUT_IT.sub("", left).strip(lexicon().little)


def slot(text: str, library: Library) -> str | None:
    """市级的有奖吗, 国家级的话, 再往上,小巨人: a level, or an imagined honour, and no subject besides."""
    words = lexicon()
    imagined = words.signals["imagining"].search(text)
    for pattern in (level_pattern(), honour_pattern()) if imagined else (level_pattern(),):
        named = pattern.search(text)
        left = _around(text, named) if named else text
        if named and all(word in words.neutral or not word.strip(words.little) for word in library.words(left)):
            return named.group()
    return None


def _around(text: str, named: re.Match[str]) -> str:
    around = f"{text[: named.start()]} {text[named.end() :]}"
    for signal in ("imagining", "beside_a_level"):
        around = lexicon().signals[signal].sub(" ", around)
    return around


def _of_that_level(question: str, level: str) -> str:
    """小巨人 is of the state alone: at another level the honour that it is a part of is meant."""
    for inner, outer in asked().inside.items():
        if inner in question and "国家" not in level:
            return re.sub(f'(?:国家级?)?(?:{outer})?[“"]?{inner}[”"]?', outer, question)
    return question


def _only_recognised(rest: str) -> bool:
    """我们去年评上的: that it was got, and nothing of what."""
    return bool(_RECOGNISED.search(rest)) and not _ABOUT_IT.sub("", _RECOGNISED.sub("", rest)).strip(lexicon().little)


def _only_a_sum(rest: str, focus: Focus) -> bool:
    """A sum and at most a verb, after a question about money."""
    left = SUM.sub("", rest)
    about_money = focus.kind in ("amount", "clause", "compare", "eligibility")
    return about_money and left != rest and not left.strip(lexicon().little + _SPENDING)


def _only_a_claim(bare: str, rest: str, before: str, questioned: bool) -> bool:
    """A sum with words that put it to us (就是3.6万呗, 30万是一次给吗), or with a question mark, and nothing else."""
    if not SUM.search(rest) or honour_pattern().search(rest):
        return False
    left = rest
    for pattern in (SUM, level_pattern(), lexicon().signals["event"], lexicon().signals["beside_a_claim"]):
        left = pattern.sub("", left)
    if left.strip(f" {lexicon().little}"):
        return False
    if not SUM.sub("", rest).strip():
        return questioned and max(yuan_of(before), default=0) >= max(yuan_of(rest), default=0)
    return bool(questioned or lexicon().signals["claiming"].search(bare))


def _claiming(before: str, rest: str, library: Library) -> str:
    """The question with the claim behind it; an earlier claim gives way, a sum of the person's own stays."""
    before = _without_claim(before)
    others = SUM.sub(" ", rest)
    named = [m.group() for p in (level_pattern(), lexicon().signals["event"]) if (m := p.search(others))]
    for word in named:
        before = merged(before, word, library)
    return f"{before} {rest if SUM.sub('', rest).strip() else f'就是{rest}'}"


def _without_claim(question: str) -> str:
    """The question without a sum that was put to us in it."""
    question = _CLAIM.sub(" ", question)
    own = lexicon().signals["how_much"].search(question) or lexicon().signals["own_figure"].search(question)
    return question if own else SUM.sub(" ", question)


def in_city(question: str, city: str, library: Library) -> str:
    """The question with this city in place of its own."""
    return _replaced(question, held(library).place_names.spans(question), city)


def merged(base: str, rest: str, library: Library) -> str:
    """The base with every kind of thing that the rest names put in place of its own."""
    places = held(library).place_names
    said = read(rest, library)
    left = rest
    if said.other_places:  # 青岛呢: not of the place that was asked about before
        return _replaced(base, places.spans(base), said.other_places[0])
    if said.cities:
        for place in read(base, library).other_places:  # of which nothing is held
            base = base.replace(place, "")
        base = in_city(base, said.cities[0], library)
        left = places.replaced(left, " ")
    before = base
    if not SUM.search(left) and any(
        p.search(left) for p in (honour_pattern(), level_pattern(), lexicon().signals["event"])
    ):
        base = _without_claim(base)  # it was about another
    if honour_pattern().search(left) and not honour_pattern().search(base):
        base = _without_subject(base, library)  # what it was about gives way to the honour
    for pattern in (ARTICLE, honour_pattern(), level_pattern(), lexicon().signals["event"], SUM):
        found = pattern.search(left)
        alone = pattern is SUM and not pattern.search(before) and _is_the_base(left, library)
        if found and alone:
            return f"{base} {rest}"  # what stands beside the sum says what it is
        if found:
            base = _replaced(base, (match.span() for match in pattern.finditer(base)), found.group())
            left = pattern.sub(" ", left)
    left = left.strip(f" {lexicon().little}")
    if not left:
        return base
    if not _names_a_subject(left, library):
        return f"{base} {rest}"
    return f"{without_number(_without_subject(base, library))} {rest}"


def _replaced(base: str, found: Iterable[tuple[int, int]], new: str) -> str:
    """What was found first becomes the new words, the others go; put in front where there is none."""
    spans = list(found)
    if not spans:
        return f"{new}{base}"
    for start, end in reversed(spans[1:]):
        base = f"{base[:start]} {base[end:]}"
    start, end = spans[0]
    return f"{base[:start]}{new}{base[end:]}"


def _is_the_base(text: str, library: Library) -> bool:
    """A sum with the name of what it is a sum of (贷款450万), or with nothing; 技改450万 is about something else."""
    return bool(named_facts(text)) or not _names_a_subject(SUM.sub(" ", text), library)


def _names_a_subject(text: str, library: Library) -> bool:
    return any(
        term.known and term.weight >= _SUBJECT and len(term.word) > 1 for term in terms(read(text, library), library)
    )


def _without_subject(base: str, library: Library) -> str:
    """The places and the asking words of a question, without what it is about."""
    for term in terms(read(base, library), library):
        if len(term.word) > 1 and term.weight >= _SUBJECT:
            base = base.replace(term.word, " ")
    return level_pattern().sub(" ", honour_pattern().sub(" ", base))
