"""Awards → programmes for a person to confirm, in the language of the rule book; each with its quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.answering.imported.places import district_of, places_of
from bot.importing.taking import Taken
from bot.sums import said_sum
from bot.understanding.names.in_force import remembered
from bot.wording import say
from knowledge.gazetteer.lookup import cities_of
from knowledge.intake import Award, Condition, plain
from knowledge.model import Clause

DRAFT = "draft = true\n"
_DAY = date(2000, 1, 1)
"""Names of honours are read the same on any day."""
_LONGEST_TITLE = 40
_SHORT = 16
"""Characters up to which a condition about the place says nothing else."""
_SAME = {"(": "[(（]", ")": "[)）]", ";": "[;；]", ":": "[:：]", "%": "[%％]", ".": "[.．]"}


@dataclass(frozen=True, slots=True)
class Proposal:
    id: str
    toml: str
    needs_review: tuple[str, ...]

    def shape(self) -> dict[str, Any]:
        return {"programme": self.id, "toml": self.toml, "needs_review": list(self.needs_review)}


def confirmed(proposal: Proposal) -> Proposal:
    """As it will count once somebody has read it."""
    return replace(proposal, toml=proposal.toml.replace(DRAFT, "", 1))


def propose(taken: Taken) -> tuple[Proposal, ...]:
    """One draft for each award; what stands word for word in no clause is left out."""
    clauses = {clause.path: clause for clause in taken.read.clauses}
    drafts = (
        _draft(f"{taken.read.id[:24]}-{number}", award, clauses[award.clause], taken)
        for number, award in enumerate(taken.awards, 1)
    )
    return tuple(draft for draft in drafts if draft is not None)


def facts_of(taken: Iterable[Taken]) -> dict[str, str | None]:
    """Conditions that a fact of the rule book can express, by their words."""
    texts = {one.text for item in taken for award in item.awards for one in award.conditions}
    return {text: "honours" for text in texts if honours_in(text)}


@remembered(4096)
def honours_in(text: str) -> tuple[str, ...]:
    """Honours that the words of a condition name."""
    from bot.understanding.reading import understand

    found = understand(say("importing.as_holder", text=text[:120]), None, _DAY).facts.get("honours")
    names = found if isinstance(found, list) else found.get("has", ()) if isinstance(found, dict) else ()
    return tuple(name for name in names if isinstance(name, str))


def _draft(id: str, award: Award, clause: Clause, taken: Taken) -> Proposal | None:
    quote = award.sentence.strip()
    if quote not in clause.text:
        return None
    written = _conditions(id, award, clause, taken)
    given, why = _award(award, quote)
    review = [*written.review, *([why] if why else [])]
    title = (award.recipient or clause.heading or quote)[:_LONGEST_TITLE]
    met, unsaid = _text(say("importing.example_met")), _text(say("importing.example_unsaid"))
    kind = "money_unpriced" if '"promised"' in given else "money"
    lines = [
        f"# {say('importing.draft_note')}",
        "draft = true",
        f"title = {_text(title)}",
        f"clause = {_list(award.clause)}",
        f"kind = {_text(kind)}",
        f"topics = {_list([(clause.heading or say('importing.draft_topic'))[:12]])}",
        f"quote = {_text(quote)}",
        "condition = [",
        *(f"  {line}," for line in written.lines),
        "]",
        f"award = {given}",
        "example = [",
        f"  {{ name = {met}, facts = {_table(written.meeting)}, outcome = {_text('eligible')} }},",
        f"  {{ name = {unsaid}, facts = {{}}, outcome = {_text('unknown')} }},",
        "]",
    ]
    return Proposal(id, "\n".join(lines) + "\n", tuple(review))


@dataclass
class _Written:
    """Conditions in the rule book's words, what a person has to look at, and facts that meet them all."""

    lines: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    meeting: dict[str, object] = field(default_factory=dict)

    def ask(self, id: str, question: str, quote: str) -> None:
        self.lines.append(f"{{ ask = {_text(question)}, quote = {_text(quote)} }}")
        self.meeting[f"{id}.{sum('ask = ' in line for line in self.lines)}"] = True


def _conditions(id: str, award: Award, clause: Clause, taken: Taken) -> _Written:
    """Place, honours, questions of the programme itself, what an office judges."""
    written = _Written()
    place = _place(taken)
    if place is not None:
        written.lines += place[0]
        written.meeting |= place[1]
    elif here := _here(clause):
        written.ask(id, say("importing.ask_here", here=here), here)
    for condition in award.conditions:
        quote = printed_in(clause.text, condition.text)
        if quote is None or (condition.read_as == "place" and place is not None and len(condition.text) < _SHORT):
            continue
        _write(written, id, award, condition, quote)
    if not written.meeting:
        said = award.recipient or " ".join(award.sentence.split())[:_LONGEST_TITLE]
        written.ask(id, say("importing.ask_condition", text=said), award.sentence.strip())
    return written


