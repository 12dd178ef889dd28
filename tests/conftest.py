"""For all tests: machines that build the project draw the same examples every time; no data of one's own count."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ["MINGCE_DATA"] = os.path.join(os.path.dirname(__file__), "no-data-of-ones-own")  # noqa: PTH118, PTH120

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
