"""Text among the marks of a message in HTML."""

from __future__ import annotations

import html


def escaped(text: str) -> str:
    return html.escape(text, quote=False)
