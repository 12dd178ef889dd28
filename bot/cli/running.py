"""Commands that run the bot and keep its store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.app import Json, Store, app


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
def mcp(
    http: Annotated[str | None, typer.Option("--http", metavar="HOST:PORT", help="over HTTP instead of stdio")] = None,
) -> None:
    """Offer search, clause, ask, check and programmes to other assistants (extra: mcp)."""
    import bot.commands.mcp as command

    command.run(http)


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
