"""Policies that were added: what their sentences promise, read by one grammar."""
