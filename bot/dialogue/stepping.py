"""Steps through the interview that words and buttons share: on, back, aside, once more, to a human being."""

from __future__ import annotations

from bot.dialogue.conversation import UNKNOWN
from bot.dialogue.interview.interview import ask_again, ask_for, ask_next
from bot.dialogue.interview.resuming import greet
from bot.dialogue.interview.taking import record
from bot.dialogue.talk import Talk
from bot.model import Part
from bot.understanding.facts.subjects import find_subjects
from bot.understanding.fold import fold
from bot.understanding.reading import understand
from bot.wording import say


def stop(talk: Talk) -> None:
    """The interview rests; everything said is kept."""
    talk.wait(None, "idle")
    rows = ((talk.button(say("chat.button_resume"), "resume"), talk.button(say("chat.button_profile"), "profile")),)
    text = say("chat.stopped" if talk.state.facts else "chat.stopped_empty", count=len(talk.state.facts))
    talk.send([Part("text", text)], rows, takes_place=True)


def hand_over(talk: Talk) -> None:
    """To a human being; the interview waits where it is."""
    talk.handover = True
    talk.kind = "help"
    talk.send_text("chat.handover")


def back(talk: Talk) -> None:
    """One step: the last change is undone and its question comes again."""
    undone = talk.state.undone()
    if undone is None:
        talk.first("text", say("interview.no_way_back"))
        again(talk)
        return
    talk.state = undone
    talk.first("text", say("interview.went_back"))
    if undone.pending is not None and undone.pending.kind == "question" and undone.pending.fact:
        ask_for(talk, undone.pending.fact)
    else:
        again(talk)


def skip(talk: Talk, fact: str) -> None:
    """Asked, and not answered: not known, and not asked again."""
    if record(talk, fact, UNKNOWN, say("interview.skipped_value"), skipped=True):
        ask_next(talk)


def again(talk: Talk) -> None:
    """Where we were: the pending question, the card, or how to begin."""
    pending = talk.state.pending
    if pending is not None and (pending.fact is not None or pending.kind == "round"):
        ask_again(talk)
    elif talk.state.stage == "idle":
        greet(talk)
    else:
        ask_next(talk)


def subject(talk: Talk, words: str) -> str | None:
    """The fact that a few words name: 研发、营收."""
    facts = talk.world.rulebook.facts
    for definition in facts.values():
        if words in (definition.label, definition.name):
            return definition.name
    named = [fact for each in find_subjects(fold(words)) if (fact := each.fact("bare"))]
    named += understand(say("interview.subject_unknown", subject=words), None, talk.today).unknown
    named += [fact for fact in talk.state.facts if len(words) > 1 and words in facts[fact].label]
    return next((fact for fact in named if fact in facts), None)
