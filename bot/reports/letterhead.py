"""The report in an office's own letterhead: a docx of theirs with a few names in braces, filled by docxtpl."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from bot.errors import InputError
from bot.reports.sheet import Sheet
from bot.reports.word import body, packed
from bot.wording import say

_CONTENT = "{{p content }}"


def letter(sheet: Sheet, template: Path) -> bytes:
    """`{{p content }}` stands for the report; `company`, `date`, `version` and `link` may be named too.

    Raises `InputError` where the extra is not installed or the template is none.
    """
    try:
        from docxtpl import DocxTemplate
    except ModuleNotFoundError:
        raise InputError(say("report.letterhead_missing")) from None
    from docx.opc.exceptions import PackageNotFoundError
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    report = sheet.report
    try:
        made = DocxTemplate(template)
        made.init_docx()
        content = made.new_subdoc()
        _with_styles(made.docx)
        body(content, sheet)
        given = {
            "company": report.company,
            "date": report.as_of.isoformat(),
            "version": report.version,
            "link": sheet.link,
            "content": content,
        }
        if not _names_content(made):
            raise InputError(say("report.letterhead_empty", file=template, name=_CONTENT))
        made.render(given, SandboxedEnvironment(), autoescape=True)
    except (OSError, PackageNotFoundError, BadZipFile, KeyError, ValueError, TemplateError) as problem:
        raise InputError(say("report.letterhead_broken", file=template, problem=problem)) from None
    return packed(made)


def _names_content(made: Any) -> bool:
    return "content" in made.get_undeclared_template_variables()


def _with_styles(document: Any) -> None:
    """Styles of the report that the template lacks; those that it has are the office's own."""
    from docx.enum.style import WD_STYLE_TYPE

    held = {style.name for style in document.styles}
    for name in ("Title", "Heading 1", "Heading 2", "List Bullet", "Intense Quote"):
        if name not in held:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if "Light Grid Accent 1" not in held:
        document.styles.add_style("Light Grid Accent 1", WD_STYLE_TYPE.TABLE)
