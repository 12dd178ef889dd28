"""Telegram: updates become Messages, Replies become calls; nothing else of Telegram leaves this package."""
