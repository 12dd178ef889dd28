"""The command line: what can be called, with which options; the work is in `bot/commands`."""
