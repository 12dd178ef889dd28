"""A real browser for the tests of the page: pages of two sizes that note what goes wrong, pictures, axe."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.bot.channels.web.visiting import Serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = Path(os.environ.get("MINGCE_PICTURES", ""))
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER: install Debian's chromium to test the page")
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
AXE = gzip.decompress(Path(__file__).with_name("axe.min.js.gz").read_bytes()).decode()
"""axe-core 4.14 (MPL 2.0), as published."""
COMPANY = "我们在济南,2019年成立,去年营收一千二百万,新认定的省级专精特新"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def picture(page: Any, name: str) -> None:
    """Kept where MINGCE_PICTURES names a folder, to be looked at."""
    if os.environ.get("MINGCE_PICTURES"):
        page.screenshot(path=str(PICTURES / f"{name}.png"))
        page.problems.clear()  # the screenshot itself brings a style, which the page's policy refuses


def opened(browser: Any, site: Serving, size: str, **options: Any) -> Any:
    """A page in a context of its own that notes what goes wrong in it."""
    context = browser.new_context(viewport=SIZES[size], base_url=site.address, locale="zh-CN", **options)
    page = context.new_page()
    page.problems = []
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: page.problems.append(str(problem)))
    page.size = size
    return page


def violations(page: Any) -> list[str]:
    """What axe finds against WCAG 2.2 AA."""
    page.evaluate(AXE)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]
