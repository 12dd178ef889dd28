"""Everything we ship as data, checked: documents, programmes with their examples, facts, FAQ, wording."""

from __future__ import annotations

from datetime import date

from bot import wording
from bot.commands.checking.asking import ask_about_everything
from bot.errors import InputError
from bot.portfolio.news import anniversaries
from bot.wording import say
from bot.world import World
from knowledge.errors import DataError
from knowledge.faq import Faq
from knowledge.library import Library, own_data
from rules.examples import failures
from rules.rulebook import RuleBook


def counts(library: Library, rulebook: RuleBook) -> list[str]:
    """One line for each kind of data; raises `InputError` on the first mistake."""
    faq = _faq(library)
    if unproven := anniversaries.unproven(library, own_data().folder):
        raise InputError(unproven)
    return [
        say(
            "rules.counts_documents",
            documents=len(library.documents),
            summaries=len(library.summaries),
            clauses=sum(len(document.clauses) for document in library.documents),
        ),
        _programmes(rulebook),
        say("rules.counts_facts", facts=len(rulebook.facts), readings=len(rulebook.readings)),
        say("rules.counts_faq", faq=len(faq.entries)),
        say("rules.counts_wording", wording=_wording()),
        _asked(World(library, rulebook, faq)),
        say("rules.counts_good"),
    ]


def _programmes(rulebook: RuleBook) -> str:
    for failure in failures(rulebook, date.today()):
        raise InputError(say("rules.example_failed", **failure.__dict__))
    return say(
        "rules.counts_programmes",
        programmes=len(rulebook.programmes),
        leaves=sum(len(programme.leaves) for programme in rulebook.programmes),
        examples=sum(len(programme.examples) for programme in rulebook.programmes),
    )


def _asked(world: World) -> str:
    return say("rules.counts_asked", asked=ask_about_everything(world, date.today()))


def _faq(library: Library) -> Faq:
    try:
        return Faq.load(library, own=own_data().folder / "faq")
    except DataError as problem:
        raise InputError(str(problem)) from None


def _wording() -> int:
    """Braces of every sentence pair up."""
    keys = sorted(wording.keys())
    for key in keys:
        try:
            wording.places(key)
        except ValueError:
            area, _, name = key.partition(".")
            raise InputError(say("rules.wording_broken", file=area, name=name)) from None
    return len(keys)
