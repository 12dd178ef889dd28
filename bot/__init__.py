"""People, channels and storage around the pure dialogue core."""
