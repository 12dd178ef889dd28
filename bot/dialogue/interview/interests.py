"""Where an interview starts from, and which programmes that leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import buttons
from bot.dialogue.conversation import Interest
from bot.wording import say
from bot.world import World

if TYPE_CHECKING:
    from rules.rulebook import Programme

EVERYTHING = Interest()
TIER = "tier"


def from_button(kind: str, value: str, world: World) -> Interest:
    """A start button's meaning; everything where it names nothing that exists (any more)."""
    if kind == "ladder":
        return ladder(world)
    if kind == "programme":
        found = by_digest(value, world)
        return Interest(programmes=(found.id,)) if found else EVERYTHING
    if kind == "document":
        ids = [document.id for document in world.library.documents if buttons.digest(document.id) == value]
        return Interest(document=ids[0]) if ids else EVERYTHING
    named = {"city": Interest(city=value), "topic": Interest(topic=value), "honour": Interest(honour=value)}
    interest = named.get(kind, EVERYTHING)
    return interest if programmes_of(interest, world) else EVERYTHING


def from_words(text: str, world: World) -> Interest | None:
    """An interest that a few words name: a need, a document, a programme's title."""
    wanted = text.strip()
    if not wanted:
        return None
    if wanted == say("interview.ladder"):
        return ladder(world)
    for topic in topics(world):
        if wanted == topic:
            return Interest(topic=topic)
    documents = world.library.documents
    if any(document.city == wanted for document in documents):
        return Interest(city=wanted)
    for document in documents:
        if wanted == document.id or (len(wanted) > 3 and wanted in document.title + document.short_title):
            return Interest(document=document.id)
    titled = tuple(each.id for each in world.rulebook.programmes if wanted in each.title or wanted == each.id)
    return Interest(programmes=titled) if titled and len(wanted) > 1 else None


def by_digest(digest: str, world: World) -> Programme | None:
    return next((each for each in world.rulebook.programmes if buttons.digest(each.id) == digest), None)


def topics(world: World) -> tuple[str, ...]:
    """Every need that programmes name, the most frequent first."""
    counts: dict[str, int] = {}
    for programme in world.rulebook.programmes:
        for topic in programme.topics:
            counts[topic] = counts.get(topic, 0) + 1
    return tuple(sorted(counts, key=lambda topic: -counts[topic]))


def offered(world: World) -> tuple[str, ...]:
    """The needs that people come with, for buttons; what no programme names is left out."""
    held = topics(world)
    return tuple(need for need in say("interview.needs").split(say("interview.and")) if need in held)


def programmes_of(interest: Interest, world: World) -> tuple[str, ...]:
    """Ids of the programmes that the interest leaves.

    The steps of the ladder ask for much more than the benefits; they are left only where they are asked for.
    """
    fitting = [each for each in world.rulebook.programmes if _fits(each, interest, world)]
    return tuple(each.id for each in (_of_honour(fitting, interest.honour) if interest.honour else fitting))


def scope(interest: Interest, world: World) -> tuple[str, ...]:
    """Like `programmes_of`, but everything where nothing would be left."""
    return programmes_of(interest, world) or programmes_of(EVERYTHING, world)


def ladder(world: World) -> Interest:
    return Interest(programmes=tuple(each.id for each in world.rulebook.programmes if each.kind == TIER))


def label(interest: Interest, world: World) -> str:
    """The interest as people say it; empty for everything."""
    if interest == ladder(world):
        return say("interview.ladder")
    titles = [found.title for each in interest.programmes[:2] if (found := world.rulebook.programme(each))]
    document = world.library.document(interest.document) if interest.document else None
    named = [interest.city, interest.honour, interest.topic, document and document.short_title]
    return say("interview.and").join([name for name in named if name] or titles)


def _fits(programme: Programme, interest: Interest, world: World) -> bool:
    asked_for = interest.programmes or interest.document or interest.topic or interest.honour
    if programme.kind == TIER and not asked_for:
        return False
    if interest.programmes and programme.id not in interest.programmes:
        return False
    if interest.document and programme.document != interest.document:
        return False
    if interest.topic and interest.topic not in programme.topics:
        return False
    return not interest.city or _serves(programme, interest.city, world)


def _of_honour(programmes: list[Programme], honour: str) -> list[Programme]:
    """Those that only an honour of that name opens; where there are none, those that speak of it."""
    name = say("interview.high_tech") if honour == say("interview.high_tech_short") else honour
    opened = [each for each in programmes if each.kind != TIER and _only_for(each, name)]
    return opened or [each for each in programmes if name in each.title + each.quote]


def _only_for(programme: Programme, name: str) -> bool:
    tests = [leaf.test for leaf in programme.leaves]
    wanted = [test.wanted for test in tests if test.fact == "honours" and test.operator == "has"]
    return any(all(name in each for each in names) for names in wanted)


def _serves(programme: Programme, city: str, world: World) -> bool:
    """A document without a city is province-wide and serves every city."""
    document = world.library.document(programme.document)
    return document is not None and document.city in (None, city)
