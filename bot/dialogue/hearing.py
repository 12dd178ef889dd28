"""Whether a message tells something about the company or asks about the documents, where its words could be either.

「日照小巨人奖励」 names a city and an honour, as 「我们在日照,是小巨人」 does; only the second is about the asker.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.answering.lexicon import lexicon
from bot.answering.question import read, yuan_of
from bot.answering.retrieval.clauses import reference
from bot.understanding.lexicon import cue
from bot.understanding.reading import Understanding
from bot.world import World
from knowledge.gazetteer.table import gazetteer

_WEAK = frozenset(("city", "district", "honours", "honour_event", "role"))
"""Facts that are named in questions as often as in statements."""
_PLACES = ("city", "district")
_DESCRIBED = 2
_APART = re.compile(r"[,，、;；。\s的]")
_ASKING = ("department", "definition", "target", "process", "list", "compare", "standing", "source", "purpose")


def asks(text: str, found: Understanding, asked: str | None, world: World) -> bool:
    """True where the message is to be answered rather than noted. `asked`: the fact of the pending question."""
    folded = world.library.corrected(text)
    if lexicon().signals["put_to_us"].search(text) and not is_own(folded):
        return True
    if reference(folded, world.library) is not None:
        return True
    if asked is not None and (asked in found.facts or asked in found.unknown):
        return not is_own(folded) and (
            _about_documents(folded, world)
            or bool(lexicon().signals["why"].search(folded))
            or (bool(yuan_of(folded)) and asked in _WEAK and questions(folded))
        )
    if is_own(folded) or found.corrections or not found.facts or found.won or _describes(folded, found):
        return False
    if found.facts.keys() <= _WEAK and not (_is_profile(folded, found) and _nothing_else(folded, found, world)):
        return True
    return questions(folded) or _about_documents(folded, world)


def is_own(folded: str) -> bool:
    """Words that are only said of the asker's own company."""
    return bool(lexicon().signals["own"].search(folded))


def _describes(folded: str, found: Understanding) -> bool:
    """Described by several facts that no question is made of (19年成立,做软件的,营收800万): the asker's own."""
    return len(found.facts.keys() - _WEAK) >= _DESCRIBED and not lexicon().signals["any_such"].search(folded)


def compares_a_place(text: str, found: Understanding, home: str | None) -> bool:
    """Another place than the company's, told with a figure of money and no word of ours (济南的是五十万吧)."""
    other = (
        home is not None and found.facts.get("city") not in (None, home) and found.facts.keys() <= {"city", "district"}
    )
    return other and not found.corrections and not is_own(text) and bool(yuan_of(text))


def told_with_a_date(found: Understanding) -> bool:
    """An honour and how it was won, with a year, or a name: nothing that is looked up."""
    dated = "honour_event" in found.facts and any(span.kind == "date" for span in found.spans)
    return (dated or found.company is not None) and not found.is_question


def hoped_for(text: str, found: Understanding) -> tuple[str, ...]:
    """Facts about honours that a question only speaks of (能不能拿到小巨人的钱), without a word that one is held."""
    told = is_own(text) and any(name in found.facts for name in ("honour_event", "honour_year"))
    if told or found.won or lexicon().signals["held"].search(text):
        return ()
    return tuple(name for name in ("honours", "honour_event") if name in found.facts)


def not_moved(facts: Mapping[str, Any], found: Understanding) -> Understanding:
    """A question that names another place than the company's is about that place (南京的人才政策我们能用吗)."""
    city = found.facts.get("city")
    if not found.is_question or city is None or facts.get("city") in (None, city):
        return found
    return replace(found, facts={name: value for name, value in found.facts.items() if name not in _PLACES})


def of_tenants(facts: Mapping[str, Any], found: Understanding, text: str) -> Understanding:
    """What a base has told of its tenants is not its own when one of them is spoken of again (有一家小巨人才来)."""
    counted, named = facts.get("incubated"), found.facts.get("honours")
    if (
        not isinstance(counted, Mapping)
        or not isinstance(named, list)
        or is_own(text)
        or not set(named) <= set(counted)
    ):
        return found
    return replace(found, facts={name: value for name, value in found.facts.items() if name != "honours"})


def questions(folded: str) -> bool:
    """Something is asked, whatever it is."""
    return bool(lexicon().signals["asking"].search(folded.strip(" ,。.!~")))


def _is_profile(text: str, found: Understanding) -> bool:
    """Several things named one after the other (日照,小巨人,高企; 日照的小巨人), or one alone."""
    named = sum(name in found.facts for name in ("city", "honours", "role"))
    return named < 2 or bool(_APART.search(text.strip()))


def _nothing_else(text: str, found: Understanding, world: World) -> bool:
    """Beside the words of the facts nothing with a subject is said, and nothing is asked."""
    rest = text
    for said in sorted(found.words.values(), key=len, reverse=True):
        rest = rest.replace(world.library.fold(said), " ")
    if "honours" in found.facts and any(span.kind == "date" for span in found.spans):  # 今年新评 is told with the name
        for cue_ in (lexicon().signals["event"], cue("honours", "cue", "recognised")):
            rest = cue_.sub(" ", rest)
    rest, words = _without_places(rest), lexicon()
    return not questions(rest) and all(
        word in words.neutral or word.strip(words.little) == "" for word in world.library.words(rest)
    )


def _without_places(text: str) -> str:
    """A place beside another that was noted says nothing more (济南莱芜)."""
    for mention in reversed(list(gazetteer().find(text))):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def _about_documents(text: str, world: World) -> bool:
    """A document or an award is spoken of, and something is asked about it."""
    question = read(text, world.library)
    return bool(question.documents or lexicon().signals["money_given"].search(text)) and question.has(
        "amount", *_ASKING
    )
