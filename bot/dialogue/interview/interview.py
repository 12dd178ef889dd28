"""What is asked next: a contradiction, a reading to confirm, a fact that still matters, or nothing more: the card."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import IN_PLACE
from bot.dialogue import companies
from bot.dialogue.conversation import Interest, Pending
from bot.dialogue.interview import interests
from bot.dialogue.interview.choices import Choice, choices_for
from bot.dialogue.interview.confirming import ask_confirm, ask_doubt, assumed_fact, attempts_at
from bot.dialogue.interview.conflicts import Conflict, first_conflict, rounded
from bot.dialogue.interview.doubting import doubts
from bot.dialogue.interview.honours import names_of
from bot.dialogue.interview.planning import left, next_question, next_round, open_facts, skipped
from bot.dialogue.interview.rounds import DETAILS, OPENING, WAYS, Round, toggles
from bot.dialogue.interview.taking import label, shown
from bot.dialogue.statement import card, found
from bot.dialogue.talk import Row, Talk
from bot.model import Part
from bot.wording import say
from rules.model import Question

_LONG_LABEL = 6
_MOST_NAMED = 4
"""Choices that are named in a message which asks for several things."""
__all__ = ["next_question", "open_facts", "skipped"]


def begin(talk: Talk, interest: Interest) -> None:
    """Start from a programme, a document, a city, a need, or everything."""
    talk.state = replace(talk.state, interest=interest, pending=None, stage="asking", last_topic=None)
    named = interests.label(interest, talk.world)
    talk.first("text", say("interview.begin_with", interest=named) if named else say("interview.begin"))
    ask_next(talk, opening=interest == interests.EVERYTHING)


def ask_next(talk: Talk, *, opening: bool = False) -> None:
    """Put what comes next. `opening`: offer to narrow the interview down."""
    if (conflict := current_conflict(talk)) is not None:
        _ask_conflict(talk, conflict)
    elif waiting := doubts(talk):
        ask_doubt(talk, waiting[0])
    elif (assumed := assumed_fact(talk)) is not None:
        ask_confirm(talk, assumed)
    elif (several := next_round(talk)) is not None:
        _ask_round(talk, several, opening)
    elif (question := next_question(talk)) is not None:
        _ask(talk, question, opening)
    else:
        found.tell(talk)
        card.show(talk)


def current_conflict(talk: Talk) -> Conflict | None:
    company = talk.state.company
    return first_conflict(company.values(), company.accepted, talk.world, talk.today)


def accept(talk: Talk, key: str) -> None:
    """Both values are right as they stand."""
    company = talk.state.company
    talk.state = talk.state.with_company(replace(company, accepted=(*company.accepted, key)))
    talk.first("text", say("interview.accepted"))
    ask_next(talk)


def ask_again(talk: Talk) -> None:
    """The pending question once more, as it was, with its attempts counted on."""
    pending = talk.state.pending
    if pending is None:
        return
    if pending.kind == "question" and pending.fact is not None:
        _put_once_more(talk, pending, pending.fact)
    elif pending.kind == "round" and (several := next_round(talk)) is not None:
        _put_round(talk, several, (), again=True)
    elif pending.kind in ("conflict", "confirm", "doubt", "round"):
        ask_next(talk)
    elif pending.kind == "company_name":
        companies.ask_name(talk)


def _put_once_more(talk: Talk, pending: Pending, fact: str) -> None:
    """Each time in other words: nobody is asked the same twice running."""
    text, definition = text_of(talk, fact), talk.world.rulebook.facts.get(fact)
    times = pending.attempts + pending.reminded
    if times > 1 and definition is not None:
        key = "still_even" if times % 2 else "still"
        text = say(f"interview.{key}", label=definition.label, question=text, example=definition.example)
    _put(talk, pending, text, say("interview.back_to") if times < 2 else "")


def ask_for(talk: Talk, fact: str) -> None:
    """Ask for one fact by name, whatever is known of it; what is known stays until a new value is read."""
    known = talk.state.company.facts.get(fact)
    if known is not None:
        talk.first("hint", say("interview.now", label=label(talk, fact), value=shown(talk, fact, known.value)))
    pending = Pending("question", fact)
    talk.wait(pending)
    _put(talk, pending, text_of(talk, fact), "")


def question_rows(talk: Talk, fact: str, options: tuple[Choice, ...]) -> list[Row]:
    """The choices, two or three in a row, then the ways out."""
    wide = any(len(option.label) > _LONG_LABEL for option in options)
    width = 2 if wide else 3
    pressable = [talk.button(option.label, "answer", fact, option.digest, aging=True) for option in options]
    rows: list[Row] = [tuple(pressable[at : at + width]) for at in range(0, len(pressable), width)]
    rows.append(
        (
            talk.button(say("interview.button_unknown"), "unknown", fact, aging=True),
            talk.button(say("interview.button_why"), "why", fact, aging=True),
        )
    )
    if talk.state.undo:
        rows.append((talk.button(say("interview.button_back"), "back", aging=True),))
    return rows


def _ask(talk: Talk, question: Question, opening: bool) -> None:
    definition = talk.world.rulebook.facts[question.fact]
    pending = Pending("question", question.fact)
    talk.state = replace(talk.state, pending=pending, stage="asking", last_topic=definition.topic)
    found.tell(talk)
    _put(talk, pending, question.text, progress(talk), extra=_narrower(talk) if opening else ())


def _put(talk: Talk, pending: Pending, text: str, hint: str, extra: tuple[Row, ...] = ()) -> None:
    fact = pending.fact or ""
    definition = talk.world.rulebook.facts.get(fact)
    parts = [Part("hint", say("interview.narrow"))] if extra else []
    parts += [Part("hint", hint)] if hint else []
    parts.append(Part("text", text))
    if definition is not None and definition.help:
        parts.append(Part("hint", definition.help))
    rows = question_rows(talk, fact, choices_for(talk, fact, ranges=pending.attempts > 1))
    if len(talk.state.facts) > 1:
        rows.append((talk.button(say("interview.button_so_far"), "result", aging=True),))
    talk.send(parts, [*rows, *extra, *talk.more_rows], asking=fact, takes_place=True)
    talk.more_rows = ()


def text_of(talk: Talk, fact: str) -> str:
    """The question about a fact, as it stands now."""
    question = next_question(talk)
    if question is not None and question.fact == fact:
        return question.text
    return talk.world.rulebook.facts[fact].question


def progress(talk: Talk) -> str:
    """From the plan: the rounds and single questions that are still to come, this one included."""
    still = left(talk)
    return say("interview.at_most", count=still.most) if still.near is None else say("interview.left", count=still.near)


def round_of(talk: Talk) -> Round | None:
    """The round that the last message asked, as it stands now."""
    pending = talk.state.pending
    several = next_round(talk) if pending is not None and pending.kind == "round" else None
    return several if several is not None and pending is not None and several.id == pending.round else None


def bare_fact(talk: Talk) -> str | None:
    """The fact that a bare answer to the last message is about."""
    several = round_of(talk)
    if several is None:
        return talk.state.pending.fact if talk.state.pending is not None else None
    return next((fact for fact in ("honours", "honour_event") if fact in several.asks), None)


def round_label(talk: Talk, several: Round) -> str:
    """What a round is about, in a word or two."""
    if several.id in (OPENING, WAYS, DETAILS):
        return say("interview.and").join(label(talk, fact) for fact in several.asks[:2] if fact != "honour_event")
    return say(f"interview.round_{several.id}")


def stake_of(several: Round) -> str:
    """The fact that says best why a round is asked."""
    return next((fact for fact in several.asks if fact != "city"), several.asks[0])


def _ask_round(talk: Talk, several: Round, opening: bool) -> None:
    pending = talk.state.pending
    again = pending is not None and pending.kind == "round" and pending.round == several.id
    kept = pending.ticked if again and pending is not None else ()
    attempts = pending.attempts + 1 if again and pending is not None else 0
    pending = Pending("round", attempts=attempts, round=several.id, ticked=kept)
    talk.state = replace(talk.state, pending=pending, stage="asking")
    found.tell(talk)
    _put_round(talk, several, _narrower(talk) if opening else (), again=again)


def put_round_again(talk: Talk) -> None:
    """The same message with what is ticked now."""
    several = round_of(talk)
    if several is None:
        ask_next(talk)
    else:
        _put_round(talk, several, ())


def _put_round(talk: Talk, several: Round, extra: tuple[Row, ...], *, again: bool = False) -> None:
    parts = [] if again else [Part("hint", progress(talk))]
    parts.append(Part("text", round_text(talk, several, again=again)))
    parts += [] if again else [Part("hint", say(f"interview.round_hint_{_hint_of(several)}"))]
    rows = [*_tick_rows(talk, several), *extra, *talk.more_rows]
    talk.send(parts, rows, asking=several.id, takes_place=True, asks=several.asks, choices=several.ticks)
    talk.more_rows = ()


def _hint_of(several: Round) -> str:
    return several.id if several.id in (OPENING, WAYS, DETAILS) else "list"


def round_text(talk: Talk, several: Round, *, again: bool = False) -> str:
    """The question of a round; asked again it is put in other words."""
    pending = talk.state.pending
    times = pending.attempts + pending.reminded if pending is not None else 0
    mood = "_again" if again and (times % 2 or not times) else ""
    if several.id == OPENING:
        known = names_of(talk.state.facts.get("honours"))
        which = "both" if "city" in several.asks else "more" if known else "honours"
        return say(f"interview.opening_{which}{mood}", known=say("interview.and").join(known))
    if several.id == WAYS:
        honours = dict.fromkeys(name for tick in several.ticks for name in tick.value)
        return say(f"interview.ways{mood}", honours=say("interview.and").join(honours))
    if several.id == DETAILS:
        items = say("interview.details_between").join(_prompt(talk, fact) for fact in several.asks)
        return say(f"interview.details{mood}", items=items)
    labels = say("interview.and").join(tick.label for tick in several.ticks)
    return say(f"interview.list_{several.id}{mood}", labels=labels)


def _prompt(talk: Talk, fact: str) -> str:
    """A fact's label, and what it can be where that is a choice."""
    definition = talk.world.rulebook.facts[fact]
    yes_no = (say("interview.yes"), say("interview.no"))
    options = yes_no if definition.type == "bool" else definition.choices if definition.type == "choice" else ()
    if not 0 < len(options) <= _MOST_NAMED:
        return definition.label
    return say("interview.details_choice", label=definition.label, choices=say("interview.or").join(options))


