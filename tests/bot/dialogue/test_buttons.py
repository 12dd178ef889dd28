"""Button codes and deep links: short enough, read back as they were, never confused."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import buttons
from bot.bootstrap import build_world
from bot.buttons import PAYLOAD, ButtonKind, Code, decode, encode
from bot.dialogue.interview.choices import Choice


@given(
    st.sampled_from(get_args(ButtonKind)),
    st.lists(st.text("abc济_-. ", min_size=1, max_size=5), max_size=3),
    st.one_of(st.none(), st.integers(0, 10**9)),
)
def test_codes_come_back_as_they_were(kind: ButtonKind, arguments: list[str], revision: int | None) -> None:
    data = encode(kind, *arguments, revision=revision)
    assert len(data.encode()) <= 64
    assert decode(data) == Code(kind, tuple(arguments), revision)


@given(st.text(max_size=90))
def test_garbage_is_no_code_or_a_harmless_one(data: str) -> None:
    code = decode(data)
    assert code is None or code.kind in get_args(ButtonKind)


def test_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="not a button code"):
        encode("ask", "济" * 30)
    assert buttons.ask("济" * 30) is None


def test_every_clause_and_programme_has_its_own_digest_and_a_valid_link() -> None:
    world = build_world()
    clauses = [clause.id for document in world.library.documents for clause in document.clauses]
    links = {buttons.clause_link(*each) for each in clauses}
    links |= {buttons.programme_link(programme.id) for programme in world.rulebook.programmes}
    assert len(links) == len(set(clauses)) + len(world.rulebook.programmes)
    assert all(PAYLOAD.fullmatch(link) for link in links)


def test_every_fact_fits_into_its_codes() -> None:
    for fact in build_world().rulebook.facts:
        encode("answer", fact, Choice("是", True).digest, revision=36**4)
