"""PDF files, read by where the characters stand on the page."""
