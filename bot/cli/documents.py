"""Commands about documents: read, take in, list, compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.app import AsOf, Json, app


@app.command()
def clauses(
    document: Annotated[str | None, typer.Argument(metavar="[DOCUMENT]")] = None, json: Json = False, as_of: AsOf = None
) -> None:
    """Show the clause tree of one or all documents."""
    import bot.commands.documents.library as command

    command.clauses(document, json=json, as_of=as_of)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="txt, md, html, docx or pdf")], json: Json = False, as_of: AsOf = None
) -> None:
    """Cut an unseen policy document into clauses; changes nothing."""
    import bot.commands.documents.library as command

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
    import bot.commands.documents.importing as command

    command.run(files, id=id, into=into, dry_run=dry_run, yes=yes, json=json, as_of=as_of, companies=companies)


@app.command()
def init(
    folder: Annotated[Path | None, typer.Argument(metavar="[FOLDER]", help="default: the data folder in use")] = None,
) -> None:
    """Make a folder for documents and programmes of one's own."""
    import bot.commands.documents.importing as command

    command.init(folder)


library = typer.Typer(help="The library's documents.", add_completion=False, rich_markup_mode=None)
app.add_typer(library, name="library")


@library.command("list")
def library_list(json: Json = False, as_of: AsOf = None) -> None:
    """List the documents: standing, shipped or one's own, retired."""
    import bot.commands.documents.shelf as command

    command.list_(json=json, as_of=as_of)


@library.command("show")
def library_show(
    document: Annotated[str, typer.Argument(metavar="ID")], json: Json = False, as_of: AsOf = None
) -> None:
    """Show one document: its clauses, versions and programmes."""
    import bot.commands.documents.shelf as command

    command.show(document, json=json, as_of=as_of)


@library.command("confirm")
def library_confirm(
    document: Annotated[str, typer.Argument(metavar="ID")],
    programmes: Annotated[list[str] | None, typer.Argument(metavar="[PROGRAMME…]", help="default: all drafts")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="ask nothing")] = False,
) -> None:
    """Confirm drafts that an import proposed: from then on they count in verdicts."""
    import bot.commands.documents.confirming as command

    command.run(document, programmes or [], yes=yes)


@library.command("retire")
def library_retire(document: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Take a document out of answers; nothing is deleted."""
    import bot.commands.documents.shelf as command

    command.retire_(document)


@library.command("restore")
def library_restore(document: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Put a retired document back into answers."""
    import bot.commands.documents.shelf as command

    command.restore_(document)


@library.command("compare")
def library_compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="an id, or id@version")],
    new: Annotated[str, typer.Argument(metavar="NEW")],
    json: Json = False,
) -> None:
    """Compare two documents or versions clause by clause."""
    import bot.commands.documents.shelf as command

    command.compare_(old, new, json=json)


@app.command()
def changes(
    since: Annotated[str, typer.Option("--since", metavar="DATE|VERSION", help="the day to compare with")],
    companies: Annotated[Path | None, typer.Option("--companies", metavar="LIST", help="for whom")] = None,
    calendar: Annotated[Path | None, typer.Option("--calendar", metavar="FILE.ics", help="dates to keep")] = None,
    json: Json = False,
    as_of: AsOf = None,
) -> None:
    """Say what changed since a day: documents, and companies that gain or lose."""
    import bot.commands.documents.changes as command

    command.run(since, companies=companies, calendar=calendar, json=json, as_of=as_of)
