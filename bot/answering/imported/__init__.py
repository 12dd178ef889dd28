"""Answers from documents of one's own that no programme describes yet: the clause's own sentences, by the grammar."""
