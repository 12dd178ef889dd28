"""`mingce`: every command; each one's work is imported only when it is called, so that starting stays cheap."""

from __future__ import annotations

import logging
import os
import secrets
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer import _click as click

from bot.errors import InputError
from bot.wording import say

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

Json = Annotated[bool, typer.Option("--json", help="print one JSON document")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="one JSON request a line on stdin, one JSON reply a line")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="the day that counts (default: today)")]
Text = Annotated[str | None, typer.Argument(help="the text; - reads stdin")]
Store = Annotated[str | None, typer.Option("--store", metavar="FILE", help="SQLite file (default: in memory)")]


@app.callback(invoke_without_command=True)
def _start(context: typer.Context) -> None:
    """明策: quotes the clause, says whether it binds, shows the working."""
    if context.invoked_subcommand is None:
        chat()


@app.command()
def chat(jsonl: Jsonl = False, store: Store = None, as_of: AsOf = None) -> None:
    """Talk in the terminal, or in JSON lines."""
    import bot.commands.chat as command

    command.run(store=store, jsonl=jsonl, as_of=as_of)


@app.command()
def ask(text: Text = None, json: Json = False, jsonl: Jsonl = False, as_of: AsOf = None) -> None:
    """Ask one question."""
    import bot.commands.ask as command

    command.run(text, json=json, jsonl=jsonl, as_of=as_of)


@app.command()
def search(
    text: Text = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="how many clauses")] = 10,
    document: Annotated[str | None, typer.Option("--document", metavar="ID")] = None,
    json: Json = False,
    jsonl: Jsonl = False,
    as_of: AsOf = None,
) -> None:
    """Find clauses."""
    import bot.commands.library as command

    command.search(text, k=k, document=document, json=json, jsonl=jsonl, as_of=as_of)


@app.command()
def clauses(
    document: Annotated[str | None, typer.Argument(metavar="[DOCUMENT]")] = None, json: Json = False, as_of: AsOf = None
) -> None:
    """Show the clause tree of one or all documents."""
    import bot.commands.library as command

    command.clauses(document, json=json, as_of=as_of)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="txt, md, html, docx or pdf")], json: Json = False, as_of: AsOf = None
) -> None:
    """Cut an unseen policy document into clauses; changes nothing."""
    import bot.commands.library as command

    command.parse(file, json=json, as_of=as_of)


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="files or folders")],
    id: Annotated[str | None, typer.Option("--id", metavar="ID", help="the document's id (one FILE only)")] = None,
    into: Annotated[str | None, typer.Option("--into", metavar="DOCUMENT", help="this is its new version")] = None,
    companies: Annotated[Path | None, typer.Option("--companies", metavar="LIST", help="who gains, who loses")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="write nothing")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="write what was read, ask nothing")] = False,
    json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Take documents into the library of one's own: read, show, write after a person says 确认."""
    import bot.commands.importing as command

    command.run(files, id=id, into=into, dry_run=dry_run, yes=yes, json=json, as_of=as_of, companies=companies)


@app.command()
def init(
    folder: Annotated[Path | None, typer.Argument(metavar="[FOLDER]", help="default: the data folder in use")] = None,
) -> None:
    """Make a folder for documents and programmes of one's own."""
    import bot.commands.importing as command

    command.init(folder)


library = typer.Typer(help="The library's documents.", add_completion=False, rich_markup_mode=None)
app.add_typer(library, name="library")


@library.command("list")
def library_list(json: Json = False, as_of: AsOf = None) -> None:
    """List the documents: standing, shipped or one's own, retired."""
    import bot.commands.shelf as command

    command.list_(json=json, as_of=as_of)


@library.command("show")
def library_show(
    document: Annotated[str, typer.Argument(metavar="ID")], json: Json = False, as_of: AsOf = None
) -> None:
    """Show one document: its clauses, versions and programmes."""
    import bot.commands.shelf as command

    command.show(document, json=json, as_of=as_of)


@library.command("confirm")
def library_confirm(
    document: Annotated[str, typer.Argument(metavar="ID")],
    programmes: Annotated[list[str] | None, typer.Argument(metavar="[PROGRAMME…]", help="default: all drafts")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="ask nothing")] = False,
) -> None:
    """Confirm drafts that an import proposed: from then on they count in verdicts."""
    import bot.commands.confirming as command

    command.run(document, programmes or [], yes=yes)


@library.command("retire")
def library_retire(document: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Take a document out of answers; nothing is deleted."""
    import bot.commands.shelf as command

    command.retire_(document)


@library.command("restore")
def library_restore(document: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Put a retired document back into answers."""
    import bot.commands.shelf as command

    command.restore_(document)


@library.command("compare")
def library_compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="an id, or id@version")],
    new: Annotated[str, typer.Argument(metavar="NEW")],
    json: Json = False,
) -> None:
    """Compare two documents or versions clause by clause."""
    import bot.commands.shelf as command

    command.compare_(old, new, json=json)


@app.command()
def facts(
    text: Text = None,
    asked: Annotated[str | None, typer.Option("--asked", metavar="FACT", help="the fact that was asked for")] = None,
    json: Json = False,
    jsonl: Jsonl = False,
    as_of: AsOf = None,
) -> None:
    """Show what facts an utterance states."""
    import bot.commands.facts as command

    command.run(text, asked=asked, json=json, jsonl=jsonl, as_of=as_of)


