"""What changed between two days, what falls due, and who is told of it."""
