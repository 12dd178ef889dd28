"""Terminal, JSON lines, Telegram: each turns its own messages into Message and Reply and back."""
