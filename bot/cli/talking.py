"""Commands that talk, ask and look up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.app import AsOf, Json, Jsonl, Store, Text, app


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
    import bot.commands.documents.library as command

    command.search(text, k=k, document=document, json=json, jsonl=jsonl, as_of=as_of)


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
