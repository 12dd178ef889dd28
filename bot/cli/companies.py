"""Commands about companies: check one, a list, a portfolio."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.app import AsOf, Json, Jsonl, Store, app

MappingFile = Annotated[
    Path | None, typer.Option("--mapping", metavar="FILE", help="which column is which fact; saved if absent")
]
Yes = Annotated[bool, typer.Option("--yes", help="take the columns as they were understood, ask nothing")]


@app.command()
def check(
    facts: Annotated[str | None, typer.Option("--facts", metavar="FILE", help="JSON of facts; - reads stdin")] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="ID")] = None,
    json: Json = False,
    jsonl: Jsonl = False,
    as_of: AsOf = None,
) -> None:
    """Check eligibility for every programme."""
    import bot.commands.rules as command

    command.check(facts, document=document, json=json, jsonl=jsonl, as_of=as_of)


@app.command()
def programmes(json: Json = False, as_of: AsOf = None) -> None:
    """List every programme of the rule book."""
    import bot.commands.rules as command

    command.programmes(json=json, as_of=as_of)


@app.command("check-data")
def check_data() -> None:
    """Check documents, programmes, facts, FAQ and wording; says file, line and remedy."""
    import bot.commands.rules as command

    command.check_data()


@app.command()
def screen(
    file: Annotated[Path, typer.Argument(metavar="LIST", help="companies: xlsx, xls, ods, csv or Parquet")],
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT.xlsx|csv|parquet")] = None,
    mapping: MappingFile = None,
    automatic: Annotated[
        bool, typer.Option("--automatic", help="only what facts of record settle, with receipts")
    ] = False,
    yes: Yes = False,
    json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Check a whole list of companies: a line a company, programmes, gaps, problems."""
    import bot.commands.screening as command

    command.run(file, output=output, mapping=mapping, json=json, automatic=automatic, yes=yes, as_of=as_of)


@app.command()
def report(
    facts: Annotated[str | None, typer.Option("--facts", metavar="FILE", help="JSON of facts; - reads stdin")] = None,
    format: Annotated[str, typer.Option("--format", metavar="pdf|docx|html|png")] = "pdf",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE")] = None,
    company: Annotated[str, typer.Option("--company", metavar="NAME", help="the company's name on the report")] = "",
    letterhead: Annotated[Path | None, typer.Option("--letterhead", metavar="DOCX", help="an office's own")] = None,
    as_of: AsOf = None,
) -> None:
    """Write a report: what a company can have, nearly can, and what to do next."""
    import bot.commands.report as command

    command.run(facts, format=format, output=output, company=company, as_of=as_of, letterhead=letterhead)


portfolio = typer.Typer(help="Companies in a commissioner's care.", add_completion=False, rich_markup_mode=None)
app.add_typer(portfolio, name="portfolio")
Chat = Annotated[str, typer.Option("--chat", metavar="CHAT", help="whose portfolio, for example telegram:1001")]


@portfolio.command("import")
def portfolio_import(
    file: Annotated[Path, typer.Argument(metavar="LIST")],
    chat: Chat,
    consent: Annotated[str, typer.Option("--consent", metavar="TEXT", help="on what ground they are kept")] = "",
    mapping: MappingFile = None,
    yes: Yes = False,
    store: Store = None,
    as_of: AsOf = None,
) -> None:
    """Take the companies of a list into a portfolio."""
    import bot.commands.portfolio as command

    command.take_in(file, chat=chat, consent=consent, store=store, as_of=as_of, mapping=mapping, yes=yes)


@portfolio.command("show")
def portfolio_show(
    chat: Chat,
    order: Annotated[str, typer.Option("--order", metavar="money|deadline|missing")] = "money",
    store: Store = None,
    as_of: AsOf = None,
) -> None:
    """Show the overview of a portfolio."""
    import bot.commands.portfolio as command

    command.show(chat=chat, store=store, as_of=as_of, order=order)


@portfolio.command("subscribe")
def portfolio_subscribe(
    chat: Chat,
    to: Annotated[str | None, typer.Option("--to", metavar="ADDRESS", help="mailto://, json://, tgram:// …")] = None,
    store: Store = None,
    as_of: AsOf = None,
) -> None:
    """Let a chat, or an address of its own, hear of changes."""
    import bot.commands.portfolio as command

    command.subscribe(to, chat=chat, store=store, as_of=as_of)


@portfolio.command("notify")
def portfolio_notify(
    since: Annotated[
        str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="default: since everybody was told last")
    ] = None,
    store: Store = None,
    as_of: AsOf = None,
) -> None:
    """Send what changed for whom, each thing once (for a daily timer)."""
    import bot.commands.portfolio as command

    command.notify(since, store=store, as_of=as_of)
