"""Facts in, outcomes out. The door is `rules.rulebook`."""
