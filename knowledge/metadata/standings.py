"""Whether a document binds: never by silence. Every answer says why, and what is to be asked where it is not clear."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.errors import sentence
from knowledge.metadata.issuers import issuers
from knowledge.metadata.model import Evidence
from knowledge.metadata.publication import publication_lines
from knowledge.metadata.scene import Scene
from knowledge.metadata.terms import term_without_start
from knowledge.metadata.words import words
from knowledge.outline.characters import mask
from knowledge.outline.lines import Sort


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    reason: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of the head before."""

    title: Evidence | None
    number: Evidence | None
    issued: Evidence | None
    effective_from: Evidence | None
    expires_on: Evidence | None


def kind_of(scene: Scene, known: Known) -> Kind:
    return _ended(scene) or _no_policy(scene, known) or _bound(scene, known)


def _ended(scene: Scene) -> Kind | None:
    """It says itself, or the page says, that it is repealed."""
    for field in scene.fields("validity"):
        if words("not_valid").search(field.value):
            return Kind("repealed", sentence("standing_page_says", quote=field.quote))
    heads = [
        *(line.text for line in scene.front[:12]),
        *(mask(field.value) for field in scene.fields("title", "window")),
    ]
    for text in heads:
        if words("repealed_title").search(text) or words("repealed_line").search(text):
            return Kind("repealed", sentence("standing_says", quote=text[:80]))
    last = next((line.text for line in scene.back[-4:] if words("repealed_line").search(line.text)), None)
    return Kind("repealed", sentence("standing_says", quote=last[:80])) if last else None


def _no_policy(scene: Scene, known: Known) -> Kind | None:
    title = mask(known.title.value) if known.title else ""
    pages = " ".join(mask(field.value) for field in scene.fields("title", "window"))
    if is_draft(scene, known.title, known.number):
        return Kind("draft_for_comment", sentence("standing_draft"))
    if words("explains").search(title) or words("explains").search(pages):
        return Kind("summary", sentence("standing_explains", title=(title or pages)[:60]))
    told = words("news_title").search(title) or words("news_text").search(scene.body[:200_000])
    if told and not known.number and not words("acts").search(title):
        return Kind("summary", sentence("standing_news"))
    return None


def is_draft(scene: Scene, title: Evidence | None, number: Evidence | None) -> bool:
    """Shown for comment: it has no day of issue, whatever it says of one."""
    if title and words("drafts").search(mask(title.value)):
        return True
    return number is None and bool(words("drafts").search(scene.masked[:3000].split("一、")[0]))


def _bound(scene: Scene, known: Known) -> Kind:
    """Issued needs a number, a printing notice or an adoption; and a day from which it counts."""
    basis = _basis(scene, known)
    if basis is None:
        signed = _signed(scene, known)
        if signed is None and not _rules(scene, known):
            return Kind("opinion", sentence("standing_no_rule"))
        key = "standing_only_signed" if signed else "standing_no_sign"
        return Kind("unclear", sentence(key), sentence("ask_issued"))
    if known.effective_from is None and known.issued is None:
        return Kind("unclear", sentence("standing_no_start", basis=basis), sentence("ask_start"))
    if known.expires_on is None and (said := term_without_start(scene)) and known.effective_from is None:
        return Kind("unclear", sentence("standing_term_open", quote=said[:60]), sentence("ask_start"))
    start = known.effective_from or known.issued
    assert start is not None
    key = "standing_issued" if known.effective_from else "standing_issued_from_issue"
    return Kind("issued", sentence(key, basis=basis, start=start.value))


def _basis(scene: Scene, known: Known) -> str | None:
    if known.number is not None:
        return sentence("basis_number", number=known.number.value)
    adopted = next(
        (line for line in publication_lines(scene) if re.search(r"通过|公布|修[正订]|批准", line.text)), None
    )
    if adopted is not None:
        return sentence("basis_adopted", quote=adopted.text[:60])
    return sentence("basis_notice") if scene.issues else None


def _signed(scene: Scene, known: Known) -> str | None:
    if known.issued is None or known.issued.origin != "signature":
        return None
    return next((found.value for found in issuers(scene) if found.origin == "signature"), None)


def _rules(scene: Scene, known: Known) -> bool:
    """Whether it reads like something that binds: the title's last word, articles, a start, or a day of issue."""
    title = re.sub(r"(?:\([^()]{1,40}\))+$", "", mask(known.title.value)) if known.title else ""
    if known.effective_from or known.expires_on or any(unit.path[-1].endswith("条") for unit in scene.units):
        return True
    return bool(words("acts").search(title)) or any(line.sort is Sort.NUMBER for line in scene.front)
