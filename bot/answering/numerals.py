"""Chinese numerals as documents number their parts."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_MOST_WRITTEN = 10_000


def chinese(number: int) -> str:
    """12 → 十二, 105 → 一百零五; a number that no document counts to (over 9999) stays in digits."""
    if number >= _MOST_WRITTEN:
        return str(number)
    written, gap = "", False
    for size, unit in _UNITS:
        digit, number = divmod(number, size)
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + unit
        gap = not digit
    return written.removeprefix("一") if written.startswith("一十") else written or _DIGITS[0]
