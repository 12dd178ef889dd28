"""`mingce report`: what a company takes home, as a file."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.commands.output import day
from bot.commands.rules import read_facts
from bot.errors import InputError
from bot.wording import say


def run(
    facts: str | None,
    *,
    format: str,
    output: Path | None,
    company: str,
    as_of: str | None,
    letterhead: Path | None = None,
) -> None:
    """Writes to `output`, else to stdout, which must then be no terminal."""
    if facts is None:
        raise InputError(say("rules.no_facts"))
    from bot.reports.files import FORMATS

    if format not in FORMATS:
        raise InputError(say("report.format_wrong", format=format[:20], formats="、".join(FORMATS)))
    if output is None and sys.stdout.isatty():
        raise InputError(say("report.no_output", format=format))
    if letterhead is not None and format != "docx":
        raise InputError(say("report.letterhead_docx"))
    made = _made(facts, format, company, as_of, letterhead)
    if output is None:
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(made)
    except OSError as problem:
        raise InputError(say("report.unwritable", file=output, problem=problem.strerror)) from None
    sys.stderr.write(say("report.written", file=output) + "\n")


def _made(facts: str, format: str, company: str, as_of: str | None, letterhead: Path | None) -> bytes:
    from bot.bootstrap import build_world
    from bot.reports.files import report_file
    from bot.settings import load_settings
    from rules.errors import FactError

    on, given, world = day(as_of), read_facts(facts), build_world()
    try:
        known = world.rulebook.validate(given)
    except FactError as problem:
        raise InputError(str(problem)) from None
    address = load_settings().page_address
    return report_file(known, world, on, format, company=company, address=address, letterhead=letterhead)
