"""Word files (docx), read from their XML: what a reader sees, as he sees it."""
