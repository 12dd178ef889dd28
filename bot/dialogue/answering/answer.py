"""The door of answering: one question in, one answer out."""

from __future__ import annotations

from bot.dialogue.answering.model import Answer, Focus, Interest

__all__ = ["Answer", "Focus", "Interest"]
