"""What a leaf comes to, as small integers, and how they combine (strong Kleene logic with a neutral value)."""

from __future__ import annotations

from rules.model import Finding, Why

NOT_MET = 0
MET = 1
OFFICE = 2
"""Only an office can judge: neutral, holds nothing back."""
NOT_ASKED = 3
NOT_KNOWN = 4
INEXACT = 5
TEXT_OPEN = 6
EVENT_NOT_ASKED = 7
"""The honour is held; how it was won this time was not asked."""
EVENT_NOT_KNOWN = 8
EVENT_INEXACT = 9
"""The year in which it was won may be one that counts or an earlier one."""

UNKNOWN = NOT_ASKED
"""Every state from here on is an unknown that holds the verdict back."""

FINDINGS: tuple[tuple[Finding, Why], ...] = (
    (Finding.NOT_MET, Why.SETTLED),
    (Finding.MET, Why.SETTLED),
    (Finding.UNKNOWN, Why.OFFICE),
    (Finding.UNKNOWN, Why.NOT_ASKED),
    (Finding.UNKNOWN, Why.NOT_KNOWN),
    (Finding.UNKNOWN, Why.INEXACT),
    (Finding.UNKNOWN, Why.TEXT_OPEN),
    (Finding.UNKNOWN, Why.NOT_ASKED),
    (Finding.UNKNOWN, Why.NOT_KNOWN),
    (Finding.UNKNOWN, Why.INEXACT),
)
