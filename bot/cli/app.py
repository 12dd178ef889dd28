"""The one application that every command joins, and the options that several of them share."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

Json = Annotated[bool, typer.Option("--json", help="print one JSON document")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="one JSON request a line on stdin, one JSON reply a line")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="the day that counts (default: today)")]
Text = Annotated[str | None, typer.Argument(help="the text; - reads stdin")]
Store = Annotated[str | None, typer.Option("--store", metavar="FILE", help="SQLite file (default: in memory)")]
