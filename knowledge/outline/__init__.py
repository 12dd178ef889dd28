"""From the characters of a Chinese official document to its clause tree."""
