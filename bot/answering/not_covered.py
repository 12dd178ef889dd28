"""What is said when nothing is quoted: refusals, greetings, help."""

from __future__ import annotations

from bot import buttons
from bot.answering.held import held
from bot.answering.lexicon import lexicon
from bot.answering.retrieval.coverage import Refusal
from bot.model import Button, Kind, OutMessage, Part
from bot.wording import say
from knowledge.library import Library


def refused(refusal: Refusal, library: Library) -> OutMessage:
    """Says what is not held, cites nothing, offers what can be asked."""
    line = say(f"answers.{refusal.key}", place=refusal.place, **held(library).counted)
    return OutMessage((Part("lead", line), Part("hint", _hint())), buttons=rows())


def plain(key: str, library: Library, **values: str) -> OutMessage:
    return OutMessage((Part("lead", say(f"answers.{key}", **held(library).counted, **values)),), buttons=rows())


def small_talk(text: str) -> tuple[Kind, str] | None:
    """Kind and sentence for greetings, thanks, abuse, help; none where the text asks something."""
    bare = "".join(character for character in text if character.isalnum())
    if not text.strip():
        return "help", "help"
    for name in ("greeting", "thanks", "rude", "help"):
        if lexicon().small_talk[name].fullmatch(bare):
            return ("help" if name in ("help", "rude") else "greeting"), name
    return None


def _questions() -> list[str]:
    return say("answers.suggestions").split("|")


def _hint() -> str:
    return say("answers.hint_next", questions="".join(f"「{question}」" for question in _questions()))


def rows() -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(question, code),) for question in _questions() if (code := buttons.ask(question)))
