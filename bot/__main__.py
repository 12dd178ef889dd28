"""`mingce`: every command; each one's work is imported only when it is called, so that starting stays cheap."""

from __future__ import annotations

import logging
import os
import secrets
import sys

import typer

from bot.cli import companies, documents, running, talking
from bot.cli.app import app
from bot.errors import InputError
from bot.wording import say

__all__ = ["app", "companies", "documents", "main", "running", "talking"]


def main() -> None:
    """Exit status: 0 answered, 2 the call or its input is wrong, 1 something failed inside."""
    sys.exit(_run())


def _run() -> int:
    try:
        app(standalone_mode=False)
    except typer.TyperException as problem:
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
