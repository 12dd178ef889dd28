"""Sums: what is granted, what it comes to, how sums compare, what was claimed, what is aimed at."""
