"""Scoring the assistant on labelled data."""
