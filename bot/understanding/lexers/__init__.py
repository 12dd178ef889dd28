"""Figures and dates as people write them, read from a folded text."""
