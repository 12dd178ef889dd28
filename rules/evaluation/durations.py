"""Durations by calendar: 满两年 is the day of the same name two years on."""

from __future__ import annotations

import calendar
from datetime import date


def years_after(day: date, years: int) -> date:
    """The same day `years` later; 29 February falls on 28 where the year has no 29th."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def years_between(start: date, end: date) -> float:
    """Whole years by calendar plus the share of the running year; `2.0` exactly on the second anniversary."""
    if end < start:
        return -years_between(end, start)
    whole = end.year - start.year
    if years_after(start, whole) > end:
        whole -= 1
    last, following = years_after(start, whole), years_after(start, whole + 1)
    return whole + (end - last).days / (following - last).days


def days_of(text: str) -> tuple[date, date]:
    """First and last day that `2020-05-10`, `2020-05` or `2020` can mean; raises `ValueError`."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(parts[0], 1, 1), date(parts[0], 12, 31)
