"""Text to meaning: numbers, dates, places, honours, facts."""
