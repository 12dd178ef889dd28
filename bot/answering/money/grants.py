"""The programmes of the rule book that a question about money means, and the sentences they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.answering.case import Case
from bot.answering.honours import among, is_single, is_unlevelled, same, title_level_pattern, written
from bot.answering.lexicon import lexicon
from bot.answering.retrieval.pieces import Piece, pieces
from bot.answering.retrieval.terms import Term
from bot.wording import say
from knowledge.model import Path
from rules.rulebook import Programme, RuleBook
from rules.rulebook import awards as kinds

RENEWALS = frozenset({"复核通过", "重新认定"})
LEVEL_IN_TITLES = {"国": "国家", "省": "省级", "市": "市级"}
_LEVEL_TITLES = {"国家": "国家级"}
_FIRM, _ROLE_TAIL = "企业", 2
_STRONG, _CONTENT = 2.0, 1.0


def of_honour(case: Case, document: str) -> tuple[Programme, ...]:
    """Grants of the honour named, whatever its level and event; none where the question is about something else."""
    names = names_of(case)
    if not names or (case.question.has("host") and not case.question.has("compare")):
        return ()
    found = tuple(p for p in case.world.rulebook.of_document(document) if _is_of(p, names))
    return tuple(p for p in found if not _foreign_terms(case, p, names))


def all_of_honour(case: Case, document: str) -> tuple[Programme, ...]:
    """Grants of the honour named, whatever else is said in the question."""
    names = names_of(case)
    return tuple(p for p in case.world.rulebook.of_document(document) if _is_of(p, names))


def for_unfunded(case: Case, programmes: Iterable[Programme]) -> bool:
    """The document puts those never funded before on the footing of new ones, for one of these honours."""
    wanted = {(p.document, honour) for p in programmes for honour in honours_of(p)}
    return any(
        (p.document, honour) in wanted and any(leaf.test.fact == "special_fund_received" for leaf in p.leaves)
        for document in dict.fromkeys(document for document, _ in wanted)
        for p in case.world.rulebook.of_document(document)
        for honour in honours_of(p)
    )


def names_of(case: Case) -> tuple[str, ...]:
    """The honours that a question names, as the documents write them."""
    return among(tuple(map(written, case.question.honours)), case.question.text)


def _is_of(programme: Programme, names: tuple[str, ...]) -> bool:
    if isinstance(programme.award, kinds.Promised | kinds.Nothing | kinds.PerUnit):
        return False
    return any(same(name, wanted) for wanted in honours_of(programme) for name in names)


def honours_of(programme: Programme) -> tuple[str, ...]:
    """Honours that its conditions want one by one, or of which its award counts each."""
    counted = getattr(programme.award, "which", None)
    leaves = (leaf.test for leaf in programme.leaves if leaf.test.fact == "honours" and leaf.test.operator == "has")
    wanted = [str(test.wanted[0]) for test in leaves if len(test.wanted) == 1]
    return tuple(dict.fromkeys([*wanted, *([str(counted)] if counted else [])]))


def _foreign_terms(case: Case, programme: Programme, names: tuple[str, ...]) -> bool:
    """The question has another strong word that neither the programme nor its sentence has."""
    text = re.sub(r"[“”\"]", "", programme.title + programme.quote + "".join(honours_of(programme)))
    return any(
        term.known
        and term.weight >= _STRONG
        and not lexicon().signals["plain_grant_words"].search(term.word)
        and not any(form in text for form in term.forms)
        for term in case.terms
        if not any(term.word in name for name in (*names, *case.question.honours))
    )


def at_level(case: Case, programmes: Iterable[Programme]) -> tuple[Programme, ...]:
    """Those of a level named; those without levels always fit."""
    levels = case.question.levels
    return tuple(p for p in programmes if not levels or any(_level_fits(w, levels) for w in honours_of(p)))


def _level_fits(wanted: str, levels: tuple[str, ...]) -> bool:
    levelled = wanted.startswith(("国家", "省级", "市级"))
    return not levelled or is_single(wanted) or any(wanted.startswith(LEVEL_IN_TITLES[level]) for level in levels)


def names_level(programme: Programme) -> bool:
    """Its text says of which level the honour is; some have only one."""
    honours = honours_of(programme)
    text = programme.quote
    return any(map(is_unlevelled, honours)) or any(level in text for level in ("国家", "省", "市级", "国际"))


def speaks(case: Case, programme: Programme) -> bool:
    """The question has a word of its own that the grant has; a figure, or what is said beside it, is not enough."""
    text = re.sub(r"[\s“”\"]", "", programme.title + programme.quote)
    return bool(case.question.honours) or any(form in text for term in subjects(case) for form in term.forms)


def subjects(case: Case) -> list[Term]:
    """The words of the question that can name what is granted."""
    plain = lexicon().signals["plain_grant_words"]
    return [term for term in case.terms if term.weight >= _CONTENT and not plain.fullmatch(term.word)]


def level_of(programme: Programme) -> str:
    """国家级, 省级, 市级 as its title says; nothing where its text names no level."""
    found = title_level_pattern().search(programme.title)
    if found is None:
        return ""
    return _LEVEL_TITLES.get(found.group(), "省级" if found.group().endswith("省") else found.group())


def for_others(case: Case, programmes: Sequence[Programme]) -> list[str]:
    """A firm is spoken of, and what is granted goes to others: to whom."""
    roles = [role for p in programmes for role in _roles(p)]
    if not roles or not all(map(_roles, programmes)) or not lexicon().signals["a_firm"].search(case.question.text):
        return []
    if any(role.endswith(_FIRM) or role[-_ROLE_TAIL:] in case.question.text for role in roles):
        return []
    return [say("answers.for_others", roles="、".join(dict.fromkeys(roles)))]


def for_bodies(programme: Programme) -> bool:
    """It goes to others than firms (区县, 担保机构, 基地)."""
    roles = _roles(programme)
    return bool(roles) and not any(role.endswith(_FIRM) for role in roles)


def _roles(programme: Programme) -> list[str]:
    return [str(role) for leaf in programme.leaves if leaf.test.fact == "role" for role in leaf.test.wanted]


def is_renewal(programme: Programme) -> bool:
    """Granted after recertification only."""
    events = {event for leaf in programme.leaves for event in leaf.test.events}
    return bool(events) and events <= RENEWALS


def has_own_figure(programme: Programme) -> bool:
    """Its sentence names the sum; otherwise it takes the standard of another (按照新认定企业标准)."""
    return programme.award_quote in programme.quote


def sentences_of(case: Case, programmes: Iterable[Programme]) -> list[Piece]:
    """The sentences their awards stand in, in the order of the text."""
    wanted = tuple(programmes)
    near = pieces(case.world.library).of_clauses((p.document, p.clause) for p in wanted)
    return [piece for piece in near if any(stands_in(p, piece) for p in wanted)]


def granted_in(case: Case, piece: Piece) -> list[Programme]:
    """Those whose award is printed in this sentence."""
    return list(_granted(case.world.rulebook, piece.clause.id, piece.text))


@lru_cache(maxsize=4096)
def _granted(rulebook: RuleBook, clause: tuple[str, Path], text: str) -> tuple[Programme, ...]:
    return tuple(p for p in rulebook.of_clauses(clause) if _printed(p, clause, text))


def stands_in(programme: Programme, piece: Piece) -> bool:
    """The award is printed in this sentence."""
    return _printed(programme, piece.clause.id, piece.text)


def _printed(programme: Programme, clause: tuple[str, Path], text: str) -> bool:
    if clause != (programme.document, programme.clause):
        return False
    return _overlap(programme.award_quote, text) and _overlap(programme.quote, text)


def _overlap(quote: str, text: str) -> bool:
    one, two = _bare(quote), _bare(text)
    return one in two or two in one or any(one[i : i + 14] in two for i in range(0, max(1, len(one) - 13), 7))


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"；;。，,]", "", text)
