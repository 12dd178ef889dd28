"""What a follow-up is about: the thing that was told last leads, and a bare 给多少 asks for its sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.held import held
from bot.answering.honours import bare
from bot.answering.lexicon import lexicon
from bot.answering.model import Focus
from bot.answering.money.grants import honours_of
from bot.answering.question import SUM, read
from bot.dialogue.conversation import Conversation
from bot.dialogue.interview.honours import denied_of, names_of
from bot.dialogue.replying import answer_question
from bot.dialogue.talk import Talk
from bot.dialogue.talking import sums, supposing
from bot.dialogue.talking.returning import remind
from bot.wording import say
from rules.rulebook import MONEY, Programme

_OF_EVERYBODY = frozenset(("city", "district", "honours", "honour_event", "honour_year", "independent_legal_person"))
"""Facts that no single grant is named by."""
_FEW = 3


def put(talk: Talk, before: Conversation) -> None:
    """What was told in this turn is what a follow-up leans on (市级的有奖吗), where nothing was said of it yet."""
    state = talk.state
    same = state.current == before.current
    earlier = before.facts if same else {}
    last = Focus.from_json(state.focus)
    new = [name for name in _spoken_of(state.facts) if name not in _spoken_of(earlier)]
    if new:
        if state.focus == before.focus or not _is_about(talk, last, new[-1]):
            _lean_on(talk, _of_honour(last, new))
        return
    told = [name for name, value in state.facts.items() if earlier.get(name) != value and name not in _OF_EVERYBODY]
    found = [p for name in told for p in _named_by(talk, name)]
    if 0 < len(found) <= _FEW and not {p.id for p in found} & set(last.programmes):
        _lean_on(talk, _of_grants(last, found))


def asks_its_sum(talk: Talk, text: str) -> bool:
    """给多少, 要是评上了给多少: of what is in hand; where nothing is, on what it depends; False for anything else."""
    asked = talk.world.library.corrected(text).rstrip("?？。!！ ")
    if _asks_of_another_place(talk, asked):
        return True
    if lexicon().signals["bare_sum"].fullmatch(asked) is None:
        return False
    last = Focus.from_json(talk.state.focus)
    own = bool(talk.state.facts) and sums.place(talk) is not None and (not last.question or _told_by_us(talk, last))
    if own and (not last.question or sums.of_company(talk).certain):
        sums.how_much(talk)
        sums.send(talk)
        remind(talk)
        return True
    if not last.question:
        return False
    answer_question(talk, text)
    return True


def _asks_of_another_place(talk: Talk, asked: str) -> bool:
    """去日照能拿多少: what the company would have there; another city's money is never one's own."""
    library = talk.world.library
    cities = read(asked, library).cities
    bare_of_it = held(library).place_names.replaced(asked, "")
    home = talk.state.facts.get("city")
    if home in sums.places(talk) and len(cities) == 1 and home != cities[0] and _takes(bare_of_it):
        talk.first("text", say("talking.elsewhere", home=str(home), place=cities[0]))
        sums.send(talk)
        remind(talk)
        return True
    if len(cities) != 1 or lexicon().signals["sum_there"].fullmatch(bare_of_it) is None:
        return False
    if not names_of(talk.state.facts.get("honours")) or not supposing.elsewhere(talk, {"city": cities[0]}):
        return False
    sums.send(talk)
    remind(talk)
    return True


def _takes(rest: str) -> bool:
    """我能拿…的30万不: a sum that another place grants."""
    left = SUM.sub("", rest)
    return left != rest and lexicon().signals["takes_there"].fullmatch(left.replace(" ", "")) is not None


def _told_by_us(talk: Talk, last: Focus) -> bool:
    """The company's own, of which nobody asked."""
    titles = [p.title for id in last.programmes if (p := talk.world.rulebook.programme(id))]
    return last.question in (*titles, say("talking.of_honour", honour=last.honour or ""))


def _spoken_of(facts: dict[str, object]) -> tuple[str, ...]:
    """Honours held, and those that were tried for in vain."""
    honours = facts.get("honours")
    return (*denied_of(honours), *names_of(honours))


def _of_honour(last: Focus, new: Sequence[str]) -> Focus:
    """The one told last; where one word stood for several levels of it, without any."""
    name = new[-1] if len(new) == 1 or bare(new[0]) != bare(new[-1]) else bare(new[-1])
    asked = say("talking.of_honour", honour=name)
    return replace(last, honour=name, kind="amount", question=asked, sentences=(), programmes=())


def _of_grants(last: Focus, found: Sequence[Programme]) -> Focus:
    first = found[0]
    return Focus(
        city=last.city,
        document=first.document,
        clause=first.clause,
        kind="amount",
        question=first.title,
        sentences=tuple(dict.fromkeys(p.quote for p in found if p.clause == first.clause)),
        programmes=tuple(p.id for p in found),
    )


def _named_by(talk: Talk, fact: str) -> list[Programme]:
    """The money of the place that hangs on this fact, as it was told."""
    value, here = talk.state.facts[fact], sums.place(talk)
    documents = {d.id for d in talk.world.library.documents if d.city == here}
    return [
        p
        for p in talk.world.rulebook.programmes
        if p.document in documents
        and p.kind == MONEY
        and any(leaf.test.fact == fact and (not leaf.test.wanted or value in leaf.test.wanted) for leaf in p.leaves)
    ]


def _is_about(talk: Talk, last: Focus, honour: str) -> bool:
    programmes = (talk.world.rulebook.programme(id) for id in last.programmes)
    return bare(honour) in last.question or any(honour in honours_of(p) for p in programmes if p is not None)


def _lean_on(talk: Talk, focus: Focus) -> None:
    talk.state = replace(talk.state, focus=focus.as_json())
