"""Putting an answer together: which answerer speaks, quotes, standing, lists, notices."""
