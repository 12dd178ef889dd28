"""Whether what is shipped, and what is one's own, is right."""
