"""Several answers as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answering.model import Answer
from bot.model import OutMessage, Part

_REFUSALS = frozenset({"not_covered", "clarify", "help", "greeting"})


def _in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Each part once; what several answers share at their ends stands once, at the end."""
    once = tuple(dict.fromkeys(parts))
    ends = ("notice", "folded", "hint")
    return (*(part for part in once if part.kind not in ends), *(p for kind in ends for p in once if p.kind == kind))


def joined(answers: Sequence[Answer]) -> Answer:
    """One answer of several: what was answered comes first in kind and focus."""
    if len(answers) == 1:
        return answers[0]
    leading = next((one for one in answers if one.kind not in _REFUSALS), answers[0])
    message = OutMessage(
        parts=_in_order(part for one in answers for part in one.message.parts),
        buttons=tuple(dict.fromkeys(row for one in answers for row in one.message.buttons)),
        citations=tuple(dict.fromkeys(citation for one in answers for citation in one.message.citations)),
    )
    return replace(
        leading,
        message=message,
        focus=answers[-1].focus,
        notices=tuple(dict.fromkeys(notice for one in answers for notice in one.notices)),
        unmatched=tuple(dict.fromkeys(word for one in answers for word in one.unmatched)),
        start_interview=next((one.start_interview for one in answers if one.start_interview), None),
    )
