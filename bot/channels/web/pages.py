"""Templates: everything is escaped, every sentence comes from the wording."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.channels.web import assets
from bot.wording import say


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals.update(say=say, asset=assets.address, place=place)
    return made


def place(document: str, clause: tuple[str, ...] | list[str] = (), *, span: tuple[int, int] | None = None) -> str:
    """The address of a clause in the reader; `span`: the characters of the document that are marked."""
    mark = f"?at={span[0]}-{span[1]}" if span else ""
    anchor = "#" + quote("/".join(clause)) if clause else ""
    return f"/documents/{quote(document)}{mark}{anchor}"


def draw(template: str, **values: Any) -> str:
    return environment().get_template(template).render(**values)


def page(request: Request, template: str, *, code: int = 200, **values: Any) -> HTMLResponse:
    """A whole page."""
    values.setdefault("embedded", request.url.path.startswith("/embed"))
    values.setdefault("base", "/embed" if values["embedded"] else "")
    return HTMLResponse(draw(template, path=request.url.path, code=code, **values), code)
