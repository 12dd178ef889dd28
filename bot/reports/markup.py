"""The report as one HTML file that needs nothing else: styles inside, no script, prints well."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.reports.sheet import Sheet
from bot.wording import say


def html_file(sheet: Sheet) -> bytes:
    shown = (
        _environment().get_template("report.html").render(report=sheet.report, link=sheet.link, qr=qr_svg(sheet.link))
    )
    return shown.encode()


def qr_svg(link: str) -> Markup:
    """The code as a picture; empty where the link is longer than a code can hold."""
    try:
        code = segno.make(link, error="l", micro=False)
    except segno.DataOverflowError:
        return Markup("")
    made = io.BytesIO()
    code.save(
        made,
        kind="svg",
        border=2,
        xmldecl=False,
        svgns=True,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        light="#fff",
    )
    return Markup(made.getvalue().decode())


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=StrictUndefined,
    )  # fmt: skip
    made.globals.update(say=say)
    return made
