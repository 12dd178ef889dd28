"""What the words say when they are no answer to the pending question: something volunteered, or a correction."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.lexicon import lexicon
from bot.dialogue.amending import amended, shares_a_word
from bot.dialogue.controls import is_answer
from bot.dialogue.hearing import not_moved, of_tenants
from bot.dialogue.interview.honours import as_held, names_of
from bot.dialogue.talk import Talk
from bot.dialogue.talking.naming import with_bare_name
from bot.understanding.fold import fold
from bot.understanding.lexicon import cue
from bot.understanding.reading import Understanding, understand

_EVENT = "honour_event"
_OF_HONOURS = ("honours", "honour_event", "honour_year")


def listen(talk: Talk, text: str, asked: str | None) -> Understanding:
    """Understanding with the pending question, else without it, else with what was said last as the question."""
    found = _of_the_held(talk, with_bare_name(talk, text, _listen(talk, text, asked)))
    found = of_tenants(talk.state.facts, found, text)
    return not_moved(talk.state.facts, found) if asked != "city" else found


def _of_the_held(talk: Talk, found: Understanding) -> Understanding:
    """专精特新是2022年的, where 省级专精特新 is on file: its level is known, and nothing of it is in doubt."""
    held = names_of(talk.state.facts.get("honours"))
    named = {name: as_held(value, held) for name, value in found.facts.items() if name in _OF_HONOURS}
    if all(found.facts[name] == value for name, value in named.items()):
        return found
    confirm = tuple(name for name in found.confirm if name not in named)
    return replace(found, facts={**found.facts, **named}, confirm=confirm)


def _listen(talk: Talk, text: str, asked: str | None) -> Understanding:
    found = understand(text, asked, talk.today, talk.world.labels)
    corrects = (
        (lexicon().signals["correcting"].search(text) or cue("phrases", "correction", "slip").search(fold(text)))
        and not lexicon().signals["why"].search(text)
        and not found.is_question
        and not _just_no(talk, text, asked)
    )
    if corrects and (mended := _mended(talk, text, asked, found)) is not None:
        return mended
    if found.facts or found.unknown or found.impossible or found.foreign:
        return found
    return _volunteered(talk, text, asked) or _event(talk, text, asked) or found


def _loosely(talk: Talk, found: Understanding) -> bool:
    """A fact is read that is not on file, and not by a word of its label: 销售额 may be what a machine was sold for."""
    return len(found.facts) == 1 and all(
        fact not in talk.state.facts and not shares_a_word(talk, fact, found.words.get(fact, ""))
        for fact in found.facts
    )


def without_correction(text: str) -> str:
    """不对,是济南的 → 济南的."""
    return lexicon().signals["taken_back"].sub("", text) or text


def _just_no(talk: Talk, text: str, asked: str | None) -> bool:
    """「不是」 to a question of yes or no answers it, and corrects nothing."""
    definition = talk.world.rulebook.facts.get(asked or "")
    return definition is not None and definition.type == "bool" and is_answer("no", text)


def _volunteered(talk: Talk, text: str, asked: str | None) -> Understanding | None:
    """Something else than what was asked, said beyond doubt: 我们有50人."""
    if asked is None:
        return None
    plain = understand(text, None, talk.today, talk.world.labels)
    sure = {fact: value for fact, value in plain.facts.items() if fact not in plain.confirm}
    return replace(plain, facts=sure) if sure and not plain.is_question else None


def _event(talk: Talk, text: str, asked: str | None) -> Understanding | None:
    """今年新评的: of the honour that was told before, whatever is being asked now."""
    known = talk.state.company.facts
    if asked == _EVENT or _EVENT in known or "honours" not in known:
        return None
    read = understand(text, _EVENT, talk.today, talk.world.labels)
    return read if read.facts.keys() == {_EVENT} and not read.is_question else None


def _mended(talk: Talk, text: str, asked: str | None, found: Understanding) -> Understanding | None:
    """A correction without a name (改成1600万): the last fact of its kind is meant.

    Where it would fit the pending question as well, that one has no value yet that could be wrong.
    """
    known = talk.state.company.facts
    pending = talk.state.pending
    others = found.facts.keys() - {asked}
    if found.unknown or (others and not others <= known.keys() & set(found.confirm) and not _loosely(talk, found)):
        return None
    if asked in found.facts and (asked in known or pending is None or pending.kind != "question"):
        return None
    bare = without_correction(text)
    of_itself = bare != text and not any(is_answer(name, bare) for name in ("yes", "no", "none", "some"))
    return amended(talk, text, asked, found, truths=of_itself)
