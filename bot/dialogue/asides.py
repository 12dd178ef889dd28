"""Short words that neither tell nor ask anything: thanks and greetings in between, answers where nothing was asked."""

from __future__ import annotations

from bot.dialogue.controls import is_answer
from bot.dialogue.interview.interview import question_rows, round_of, round_text, text_of
from bot.dialogue.statement import card, verdict
from bot.dialogue.talk import Talk
from bot.model import Part
from bot.understanding.intent.reader import intent
from bot.wording import say

_ANSWERS = ("none", "no", "unsure", "some", "yes", "both")
_MANNERS = frozenset({"thanks", "nod", "who", "rude"})


def aside(talk: Talk, text: str) -> bool:
    """False where the words are something else, to be read as ordinary text."""
    pending = talk.state.pending
    if pending is not None:
        return pending.kind in ("question", "round") and _courtesy(talk, text, pending.fact or "")
    if talk.state.stage == "card" and (is_answer("yes", text) or is_answer("both", text)):
        verdict.show(talk)
        return True
    if not any(is_answer(name, text) for name in _ANSWERS) or intent(text).act in _MANNERS:
        return False
    nothing_asked(talk)
    return True


def nothing_asked(talk: Talk) -> None:
    """One line, and the buttons of the card where there is one."""
    if talk.state.facts:
        talk.send([Part("text", say("interview.nothing_asked"))], card.rows(talk))
    else:
        talk.send_text("talking.nothing_open")


def _courtesy(talk: Talk, text: str, fact: str) -> bool:
    """Returned in a word; a greeting with the pending question in one line, thanks without."""
    kind = next((name for name in ("thanks", "hello") if is_answer(name, text)), None)
    if kind is None:
        return False
    talk.kind = "greeting"
    if kind == "thanks":
        talk.send([Part("text", say("talking.thanks"))], [(talk.button(say("chat.button_resume"), "resume"),)])
        return True
    several = round_of(talk)
    if several is not None:
        line = say("interview.courtesy_hello", question=round_text(talk, several, again=True))
        talk.send([Part("text", line)], asking=several.id, asks=several.asks, choices=several.ticks)
        return True
    line = say("interview.courtesy_hello", question=text_of(talk, fact))
    talk.send([Part("text", line)], question_rows(talk, fact, ()), asking=fact)
    return True
