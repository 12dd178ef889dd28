"""What a follow-up in a chat leans on."""
