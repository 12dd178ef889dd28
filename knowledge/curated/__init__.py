"""Curated answers as their files have them: entries, and the concepts of their forms."""
