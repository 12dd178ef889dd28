"""Files that a clerk drops, from reading to the library of one's own."""
