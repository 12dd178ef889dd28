"""Several readings of one value → the one that counts, and those that contradict it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.metadata.model import Evidence, Finding

MOST_OTHERS = 4


def chosen(findings: Iterable[Finding]) -> Evidence | None:
    """The first counts; later ones with another value are kept beside it, each value once."""
    found = [finding for finding in findings if finding.value]
    if not found:
        return None
    first = found[0]
    seen = {_plain(first.value)}
    others: list[Finding] = []
    for finding in found[1:]:
        plain = _plain(finding.value)
        if plain not in seen and len(others) < MOST_OTHERS:
            seen.add(plain)
            others.append(finding)
    return Evidence(first.value, first.quote, first.origin, tuple(others))


def _plain(value: str) -> str:
    return re.sub(r"[\s《》〈〉<>“”\"()（）〔〕\[\]【】]", "", value)
