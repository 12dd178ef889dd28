"""Documents in, clauses and hits out. The door is `knowledge.library`."""
