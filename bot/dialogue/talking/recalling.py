"""What was said before in this talk: shown again where it is held against us, in one line, or in plainer words."""

from __future__ import annotations

from bot.answering.held import held
from bot.answering.question import sums, yuan_of
from bot.dialogue.conversation import Conversation
from bot.dialogue.interview.interview import round_of
from bot.dialogue.interview.rounds import DETAILS, OPENING
from bot.dialogue.talk import Talk
from bot.dialogue.talking.returning import remind
from bot.model import OutMessage, Part, Reply
from bot.wording import say
from bot.world import World

_MOST_KEPT, _LONGEST, _MOST_SHOWN = 8, 160, 3
_OWN = ("lead", "text")


def keep(state: Conversation, reply: Reply, world: World) -> tuple[str, ...]:
    """What is remembered after this reply: the lines of the last ones that tell what a grant comes to, newest last."""
    told = [line for message in reply.messages for line in _told(message, world)]
    rest = [line for line in state.said if line not in told]
    return tuple([*rest, *told][-_MOST_KEPT:])


def _told(message: OutMessage, world: World) -> list[str]:
    cited = {citation.document for citation in message.citations}
    titles = [programme.title for programme in world.rulebook.programmes if programme.document in cited]
    lines = [part.text for part in message.parts if part.kind in _OWN and len(part.text) <= _LONGEST]
    return [line for line in lines if any(sums(line)) and any(title in line for title in titles)]


def recall(talk: Talk, text: str) -> bool:
    """The lines that have the sums which are held against us, else the last ones; where places differ, that they do."""
    if not talk.state.said:
        return False
    asked = set(yuan_of(text))
    found = [line for line in talk.state.said if asked & set(yuan_of(line))] if asked else []
    lines = (found or list(talk.state.said))[-_MOST_SHOWN:]
    talk.first("text", say("talking.said" if found or not asked else "talking.not_said"))
    for line in lines:
        talk.first("text", line)
    places = {place for line in lines for place in held(talk.world.library).cities_in(line)}
    if len(places) > 1:
        talk.first("text", say("talking.each_its_own", places="、".join(sorted(places))))
    talk.send([])
    remind(talk)
    return True


def shorter(talk: Talk) -> bool:
    """The last sum in one line, without all that stood around it."""
    if not talk.state.said:
        return False
    talk.send([Part("text", say("talking.shorter", line=talk.state.said[-1]))])
    remind(talk)
    return True


def plainer(talk: Talk) -> bool:
    """What we asked in plain words with an example; else what can be asked about what was said last."""
    several = round_of(talk)
    if several is not None:
        kind = several.id if several.id in (OPENING, DETAILS) else "list"
        text = say(f"talking.plain_{kind}")
        talk.send([Part("text", text)], asking=several.id, asks=several.asks, choices=several.ticks)
        return True
    if talk.state.pending is not None:
        return False
    line = talk.state.said[-1] if talk.state.said else ""
    talk.send([Part("text", say("talking.plain", line=line) if line else say("talking.plain_nothing"))])
    return True
