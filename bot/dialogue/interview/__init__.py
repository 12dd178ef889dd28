"""Asking for facts: what to ask next, what an answer settles, where one left off."""
