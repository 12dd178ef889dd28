"""Speech to facts: each module reads one kind."""
