"""Word files made for tests: a body in WordprocessingML, and numbering or notes where a test needs them."""

from __future__ import annotations

import io
import zipfile

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def word(body: str, space: str = TRANSITIONAL, head: str = "", **parts: str) -> bytes:
    """`parts` are the insides of `word/<name>.xml`, by name: numbering, styles, footnotes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'{head}<w:document xmlns:w="{space}" {_OTHERS}><w:body>{body}</w:body></w:document>',
        )
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{space}" {_OTHERS}>{inside}</w:{name}>')
    return target.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    held = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{held}<w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def numbering(*levels: tuple[str, str], start: int = 1) -> str:
    """One list: (format, pattern) for each level."""
    held = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start if at == 0 else 1}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (style, pattern) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{held}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(text: str, properties: str = "", inside: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text) if text else ''}{inside}<w:p/></w:tc>"
