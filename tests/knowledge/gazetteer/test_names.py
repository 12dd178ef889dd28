"""Names in a text as a pattern of all of them finds them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from knowledge.gazetteer.names import Names

names = st.sets(st.text(alphabet="济南市a", min_size=1, max_size=3), max_size=5)
texts = st.text(alphabet="济南市a。", max_size=12)


@given(names, texts)
def test_spans_are_those_of_a_pattern(some: set[str], text: str) -> None:
    pattern = re.compile("|".join(map(re.escape, sorted(some, key=lambda name: (-len(name), name)))) or "(?!)")
    found = Names(some)
    assert list(found.spans(text)) == [match.span() for match in pattern.finditer(text)]
    assert found.replaced(text, " ") == pattern.sub(" ", text)
    assert "".join(found.split(text)) == text


@given(names, texts)
def test_all_that_stand_in_a_text(some: set[str], text: str) -> None:
    found = Names(some)
    assert set(found.standing_in(text)) == {name for name in some if name in text}
    assert found.stand_in(text) == any(name in text for name in some)
