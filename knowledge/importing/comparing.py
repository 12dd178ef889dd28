"""Two texts clause by clause: what stayed, moved, changed, came and went."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge.model import Clause, Path

_ALIKE = 0.5
"""From this likeness on a clause is the same one with other words."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    kind: str
    """`same`, `moved`, `changed`, `added` or `gone`."""
    old: Path | None
    new: Path | None
    before: str = ""
    """The clause's own words, for a change."""
    after: str = ""


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[Change, ...]:
    """In the order of the new text; what is gone stands behind the clause that it followed."""
    pairs = _pairs(old, new)
    partner = {id(two): one for one, two in pairs}
    found: list[Change] = []
    for two in new:
        one = partner.get(id(two))
        found.append(Change("added", None, two.path, "", _own(two)) if one is None else _change(one, two))
    kept = {id(one) for one, _ in pairs}
    found += [Change("gone", one.path, None, _own(one)) for one in old if id(one) not in kept]
    return tuple(found)


def _change(one: Clause, two: Clause) -> Change:
    before, after = _own(one), _own(two)
    if _bare(before) != _bare(after):
        return Change("changed", one.path, two.path, before, after)
    return Change("same" if one.path == two.path else "moved", one.path, two.path)


def _pairs(old: Sequence[Clause], new: Sequence[Clause]) -> list[tuple[Clause, Clause]]:
    """Equal words first, then the same place with like words, then whatever is like enough."""
    pairs: list[tuple[Clause, Clause]] = []
    left, right = list(old), list(new)

    def settle(fits: Callable[[Clause, Clause], bool]) -> None:
        for two in list(right):
            one = next((one for one in left if fits(one, two)), None)
            if one is not None:
                pairs.append((one, two))
                left.remove(one)
                right.remove(two)

    settle(lambda one, two: one.path == two.path and _bare(_own(one)) == _bare(_own(two)))
    settle(lambda one, two: len(_bare(_own(one))) > 4 and _bare(_own(one)) == _bare(_own(two)))
    settle(lambda one, two: one.path == two.path and _likeness(one, two) >= _ALIKE)
    settle(lambda one, two: _likeness(one, two) >= _ALIKE)
    return pairs


def _likeness(one: Clause, two: Clause) -> float:
    matcher = SequenceMatcher(None, _bare(_own(one))[:600], _bare(_own(two))[:600], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


def _own(clause: Clause) -> str:
    return clause.text[: clause.own_end - clause.start].strip()


def _bare(text: str) -> str:
    """Without blanks and the label in front: a clause that only moved has other numbers."""
    text = re.sub(r"\s", "", text)
    return re.sub(
        r"^(?:第[一二三四五六七八九十百\d]+[条章节]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、])",
        "",
        text,
    )


def marked(before: str, after: str) -> list[tuple[str, str]]:
    """The new words with what was put in and taken out: pairs of `same`, `out` or `in` and a piece.

    A figure is one word: of 35 and 50 it is never the 5 that stayed.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[tuple[str, str]] = []
    for what, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        kinds = (("same", new[start:end]),) if what == "equal" else (("out", old[first:last]), ("in", new[start:end]))
        pieces += [(kind, "".join(words)) for kind, words in kinds if words]
    return pieces
