"""What is asked next: a contradiction, a reading to confirm, a fact that still matters, or nothing more: the card."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import IN_PLACE
from bot.dialogue import companies
from bot.dialogue.conversation import UNKNOWN, Interest, Pending
from bot.dialogue.interview import interests
from bot.dialogue.interview.choices import Choice, choices_for
from bot.dialogue.interview.conflicts import Conflict, first_conflict, rounded
from bot.dialogue.interview.taking import label, shown
from bot.dialogue.statement import card, found
from bot.dialogue.talk import Row, Talk
from bot.model import Part
from bot.wording import say
from rules.model import Question

_LONG_LABEL = 6


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
    elif (assumed := _assumed(talk)) is not None:
        _ask_confirm(talk, assumed)
    elif (question := next_question(talk)) is not None:
        _ask(talk, question, opening)
    else:
        card.show(talk)


def next_question(talk: Talk) -> Question | None:
    """What the rule book would ask now, within the interest."""
    return talk.world.rulebook.next_question(
        talk.state.facts,
        talk.today,
        programmes=interests.scope(talk.state.interest, talk.world),
        last_topic=talk.state.last_topic,
        skip=skipped(talk),
    )


def open_facts(talk: Talk) -> tuple[str, ...]:
    """The facts that can still matter, within the interest."""
    scope = interests.scope(talk.state.interest, talk.world)
    found = talk.world.rulebook.open_facts(talk.state.facts, talk.today, programmes=scope)
    facts, passed = talk.state.facts, skipped(talk)
    return tuple(fact for fact in found if fact not in passed and facts.get(fact) != UNKNOWN)


def skipped(talk: Talk) -> frozenset[str]:
    """Facts that the person cannot say more about, and those that hang on a fact that is not known."""
    known = talk.state.company.facts
    partly = {fact for fact, record in known.items() if record.skipped}
    definitions = talk.world.rulebook.facts.values()
    hanging = {each.name for each in definitions if each.after in known and known[each.after].value == UNKNOWN}
    return frozenset(partly | hanging)


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
        _put(talk, pending, text_of(talk, pending.fact), say("interview.back_to"))
    elif pending.kind in ("conflict", "confirm"):
        ask_next(talk)
    elif pending.kind == "company_name":
        companies.ask_name(talk)


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
    _put(talk, pending, question.text, _progress(talk), extra=_narrower(talk) if opening else ())


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


def _progress(talk: Talk) -> str:
    """Honest: the facts that can still matter are the most that will be asked."""
    still = len(open_facts(talk))
    return say("interview.last_one") if still <= 1 else say("interview.at_most", count=still)


def _narrower(talk: Talk) -> tuple[Row, ...]:
    """Buttons that narrow the interview down to a need."""
    topics = interests.offered(talk.world)
    pressable = [talk.button(say("interview.only", topic=topic), "start", "topic", topic, IN_PLACE) for topic in topics]
    return tuple(tuple(pressable[at : at + 3]) for at in range(0, len(pressable), 3))


def _assumed(talk: Talk) -> str | None:
    """The first that was read with doubt and was not put to the person yet."""
    held = talk.state.company.facts.items()
    return next((fact for fact, record in held if record.assumed and not record.echoed), None)


def _ask_confirm(talk: Talk, fact: str) -> None:
    """The likely reading first, then the other ones."""
    known = talk.state.company.facts[fact]
    company = talk.state.company
    echoed = replace(company, facts={**company.facts, fact: replace(known, echoed=True)})
    talk.state = talk.state.with_company(echoed)
    found.tell(talk)
    talk.wait(Pending("confirm", fact, _attempts(talk, fact)))
    options = confirm_choices(talk, fact)
    text = say("interview.confirm", said=known.said, label=label(talk, fact), value=shown(talk, fact, known.value))
    rows = [(talk.button(option.label, "answer", fact, option.digest, aging=True),) for option in options]
    rows.append((talk.button(say("interview.button_other_value"), "change", fact, aging=True),))
    rows.append((talk.button(say("interview.button_unknown"), "unknown", fact, aging=True),))
    talk.send([Part("text", text)], rows, asking=fact, takes_place=True)


def confirm_choices(talk: Talk, fact: str) -> tuple[Choice, ...]:
    known = talk.state.company.facts[fact]
    values = [known.value, *(value for value in known.alternatives if value != known.value)]
    return tuple(
        Choice(say("interview.yes_value" if at == 0 else "interview.or_value", value=shown(talk, fact, value)), value)
        for at, value in enumerate(values)
    )


def _ask_conflict(talk: Talk, conflict: Conflict) -> None:
    """Both values, and which one to change."""
    talk.wait(Pending("conflict", conflict.fact, _attempts(talk, conflict.fact)))
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


def _attempts(talk: Talk, fact: str) -> int:
    pending = talk.state.pending
    return pending.attempts if pending is not None and pending.fact == fact else 0