def _write(written: _Written, id: str, award: Award, condition: Condition, quote: str) -> None:
    honours = _meant(award, honours_in(condition.text))
    shown = " ".join(quote.split())
    if honours:
        written.lines.append(f'{{ fact = "honours", has = {_list(honours)}, quote = {_text(quote)} }}')
        written.meeting["honours"] = [honours[0]]
    elif condition.read_as == "office":
        judge = _text(_judge(condition.text))
        written.lines.append(f"{{ judged_by = {judge}, what = {_text(quote)}, quote = {_text(quote)} }}")
    else:
        tier = award.recipient if award.recipient and award.recipient not in plain(award.sentence) else ""
        key = "importing.ask_tier" if tier else "importing.ask_condition"
        written.ask(id, say(key, text=shown, tier=tier), quote)
        written.review.append(say("importing.review_question", text=shown))


def _meant(award: Award, honours: tuple[str, ...]) -> tuple[str, ...]:
    """Of several that a list names, those of the member whose sum this is."""
    own = tuple(one for one in honours_in(award.recipient) if one in honours) if len(honours) > 1 else ()
    return own or honours


def _place(taken: Taken) -> tuple[list[str], dict[str, str]] | None:
    """The document's own place, where its title names it: the conditions, and what a company there says.

    A district is asked for with its city, for there is a 市中区 in many; of a province every city will do.
    """
    title = next((clause for clause in taken.read.clauses if clause.path == ("标题",)), None)
    if title is None:
        return None
    document = taken.read.document(_DAY)
    names = sorted(places_of(document).own, key=lambda name: (-len(name), name))
    found = next(((name, quote) for name in names if (quote := printed_in(title.text, name))), None)
    if found is None:
        return None
    within = list(dict.fromkeys(city for name in names for city in (*cities_of(name), name)))
    if district_of(document) is None or document.city is None:
        return [_in("city", within, *found)], {"city": within[0]}
    lines = [_in("city", [document.city], document.city, found[1]), _in("district", names, *found)]
    return lines, {"city": document.city, "district": names[0]}


def _in(fact: str, names: Iterable[str], called: str, quote: str) -> str:
    label = _text(say("importing.in_place", place=called))
    return f'{{ fact = "{fact}", in = {_list(names)}, label = {label}, quote = {_text(quote)}, from = ["标题"] }}'


def _here(clause: Clause) -> str | None:
    """本县, 我区 …: the words of the clause that say where one has to be."""
    found = re.search(r"[本我][省市县区州旗镇]", clause.text)
    return found.group() if found else None


def _judge(text: str) -> str:
    found = re.search(r"经([^,，]{2,24}?)(?:评审|审核|审定|认定|批准|备案|评估|验收|推荐)", text)
    return found.group(1) if found else say("importing.some_office")


def _award(award: Award, quote: str) -> tuple[str, str]:
    """What the language can say of the sum; else that it is promised, with a word for the person who looks at it."""
    whole = award.amount_yuan is not None and award.amount_yuan == int(award.amount_yuan) > 0
    if whole and award.amount_yuan is not None and award.kind in ("fixed", "up_to", "staged", "per_year"):
        kind = "up_to" if award.kind == "up_to" else "fixed"
        per = ', per = "year"' if award.per == "year" else ""
        return f'{{ kind = "{kind}", yuan = {int(award.amount_yuan)}{per}, quote = {_text(quote)} }}', ""
    if award.kind == "share" and award.cap_yuan:
        sum_ = said_sum(award)
        return f'{{ kind = "up_to", yuan = {int(max(award.cap_yuan))}, quote = {_text(quote)} }}', say(
            "importing.review_share", sum=sum_
        )
    return f'{{ kind = "promised", quote = {_text(quote)} }}', say("importing.review_sum", sum=said_sum(award))


def printed_in(text: str, words: str) -> str | None:
    """The words as the text prints them: blanks and widths aside."""
    bare = plain(words)
    pattern = r"\s*".join(_SAME.get(character, re.escape(character)) for character in bare)
    found = re.search(pattern, text)
    return found.group() if found else None


def _list(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _table(values: Mapping[str, object]) -> str:
    said = (f"{json.dumps(name)} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
    return f"{{ {', '.join(said)} }}"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
