"""Lists of companies as offices have them: read, mapped onto facts, and written back as results."""