def _tick_rows(talk: Talk, several: Round) -> list[Row]:
    """Cities, then a toggle for each thing, then what ends the round."""
    cities = talk.world.rulebook.facts["city"].choices if "city" in several.asks else ()
    options = [Choice(name, name) for name in cities]
    rows: list[Row] = [
        tuple(talk.button(option.label, "answer", "city", option.digest, aging=True) for option in options)
    ]
    pending = talk.state.pending
    pressable = [
        talk.button(label_, "tick", digest_, aging=True)
        for label_, digest_ in toggles(several, pending.ticked if pending is not None else ())
    ]
    rows += [tuple(pressable[at : at + 2]) for at in range(0, len(pressable), 2)]
    done = (talk.button(say("interview.button_ticked"), "ticked", aging=True),) if several.ticks else ()
    rows.append((*done, talk.button(say("interview.button_unknown"), "pass", aging=True)))
    rows.append((talk.button(say("interview.button_why"), "why", stake_of(several), aging=True),))
    if talk.state.undo:
        rows.append((talk.button(say("interview.button_back"), "back", aging=True),))
    return rows


def _narrower(talk: Talk) -> tuple[Row, ...]:
    """Buttons that narrow the interview down to a need."""
    topics = interests.offered(talk.world)
    pressable = [talk.button(say("interview.only", topic=topic), "start", "topic", topic, IN_PLACE) for topic in topics]
    return tuple(tuple(pressable[at : at + 3]) for at in range(0, len(pressable), 3))


def _ask_conflict(talk: Talk, conflict: Conflict) -> None:
    """Both values, and which one to change."""
    talk.wait(Pending("conflict", conflict.fact, attempts_at(talk, conflict.fact)))
    facts = talk.state.facts
    involved = (*conflict.sources, conflict.fact)
    lines = [say("interview.fact", label=label(talk, fact), value=shown(talk, fact, facts[fact])) for fact in involved]
    text = say(
        "interview.conflict",
        facts=say("interview.between").join(lines),
        label=label(talk, conflict.fact),
        derived=shown(talk, conflict.fact, rounded(conflict.derived)),
    )
    rows: list[Row] = [
        (talk.button(say("interview.button_mend", fact=line), "change", fact, aging=True),)
        for fact, line in zip(involved, lines, strict=True)
    ]
    rows.append((talk.button(say("interview.button_both"), "keep", conflict.key, aging=True),))
    talk.send([Part("text", text)], rows, asking=conflict.fact, takes_place=True)
