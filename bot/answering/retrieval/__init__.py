"""Finding what the documents say to a question: terms, evidence, coverage, clauses by number."""