@app.command()
def explain(text: Text = None, json: Json = False) -> None:
    """What a message was taken for, and which of its characters said so."""
    import bot.commands.explain as command

    command.run(text, json=json)


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
    mapping: Annotated[
        Path | None, typer.Option("--mapping", metavar="FILE", help="which column is which fact; saved if absent")
    ] = None,
    automatic: Annotated[
        bool, typer.Option("--automatic", help="only what facts of record settle, with receipts")
    ] = False,
    json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Check a whole list of companies: a line a company, programmes, gaps, problems."""
    import bot.commands.screening as command

    command.run(file, output=output, mapping=mapping, json=json, automatic=automatic, as_of=as_of)


@app.command()
def changes(
    since: Annotated[str, typer.Option("--since", metavar="DATE|VERSION", help="the day to compare with")],
    companies: Annotated[Path | None, typer.Option("--companies", metavar="LIST", help="for whom")] = None,
    calendar: Annotated[Path | None, typer.Option("--calendar", metavar="FILE.ics", help="dates to keep")] = None,
    json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Say what changed since a day: documents, and companies that gain or lose."""
    import bot.commands.changes as command

    command.run(since, companies=companies, calendar=calendar, json=json, as_of=as_of)


portfolio = typer.Typer(help="Companies in a commissioner's care.", add_completion=False, rich_markup_mode=None)
app.add_typer(portfolio, name="portfolio")
Chat = Annotated[str, typer.Option("--chat", metavar="CHAT", help="whose portfolio, for example telegram:1001")]


@portfolio.command("import")
def portfolio_import(
    file: Annotated[Path, typer.Argument(metavar="LIST")],
    chat: Chat,
    consent: Annotated[str, typer.Option("--consent", metavar="TEXT", help="on what ground they are kept")] = "",
    store: Store = None,
    as_of: AsOf = None,
) -> None:
    """Take the companies of a list into a portfolio."""
    import bot.commands.portfolio as command

    command.take_in(file, chat=chat, consent=consent, store=store, as_of=as_of)


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
    since: Annotated[str, typer.Option("--since", metavar="YYYY-MM-DD")], store: Store = None, as_of: AsOf = None
) -> None:
    """Send what changed for whom, each thing once (for a daily timer)."""
    import bot.commands.portfolio as command

    command.notify(since, store=store, as_of=as_of)


@app.command()
def evaluate(
    kind: Annotated[str, typer.Argument(metavar="retrieval|answers|facts|cases")],
    data: Annotated[Path, typer.Option("--data", help="BEIR folder, or a file of labelled lines")],
    json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Score retrieval or the assistant on labelled data."""
    import bot.commands.evaluating.evaluate as command

    command.run(kind, data, json=json, as_of=as_of)


@app.command()
def gaps(store: Store = None, json: Json = False) -> None:
    """Rank the words that found nothing."""
    import bot.commands.gaps as command

    command.run(store=store, json=json)


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


@app.command()
def mcp(
    http: Annotated[str | None, typer.Option("--http", metavar="HOST:PORT", help="over HTTP instead of stdio")] = None,
) -> None:
    """Offer search, clause, ask, check and programmes to other assistants (extra: mcp)."""
    import bot.commands.mcp as command

    command.run(http)


@app.command()
def serve() -> None:
    """Open the web page and the API (settings from the environment and .env)."""
    import bot.commands.serve as command

    command.run()


@app.command()
def telegram() -> None:
    """Run the Telegram bot (settings from the environment and .env)."""
    import bot.commands.telegram as command

    command.run()


@app.command()
def backup(destination: Annotated[Path, typer.Argument(metavar="FILE")], store: Store = None) -> None:
    """Copy the database while it is in use."""
    import bot.commands.upkeep as command

    command.backup(destination, store=store)


@app.command()
def restore(source: Annotated[Path, typer.Argument(metavar="FILE")], store: Store = None) -> None:
    """Put a checked backup in place of the database; the old file is kept beside it."""
    import bot.commands.upkeep as command

    command.restore(source, store=store)


@app.command()
def migrate(
    to: Annotated[str, typer.Option("--to", metavar="postgresql://…", help="an empty PostgreSQL database")],
    store: Store = None,
) -> None:
    """Move the SQLite store to PostgreSQL."""
    import bot.commands.upkeep as command

    command.migrate(to, store=store)


@app.command()
def doctor(json: Json = False) -> None:
    """Check database, data, token, ports and disk, and say what to do."""
    import bot.commands.doctor as command

    command.run(json=json)


@app.command()
def health() -> None:
    """Say whether the running bot is well (for containers and supervisors)."""
    import bot.commands.upkeep as command

    command.health()


def main() -> None:
    """Exit status: 0 answered, 2 the call or its input is wrong, 1 something failed inside."""
    sys.exit(_run())


def _run() -> int:
    try:
        app(standalone_mode=False)
    except click.exceptions.ClickException as problem:
        return _complain(say("commands.usage", problem=problem.format_message().rstrip(".")), 2)
    except (typer.Exit, typer.Abort) as end:
        return int(getattr(end, "exit_code", 2))
    except InputError as problem:
        return _complain(str(problem), 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception:
        reference = secrets.token_hex(4)
        logging.getLogger("mingce").debug("failed %s", reference, exc_info=True)
        return _complain(say("commands.failed", reference=reference), 1)
    return 0


def _complain(line: str, status: int) -> int:
    sys.stderr.write(line + "\n")
    return status


if __name__ == "__main__":
    main()
